"""Announcements as rows, and who has read them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_new  # SQLite reads ON CONFLICT too

from bot.announcements.model import (
    EVERYBODY,
    TEXT,
    Announcement,
    announcement_readers,
    announcements,
)
from bot.storage.database import Unit

_add = (
    insert(announcements)
    .values({name: bindparam(name) for name in ("text", "raion", "staff_id", "created_at")})
    .returning(announcements.c.id)
)
_newest = (
    select(announcements)
    .where(
        (bindparam("anywhere") == 1)
        | (announcements.c.raion == EVERYBODY)
        | (announcements.c.raion == bindparam("raion"))
    )
    .order_by(announcements.c.id.desc())
    .limit(bindparam("many"))
)
_last_of = (
    select(announcements)
    .where(announcements.c.staff_id == bindparam("person"))
    .order_by(announcements.c.id.desc())
    .limit(1)
)
_read = (
    insert_new(announcement_readers)
    .values({name: bindparam(name) for name in ("announcement_id", "staff_id", "read_at")})
    .on_conflict_do_nothing(index_elements=["announcement_id", "staff_id"])
)
_readers = select(announcement_readers.c.announcement_id, func.count().label("n")).group_by(
    announcement_readers.c.announcement_id
)
_read_by = select(announcement_readers.c.announcement_id).where(
    announcement_readers.c.staff_id == bindparam("person")
)


async def add(unit: Unit, text: str, raion: str, *, by: int, now: datetime) -> Announcement:
    """A new one, sealed."""
    row = uuid4().hex
    sealed = row.encode() + unit.vault.seal(text, column=TEXT, row=row)
    values = {"text": sealed, "raion": raion, "staff_id": by, "created_at": now}
    (added,) = await unit.all(_add, values)
    return Announcement(added.id, text, raion, by, now)


async def newest(unit: Unit, raion: str | None, *, many: int) -> list[Announcement]:
    """Those to everybody and to this raion, newest first; None for those to any."""
    given = {"anywhere": int(raion is None), "raion": raion or EVERYBODY, "many": many}
    return [_announcement(unit, row) for row in await unit.all(_newest, given)]


async def last_of(unit: Unit, person: int) -> Announcement | None:
    """The newest that somebody wrote."""
    row = await unit.first(_last_of, {"person": person})
    return _announcement(unit, row) if row else None


def read(unit: Unit, listed: Sequence[int], person: int, *, now: datetime) -> None:
    """Somebody has these before their eyes."""
    for one in listed:
        unit.put(_read, {"announcement_id": one, "staff_id": person, "read_at": now})


async def read_by(unit: Unit, person: int) -> frozenset[int]:
    """Ids of those that somebody has read."""
    return frozenset(row.announcement_id for row in await unit.all(_read_by, {"person": person}))


async def readers(unit: Unit) -> Mapping[int, int]:
    """How many people have read each, by id."""
    return {row.announcement_id: row.n for row in await unit.all(_readers)}


def _announcement(unit: Unit, row: Any) -> Announcement:
    bond, cell = row.text[:32].decode(), row.text[32:]
    text = unit.vault.open(cell, column=TEXT, row=bond)
    return Announcement(row.id, text, row.raion, row.staff_id, row.created_at)
