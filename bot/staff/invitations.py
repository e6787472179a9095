"""Invitations: a link that signs in once in a browser, a code that links one conversation."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert

from bot.staff.model import LinkKind, Person, staff_invitations
from bot.staff.rules import INVITATION, new_code
from bot.storage.database import Unit

_add = insert(staff_invitations).values(
    {name: bindparam(name) for name in ("staff_id", "link_key", "code_key", "kind", "expires_at")}
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
