"""The whole App while the date is wrong for a while, and while it is right after a long night."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Select, Table, func, select

from bot.app.content_index import ContentIndex
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.requests.model import (
    State,
)
from bot.requests.tables import (
    requests,
)
from bot.staff.model import Role, staff_invitations
from bot.staff.service import Staff
from bot.storage import citizens as citizen_rows
from bot.storage import inbox as inbox_rows
from bot.storage.clock import known_moments
from bot.storage.tables import citizens, dialogues, inbox
from tests.e2e.command import mistok
from tests.e2e.deployment import SECRET
from tests.storage.test_clock import ask
from tests.waiting import until

LATER = timedelta(days=400)


class Date:
    """The machine's clock."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def app(
    database_url: str, content_index: ContentIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> App:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.app.housekeeping.SWEEP_SECONDS", 0.02)
    monkeypatch.setattr("bot.app.housekeeping.PURGE_SECONDS", 0.0)
    settings = Settings(database=database_url, secret=SECRET, _env_file=None)  # type: ignore[call-arg]
    return App(settings, content_index=content_index, clock=Date())


def counted(table: Table) -> Select:
    return select(func.count().label("n")).select_from(table)


async def counts(app: App) -> dict[str, int]:
    async with app.database.reading() as unit:
        tables = (citizens, dialogues, inbox, requests, staff_invitations)
        found = [
            (await unit.first(select(func.count().label("n")).select_from(one))).n for one in tables
        ]
        return dict(zip((one.name for one in tables), found, strict=True))


async def a_usual_day(app: App) -> None:
    """A citizen with a dialogue and an open request, one without, an invitation."""
    date = app._clock()
    async with app.database.unit() as unit:
        for peer in ("olena", "ivan"):
            (key,) = inbox_rows.accept(unit, "web", [(peer, peer, {"text": "hi"})], now=date)
            citizen_rows.add(unit, "web", peer, key=key, lang="uk", now=date)
            found = await unit.first(citizen_rows.known, {"peer_key": key})
            citizen_rows.save_dialogue(unit, found.id, {}, now=date)
            await unit.run(inbox.update().values(state="done"))
        await Staff(unit).invite("Оксана", role=Role.ADMIN, point="lib", now=date, by=None)
    await ask(app.database, found.id, State.NEW, at=date)


async def test_half_a_minute_of_a_wrong_date_takes_nothing_away(app: App) -> None:
    async def doubted() -> bool:
        return (await known_moments(app.database))[1] is not None

    async def believed() -> bool:
        return not await doubted()

    async with app.running():
        await a_usual_day(app)
        before = await counts(app)
        app._clock.now += LATER
        await until(doubted)
        for _ in range(5):  # it is looked at again and again
            await asyncio.sleep(0.05)
            app._clock.now += timedelta(seconds=6)
        app._clock.now -= LATER
        await until(believed)
        assert await counts(app) == before
        async with app.database.reading() as unit:
            (request,) = await unit.all(select(requests))
            assert request.state == "new"
            assert await citizen_rows.by_id(unit, request.citizen_id) is not None


def test_the_operator_sees_the_date_and_confirms_it(tmp_path: Path) -> None:
    assert mistok("migrate", cwd=tmp_path).code == 0
    (told,) = mistok("clock", "--confirm", "--json", cwd=tmp_path).lines
    assert set(told) == {"now", "known", "doubted_since"}
    assert told["now"] == told["known"]
    assert told["doubted_since"] is None
    assert "Дату підтверджено" in mistok("clock", "--confirm", cwd=tmp_path).out
