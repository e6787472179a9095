"""One act of a person in Viber, as the several callbacks that it is on the wire."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.flows.coming_back import answered_while_away, comes_back, gets_all_and_one_menu
from tests.flows.conftest import open_viber
from tests.flows.desk_talk import dismiss_everybody
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
    citizen = talk.line.citizen
    await gets_all_and_one_menu(talk, citizen.leaves, citizen.subscribes)


async def test_a_letter_that_found_the_citizen_gone_goes_out_when_they_are_back(talk: Talk) -> None:
    async def leaves_unheard() -> None:
        talk.line.citizen.becomes(subscribed=False)

    oksana, number = await answered_while_away(talk, leaves_unheard)
    await comes_back(talk, oksana, number, talk.line.citizen.subscribes)


async def test_texts_typed_faster_than_answers_come_are_answered_in_order(talk: Talk) -> None:
    texts = ("меню", "бібліотека в Деражні", "мої звернення")
    await asyncio.gather(*(talk.line.citizen.says(text) for text in texts))
    talk.receive(await talk.line._answers())
    said = [one.text for one in talk.screen]
    assert "Чим допомогти?" in said[0]
    assert "Деражн" in said[1]
    assert "запитували бібліотекаря" in said[-1]
