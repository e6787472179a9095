"""Who lives is judged by heartbeats: no clock and no restart takes a living one's letters."""

from datetime import UTC, datetime
from itertools import count

import pytest
from sqlalchemy import select, update

from bot.storage.database import Database
from bot.storage.heartbeat import LEASE, STILL, Heartbeat
from bot.storage.process import Here, this_process
from bot.storage.tables import duties, processes

machines = count()


class Steady:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def heartbeat(
    database: Database, steady: Steady, here: Here | None = None, *, serves: bool = False
) -> Heartbeat:
    return Heartbeat(
        database,
        name="main",
        clock=lambda: datetime.now(UTC),
        serves=serves,
        wanted=("telegram",),
        here=here or Here(f"machine {next(machines)}", 1, 1),
        now=steady,
    )


async def epochs(database: Database) -> set[str]:
    async with database.reading() as unit:
        return {row.epoch for row in await unit.all(select(processes.c.epoch))}


async def test_a_name_is_shared_and_an_epoch_is_not(database: Database) -> None:
    one, two = (heartbeat(database, Steady()) for _ in range(2))
    await one.begin()
    await two.begin()
    assert await epochs(database) == {one.epoch, two.epoch}
    assert (one.holds("telegram"), two.holds("telegram")) == (True, False)
    await one.end()
    await two.beat()
    assert two.holds("telegram")
    assert await epochs(database) == {two.epoch}


async def test_who_is_silent_long_enough_is_given_up_and_begins_anew(database: Database) -> None:
    steady = Steady()
    one, two = heartbeat(database, steady), heartbeat(database, steady)
    await one.begin()
    await two.begin()
    before = one.epoch
    steady.at += STILL
    assert not one.is_steady()  # it holds still before the others may take what it has
    assert not one.holds("telegram")
    steady.at += LEASE - STILL - 1
    await two.beat()
    assert not two.holds("telegram")
    steady.at += 1
    await two.beat()
    assert two.holds("telegram")
    await one.beat()
    assert one.epoch != before
    assert await epochs(database) == {one.epoch, two.epoch}
    assert not one.holds("telegram")


async def test_any_sign_of_life_counts_whatever_the_clocks_say(database: Database) -> None:
    steady = Steady()
    one, two = heartbeat(database, steady), heartbeat(database, steady)
    await one.begin()
    await two.begin()
    for _ in range(5):
        steady.at += LEASE - 1
        async with database.unit() as unit:  # its clock is years behind
            unit.put(update(processes).values(seen_at=datetime(2020, 1, 1, tzinfo=UTC)))
        await one.beat()
        await two.beat()
    assert one.holds("telegram")
    assert one.epoch in await epochs(database)


async def test_what_was_not_heard_during_trouble_is_no_silence(database: Database) -> None:
    steady = Steady()
    one, two = heartbeat(database, steady), heartbeat(database, steady)
    await one.begin()
    await two.begin()
    await two.beat()
    probe, database.probe = database.probe, None  # type: ignore[method-assign, assignment]
    steady.at += LEASE
    await two.beat()
    database.probe = probe  # type: ignore[method-assign]
    await two.beat()
    assert one.epoch in await epochs(database)


async def test_who_has_surely_ended_is_given_up_at_once(database: Database) -> None:
    here = this_process()
    for gone in (
        Here(here.place, 2**30, 1),  # there is no such process
        Here(here.place, here.pid, here.started - 1),  # its number is another's now
    ):
        dead = heartbeat(database, Steady(), gone)
        await dead.begin()
        alive = heartbeat(database, Steady(), here)
        await alive.begin()
        assert alive.holds("telegram")
        assert await epochs(database) == {alive.epoch}
        await alive.end()
    unknown = heartbeat(database, Steady(), Here("elsewhere", 2**30, 1))
    await unknown.begin()
    alive = heartbeat(database, Steady(), here)
    await alive.begin()
    assert await epochs(database) == {alive.epoch, unknown.epoch}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_who_has_the_file_for_itself_waits_for_nobody(database: Database) -> None:
    before = heartbeat(database, Steady(), serves=True)
    await before.begin()
    terminal = heartbeat(database, Steady())
    await terminal.begin()
    after = heartbeat(database, Steady(), serves=True)
    await after.begin()
    assert await epochs(database) == {terminal.epoch, after.epoch}
    assert after.holds("telegram")


async def test_a_duty_is_refreshed_while_it_is_held(database: Database) -> None:
    one = heartbeat(database, Steady())
    await one.begin()
    async with database.unit() as unit:
        unit.put(update(duties).values(taken_at=datetime(2020, 1, 1, tzinfo=UTC)))
    await one.beat()
    async with database.reading() as unit:
        (row,) = await unit.all(select(duties.c.epoch, duties.c.taken_at))
    assert row.epoch == one.epoch
    assert row.taken_at.year > 2020
