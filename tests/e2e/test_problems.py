"""`mistok problems` beside a running service: list, show, retry, drop."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app.content_index import ContentIndex
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.staff.acts import Act
from bot.staff.model import staff_acts
from bot.storage import inbox as inbox_rows
from bot.storage.outbox import letter_row, queue
from bot.storage.tables import inbox, outbox
from tests.e2e.command import Done, mistok
from tests.e2e.deployment import SECRET

PATIENCE = 20.0
WORDS = "моя таємниця 0671112233"
REASON = "KeyError at handlers.citizen.menu:show:31"


@pytest.fixture
async def app(
    database_url: str, content_index: ContentIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[App]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.app.housekeeping.SWEEP_SECONDS", 0.05)
    settings = Settings(database=database_url, secret=SECRET, _env_file=None)  # type: ignore[call-arg]
    app = App(settings, content_index=content_index)
    async with app.running():
        yield app


async def broken_event(app: App, name: str) -> str:
    at = app._clock()
    body = {"peer": "olena", "lang": "uk", "at": at.isoformat(), "text": WORDS, "id": name}
    async with app.database.unit() as unit:
        inbox_rows.accept(unit, "web", [(name, "olena", body)], now=at)
        (row,) = await unit.all(select(inbox.c.id).order_by(inbox.c.id.desc()).limit(1))
        await inbox_rows.failed(unit, row.id, attempts=3, reason=REASON, parked=True)
    return f"event-{row.id}"


async def lost_letter(app: App) -> str:
    """A letter of a channel that is not on: it fails for good."""
    async with app.database.unit() as unit:
        key = inbox_rows.peer_key(unit, "viber", "ivan")
        row = letter_row(
            unit, {"text": WORDS}, key="900.0", channel="viber", peer_key=key, now=app._clock()
        )
        ((letter, _),) = await queue(unit, [row])
    await until(app, outbox.c.state == "failed")
    return f"letter-{letter}"


async def until(app: App, true: object) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            async with app.database.reading() as unit:
                if await unit.all(select(outbox.c.id).where(true)):
                    return
            await asyncio.sleep(0.02)


async def problems(app: App, *arguments: str) -> Done:
    given = {"database": app.settings.database, "secret": SECRET}
    done = await asyncio.to_thread(mistok, "problems", *arguments, cwd=Path.cwd(), **given)
    for word in (*WORDS.split(), "olena", "ivan"):
        assert word not in done.out + done.err
    return done


async def test_tried_again_the_running_service_takes_it_up(app: App) -> None:
    empty = await problems(app, "list")
    assert (empty.code, "Проблем немає" in empty.out) == (0, True)
    assert (await problems(app, "list", "--json")).out == ""
    event, letter = await broken_event(app, "1"), await lost_letter(app)
    (last, first) = (await problems(app, "list", "--json")).lines
    assert list(first) == ["id", "what", "where", "since", "reason"]
    assert (first["id"], first["what"], first["where"], first["reason"]) == (
        event, "event", "handlers.citizen.menu:show:31", "KeyError",
    )  # fmt: skip
    assert (last["id"], last["what"], last["where"]) == (letter, "letter", "viber")
    listed = await problems(app, "list")
    assert event in listed.out
    assert letter in listed.out
    shown = await problems(app, "show", event)
    assert "handlers.citizen.menu:show:31" in shown.out
    assert "Спроб: 3" in shown.out
    (told,) = (await problems(app, "show", event, "--json")).lines
    assert (told["attempts"], told["channel"], told["retry"]) == (3, "web", True)

    done = await problems(app, "retry", event)
    assert (done.code, event in done.out) == (0, True)
    number = int(event.partition("-")[2])
    await until(app, outbox.c.inbox_id == number)
    assert [one["id"] for one in (await problems(app, "list", "--json")).lines] == [letter]


async def test_put_away_and_refused_in_words(app: App) -> None:
    event, letter = await broken_event(app, "1"), await lost_letter(app)
    gone = await problems(app, "retry", letter)
    assert (gone.code, gone.out) == (1, "")
    assert "mistok problems drop" in gone.err
    some = await problems(app, "drop", letter, "event-999", event)
    assert some.code == 1
    assert f"Прибрано: {letter} {event}." in some.out
    assert "event-999" in some.err
    assert (await problems(app, "list", "--json")).out == ""
    for act in ("show", "retry", "drop"):
        unknown = await problems(app, act, "letter-999")
        assert (unknown.code, "mistok problems list" in unknown.err) == (1, True)
        wrong = await problems(app, act, "12")
        assert (wrong.code, "event-12" in wrong.err) == (2, True)
    over = await problems(app, "retry", event)
    assert (over.code, "вже не проблема" in over.err) == (1, True)
    async with app.database.reading() as unit:
        logged = await unit.all(select(staff_acts).where(staff_acts.c.did == Act.DROPPED.value))
    assert [(row.staff_id, row.facts["problem"]) for row in logged] == [
        (None, letter), (None, event),
    ]  # fmt: skip
