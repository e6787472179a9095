"""What holds at libraries now, for commands that answer without the service."""

from datetime import datetime

from bot.app.content_index import ContentIndex
from bot.app.settings import Settings, SettingsError
from bot.cli.opened import opened
from bot.libraries.repository import state_rows
from bot.places.access import AccessPoints
from bot.places.live import LiveStates, units_of
from bot.storage.database import DatabaseError


async def access_now(settings: Settings, known: ContentIndex, now: datetime) -> AccessPoints:
    """The libraries with what the database tells of them; as they are where there is none."""
    try:
        async with opened(settings) as database, database.reading() as unit:
            states = await state_rows.in_force(unit, now=now)
    except (DatabaseError, SettingsError):
        return known.access_points
    return known.access_points.with_live(
        LiveStates(states, lambda one: units_of(one, known.gazetteer))
    )
