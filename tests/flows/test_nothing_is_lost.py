"""What was half done, told already or just agreed to is kept: no word is asked for twice."""

import pytest

from bot.appointments.request_words import topic_in
from tests.talk import Talk

LEGAL = ["family", "housing", "work", "benefits", "inheritance", "military", "debts", "papers"]


async def test_a_place_said_to_the_offer_of_a_person_is_where_they_are(talk_here: Talk) -> None:
    await talk_here.say("є у вас Тигролови? на завтра задали")
    talk_here.sees("Передати ваше запитання?")
    await talk_here.say("Деражня")
    talk_here.sees("«є у вас Тигролови? на завтра задали»", "Деражнянська міська центральна")
    assert "Надіслати" in talk_here.buttons


async def test_who_wants_a_living_person_gets_the_phone_near_the_place_they_name(
    talk_here: Talk,
) -> None:
    await talk_here.say("можна щоб мені хтось живий відповів, я з тими кнопками не дам ради")
    talk_here.sees("Передати ваше запитання?")
    await talk_here.say("я з Кульчин")
    talk_here.sees("Кульчини. Найближча бібліотека, якій можна подзвонити:", "0382 79-47-31")
    talk_here.sees("Передати ваше запитання?")


async def test_what_a_library_has_is_looked_for_in_the_place_said_to_the_offer(
    talk_here: Talk,
) -> None:
    await talk_here.say("де надрукувати фото")
    await talk_here.say("я в Дунаївцях")
    talk_here.sees("Дунаївці. ", "Найближчі", "км")


async def test_another_question_beside_the_offer_is_answered(talk_here: Talk) -> None:
    await talk_here.say("є у вас Тигролови? на завтра задали")
    await talk_here.say("де взяти довідку про несудимість")
    talk_here.sees("Довідка про несудимість")


async def test_what_to_copy_said_to_the_card_of_copies_begins_an_order(talk_here: Talk) -> None:
    await talk_here.say("хочу замовити копію сторінок з книги")
    await talk_here.say("Грушевський Історія України том 3 сторінки 20-35")
    talk_here.sees("Для чого копія?")
    await talk_here.say("а скільки це буде коштувати?")
    talk_here.sees("Повертаємося:", "Для чого копія?")
    await talk_here.say("для навчання")
    await talk_here.say("Нетішин")
    talk_here.sees("Грушевський Історія України том 3 сторінки 20-35")


async def test_a_question_after_the_card_of_copies_is_no_order(talk_here: Talk) -> None:
    await talk_here.say("хочу замовити копію сторінок з книги")
    await talk_here.say("мені 68 років, як оформити субсидію")
    talk_here.sees("Житлова субсидія")


async def test_what_help_is_for_is_not_asked_again(talk_here: Talk) -> None:
    await talk_here.say("запишіть мене на допомогу")
    await talk_here.say("дію поставити")
    await talk_here.say("Шепетівка")
    talk_here.sees("Послуга онлайн. Дію поставити.", "Шепетівська центральна бібліотека")


async def test_a_place_where_it_is_asked_what_for_is_a_place(talk_here: Talk) -> None:
    await talk_here.say("запишіть мене на допомогу")
    await talk_here.tap("Заява чи телефон")
    if "Про що йдеться?" in talk_here.text:
        await talk_here.tap("Інше")
    talk_here.sees("Із чим допомогти?")
    await talk_here.say("Шепетівка")
    talk_here.sees("Шепетівська центральна бібліотека")


async def test_two_words_of_ones_matter_reach_the_lawyer(talk_here: Talk) -> None:
    await talk_here.say("запишіть мене до юриста")
    await talk_here.say("мама померла хата")
    await talk_here.say("не спішно")
    await talk_here.tap("Попросити про час")
    await talk_here.say("Дунаївці")
    talk_here.sees("Ідеться про таке: Спадщина. Мама померла хата.")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("мама померла хата", "inheritance"),
        ("діти спадок", "inheritance"),
        ("чоловік помер пенсія", "benefits"),
        ("розлучення хата", "family"),
        ("документи на хату", "housing"),
        ("аліменти борг", "family"),
        ("загиблий син виплати", "military"),
        ("сусід межа", "housing"),
    ],
)
def test_of_two_topics_the_matter_counts(said: str, topic: str) -> None:
    assert topic_in(said, LEGAL) == topic


async def test_what_is_denied_is_not_asked_about_any_more(talk_here: Talk) -> None:
    await talk_here.say("как оформить инвалидность ребёнку")
    for denied in ("нет, не ребёнку, а мужу", "не ребенку а мужу"):
        await talk_here.say(denied)
        assert "Встановити групу" in talk_here.buttons
        assert not talk_here.text.startswith("Допомога дітям")


@pytest.mark.parametrize(
    "question", ["де взяти довідку про несудимість", "загубив паспорт", "хочу відкрити фоп"]
)
async def test_a_card_without_a_number_has_a_librarys(talk_here: Talk, question: str) -> None:
    await talk_here.say(question)
    await talk_here.say("а телефон який")
    talk_here.sees("Телефону в картці немає.", "0382 79-47-31")


async def test_yes_to_nothing_is_no_riddle(talk_here: Talk) -> None:
    await talk_here.say("дякую")
    await talk_here.say("так")
    talk_here.sees("Добре. Якщо треба ще щось, напишіть.")
