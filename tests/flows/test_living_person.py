"""Who asks for a living person gets a phone and a way to write, not a search for people."""

import pytest

from tests.talk import Talk

OBLAST = "0382 79-47-31"


@pytest.mark.parametrize(
    "asked",
    ["дай живу людину", "не розумієш, поклич когось", "позовіть бібліотекаря", "передзвоніть мені",
     "перезвоните мне, пожалуйста", "хочу пабалакать з кимось живим", "pozovit liudynu",
     "I want to talk to a real person", "хай хтось зробить мені дзвінок"],
)  # fmt: skip
async def test_a_phone_comes_first_then_the_question(talk: Talk, asked: str) -> None:
    await talk.say(asked)
    if asked.isascii() and "want" in asked:
        talk.sees(OBLAST, "Write your question to the librarian")
    else:
        talk.sees(OBLAST, "Напишіть запитання бібліотекарю")


async def test_what_was_asked_before_is_passed_on_in_one_tap(talk: Talk) -> None:
    await talk.say("хто написав вірш про бабину скриню")
    await talk.say("дай живу людину")
    await talk.tap("Передати написане вище")
    talk.sees("З якого ви села чи міста?")


async def test_the_nearest_library_with_a_phone_is_told(talk: Talk) -> None:
    await talk.say("бібліотека в Пирогівцях")
    await talk.say("дай живу людину")
    talk.misses(OBLAST)
    talk.sees("068 334-80-30", "Напишіть запитання бібліотекарю")


@pytest.mark.parametrize(
    "asked", ["чи це безпечно, що ви зберігаєте?", "хто бачить мої повідомлення",
              "кто читает что я пишу", "chy tse anonimno"],
)  # fmt: skip
async def test_what_is_stored_is_told_straight(talk: Talk, asked: str) -> None:
    await talk.say(asked)
    talk.sees("Особисті дані зберігаємо зашифрованими.", "Що зберігаємо й як довго:")


async def test_is_it_safe_is_answered_in_english(talk: Talk) -> None:
    await talk.say("is it safe to write here?")
    talk.sees("Personal data is stored encrypted.")


async def test_a_village_alone_then_is_whom_to_call_near_it(talk: Talk) -> None:
    await talk.say("дай живу людину")
    await talk.say("я з Пирогівців")
    talk.sees("Пирогівці. Найближча бібліотека", "068 334-80-30", "Напишіть запитання")
