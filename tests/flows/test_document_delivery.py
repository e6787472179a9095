"""A copy is ordered: what, for what, on whose terms; offered, agreed to, sent."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.app.content_index import ContentIndex
from bot.catalogue.desk import DeliveryTerms
from bot.catalogue.model import Text
from bot.requests.model import RequestKind, State
from tests.flows.conftest import services_of
from tests.flows.librarian import HOUNB, Librarian, librarian_of, number_in
from tests.talk import BareLine, Talk

ARTICLE = "Стаття з «Поділля» № 3 за 1995 рік, с. 12–20"
MEGABYTE = 1024 * 1024
TERMS = DeliveryTerms(
    library=HOUNB,
    limits=(Text("До 20 сторінок за раз."),),
    price=Text("2 грн за сторінку"),
    excluded=(Text("підручники"),),
    who=Text("для всіх"),
    source="https://example.org",
    checked=date(2026, 11, 23),
)


async def order(talk: Talk) -> str:
    """Order a copy of the oblast library; its number."""
    await talk.say("замовити копію")
    await talk.say(ARTICLE)
    await talk.tap("Для науки")
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    return number_in(talk)


def with_terms(bare: BareLine, content_index: ContentIndex, terms: DeliveryTerms) -> None:
    """Content in which this library's terms are known."""
    content = content_index.content
    desk = replace(content.desk, delivery={terms.library: terms})
    bare.services = services_of(content_index, content=replace(content, desk=desk))


@pytest.mark.parametrize(
    "word", ["копія статті", "сканкопія", "замовити статтю", "замовити копію", "ЕДД", "scan"]
)
async def test_it_opens_by_its_words(bare: BareLine, word: str) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.say(word)
    talk.sees("Що скопіювати?", "Можна й надіслати фото")


async def test_from_the_words_to_the_number(talk: Talk) -> None:
    await librarian_of(talk)
    await talk.say("сканкопія")
    await talk.say(ARTICLE)
    talk.sees("Для чого копія?")
    await talk.tap("Для науки")
    talk.sees("З якого ви села чи міста?")
    await talk.tap("Будь-яка бібліотека")
    talk.sees(ARTICLE, "Для науки.", "Відповідатиме: Хмельницька обласна")
    talk.sees("ми ще не перевірили")  # the terms: nobody has told them yet, and we say so
    await talk.tap("Надіслати")
    talk.sees("Номер звернення")


async def test_what_the_librarian_gets(talk_here: Talk, oksana: Librarian) -> None:
    number = await order(talk_here)
    request, entries = await oksana.sees(number)
    assert (request.kind, request.holder.point) == (RequestKind.DOCUMENT_DELIVERY, HOUNB)
    assert entries[0].words == f"{ARTICLE}\nДля науки."


async def test_that_librarys_terms_are_told_before_sending(
    bare: BareLine, talk_here: Talk, content_index: ContentIndex
) -> None:
    with_terms(bare, content_index, TERMS)
    await talk_here.say("замовити копію")
    await talk_here.say(ARTICLE)
    await talk_here.tap("Для науки")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("До 20 сторінок за раз.", "Ціна: 2 грн за сторінку", "Не копіюють: підручники")
    talk_here.sees("для всіх")
    talk_here.misses("ми ще не перевірили")
    assert "Надіслати" in talk_here.buttons


async def test_other_questions_are_told_no_terms(
    bare: BareLine, talk_here: Talk, content_index: ContentIndex
) -> None:
    with_terms(bare, content_index, TERMS)
    await talk_here.say("людина")
    await talk_here.say("Де метрична книга?")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.misses("Ціна", "ми ще не перевірили")


async def test_a_photo_of_the_list_is_enough(talk_here: Talk, oksana: Librarian) -> None:
    await talk_here.say("едд")
    await talk_here.send_file("список.jpg")
    talk_here.sees("Фото маємо.")
    await talk_here.tap("Усе є на фото")
    await talk_here.tap("Для навчання")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees("Разом із 1 файлом.")
    await talk_here.tap("Надіслати")
    _, entries = await oksana.sees(number_in(talk_here))
    assert entries[0].words == "Для навчання."
    assert entries[0].files[0].name == "список.jpg"


async def test_a_photo_and_then_words(talk: Talk) -> None:
    await talk.say("едд")
    await talk.send_file("список.jpg")
    await talk.say("Позиція 4 у списку")
    await talk.tap("Для себе")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Позиція 4 у списку", "Разом із 1 файлом.")


async def test_a_photo_that_is_too_large_is_told(talk: Talk) -> None:
    await talk.say("едд")
    await talk.send_file("скан.pdf", size=50 * MEGABYTE)
    talk.sees("Файл завеликий", "Що скопіювати?")


async def test_changing_the_words_keeps_the_rest(talk_here: Talk, oksana: Librarian) -> None:
    await talk_here.start("service__library-edd")
    await talk_here.tap("Замовити копію")
    await talk_here.send_file("список.jpg", "Стаття")
    await talk_here.tap("Для роботи")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Змінити слова")
    talk_here.sees("Фото маємо.")
    await talk_here.say(ARTICLE)
    talk_here.sees(ARTICLE, "Для роботи.", "Разом із 1 файлом.", "Відповідатиме")
    await talk_here.tap("Надіслати")
    request, entries = await oksana.sees(number_in(talk_here))
    assert (request.kind, request.service) == (RequestKind.DOCUMENT_DELIVERY, "library-edd")
    assert entries[0].words == f"{ARTICLE}\nДля роботи."
    assert len(entries[0].files) == 1


async def test_a_library_that_makes_no_copies_is_passed_over(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await librarian_of(talk_here, point="derazhnia-tsentralna")
    await talk_here.say("замовити копію")
    await talk_here.say(ARTICLE)
    await talk_here.tap("Для науки")
    await talk_here.say("Деражня")
    talk_here.sees("Відповідатиме: Хмельницька обласна")
    await talk_here.tap("Надіслати")
    request, _ = await oksana.sees(number_in(talk_here))
    assert ("derazhnia-tsentralna", "cannot") in request.holder.skipped


async def test_before_anybody_sits_at_a_desk_too(talk_here: Talk) -> None:
    await talk_here.start("save_library__derazhnia-tsentralna")
    await talk_here.say("замовити копію")
    await talk_here.say(ARTICLE)
    await talk_here.tap("Для науки")
    await talk_here.say("моя")
    talk_here.sees("Звернення зберігаємо для: Хмельницька обласна")
    talk_here.sees("Ваша бібліотека не відповість: там немає такої послуги.")


async def test_why_no_nearer_library_makes_copies(talk_here: Talk, oksana: Librarian) -> None:
    await talk_here.say("хочу замовити копію статті")
    await talk_here.tap("Замовити копію")
    await talk_here.say(ARTICLE)
    await talk_here.tap("Для науки")
    await talk_here.say("Деражня")
    talk_here.sees("Відповідатиме: Хмельницька обласна")
    talk_here.sees("Ближчі бібліотеки не відповідять: там немає такої послуги.")


async def test_the_way_back_is_open(talk: Talk) -> None:
    await talk.say("замовити копію")
    await talk.say(ARTICLE)
    await talk.say("назад")
    talk.sees("Що скопіювати?")
    await talk.say("скасувати")
    talk.sees("Скасовано", "Чим допомогти?")


# The offer


async def offered(talk: Talk, oksana: Librarian) -> str:
    number = await order(talk)
    await oksana.take(number)
    await oksana.offer(number, "8 сторінок, 16 грн.")
    talk.sees("8 сторінок, 16 грн.")
    return number


async def by_button(talk: Talk, label: str) -> None:
    await talk.tap(label)


async def by_words(talk: Talk, words: str) -> None:
    await talk.say(words)


@pytest.mark.parametrize(
    ("how", "said"), [(by_button, "Погоджуюсь"), (by_words, "так"), (by_words, "Згодна.")]
)
async def test_agreeing_lets_the_copy_be_made(
    talk_here: Talk, oksana: Librarian, how: Callable[[Talk, str], Awaitable[None]], said: str
) -> None:
    number = await offered(talk_here, oksana)
    await talk_here.press(f"request__{number}")
    talk_here.sees("чи згодні ви з умовами?", "Бібліотекар: 8 сторінок, 16 грн.")
    await how(talk_here, said)
    talk_here.sees("Бібліотекар зробить копію")
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].words) == (State.TAKEN, "Погоджуюсь")
    await oksana.answer(number, "Ось копія.")
    talk_here.sees("Ось копія.")


@pytest.mark.parametrize("said", ["ні", "Не треба"])
async def test_declining_withdraws_it_kindly(talk_here: Talk, oksana: Librarian, said: str) -> None:
    number = await offered(talk_here, oksana)
    await talk_here.say(said)
    talk_here.sees("Добре, копії не буде.", f"Звернення № {number} відкликано")
    request, _ = await oksana.sees(number)
    assert request.state is State.WITHDRAWN
    await talk_here.press(f"agree__{number}")
    talk_here.sees("Цього вже не зробити", "Відкликано.")


async def test_other_words_to_an_offer_are_words(talk_here: Talk, oksana: Librarian) -> None:
    number = await offered(talk_here, oksana)
    await talk_here.say("так, але лише перші 4 сторінки")
    talk_here.sees(f"Передали до звернення № {number}.")
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].words) == (State.OFFERED, "так, але лише перші 4 сторінки")


async def test_agreeing_twice_or_without_an_offer_changes_nothing(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await order(talk_here)
    for link in ("agree", "decline"):
        await talk_here.press(f"{link}__{number}")
        talk_here.sees("Цього вже не зробити", "Чекає на бібліотекаря.")
    await oksana.take(number)
    await oksana.offer(number, "8 сторінок, 16 грн.")
    await talk_here.press(f"agree__{number}")
    await talk_here.press(f"agree__{number}")
    talk_here.sees("Цього вже не зробити", "Бібліотекар уже працює")
    request, _ = await oksana.sees(number)
    assert request.state is State.TAKEN
