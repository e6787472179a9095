"""Each part of housekeeping is done whatever becomes of the others."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.app.housekeeping import Housekeeping
from bot.contracts.feature import Due
from bot.contracts.services import Program
from bot.storage import citizens, inbox
from bot.storage.clock import confirm
from bot.storage.database import Database, Unit
from bot.storage.tables import citizens as citizens_table
from tests.waiting import until

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PARTS = ("sweep", "tidy", "find", "do")


class Parts:
    """All that housekeeping calls; each part is counted, and `broken` ones fail."""

    def __init__(self, *broken: str) -> None:
        self.broken = broken
        self.done = dict.fromkeys(PARTS, 0)

    def _does(self, name: str) -> None:
        self.done[name] += 1
        if name in self.broken:
            raise KeyError(name)

    async def sweep(self) -> None:
        self._does("sweep")

    async def tidy(self) -> None:
        self._does("tidy")

    def holds(self, _duty: str) -> bool:
        return True

    async def find(self, _unit: Unit, _now: datetime) -> Sequence[int]:
        self._does("find")
        return [1]

    async def do(self, _services: object, _key: int, _now: datetime) -> None:
        self._does("do")

    async def find_always(self, _unit: Unit, _now: datetime) -> Sequence[int]:
        return [2]

    async def do_always(self, _services: object, _key: int, _now: datetime) -> None:
        self.done["last"] = self.done.get("last", 0) + 1


@contextmanager
def keeping(database: Database, parts: Parts) -> Iterator[None]:
    """Housekeeping that goes on within the block."""
    due = (Due("first", parts.find, parts.do), Due("last", parts.find_always, parts.do_always))
    housekeeping = Housekeeping(
        database,
        dispatcher=parts,  # type: ignore[arg-type]
        delivery=parts,  # type: ignore[arg-type]
        heartbeat=parts,  # type: ignore[arg-type]
        due=due,
        bind=lambda unit: unit,  # type: ignore[arg-type, return-value]
        program=Program({}),
        clock=lambda: NOW,
    )
    task = asyncio.create_task(housekeeping.run())
    try:
        yield
    finally:
        task.cancel()


@pytest.mark.parametrize("broken", PARTS)
async def test_a_part_that_fails_stops_no_other(
    database: Database, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.housekeeping.SWEEP_SECONDS", 0.01)
    async with database.unit() as unit:
        old = NOW - timedelta(days=3000)
        key = inbox.peer_key(unit, "web", "olena")
        citizens.add(unit, "web", "olena", key=key, lang="uk", now=old)
        confirm(unit, NOW)  # or the newest row would make the date doubtful
    parts = Parts(broken)

    async def purged() -> bool:
        async with database.reading() as unit:
            return not (await unit.all(select(func.count()).select_from(citizens_table)))[0][0]

    def all_done() -> bool:
        wanted = set(PARTS) - ({"do"} if broken == "find" else set())
        return all(parts.done[one] > 1 for one in wanted) and parts.done.get("last", 0) > 1

    with capture_logs() as logs, keeping(database, parts):
        await until(all_done)
        await until(purged)
    assert {one["event"] for one in logs if one["log_level"] == "error"} <= {
        "housekeeping.failed",
        "due.failed",
    }
    assert logs
