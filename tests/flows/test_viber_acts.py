"""One act of a person in Viber, as the several callbacks that it is on the wire."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.flows.conftest import open_viber
from tests.flows.desk_talk import dismiss_everybody, seen_by
from tests.flows.librarian import ask, librarian_of
from tests.talk import Talk


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def talk(request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    async with open_viber(request) as line:
        talk = Talk(line)
        await talk.start()
        yield talk
        await dismiss_everybody(talk)


async def test_a_text_that_the_app_has_parted_is_one_question(talk: Talk) -> None:
    await talk.say("людина")
    for text in ("слово " * 1165 + "кінь", "Деражня була повітом тоді"):
        await talk.line.citizen.says(text)
    talk.receive(await talk.line._answers())
    talk.sees("Додали до вашого запитання", "З якого ви села чи міста?")


async def test_pictures_sent_one_by_one_go_with_one_question(talk: Talk) -> None:
    """Viber has no albums."""
    await talk.say("людина")
    await talk.say("Що тут написано?")
    await talk.send_file("1.jpg")
    await talk.send_file("2.jpg")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«Що тут написано?»", "Разом із 2 файлами.")


async def test_who_comes_back_gets_what_was_written_meanwhile_and_one_menu(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    number = await ask(talk)
    await oksana.take(number)
    await talk.line.citizen.leaves()
    await talk.line._answers()
    await oksana.answer(number, "Фонд 315, опис 1.")
    talk.misses("Фонд 315")
    opened = await seen_by(talk, oksana.person, number)
    assert opened.request.undelivered
    await talk.line.citizen.subscribes()
    talk.receive(await talk.line._answers())
    assert len(talk.screen) == 1
    talk.sees("Фонд 315, опис 1.")
    talk.misses("Чим допомогти?")
    opened = await seen_by(talk, oksana.person, number)
    assert not opened.request.undelivered
    await talk.start()
    assert talk.text.count("Чим допомогти?") == 1


async def test_a_letter_that_found_the_citizen_gone_goes_out_when_they_are_back(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    number = await ask(talk)
    await oksana.take(number)
    talk.line.citizen.becomes(subscribed=False)  # and the bot has not heard of it
    await oksana.answer(number, "Фонд 315, опис 1.")
    opened = await seen_by(talk, oksana.person, number)
    assert opened.request.undelivered
    await talk.line.citizen.subscribes()
    talk.receive(await talk.line._answers())
    talk.sees("Фонд 315, опис 1.")
    opened = await seen_by(talk, oksana.person, number)
    assert not opened.request.undelivered


async def test_texts_typed_faster_than_answers_come_are_answered_in_order(talk: Talk) -> None:
    texts = ("меню", "бібліотека в Деражні", "мої звернення")
    await asyncio.gather(*(talk.line.citizen.says(text) for text in texts))
    talk.receive(await talk.line._answers())
    said = [one.text for one in talk.screen]
    assert "Чим допомогти?" in said[0]
    assert "Деражн" in said[1]
    assert "запитували бібліотекаря" in said[-1]
