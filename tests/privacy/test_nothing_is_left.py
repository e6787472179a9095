"""A marker is planted wherever a reader can write; after «забудь мене» it is nowhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from bot.app.content_index import ContentIndex
from bot.requests.tables import (
    request_entries,
)
from bot.staff.model import Role
from bot.staff.service import Staff
from tests.channels.web.served_chat import Visitor
from tests.lines.quick import clock
from tests.lines.service import Service, serving
from tests.lines.telegram import TelegramLine
from tests.lines.terminal import open_terminal_line
from tests.lines.viber import ViberLine
from tests.lines.web import WebLine
from tests.privacy.traces import opened, raw
from tests.talk import Talk

MARKER = "Квазімодослав"  # a word that is nowhere else
IN_A_FILE = b"zirkon-1913-zirkon"
KEPT_WORDS = {"citizens", "inbox", "outbox", "requests", "request_entries", "unclear_questions"}


@pytest.fixture
def service(database_url: str, content_index: ContentIndex) -> Iterator[Service]:
    with serving(database_url, content_index) as service:
        yield service


@pytest.fixture
def viber_service(database_url: str, content_index: ContentIndex) -> Iterator[Service]:
    with serving(database_url, content_index, "viber") as service:
        yield service


@dataclass
class Reader:
    """Somebody who writes; `address` is what their channel knows them by."""

    talk: Talk
    address: str

    async def hands_in(self, words: str) -> str:
        await self.talk.say("людина")
        await self.talk.say(words)
        await self.talk.tap("Будь-яка бібліотека")
        await self.talk.tap("Додати ім’я")
        await self.talk.say(MARKER)
        await self.talk.tap("Надіслати")
        return number_in(self.talk)

    async def plants(self) -> None:
        """Everything outside of a request."""
        talk = self.talk
        await talk.start()
        await talk.say(f"хлвпд шмурцкян {MARKER}")
        await talk.say(f"хочу паспорт {MARKER}")
        if "Не те" in talk.buttons:
            await talk.tap("Не те")
        await talk.say("меню")
        await talk.share(49.42161, 26.99653)
        await talk.say(f"/start {MARKER}")
        await talk.say("меню")

    async def hears(self) -> str:
        self.talk.receive(await self.talk.line.letters())
        return self.talk.text


def number_in(talk: Talk) -> str:
    found = re.search(r"\d{4}-\d{4}", talk.text)
    assert found, str(talk)
    return found.group()


Messenger = type[TelegramLine] | type[ViberLine]


async def librarian(service: Service, line: Messenger = TelegramLine) -> Talk:
    """A seat at the desk in a messenger."""

    async def invite() -> str:
        async with service.app.database.unit() as unit:
            invited = await Staff(unit).invite(
                "Оксана", role=Role.COORDINATOR, point="hounb", now=clock(), by=None
            )
        return invited.code

    code = await service.do(invite())
    desk = Talk(line(service))
    await desk.start()
    await desk.say(f"код {code}")
    desk.sees("ваш робочий стіл")
    return desk


async def a_whole_story(reader: Reader, desk: Talk) -> None:
    """A question is asked, asked back, answered, rated; another waits with an answer begun."""
    number = await reader.hands_in(f"Де метрика? {MARKER}")
    await desk.start("desk_list__new__1")
    desk.sees(MARKER)
    await desk.start(f"desk_do__{number}__take")
    await desk.start(f"desk_request__{number}")
    desk.sees(MARKER)
    await desk.tap("Запитати читача")
    await desk.say(f"{MARKER}, яке село?")
    await desk.tap("Надіслати")
    assert MARKER in await reader.hears()
    await reader.talk.say(f"Село {MARKER}")
    await desk.start(f"desk_request__{number}")
    await desk.tap("Нотатка для колег")
    await desk.say(f"Дзвонила {MARKER}")
    await desk.start(f"desk_words__{number}__answer")
    await desk.say(f"{MARKER}, фонд 230.")
    await desk.tap("Надіслати")
    assert "фонд 230" in await reader.hears()
    await reader.talk.tap("Не допомогло")
    await reader.talk.say(f"Не те село, {MARKER}")
    again = await reader.hands_in(f"Ще про метрику. {MARKER}")
    await desk.start(f"desk_do__{again}__take")
    await desk.start(f"desk_words__{again}__answer")
    await desk.say(f"Шановна {MARKER}, шукаємо")  # and it is not sent


async def leaves(reader: Reader) -> None:
    await reader.talk.say("забудь мене")
    await reader.talk.tap("Видалити все")
    reader.talk.sees("усе про вас видалено")


async def holding(service: Service, words: Sequence[bytes]) -> dict[str, list[bytes]]:
    """By tables, what holds one of these when every cell is opened; raw bytes too."""
    tables = await service.do(opened(service.app.database))
    found = {
        name: [cell[:80] for cell in cells if any(word in cell for word in words)]
        for name, cells in tables.items()
    }
    found["raw"] = [word for word in words if word in raw(service.app.database.url)]
    return {name: cells for name, cells in found.items() if cells}


async def ciphertexts(service: Service) -> list[bytes]:
    """The sealed cells of all requests."""

    async def read() -> list[bytes]:
        async with service.app.database.reading() as unit:
            rows = await unit.all(select(request_entries.c.words))
        return [row.words for row in rows if row.words]

    return await service.do(read())


async def is_forgotten(service: Service, reader: Reader) -> None:
    """Nothing is left as soon as the last letters are out and read."""
    words = [MARKER.encode(), MARKER.casefold().encode(), IN_A_FILE, reader.address.encode()]
    before = await holding(service, words)
    assert before.keys() >= KEPT_WORDS, before.keys()
    assert "raw" not in before  # not even while they are here
    sealed = await ciphertexts(service)
    assert sealed
    await leaves(reader)
    await service.rest()
    if service.app.database.is_sqlite:  # not even what can't be read, in file or log
        left = raw(service.app.database.url)
        assert [cell for cell in sealed if cell in left] == []
    await service.do(service.app.housekeeping.erase(clock() + timedelta(minutes=11)))
    assert await holding(service, words) == {}


async def test_a_reader_of_the_web_chat(service: Service) -> None:
    desk = await librarian(service)
    async with Visitor(SimpleNamespace(address=service.web)) as visitor, visitor.stream() as stream:
        line = WebLine(service, visitor, stream)
        address = service.app.channels["web"].sessions.peer(visitor.token)
        reader = Reader(Talk(line), address)
        await reader.plants()
        kept = await visitor.upload(b"%PDF-1.7\n" + IN_A_FILE, f"{MARKER}.pdf")  # and not sent
        assert kept.status_code == 201
        await reader.talk.send_file(f"{MARKER}.jpg", MARKER)
        await a_whole_story(reader, desk)
        await is_forgotten(service, reader)


async def test_a_reader_in_telegram(service: Service) -> None:
    desk = await librarian(service)
    line = TelegramLine(service)
    reader = Reader(Talk(line), str(line.citizen.id))
    await reader.plants()
    await reader.talk.send_file(f"{MARKER}.jpg", MARKER)
    await a_whole_story(reader, desk)
    await is_forgotten(service, reader)


async def test_a_reader_in_viber(viber_service: Service) -> None:
    desk = await librarian(viber_service, ViberLine)
    line = ViberLine(viber_service)
    reader = Reader(Talk(line), line.citizen.id)
    await reader.plants()
    await reader.talk.send_file(f"{MARKER}.jpg", MARKER)
    await a_whole_story(reader, desk)
    await is_forgotten(viber_service, reader)


async def test_a_reader_at_the_terminal(database_url: str, content_index: ContentIndex) -> None:
    async with open_terminal_line(database_url, content_index) as line:
        reader = Reader(Talk(line), "\0no address\0")
        await reader.plants()
        await reader.hands_in(f"Де метрика? {MARKER}")
        await leaves(reader)
        await line.app.rest()
        await line.app.housekeeping.erase(clock() + timedelta(minutes=11))
        tables = await opened(line.app.database)
        held = [name for name, cells in tables.items() if MARKER.encode() in b"".join(cells)]
        assert held == []
        assert MARKER.encode() not in raw(database_url)
