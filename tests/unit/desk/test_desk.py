"""The desk's rows: words sealed, owner and deadline stored with their reasons, leaving erases."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.faults import Faults, service_faults
from bot.desk.model import Holder, State, Why, request_events, requests
from bot.desk.rules import Promise, is_number
from bot.desk.service import Desk
from bot.engine.turn import Attachment
from bot.storage import citizens, inbox
from bot.storage.database import Database, Unit

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CALENDAR = WorkingCalendar(
    weekend=frozenset({6, 7}),
    holidays=(),
    martial_law=None,
    off=frozenset(),
    working=frozenset(),
)


def desk_in(unit: Unit) -> Desk:
    return Desk(unit, calendar=CALENDAR, promise=Promise(2, "https://example.org"))


async def meet(database: Database, peer: str) -> tuple[int, bytes]:
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", peer)
        citizens.add(unit, "web", peer, key=key, lang="uk", now=NOW)
        row = await unit.first(citizens.known, {"peer_key": key})
        return row.id, key


async def test_a_question_is_kept_with_holder_reason_and_clock(database: Database) -> None:
    olena, _ = await meet(database, "olena")
    photo = Attachment("ref-1", "довідка.jpg", 1200, "image/jpeg")
    async with database.unit() as unit:
        request = await desk_in(unit).hand_in(
            "Де знайти метрику 1913 року?",
            citizen=olena,
            holder=Holder("horodok", Why.NEAREST, 4.2),
            now=NOW,
            lang="uk",
            files=[photo],
        )
    assert is_number(request.number)
    async with database.reading() as unit:
        assert await desk_in(unit).mine(olena) == [request]
        row = await unit.first(select(requests))
        (event,) = await unit.all(select(request_events))
    assert request.due == date(2026, 11, 25)
    assert row.why == {"why": "nearest", "km": 4.2}
    assert row.clock["days"] == ["2026-11-24", "2026-11-25"]
    assert "метрику".encode() not in row.words
    assert b"ref-1" not in row.files
    assert (event.did, event.facts["holder"]) == ("handed_in", "horodok")


async def test_one_citizen_does_not_see_the_requests_of_another(database: Database) -> None:
    olena, _ = await meet(database, "olena")
    ivan, _ = await meet(database, "ivan")
    async with database.unit() as unit:
        await desk_in(unit).hand_in(
            "моє", citizen=olena, holder=Holder("hounb", Why.OBLAST), now=NOW, lang="uk"
        )
    async with database.reading() as unit:
        assert await desk_in(unit).mine(ivan) == []


async def test_leaving_erases_the_words_and_withdraws_what_was_open(database: Database) -> None:
    olena, key = await meet(database, "olena")
    async with database.unit() as unit:
        await desk_in(unit).hand_in(
            "таємниця", citizen=olena, holder=Holder("hounb", Why.OBLAST), now=NOW, lang="uk"
        )
        await Faults(unit, content_version="1").report("kep", citizen=olena, now=NOW)
    async with database.unit() as unit:
        await desk_in(unit).forget_citizen(olena, now=NOW)
        citizens.forget(unit, olena, key=key)
    async with database.reading() as unit:
        row = await unit.first(select(requests))
        did = [event.did for event in await unit.all(select(request_events))]
        fault = await unit.first(select(service_faults))
    assert (row.words, row.files, row.citizen_id) == (None, None, None)
    assert (row.state, row.closed_at) == (State.WITHDRAWN, NOW)
    assert did == ["handed_in", "forgotten"]
    assert fault.citizen_id is None


async def test_a_card_is_reported_once_by_each_citizen(database: Database) -> None:
    olena, _ = await meet(database, "olena")
    ivan, _ = await meet(database, "ivan")
    async with database.unit() as unit:
        faults = Faults(unit, content_version="abc")
        said = [await faults.report("kep", citizen=who, now=NOW) for who in (olena, olena, ivan)]
        assert await faults.report("diia-app", citizen=olena, now=NOW)
    async with database.reading() as unit:
        rows = await unit.all(select(service_faults))
    assert said == [True, False, True]
    assert len(rows) == 3
