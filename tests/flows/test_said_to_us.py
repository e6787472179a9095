"""Words that are said to us: a button of before, typed; «ясно»; «хто ж знає»; a death told."""

import pytest

from tests.talk import Talk

SORRY = "Співчуваємо вам."


@pytest.mark.parametrize(
    ("button", "then"),
    [
        ("Допоможіть із цим", "Де ви?"),
        ("допоможіть із цим", "Де ви?"),
        ("Інший випадок", "Інші випадки:"),
        ("Повідомити про помилку", "Редактори перевірять"),
        ("Уся картка", "Житлова субсидія"),
        ("Не прийшла", "Спитайте"),
    ],
)
async def test_a_button_of_an_earlier_message_does_what_it_says(
    talk: Talk, button: str, then: str
) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("а скільки чекати")
    await talk.say(button)
    talk.sees(then)


@pytest.mark.parametrize(
    "said",
    [
        "запитать библиотекаря",
        "написать библиотекарю",
        "спросить у библиотекаря",
        "спитать у бібліотекаря",
        "Вопрос библиотекарю",
        "napysaty bibliotekaryu",
    ],
)
async def test_a_librarian_is_asked_for_in_any_mixture(talk_here: Talk, said: str) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say(said)
    talk_here.sees("Напишіть запитання бібліотекарю")
    assert "Передати написане вище" in talk_here.buttons


@pytest.mark.parametrize("said", ["ясно", "Понятно.", "ок", "ну ладно", "зрозуміло", "harazd"])
async def test_what_was_heard_is_no_greeting(talk_here: Talk, said: str) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say(said)
    talk_here.misses("Вітаємо", "Чим допомогти?")


async def test_a_greeting_still_is_one(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("добрий день")
    talk_here.sees("Вітаємо")


@pytest.mark.parametrize(
    "said", ["зрозуміло, не знаєте. хто знає?", "а хто ж тоді скаже", "у кого тоді спитати?"]
)
async def test_who_knows_then_is_told_whom_to_call(talk_here: Talk, said: str) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say(said)
    assert "Жива людина відповість" in talk_here.screen[0].text
    assert "Передати" in talk_here.buttons


@pytest.mark.parametrize(
    "said",
    [
        "вночі помер тато, що тепер робити",
        "муж погиб на фронте, какие выплаты",
        "поховали бабусю, хто верне гроші",
        "cholovik pomer, yak z subsydiyeyu",
    ],
)
async def test_a_death_gets_a_word_of_sympathy_once(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    assert SORRY in [one.text for one in talk_here.screen]
    await talk_here.say("мама померла теж, як оформити поховання")
    assert SORRY not in [one.text for one in talk_here.screen]


@pytest.mark.parametrize(
    "said",
    [
        "мама померла 8 років тому, хата на неї",
        "якщо чоловік помер, кому пенсія",
        "як написати заповіт поки живий",
        "телефон помер, де роздрукувати документ",
        "роман, де помер тато героя, є у вас?",
    ],
)
async def test_nobody_mourns_what_is_long_past_or_only_supposed(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    assert SORRY not in [one.text for one in talk_here.screen]
