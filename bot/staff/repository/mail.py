"""Mailboxes of the staff as rows; addresses are sealed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.staff.model import staff, staff_mail
from bot.storage.database import Unit

_put = insert(staff_mail).values(
    {name: bindparam(name) for name in ("staff_id", "address", "wish", "checked_at", "digest_on")}
)
_put = _put.on_conflict_do_update(
    index_elements=["staff_id"],
    set_={name: _put.excluded[name] for name in ("address", "wish", "checked_at", "digest_on")},
)
_wish = (
    update(staff_mail)
    .where(staff_mail.c.staff_id == bindparam("person"))
    .values(wish=bindparam("wanted"), digest_on=None)
)
_checked = (
    update(staff_mail)
    .where(staff_mail.c.staff_id == bindparam("person"))
    .values(checked_at=bindparam("moment"))
)
_digested = (
    update(staff_mail)
    .where(staff_mail.c.staff_id == bindparam("person"))
    .values(digest_on=bindparam("day"))
)
_drop = delete(staff_mail).where(staff_mail.c.staff_id == bindparam("person"))
_of = select(staff_mail).where(staff_mail.c.staff_id == bindparam("person"))
_confirmed = (
    select(staff_mail)
    .join(staff, staff.c.id == staff_mail.c.staff_id)
    .where(staff.c.state == "active", staff_mail.c.checked_at.is_not(None))
    .order_by(staff_mail.c.staff_id)
)


def put(unit: Unit, values: Mapping[str, Any]) -> None:
    """Write somebody's mailbox, in place of the one before."""
    unit.put(_put, values)


def set_wish(unit: Unit, person: int, wish: str) -> None:
    """When letters come from now on."""
    unit.put(_wish, {"person": person, "wanted": wish})


def confirm(unit: Unit, person: int, *, now: datetime) -> None:
    """They have read a letter there."""
    unit.put(_checked, {"person": person, "moment": now})


def digested(unit: Unit, person: int, day: str) -> None:
    """The letter of this day is written."""
    unit.put(_digested, {"person": person, "day": day})


def drop(unit: Unit, person: int) -> None:
    """Delete the address."""
    unit.put(_drop, {"person": person})


async def of(unit: Unit, person: int) -> Any | None:
    """Somebody's row, also one not confirmed yet."""
    return await unit.first(_of, {"person": person})


async def confirmed(unit: Unit) -> Sequence[Any]:
    """Rows of all confirmed mailboxes of those who work here."""
    return await unit.all(_confirmed)
