"""What holds at libraries now, for commands that answer without the service."""

from collections.abc import Iterable
from datetime import datetime

from bot.app.content_index import ContentIndex
from bot.app.settings import Settings, SettingsError
from bot.cli.opened import opened
from bot.libraries.repository import state_rows
from bot.places.access import AccessPoints
from bot.places.live import LiveState, LiveStates, units_of
from bot.storage.database import Database, DatabaseError


async def states_now(settings: Settings, now: datetime) -> list[LiveState]:
    """What the service's database tells of libraries; nothing where there is none."""
    try:
        async with opened(settings) as database, database.reading() as unit:
            return await state_rows.in_force(unit, now=now)
    except (DatabaseError, SettingsError):
        return []


async def access_now(settings: Settings, known: ContentIndex, now: datetime) -> AccessPoints:
    """The libraries with what the database tells of them; as they are where there is none."""
    states = await states_now(settings, now)
    return known.access_points.with_live(
        LiveStates(states, lambda one: units_of(one, known.gazetteer))
    )


async def copy_states(states: Iterable[LiveState], database: Database) -> None:
    """Have them hold in another database, as they were told."""
    async with database.unit() as unit:
        for one in states:
            values = {
                "whom": one.whom, "kind": one.kind.value, "note": one.note, "since": one.since,
                "until": one.until, "staff_id": one.by,
            }  # fmt: skip
            await state_rows.add(unit, values)
