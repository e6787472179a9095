"""Invitations: a link that signs in once in a browser, a code that links one conversation."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.staff.model import LinkKind, Person, staff_invitations
from bot.staff.rules import INVITATION, new_code
from bot.storage.database import Unit

_add = insert(staff_invitations).values(
    {name: bindparam(name) for name in ("staff_id", "link_key", "code_key", "kind", "expires_at")}
)
_use_link = (
    update(staff_invitations)
    .where(
        staff_invitations.c.link_key == bindparam("key"),
        staff_invitations.c.link_used_at.is_(None),
        staff_invitations.c.expires_at > bindparam("moment"),
    )
    .values(link_used_at=bindparam("used_at"))
    .returning(staff_invitations.c.id, staff_invitations.c.staff_id)
)
_use_code = (
    update(staff_invitations)
    .where(
        staff_invitations.c.code_key == bindparam("key"),
        staff_invitations.c.code_used_at.is_(None),
        staff_invitations.c.expires_at > bindparam("moment"),
    )
    .values(code_used_at=bindparam("used_at"))
    .returning(staff_invitations.c.id, staff_invitations.c.staff_id)
)
_link_row = select(staff_invitations).where(staff_invitations.c.link_key == bindparam("key"))
_code_row = select(staff_invitations).where(staff_invitations.c.code_key == bindparam("key"))
# Each start shows the first administrator a link of its own: the first one used ends the others.
_end_others = (
    update(staff_invitations)
    .where(
        staff_invitations.c.staff_id == bindparam("person"),
        staff_invitations.c.id != bindparam("used"),
        staff_invitations.c.expires_at > bindparam("moment"),
    )
    .values(expires_at=bindparam("ended_at"))
)
_newer = (
    select(staff_invitations.c.id)
    .where(
        staff_invitations.c.staff_id == bindparam("person"),
        staff_invitations.c.id > bindparam("than"),
        staff_invitations.c.kind != LinkKind.CODE.value,
        staff_invitations.c.link_used_at.is_(None),
        staff_invitations.c.expires_at > bindparam("moment"),
    )
    .limit(1)
)
# Ended and not deleted: who opens an old link is told that it was used, or that its term is over.
_end_all = (
    update(staff_invitations)
    .where(
        staff_invitations.c.staff_id == bindparam("person"),
        staff_invitations.c.expires_at > bindparam("moment"),
    )
    .values(expires_at=bindparam("ended_at"))
)
_no_expired = delete(staff_invitations).where(
    staff_invitations.c.staff_id == bindparam("person"),
    staff_invitations.c.expires_at < bindparam("moment"),
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """`link` is the secret part of the address, `code` is typed in a chat ("" for none)."""

    person: Person
    link: str
    code: str
    expires_at: datetime
    kind: LinkKind = LinkKind.INVITATION


def link_key(unit: Unit, link: str) -> bytes:
    """What of a link rests in the database."""
    return unit.vault.lookup(f"staff link\0{link}")


def code_key(unit: Unit, code: str) -> bytes:
    """What of a code rests in the database."""
    return unit.vault.lookup(f"staff code\0{code}")


def new_invitation(
    unit: Unit,
    person: Person,
    *,
    now: datetime,
    lasts: timedelta = INVITATION,
    kind: LinkKind = LinkKind.INVITATION,
) -> Invitation:
    """Write a new one. Only first invitations and the account page's own have a code."""
    has_code = kind in {LinkKind.INVITATION, LinkKind.CODE}
    link, told = secrets.token_urlsafe(24), new_code() if has_code else ""
    values = {
        "staff_id": person.id,
        "link_key": link_key(unit, link),
        "code_key": code_key(unit, told) if told else None,
        "kind": kind.value,
        "expires_at": now + lasts,
    }
    unit.put(_add, values)
    return Invitation(person, link, told, now + lasts, kind)


async def by_link(unit: Unit, link: str) -> Any | None:
    """The row of a link, used or not."""
    return await unit.first(_link_row, {"key": link_key(unit, link)})


async def by_code(unit: Unit, code: str) -> Any | None:
    """The row of a code, used or not."""
    return await unit.first(_code_row, {"key": code_key(unit, code)})


async def use_link(unit: Unit, key: bytes, *, now: datetime) -> Any | None:
    """Use a link by its digest, once: its id and person; None when that can't be any more."""
    return await unit.first(_use_link, {"key": key, "moment": now, "used_at": now})


async def use_code(unit: Unit, code: str, *, now: datetime) -> Any | None:
    """Use a code, once: its id and person; None when that can't be any more."""
    values = {"key": code_key(unit, code), "moment": now, "used_at": now}
    return await unit.first(_use_code, values)


async def has_newer(unit: Unit, person: int, than: int, *, now: datetime) -> bool:
    """Whether this person was given a link after that one that still opens."""
    values = {"person": person, "than": than, "moment": now}
    return await unit.first(_newer, values) is not None


def end_others(unit: Unit, person: int, used: int, *, now: datetime) -> None:
    """Only this one was used; the others open nothing any more."""
    unit.put(_end_others, {"person": person, "used": used, "moment": now, "ended_at": now})


def end_all(unit: Unit, person: int, *, now: datetime) -> None:
    """Links and codes that were given before open nothing any more."""
    unit.put(_end_all, {"person": person, "moment": now, "ended_at": now})


def delete_expired(unit: Unit, person: int, *, now: datetime) -> None:
    """Those that ran out go."""
    unit.put(_no_expired, {"person": person, "moment": now})
