"""Few words on whether it helped: what we showed, or a librarian's answer."""

from datetime import timedelta

import pytest

from bot.understanding.verdict import Verdict, verdict
from tests.flows.librarian import Librarian, answered
from tests.talk import BareLine, Talk


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("не допомогло", Verdict.FAILED),
        ("це мені нічим не помогло", Verdict.FAILED),
        ("не допомогло, там пише помилка", Verdict.FAILED),
        ("ничего не получилось", Verdict.FAILED),
        ("it did not work", Verdict.FAILED),
        ("це не те шо я питала", Verdict.NOT_THAT),
        ("я не про це питала", Verdict.NOT_THAT),
        ("вы меня не поняли", Verdict.NOT_THAT),
        ("that's not what I asked", Verdict.NOT_THAT),
        ("дякую, все вийшло", Verdict.HELPED),
        ("спасибо, получилось", Verdict.HELPED),
        ("it worked, thank you", Verdict.HELPED),
        ("дякую", None),
        ("так", None),
        ("не допомогло, а паспорт де робити?", None),
        ("дякую, все вийшло, а ще скажіть як стати на облік", None),
        ("не вийшло отримати субсидію", None),
        ("вийшло світло", None),
        ("не працює сайт дії", None),
    ],
)
def test_what_is_said_of_an_answer(said: str, told: Verdict | None) -> None:
    assert verdict(said) is told


async def test_thanks_that_it_worked_are_no_question(talk_here: Talk) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say("дякую, все вийшло")
    talk_here.sees("Добре, що вийшло.")
    talk_here.misses("Ви про щось із цього?")


@pytest.mark.parametrize("said", ["не допомогло", "не получилось", "ne dopomohlo"])
async def test_who_was_not_helped_has_a_number_and_a_person(talk_here: Talk, said: str) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say(said)
    talk_here.sees("Шкода, що не допомогло.", "0 800 503 753")
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.say("Деражня")
    talk_here.sees(f"як отримати субсидію\n{said}")


async def test_what_was_not_asked_is_not_shown_again(talk_here: Talk) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say("це не те шо я питала")
    talk_here.sees("Вибачте, зрозуміли не так.")
    assert "Житлова субсидія" not in talk_here.buttons
    assert "Запитати бібліотекаря" in talk_here.buttons


async def test_nothing_was_shown_yet(talk_here: Talk) -> None:
    await talk_here.say("це мені нічим не помогло")
    talk_here.sees("Шкода, що не допомогло.", "іншими словами")


async def test_where_a_place_is_asked_it_is_no_village(talk_here: Talk) -> None:
    await talk_here.say("знайти бібліотеку")
    await talk_here.say("не допомогло")
    talk_here.misses("Не знаємо такого села")


@pytest.mark.parametrize(
    ("said", "rating"), [("не допомогло", 1), ("дякую, все вийшло", 3), ("це не те", 1)]
)
async def test_after_a_librarians_answer_it_is_a_rating(
    talk_here: Talk, oksana: Librarian, said: str, rating: int
) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.say(said)
    talk_here.sees("Дякуємо")
    request, _ = await oksana.sees(number)
    assert request.rating == rating


async def test_after_another_question_it_is_of_that_one(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await answered(oksana, talk_here)
    bare.now += timedelta(minutes=5)
    await talk_here.say("як отримати субсидію")
    await talk_here.say("не допомогло")
    talk_here.sees("Шкода, що не допомогло.", "0 800 503 753")
    request, _ = await oksana.sees(number)
    assert request.rating is None


@pytest.mark.parametrize(
    ("asked", "first", "then"),
    [
        ("як отримати субсидію", "не допомогло", "і це не допомогло"),
        ("світло дорого, шо робити", "нє, я не про то", "ви мене не поняли"),
        ("хочу щоб мені трактор дали", "не те", "знову не те"),
        ("де взяти дрова", "це я знаю", "і це знаю"),
    ],
)
async def test_who_was_not_helped_twice_is_told_whom_to_call(
    talk_here: Talk, asked: str, first: str, then: str
) -> None:
    await talk_here.say(asked)
    await talk_here.say(first)
    talk_here.misses("Жива людина")
    await talk_here.say(then)
    talk_here.sees("Жива людина відповість телефоном", "0382 79-47-31", asked)
    assert "Передати" in talk_here.buttons


async def test_of_a_story_no_card_tells_of_a_person_is_told_too(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("хата не на мене")
    talk_here.misses("Жива людина")
    await talk_here.say("і договору нема")
    talk_here.sees("Житлова субсидія", "Жива людина телефоном:")
    await talk_here.say("і сусіди проти")
    talk_here.sees("Жива людина телефоном:")


async def test_another_matter_begins_anew(talk_here: Talk) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say("не допомогло")
    await talk_here.say("де взяти довідку про несудимість")
    await talk_here.say("не допомогло")
    talk_here.misses("Жива людина")
    talk_here.sees("Шкода, що не допомогло.")


async def test_that_it_is_clear_is_no_greeting(talk_here: Talk) -> None:
    await talk_here.say("як отримати довідку впо")
    await talk_here.say("зрозуміло")
    talk_here.misses("Чим допомогти?")
    await talk_here.say("а чекати довго?")
    talk_here.sees("Довідка переселенця", "Строк:")
