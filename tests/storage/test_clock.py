"""A date that jumps deletes nothing; a date that holds is believed in the end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Column, ForeignKey, Table, func, select, update
from structlog.testing import capture_logs

from bot.requests.deadlines import Clock
from bot.requests.model import (
    State,
)
from bot.requests.tables import (
    request_entries,
    requests,
)
from bot.storage import citizens, inbox
from bot.storage.clock import ClockGuard, Trust, confirm, known_moments
from bot.storage.database import Database
from bot.storage.retention import purge
from bot.storage.schema import Keep, OwnedBy, UtcDateTime, metadata
from bot.storage.tables import citizens as citizens_table

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAYS = timedelta(days=1)


class Machine:
    """A clock that can be set, and time that runs."""

    def __init__(self, database: Database) -> None:
        self.now, self.steady = NOW, 0.0
        self.database = database
        self.starts()

    def starts(self) -> None:
        """The service starts (again)."""
        self.guard = ClockGuard(self.database, clock=lambda: self.now, steady=lambda: self.steady)

    def passes(self, time: timedelta) -> None:
        self.now += time
        self.steady += time.total_seconds()

    async def runs(self, time: timedelta) -> Trust:
        """It looks every hour."""
        trust = await self.guard.look()
        for _ in range(int(time / timedelta(hours=1))):
            self.passes(timedelta(hours=1))
            trust = await self.guard.look()
        return trust


@pytest.fixture
async def machine(database: Database) -> Machine:
    machine = Machine(database)
    assert await machine.runs(timedelta(hours=5)) is Trust.BELIEVED
    return machine


async def test_a_jump_for_a_while_does_nothing(machine: Machine) -> None:
    for far in (400 * DAYS, -400 * DAYS, 1.1 * DAYS):
        machine.now += far
        for _ in range(3):
            assert await machine.guard.look() is Trust.JUMPED
            machine.passes(timedelta(seconds=15))
        assert (await known_moments(machine.database))[1] is not None
        machine.now -= far
        assert await machine.guard.look() is Trust.BELIEVED
        assert (await known_moments(machine.database))[1] is None


async def test_a_small_correction_is_none_of_its_business(machine: Machine) -> None:
    for small in (timedelta(hours=1), -timedelta(hours=3), timedelta(hours=23)):
        machine.now += small
        assert await machine.guard.look() is Trust.BELIEVED


async def test_a_jump_at_a_start_is_seen_too(machine: Machine) -> None:
    machine.now += 400 * DAYS
    machine.starts()
    assert await machine.runs(71 * timedelta(hours=1)) is Trust.DOUBTED
    machine.now -= 400 * DAYS
    machine.starts()
    # Three days have really passed: the database can't know, so they are waited for once more.
    assert await machine.guard.look() is Trust.JUMPED


async def test_a_service_that_was_off_for_long_deletes_again_in_three_days(
    machine: Machine,
) -> None:
    machine.now += 40 * DAYS
    machine.steady = 7.0  # the machine was off
    machine.starts()
    assert await machine.guard.look() is Trust.JUMPED
    assert await machine.runs(40 * timedelta(hours=1)) is Trust.DOUBTED
    machine.passes(timedelta(hours=3))
    machine.starts()  # a restart on the way does not begin it anew
    assert await machine.guard.look() is Trust.DOUBTED
    assert await machine.runs(40 * timedelta(hours=1)) is Trust.BELIEVED


async def test_sleep_that_the_machine_counts_is_no_jump(machine: Machine) -> None:
    machine.passes(40 * DAYS)
    assert await machine.guard.look() is Trust.BELIEVED


async def test_another_jump_begins_the_wait_anew(machine: Machine) -> None:
    machine.now += 400 * DAYS
    assert await machine.runs(2 * DAYS) is Trust.DOUBTED
    machine.now += 400 * DAYS
    assert await machine.guard.look() is Trust.JUMPED
    assert await machine.runs(2 * DAYS) is Trust.DOUBTED


async def test_the_operator_says_that_the_date_is_right(machine: Machine) -> None:
    machine.now += 40 * DAYS
    assert await machine.guard.look() is Trust.JUMPED
    async with machine.database.unit() as unit:
        confirm(unit, machine.now)
    assert await machine.guard.look() is Trust.BELIEVED


async def test_an_earlier_database_is_held_against_its_newest_rows(database: Database) -> None:
    await meet(database, "olena", seen=NOW)
    machine = Machine(database)
    machine.now += 400 * DAYS
    assert await machine.guard.look() is Trust.JUMPED


async def meet(database: Database, peer: str, *, seen: datetime) -> int:
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", peer)
        citizens.add(unit, "web", peer, key=key, lang="uk", now=seen)
        return (await unit.first(citizens.known, {"peer_key": key})).id


async def ask(database: Database, citizen: int, state: State, *, at: datetime) -> None:
    """A bare row of a request with something said in it."""
    values = {
        "number": f"2026-{citizen:04}", "citizen_id": citizen, "kind": "reference",
        "state": state.value, "lang": "uk", "holder": "lib", "why": {"why": "nearest", "km": None},
        "clock": Clock("", at, at), "due_at": at, "created_at": at,
        "closed_at": None if state is State.NEW else at,
    }  # fmt: skip
    async with database.unit() as unit:
        await unit.run(requests.insert().values(values))
        (row,) = await unit.all(select(requests.c.id).where(requests.c.citizen_id == citizen))
        said = {"request_id": row.id, "author": "citizen", "said": "words", "at": at}
        await unit.run(request_entries.insert().values(said))


async def count(database: Database, table) -> int:
    async with database.reading() as unit:
        return (await unit.first(select(func.count().label("n")).select_from(table))).n


async def test_what_an_open_request_needs_outlives_every_term(database: Database) -> None:
    for peer, state in (("olena", State.NEW), ("ivan", State.CLOSED)):
        await ask(database, await meet(database, peer, seen=NOW), state, at=NOW)
    await purge(database, now=NOW + 4000 * DAYS)
    async with database.reading() as unit:
        (left,) = await unit.all(select(requests.c.citizen_id, requests.c.state))
        (known,) = await unit.all(select(citizens_table.c.id))
    assert (left.state, left.citizen_id) == ("new", known.id)
    assert await count(database, request_entries) == 1
    async with database.unit() as unit:
        await unit.run(update(requests).values(state="closed", closed_at=NOW))
    await purge(database, now=NOW + 4000 * DAYS)
    assert await count(database, citizens_table) + await count(database, request_entries) == 0


async def test_a_purge_takes_a_bounded_number_and_goes_on_later(database: Database) -> None:
    for number in range(7):
        await meet(database, f"peer {number}", seen=NOW)
    late = NOW + 400 * DAYS
    assert [await purge(database, now=late, most=3) for _ in range(4)] == [3, 3, 1, 0]
    assert await count(database, citizens_table) == 0


async def test_a_table_that_fails_stops_no_other(database: Database) -> None:
    await meet(database, "olena", seen=NOW)
    nowhere = Table(
        "nowhere",
        metadata,
        Column("citizen_id", ForeignKey("citizens.id"), primary_key=True),  # goes before citizens
        Column("at", UtcDateTime),
        info={"keep": Keep("at", 1, "a test"), "whose": (OwnedBy("citizen_id"),)},
    )  # fmt: skip
    try:
        with capture_logs() as logs:
            assert await purge(database, now=NOW + 400 * DAYS) == 1
    finally:
        metadata.remove(nowhere)
    assert await count(database, citizens_table) == 0
    assert [(one["event"], one["table"]) for one in logs] == [("purge.failed", "nowhere")]
