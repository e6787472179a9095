"""Danger and a question in one message: numbers first, then the question; nothing else beside."""

import pytest

from tests.talk import Talk

NOTICE = "Розмову зберігаємо"
HOTLINE = "15-47 – гаряча лінія"


@pytest.mark.parametrize(
    ("said", "number", "card"),
    [
        (
            "чоловік тримає мене замкненою, а ще хотіла спитати як оформити субсидію",
            "102",
            "Житлова субсидія",
        ),
        (
            "Доброго дня. Хочу подати на субсидію. А ще сусідка третій день не відчиняє, світло є.",
            "101",
            "Житлова субсидія",
        ),
    ],
)
async def test_the_question_stays_alive_below_the_numbers(
    talk: Talk, said: str, number: str, card: str
) -> None:
    await talk.say(said)
    talk.sees(f"{number} – ", "А з вашим питанням")
    await talk.tap(card)
    talk.sees(card)


async def test_danger_alone_offers_no_card(talk: Talk) -> None:
    await talk.say("чоловік тримає мене замкненою і забрав паспорт")
    talk.sees("102 – поліція")
    talk.misses("А з вашим питанням")


async def test_english_danger_is_answered_in_english(talk: Talk) -> None:
    await talk.say("my husband locks me in the flat and took my passport")
    talk.sees("102 – police")
    await talk.say("are you coming?")
    talk.sees("Nobody has been called. Dial 102 now.")


async def test_english_danger_is_answered_in_english_whatever_was_chosen(talk: Talk) -> None:
    await talk.say("/language")
    await talk.tap("Українська")
    await talk.say("he is beating me, he has a knife")
    talk.sees("102 – police")


async def test_the_notice_waits_until_danger_is_over(talk: Talk) -> None:
    await talk.say("у мене горить хата")
    talk.misses(NOTICE)
    await talk.say("їдете вже?")
    talk.misses(NOTICE)


@pytest.mark.parametrize(
    "said",
    [
        "колишній бив мене роками, рік тому розлучилась, як змінити прізвище дитині",
        "чоловік бив мене, ми розлучились. Як поділити хату?",
        "бывший муж избивал меня, мы в разводе, как подать на алименты",
        "my ex used to hit me, we divorced two years ago, how do I change my name back",
    ],
)
async def test_violence_that_is_over_gets_its_lines_beside_the_answer(
    talk: Talk, said: str
) -> None:
    await talk.say(said)
    talk.sees("15-47 – ")
    talk.misses("102 – ", "112 – ")


async def test_who_tells_of_no_violence_sees_no_hotline(talk: Talk) -> None:
    await talk.say("рік тому розлучилась, як змінити прізвище дитині")
    talk.misses(HOTLINE)
