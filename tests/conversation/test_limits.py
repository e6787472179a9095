"""One citizen can't send without end, in any channel; who is told, what passes all the same."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.channels.contract import RawEvent, TooManyError, Traits
from bot.conversation.citizen_limits import Rates
from bot.pacing.token_bucket import Rate
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.health import Trouble
from bot.storage.tables import inbox
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.conversation.test_dispatcher import Doubtful

NEVER = 1e-9
FEW = Rates(Rate(5, NEVER), Rate(50, NEVER), Rate(2, NEVER), Rate(1, NEVER))
TOLD = "Too many messages at once"


def flood(many: int, peer: str = "olena", text: str = "") -> list[tuple[str, str, str]]:
    return [(f"{peer}{n}", peer, text or f"m{n}") for n in range(many)]


async def test_what_is_too_much_is_not_work_and_its_citizen_is_told_once(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel(), rates=FEW)
    for event in flood(200):
        await bot.hears(event)
    await bot.hears(("i1", "ivan", "добридень"))
    await bot.rests()
    answered = [text for text in bot.told("olena") if text.startswith("echo")]
    (told,) = [text for text in bot.told("olena") if not text.startswith("echo")]
    assert answered == [f"echo m{n}" for n in range(5)]
    assert told.startswith(TOLD)
    assert bot.told("ivan") == ["echo добридень"]
    async with database.reading() as unit:
        (row,) = await unit.all(select(func.count().label("n")).select_from(inbox))
    assert row.n == 6


async def test_a_batch_is_sifted_citizen_by_citizen(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(), rates=FEW)
    await bot.hears(*flood(50), *flood(3, "ivan"))
    await bot.rests()
    assert bot.told("ivan") == ["echo m0", "echo m1", "echo m2"]
    assert len(bot.told("olena")) == 6


async def test_a_channel_that_answers_at_once_refuses_with_the_seconds_to_wait(
    database: Database,
) -> None:
    chat = MemoryChannel()
    chat.traits = Traits(answers_at_once=True)
    rates = Rates(Rate(1, 0.5), Rate(1, 1), Rate(1, 1), Rate(1, 1))
    bot = BotProcess(database, chat, rates=rates)
    await bot.hears(("1", "olena", "раз"))
    with pytest.raises(TooManyError) as refused:
        await bot.hears(("2", "olena", "два"))
    await bot.rests()
    assert 1 <= refused.value.after <= 2
    assert bot.told("olena") == ["echo раз"]


async def test_danger_is_heard_beyond_the_limit_but_is_no_way_round_it(
    database: Database,
) -> None:
    bot = BotProcess(database, MemoryChannel(), rates=FEW)
    await bot.hears(*flood(20))
    await bot.hears(*[(f"d{n}", "olena", "у нас пожежа") for n in range(20)])
    await bot.rests()
    assert bot.told("olena").count("echo у нас пожежа") == 2


async def test_staff_may_send_more_and_leaving_is_always_heard(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(), rates=FEW, staff={"oksana"})
    await bot.hears(*flood(30, "oksana"))
    await bot.hears(*flood(9))
    await bot.dispatcher.accept(
        "web", [RawEvent("left", "olena", {"peer": "olena", "kind": "left"})]
    )
    await bot.rests()
    assert len(bot.told("oksana")) == 30
    async with database.reading() as unit:
        rows = await unit.all(select(inbox.c.id).where(inbox.c.state == "done"))
    assert len(rows) == 30 + 5 + 1


async def test_an_album_counts_as_one_message(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(), rates=FEW)
    for album in range(4):
        parts = [
            RawEvent(f"{album}.{n}", "olena", {"peer": "olena", "text": f"{album}.{n}"}, str(album))
            for n in range(10)
        ]
        await bot.dispatcher.accept("web", parts)
    await bot.rests()
    assert len(bot.told("olena")) == 40


async def test_an_endless_album_is_no_way_round(database: Database) -> None:
    bot = BotProcess(database, MemoryChannel(), rates=FEW)
    for n in range(100):
        event = RawEvent(f"{n}", "olena", {"peer": "olena", "text": f"{n}"}, "album")
        await bot.dispatcher.accept("web", [event])
    await bot.rests()
    assert len([one for one in bot.told("olena") if one.startswith("echo")]) == 50


async def test_the_terminal_is_not_limited(database: Database) -> None:
    chat = MemoryChannel()
    chat.traits = Traits(is_local=True)
    bot = BotProcess(database, chat, rates=FEW)
    await bot.hears(*flood(40))
    await bot.rests()
    assert len(bot.told("olena")) == 40


class Away:
    """A database that takes no writes until it is back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_back = False

    @asynccontextmanager
    async def unit(self, **how: bool) -> AsyncIterator[Unit]:
        if not self.is_back:
            raise Unavailable(Trouble.DOWN)
        async with self._database.unit(**how) as unit:
            yield unit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


TRIES = 20  # of a channel that gives a batch again and again until it is confirmed


@pytest.mark.parametrize("committed", [False, True])
async def test_what_comes_again_because_the_database_was_away_is_not_too_much(
    database: Database, committed: bool
) -> None:
    away, doubtful = Away(database), Doubtful(database, Unavailable(Trouble.DOWN))
    bot = BotProcess(
        doubtful if committed else away,  # type: ignore[arg-type]
        MemoryChannel(),
        rates=FEW,
        staff={"oksana"},
    )
    await bot.begins(sweeps=False)
    batch = [
        *flood(4),
        *flood(40, "oksana"),
        *flood(7, "ivan", "пожежа"),
        *flood(6, "petro"),  # one too many in any case
    ]
    doubtful.lost = TRIES
    for _ in range(TRIES):
        with pytest.raises(Unavailable):
            await bot.hears(*batch)
    away.is_back = True
    await bot.hears(*batch)
    await bot.rests()
    assert bot.told("olena") == [f"echo m{n}" for n in range(4)]
    assert len(bot.told("oksana")) == 40
    assert bot.told("ivan") == ["echo пожежа"] * 7
    (told,) = [text for text in bot.told("petro") if not text.startswith("echo")]
    assert told.startswith(TOLD)
    assert len(bot.told("petro")) == 6


async def test_who_sent_too_much_is_told_once_though_its_commit_was_not_confirmed(
    database: Database,
) -> None:
    doubtful = Doubtful(database, Unavailable(Trouble.DOWN))
    bot = BotProcess(doubtful, MemoryChannel(), rates=FEW)  # type: ignore[arg-type]
    await bot.hears(*flood(5))
    await bot.rests()
    doubtful.lost = 1
    with pytest.raises(Unavailable):
        await bot.hears(("more", "olena", "more"))
    await bot.hears(("more", "olena", "more"))
    for _ in range(2):  # what nobody sends is let go, and taken
        await bot.delivery.tidy()
    await bot.rests()
    (told,) = bot.told("olena")[5:]
    assert told.startswith(TOLD)


async def test_an_album_that_comes_again_counts_once_too(database: Database) -> None:
    away = Away(database)
    bot = BotProcess(away, MemoryChannel(), rates=FEW)  # type: ignore[arg-type]
    await bot.begins(sweeps=False)
    parts = [
        RawEvent(f"{n}", "olena", {"peer": "olena", "text": f"m{n}"}, "album") for n in range(10)
    ]
    for _ in range(TRIES):
        with pytest.raises(Unavailable):
            await bot.accepts(*parts)
    away.is_back = True
    await bot.accepts(*parts)
    await bot.hears(*[(f"t{n}", "olena", f"t{n}") for n in range(4)])
    await bot.rests()
    assert len(bot.told("olena")) == 14
    await bot.hears(("t5", "olena", "t5"))
    await bot.rests()
    assert bot.told("olena")[-1].startswith(TOLD)
