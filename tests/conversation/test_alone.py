"""An event that comes alone is stored and answered in one transaction; nothing else changes."""

from sqlalchemy import select

from bot.engine.reading import Read
from bot.storage.database import Database
from bot.storage.tables import inbox
from tests.conversation.bot_process import BotProcess, MemoryChannel


async def states(database: Database) -> list[tuple[str, int]]:
    async with database.reading() as unit:
        query = select(inbox.c.state, inbox.c.attempts).order_by(inbox.c.id)
        return [(row.state, row.attempts) for row in await unit.all(query)]


async def test_it_is_answered_when_it_is_accepted(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    bot.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await bot.hears(("1", "olena", "раз"))
    assert await states(database) == [("done", 1)]
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]


async def test_what_must_be_read_is_stored_first(database: Database) -> None:
    """Reading takes long: the channel need not wait for it."""
    bot = BotProcess(database, MemoryChannel(), reader=lambda _text: Read(None, is_read=False))
    await bot.begins()
    bot.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await bot.hears(("1", "olena", "раз"))
    assert await states(database) == [("new", 0)]


async def test_an_earlier_one_goes_first(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    bot.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await bot.hears(("1", "olena", "раз"), ("2", "olena", "два"))
    await bot.hears(("3", "olena", "три"))
    assert await states(database) == [("new", 0)] * 3
    del bot.dispatcher.wake
    await bot.dispatcher.sweep()
    await bot.rests()
    assert bot.told("olena") == ["echo раз", "echo два", "echo три"]


async def test_it_comes_again_and_is_answered_once(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    for _ in range(2):
        await bot.hears(("1", "olena", "раз"))
        await bot.rests()
    assert bot.told("olena") == ["echo раз"]
    assert await states(database) == [("done", 1)]


async def test_a_turn_that_fails_is_stored_and_its_try_counts(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    tries = []

    def broken(_unit, read):
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("once")
        return read

    bot.dispatcher._turns._services = broken
    await bot.hears(("1", "olena", "раз"))
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]
    assert await states(database) == [("done", 2)]
    assert len(tries) == 2


async def test_nobody_knows_whether_it_was_committed(database: Database) -> None:
    """The answer to the commit is lost: what was said goes out, and once."""
    bot = BotProcess(database, MemoryChannel())
    await bot.begins()
    run = bot.dispatcher._at_once.run

    async def lost(attempt):
        await run(attempt)
        raise ConnectionError("lost")

    bot.dispatcher._at_once.run = lost  # type: ignore[method-assign]
    await bot.hears(("1", "olena", "раз"))
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]
    assert await states(database) == [("done", 1)]
    assert not bot.dispatcher._doubtful
