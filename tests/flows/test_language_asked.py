"""The reply has the language of a clear sentence from the first one on, and a way back."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize(
    "said",
    [
        "does the second one have a printer",
        "how to get firewood for winter",
        "can somebody of you tell me what the old man should do now",
        "Where can my grandmother learn to use a tablet?",
    ],
)
async def test_an_english_sentence_is_answered_in_english(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.sees("We answer in English, as you wrote. Українською: напишіть «українською».")
    talk_here.misses("Не зрозуміли", "На це краще відповість")


@pytest.mark.parametrize(
    "said", ["українською", "і українською будь ласка", "can you write in Ukrainian please"]
)
async def test_the_way_back_shows_the_card_again(talk_here: Talk, said: str) -> None:
    await talk_here.say("how to get firewood for winter")
    await talk_here.say(said)
    talk_here.sees("Тепер пишемо українською.", "Дрова від лісгоспу", "Що зробити зараз:")
    await talk_here.say("how much does it cost")
    talk_here.sees("Вартість:")


async def test_english_is_asked_for_before_a_choice(talk_here: Talk) -> None:
    await talk_here.say("паспорт")
    await talk_here.say("in English please")
    talk_here.sees("From now on we write in English.", "passport")


async def test_ukrainian_in_latin_letters_is_no_english(talk_here: Talk) -> None:
    await talk_here.say("yak oformyty subsydiyu na gaz")
    talk_here.sees("Житлова субсидія", "Що зробити зараз:")
    talk_here.misses("We answer in English")


async def test_a_choice_is_shown_again_in_that_language_and_nobody_is_told_to_choose(
    talk_here: Talk,
) -> None:
    await talk_here.say("лікар")
    talk_here.sees("Ви про щось із цього?")
    await talk_here.say("can you write in English please")
    talk_here.sees("From now on we write in English.", "Did you mean one of these?")
    talk_here.misses("First choose")
