"""Statements and rows of what the desk says of schedules: changed days, calendars' links."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.appointments.schedule import Hours
from bot.appointments.tables import appointment_changes, appointment_feeds
from bot.storage.database import Unit

_c, _f = appointment_changes.c, appointment_feeds.c

_changes = select(appointment_changes).where(_c.day >= bindparam("first"))
_add_change = insert(appointment_changes).values(
    {one.name: bindparam(one.name) for one in appointment_changes.c if one.name != "id"}
)
_put_change = _add_change.on_conflict_do_update(
    index_elements=["schedule", "day"],
    set_={name: _add_change.excluded[name] for name in ("hours", "actor", "at")},
)
_drop_change = delete(appointment_changes).where(
    _c.schedule == bindparam("schedule"), _c.day == bindparam("day")
)

_add_feed = insert(appointment_feeds).values(
    {one.name: bindparam(one.name) for one in appointment_feeds.c if one.name != "id"}
)
_put_feed = _add_feed.on_conflict_do_update(
    index_elements=["schedule"],
    set_={name: _add_feed.excluded[name] for name in ("key", "actor", "created_at", "seen_at")},
)
_feed = select(appointment_feeds).where(_f.key == bindparam("digest"))
_feed_seen = (
    update(appointment_feeds).where(_f.key == bindparam("digest")).values(seen_at=bindparam("now"))
)


async def changes(unit: Unit, first: date) -> dict[str, dict[date, tuple[Hours, ...]]]:
    """Days that the desk has changed, from a day on, by schedule."""
    found: dict[str, dict[date, tuple[Hours, ...]]] = {}
    for row in await unit.all(_changes, {"first": first.isoformat()}):
        found.setdefault(row.schedule, {})[date.fromisoformat(row.day)] = hours_of(row.hours)
    return found


def put_change(unit: Unit, values: Mapping[str, Any]) -> None:
    """Give a day other hours."""
    unit.put(_put_change, values)


def drop_change(unit: Unit, schedule: str, day: date) -> None:
    """The day is as content says again."""
    unit.put(_drop_change, {"schedule": schedule, "day": day.isoformat()})


def put_feed(unit: Unit, schedule: str, key: bytes, actor: str, now: datetime) -> None:
    """The link of a schedule's calendar; an earlier one is no link any more."""
    values = {"schedule": schedule, "key": key, "actor": actor, "created_at": now, "seen_at": now}
    unit.put(_put_feed, values)


async def feed(unit: Unit, key: bytes) -> Any | None:
    """The row of a calendar's link."""
    return await unit.first(_feed, {"digest": key})


def feed_seen(unit: Unit, key: bytes, now: datetime) -> None:
    """It was asked for."""
    unit.put(_feed_seen, {"digest": key, "now": now})


def hours_of(kept: Iterable[Sequence[str]]) -> tuple[Hours, ...]:
    """Hours as they rest in a row."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept)
