"""The way of one message: in order, once, never lost, nobody delayed by another's poison."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.channels.contract import Failure, RawEvent, SendError
from bot.engine.model import Message
from bot.storage import inbox as store
from bot.storage import outbox as letters
from bot.storage.database import Database, Unit
from bot.storage.tables import citizens, inbox, outbox
from tests.conversation.bot_process import DEAD, BotProcess, MemoryChannel, clock


async def test_each_citizen_is_answered_in_order(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(slow=0.001))
    await bot.hears(*((f"{n}", f"p{n % 3}", f"m{n}") for n in range(30)))
    await bot.rests()
    for peer in range(3):
        assert bot.told(f"p{peer}") == [f"echo m{n}" for n in range(30) if n % 3 == peer]


async def test_a_tap_and_a_text_arriving_together_stay_in_order(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.accepts(
        _event("1", {"kind": "start", "token": "count"}),
        _event("2", {"text": "2"}),
        _event("3", {"text": "3"}),
    )
    await bot.accepts(_event("4", {"text": "4"}))
    await bot.rests()
    assert bot.told("olena") == ["0?", "2?", "5?", "9?"]


async def test_an_event_delivered_twice_is_answered_once(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    for _ in range(2):
        await bot.hears(("7", "olena", "привіт"))
        await bot.rests()
    assert bot.told("olena") == ["echo привіт"]


async def test_a_poison_event_is_parked_with_its_reason_and_delays_nobody(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.hears(("1", "olena", "poison 0671112233"), ("2", "ivan", "добридень"))
    await bot.hears(("3", "olena", "далі"))
    await bot.rests()
    assert bot.told("ivan") == ["echo добридень"]
    sorry, after = bot.told("olena")
    assert "went wrong" in sorry
    assert after == "echo далі"
    async with database.reading() as unit:
        (row,) = await unit.all(select(inbox.c.error).where(inbox.c.state == "parked"))
    assert row.error.startswith("RuntimeError at ")
    assert "0671112233" not in row.error


async def test_an_unreadable_event_is_parked_without_an_apology_to_nobody(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.accepts(_event("1", {"kind": "?"}), _event("2", {"text": "а"}))
    await bot.rests()
    assert bot.told("olena") == ["echo а"]


async def test_an_ignored_kind_of_event_ends_quietly(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.accepts(_event("1", {"ignore": True}))
    await bot.rests()
    assert bot.chat.said == []
    assert await _states(database, inbox) == ["done"]


async def test_what_was_accepted_before_the_end_is_answered_after_the_start(
    database: Database,
) -> None:
    before = BotProcess(database, MemoryChannel(), here=DEAD)
    before.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await before.hears(("1", "olena", "раз"), ("2", "olena", "два"))
    after = BotProcess(database, MemoryChannel())
    await after.begins()
    await after.dispatcher.sweep()
    await after.rests()
    assert after.told("olena") == ["echo раз", "echo два"]


async def test_what_was_written_before_the_end_is_sent_after_the_start(
    database: Database,
) -> None:
    before = BotProcess(database, MemoryChannel(), here=DEAD)
    before.delivery.post = lambda _letters: None  # type: ignore[method-assign]
    await before.hears(("1", "olena", "раз"), ("2", "olena", "два"))
    await before.dispatcher.idle()
    assert before.chat.said == []
    after = BotProcess(database, MemoryChannel())
    await after.begins()
    await after.rests()
    assert after.told("olena") == ["echo раз", "echo два"]
    assert await _states(database, outbox) == ["sent", "sent"]


async def test_a_turn_whose_commit_was_not_confirmed_is_not_run_again(
    database: Database,
) -> None:
    doubtful = Doubtful(database)
    bot = BotProcess(doubtful, MemoryChannel())  # type: ignore[arg-type]
    events = [_event("1", {"kind": "start", "token": "count"})]
    events += [_event(number, {"text": number}) for number in ("2", "3")]
    bot.dispatcher.wake = lambda _key: None  # type: ignore[method-assign]
    await bot.accepts(*events)
    del bot.dispatcher.wake
    doubtful.lost = 1
    await bot.dispatcher.sweep()
    await bot.rests()
    assert bot.told("olena") == ["0?", "2?", "5?"]
    assert await _states(database, inbox) == ["done"] * 3
    assert await _states(database, outbox) == ["sent"] * 3


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_two_processes_that_meet_a_new_citizen_answer_once(database: Database) -> None:
    slow = Slow(database)
    one, two = (
        BotProcess(database, MemoryChannel(), name="one"),
        BotProcess(slow, MemoryChannel(), name="two"),
    )  # type: ignore[arg-type]
    await one.begins()
    async with database.unit() as unit:  # stored by a third, that died before it answered
        event = ("1", "olena", {"peer": "olena", "text": "раз"})
        store.accept(unit, "web", [event], now=clock())
    with capture_logs() as logs:
        await two.dispatcher.sweep()
        await slow.looked.wait()
        await one.dispatcher.sweep()
        await one.rests()
        slow.go.set()
        await two.rests()
    assert [*one.told("olena"), *two.told("olena")] == ["echo раз"]
    assert await _states(database, inbox) == ["done"]
    assert logs == []  # no turn was tried in vain


async def test_another_process_does_not_send_what_is_on_its_way(database: Database) -> None:
    one = BotProcess(database, MemoryChannel(slow=0.2), name="one")
    two = BotProcess(database, MemoryChannel(), name="two")
    await one.hears(("1", "olena", "раз"))
    await one.dispatcher.idle()
    await two.begins()
    await two.delivery.sweep()
    await one.rests()
    await two.rests()
    assert (one.told("olena"), two.told("olena")) == (["echo раз"], [])


async def test_a_send_that_fails_for_a_while_is_tried_again_in_order(database: Database) -> None:
    trouble = SendError(Failure.RETRY, "429", after=0.01)
    bot = BotProcess(database, MemoryChannel(troubles=[trouble, trouble]))
    await bot.hears(("1", "olena", "раз"), ("2", "olena", "два"))
    await bot.rests()
    assert bot.told("olena") == ["echo раз", "echo два"]


async def test_what_is_withdrawn_while_it_waits_for_another_try_is_not_sent(
    database: Database,
) -> None:
    class Away(MemoryChannel):
        async def send(self, peer: str, message: Message) -> str:
            async with database.unit() as unit:
                letters.withdraw(unit, store.peer_key(unit, "web", peer), "")
            return await super().send(peer, message)

    trouble = SendError(Failure.RETRY, "away", after=0.01)
    bot = BotProcess(database, Away(troubles=[trouble]))
    await bot.hears(("1", "olena", "раз"))
    await bot.rests()
    assert bot.told("olena") == []
    async with database.reading() as unit:
        (letter,) = await unit.all(select(outbox.c.state))
    assert letter.state == "dropped"


async def test_a_blocked_citizen_is_noticed_and_a_refused_message_has_its_reason(
    database: Database,
) -> None:
    gone = SendError(Failure.GONE, "bot was blocked by the user")
    bot = BotProcess(database, MemoryChannel(troubles=[gone]))
    await bot.hears(("1", "olena", "раз"))
    await bot.rests()
    async with database.reading() as unit:
        (letter,) = await unit.all(select(outbox.c.state, outbox.c.reason))
        (citizen,) = await unit.all(select(citizens.c.reachable))
    assert letter == ("failed", "bot was blocked by the user")
    assert citizen.reachable is False
    await bot.hears(("2", "olena", "я знову тут"))
    await bot.rests()
    assert bot.told("olena") == ["echo раз", "echo я знову тут"]  # what found them gone, too
    async with database.reading() as unit:
        assert (await unit.first(select(citizens.c.reachable))).reachable is True


class Doubtful:
    """A database that commits, and whose answer to `lost` commits does not arrive."""

    def __init__(self, database: Database, error: Exception | None = None) -> None:
        self._database = database
        self._error = error or ConnectionError("the server went away")
        self.lost = 0

    @asynccontextmanager
    async def unit(self, **how: bool) -> AsyncIterator[Unit]:
        async with self._database.unit(**how) as unit:
            yield unit
        if self.lost:
            self.lost -= 1
            raise self._error

    def reading(self) -> AbstractAsyncContextManager[Unit]:
        return self._database.reading()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


class Slow:
    """A database whose transactions rest after they looked, until they may go on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.looked = asyncio.Event()
        self.go = asyncio.Event()

    @asynccontextmanager
    async def unit(self, **how: bool) -> AsyncIterator[Unit]:
        async with self._database.unit(**how) as unit:
            look = unit.several

            async def several(*calls: Any, commit: bool = False) -> list[list[Any]]:
                rows = await look(*calls, commit=commit)
                self.looked.set()
                await self.go.wait()
                return rows

            unit.several = several  # type: ignore[method-assign]
            yield unit

    def reading(self) -> AbstractAsyncContextManager[Unit]:
        return self._database.reading()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


def _event(number: str, body: dict[str, object]):
    from bot.channels.contract import RawEvent

    return RawEvent(number, "olena", {"peer": "olena", **body})


async def _states(database: Database, table) -> list[str]:
    async with database.reading() as unit:
        return [row.state for row in await unit.all(select(table.c.state).order_by(table.c.id))]


async def test_one_event_that_comes_twice_at_the_same_time_is_answered_once(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel())
    event = RawEvent("olena:1", "olena", {"peer": "olena", "text": "раз"})
    await asyncio.gather(*(bot.dispatcher.accept("web", [event]) for _ in range(5)))
    await bot.rests()
    assert bot.told("olena") == ["echo раз"]
    async with database.reading() as unit:
        assert len(await unit.all(select(inbox.c.id))) == 1
