"""Texts are read before their transaction and beside the loop, once a turn; any order ends well."""

import asyncio
import threading
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from bot.channels.contract import RawEvent
from bot.engine.model import Link
from bot.engine.reading import Read
from bot.storage.database import Database
from bot.storage.tables import inbox
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.waiting import PATIENCE, until


@dataclass
class Reader:
    """Keeps what it was asked; can be held up."""

    database: Database
    texts: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, text: str) -> Read:
        assert self.gate.wait(20)
        self.texts.append(text)
        self.threads.add(threading.current_thread().name)
        if text == "зламати":
            raise RuntimeError(text)
        return Read(Link("count") if "лічи" in text else None, known=text)


async def test_each_text_is_read_once_before_its_turn_in_a_thread_beside(
    database: Database,
) -> None:
    reader = Reader(database)
    bot = BotProcess(database, MemoryChannel(), reader=reader)
    await bot.hears(*[(f"{n}", f"p{n % 3}", f"слово {n}") for n in range(12)])
    await bot.rests()
    assert sorted(reader.texts) == sorted(f"слово {n}" for n in range(12))
    assert {name.partition("_")[0] for name in reader.threads} == {"reading"}
    for peer in range(3):
        assert bot.told(f"p{peer}") == [f"echo слово {n}" for n in range(peer, 12, 3)]


async def test_while_a_text_is_read_nothing_is_locked_and_others_are_answered(
    database: Database,
) -> None:
    reader = Reader(database)
    bot = BotProcess(database, MemoryChannel(), reader=reader)
    reader.gate.clear()
    await bot.hears(("1", "olena", "довге слово"))
    await bot.hears(("2", "ivan", "/menu"))  # nothing of it need be understood
    await until(lambda: bot.told("ivan"))
    async with asyncio.timeout(PATIENCE):
        async with database.unit():
            pass  # the writer is free
    assert bot.told("olena") == []
    reader.gate.set()
    await bot.rests()
    assert bot.told("olena") == ["echo довге слово"]


async def test_what_the_reader_found_is_what_the_engine_does(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(), reader=Reader(database))
    await bot.hears(("1", "olena", "лічи зі мною"))
    await bot.rests()
    # That door says nothing aside (`interject` shows Say only): the words are then as any others.
    assert bot.told("olena") == ["echo лічи зі мною"]


async def test_after_a_restart_and_out_of_order_every_text_is_read(database: Database) -> None:
    before = BotProcess(database, MemoryChannel(), reader=Reader(database))
    before.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await before.hears(("1", "olena", "раз"), ("2", "olena", "два"))
    reader = Reader(database)
    after = BotProcess(database, MemoryChannel(), reader=reader)
    await after.hears(("3", "olena", "три"), ("1", "olena", "раз"))  # an older one waits; a double
    await after.rests()
    assert after.told("olena") == ["echo раз", "echo два", "echo три"]
    assert {"раз", "два", "три"} == set(reader.texts)
    assert after.dispatcher._ahead._held == {}
    assert after.dispatcher._ahead._ahead == {}


async def test_more_than_is_held_in_memory_is_answered_too(database: Database) -> None:
    reader = Reader(database)
    bot = BotProcess(database, MemoryChannel(), reader=reader)
    reader.gate.clear()
    await bot.hears(*[(f"{n}", "olena", f"слово {n}") for n in range(80)])
    reader.gate.set()
    await bot.rests()
    assert bot.told("olena") == [f"echo слово {n}" for n in range(80)]


async def test_a_text_that_breaks_the_reader_is_handled_without_it(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(), reader=Reader(database))
    await bot.hears(("1", "olena", "зламати"), ("2", "olena", "далі"))
    await bot.rests()
    assert bot.told("olena") == ["echo зламати", "echo далі"]


async def test_an_earlier_text_is_read_before_the_turn_that_needs_it(database: Database) -> None:
    reader = Reader(database)
    bot = BotProcess(database, MemoryChannel(), reader=reader)
    await bot.hears(("1", "olena", "needs раз два"), ("2", "olena", "далі"))
    await bot.rests()
    assert bot.told("olena") == ["read раз два", "echo далі"]
    assert reader.texts[:3] == ["needs раз два", "раз", "два"]
    assert {name.partition("_")[0] for name in reader.threads} == {"reading"}
    async with database.reading() as unit:
        rows = await unit.all(select(inbox.c.attempts))
    assert [row.attempts for row in rows] == [1, 1]  # no failure, no second try


async def test_earlier_texts_beyond_all_measure_or_broken_end_the_asking(
    database: Database,
) -> None:
    reader = Reader(database)
    bot = BotProcess(database, MemoryChannel(), reader=reader)
    await bot.hears(("1", "olena", "needs а б в г д е"), ("2", "olena", "needs один зламати два"))
    await bot.rests()
    assert bot.told("olena") == ["read а б в г", "read один"]


@pytest.mark.parametrize("text", ["/menu", "скасувати", "назад", "menu", "12"])
async def test_the_engines_own_words_are_not_read(database: Database, text: str) -> None:
    reader = Reader(database)
    bot = BotProcess(database, MemoryChannel(), reader=reader)
    await bot.hears(("1", "olena", text))
    await bot.dispatcher.accept("web", [RawEvent("2", "olena", {"peer": "olena", "kind": "press"})])
    await bot.rests()
    assert reader.texts == []
