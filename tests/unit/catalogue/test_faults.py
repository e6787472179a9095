"""What citizens say of cards: each card once by each of them."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.catalogue.repository import Faults
from bot.catalogue.tables import service_faults
from bot.storage import citizens, inbox
from bot.storage.database import Database
from bot.storage.forgetting import forget

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


async def meet(database: Database, peer: str) -> tuple[int, bytes]:
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", peer)
        citizens.add(unit, "web", peer, key=key, lang="uk", now=NOW)
        row = await unit.first(citizens.known, {"peer_key": key})
        return row.id, key


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


async def test_a_report_outlives_the_citizen_who_left(database: Database) -> None:
    olena, key = await meet(database, "olena")
    async with database.unit() as unit:
        await Faults(unit, content_version="1").report("kep", citizen=olena, now=NOW)
        forget(unit, olena, key=key, now=NOW)
    async with database.reading() as unit:
        fault = await unit.first(select(service_faults))
    assert fault.citizen_id is None
