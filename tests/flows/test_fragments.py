"""Few words after a card or a choice are read with what was asked before them."""

import pytest

from bot.understanding.text.stems import words_in_common
from tests.talk import Talk


@pytest.mark.parametrize(
    ("asked", "said", "stays"),
    [
        ("Мене цікавить житло в кредит, ми вчителі", "а внесок", "внесок від 20%"),
        ("переїхали з Харкова", "де стати на облік", "Довідка переселенця"),
        ("можна роздрукувати?", "20 сторінок", "Інтернет, комп’ютер, друк"),
        ("як купити ліки дешевше", "від тиску", "Доступні ліки"),
        ("сину 16, треба паспорт", "можна без мене?", "ID-картка"),
        ("хочу здати книжки в бібліотеку", "їх багато", "Подарувати книги"),
    ],
)
async def test_few_words_are_of_the_card(
    talk_here: Talk, asked: str, said: str, stays: str
) -> None:
    await talk_here.say(asked)
    await talk_here.say(said)
    assert stays in f"{talk_here.text} {talk_here.buttons}"
    talk_here.misses("Не зрозуміли", "З цим не допоможемо", "Військовий облік", "не радимо")


async def test_few_words_choose_by_both_texts(talk_here: Talk) -> None:
    await talk_here.say("у мене питання по пенсії")
    assert "Мала, перерахувати" in talk_here.buttons
    await talk_here.say("мало дають")
    assert talk_here.text.startswith("Розмір, перерахунок")


async def test_what_was_told_of_the_likeliest_is_talked_about(talk_here: Talk) -> None:
    await talk_here.say("my passport expired")
    await talk_here.say("how much")
    talk_here.sees("Passport for travel abroad", "Cost:")
    await talk_here.say("where in Khmelnytskyi")
    talk_here.misses("What about the Ukrainian passport?")
    talk_here.sees("Passport for travel abroad", "Хмельницький")


async def test_a_sequel_to_a_place_is_of_the_matter(talk_here: Talk) -> None:
    await talk_here.say("бабуся хоче заповіт, вона в Ізяславі, лежача")
    await talk_here.say("та то село, Клубівка")
    talk_here.sees("Заповіт у селі", "Клубівка")
    await talk_here.say("а коли вона вже не в пам’яті, можна?")
    talk_here.sees("Заповіт у селі")
    talk_here.misses("Цього про бібліотеку")


async def test_thanks_do_not_swallow_what_is_asked_after_them(talk_here: Talk) -> None:
    await talk_here.say("внук загубив паспорт у поїзді")
    await talk_here.say("знайшовся! дякую. а ще скажіть як йому права зробити, перший раз")
    assert any("сервісному центрі" in one for one in talk_here.buttons)


@pytest.mark.parametrize("said", ["допоможіть", "маю питання", "є книжки?", "можна спитати?"])
async def test_a_beginning_is_asked_for_the_question(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.sees("Що саме вам потрібно?")
    assert talk_here.buttons == ["Знайти бібліотеку", "Запитати бібліотекаря"]


def test_words_of_one_beginning_are_not_all_one_word() -> None:
    assert words_in_common("їх багато", "Посвідчення багатодітної сім’ї") == set()
    assert words_in_common("паспорта", "Закордонний паспорт")


@pytest.mark.parametrize(
    ("asked", "said", "stays"),
    [
        ("треба довіреність", "на машину", "Довіреність"),
        ("вчора пенсію не принесли", "ні, не банк", "Пенсія не прийшла"),
    ],
)
async def test_what_is_added_is_of_the_card(
    talk_here: Talk, asked: str, said: str, stays: str
) -> None:
    await talk_here.say(asked)
    await talk_here.say(said)
    assert talk_here.text.startswith(stays)
    assert "Уся картка" in talk_here.buttons


async def test_what_is_still_talked_about_has_its_aspects(talk_here: Talk) -> None:
    await talk_here.say("my son needs school")
    await talk_here.say("he is 7")
    await talk_here.say("documents?")
    talk_here.misses("First choose")
    talk_here.sees("School enrolment and transfer")


async def test_an_old_phone_after_a_choice_is_no_report_of_a_library(talk_here: Talk) -> None:
    await talk_here.say("не приходить код з дії")
    await talk_here.say("телефон старий")
    talk_here.misses("Про яку бібліотеку йдеться?")


async def test_all_services_are_shown_when_asked_for(talk_here: Talk) -> None:
    await talk_here.say("покажіть усі послуги")
    talk_here.sees("Про що йдеться?")


async def test_a_short_number_is_nothing_that_a_library_has(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say("067 12")
    talk_here.misses("Цього про бібліотеку ще не знаємо.")


async def test_what_is_told_to_a_choice_shows_the_likeliest_by_both_texts(
    talk_here: Talk,
) -> None:
    await talk_here.say("мама хоче до моря, їй 74")
    assert "Не те" in talk_here.buttons
    await talk_here.say("без моря, хай хоч Сатанів")
    talk_here.misses("З цим не допоможемо")
    assert "Оздоровлення, санаторії та табори" in (
        talk_here.buttons[0],
        talk_here.text.partition("\n")[0],
    )


async def test_how_to_get_there_has_the_map(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Старій Синяві")
    await talk_here.say("а як доїхати")
    assert "Показати дорогу" in talk_here.buttons


@pytest.mark.parametrize("asked", ["кому дзвонити", "а кому телефонувати", "кому звонить"])
async def test_whom_to_call_is_a_number(talk_here: Talk, asked: str) -> None:
    await talk_here.say("вода з крана руда")
    await talk_here.say(asked)
    talk_here.sees("Телефонуйте: 1545")
    talk_here.misses("У картці цього немає")
