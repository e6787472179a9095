"""Sessions of browsers: begun, used, confirmed, listed, ended; bound to one transaction."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from bot.staff.model import Person, staff, staff_sessions
from bot.staff.repository.people import read_person
from bot.staff.rules import CONFIRMED, SESSION, SESSION_IDLE
from bot.storage.database import Unit

_columns = ("key", "staff_id", "created_at", "expires_at", "seen_at", "confirmed_at", "browser")
_begin = insert(staff_sessions).values({name: bindparam(name) for name in _columns})
_lives = (
    staff_sessions.c.expires_at > bindparam("moment"),
    staff_sessions.c.seen_at > bindparam("idle_since"),
)
_find = (
    select(
        staff,
        staff_sessions.c.id.label("session"),
        staff_sessions.c.key,
        staff_sessions.c.seen_at,
        staff_sessions.c.confirmed_at,
    )
    .join(staff_sessions, staff_sessions.c.staff_id == staff.c.id)
    .where(staff_sessions.c.key == bindparam("key"), *_lives, staff.c.state == "active")
)
_of_person = (
    select(staff_sessions)
    .where(staff_sessions.c.staff_id == bindparam("person"), *_lives)
    .order_by(staff_sessions.c.seen_at.desc())
    .limit(50)
)
_seen = (
    update(staff_sessions)
    .where(staff_sessions.c.id == bindparam("session"))
    .values(seen_at=bindparam("moment"))
)
_confirmed = (
    update(staff_sessions)
    .where(staff_sessions.c.key == bindparam("whose"))
    .values(confirmed_at=bindparam("moment"))
)
_end = delete(staff_sessions).where(staff_sessions.c.key == bindparam("key"))
_end_one = delete(staff_sessions).where(
    staff_sessions.c.id == bindparam("session"), staff_sessions.c.staff_id == bindparam("person")
)
_end_all = delete(staff_sessions).where(
    staff_sessions.c.staff_id == bindparam("person"), staff_sessions.c.key != bindparam("but")
)
NOBODYS = bytes(16)


@dataclass(frozen=True, slots=True)
class Session:
    """A session with its person; `key` is its own for ever, an id may be another's tomorrow."""

    id: int
    key: bytes
    person: Person
    seen_at: datetime
    confirmed_at: datetime | None
    told_at: datetime | None

    def is_confirmed(self, now: datetime) -> bool:
        """Whether the password or a code was given just now (see rules.CONFIRMED)."""
        return self.confirmed_at is not None and abs(now - self.confirmed_at) < CONFIRMED


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session in the list on the account page; `browser` like "Firefox · Windows"."""

    id: int
    browser: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


class Sessions:
    """Use cases of sessions. Tokens rest as keyed digests."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def begin(
        self, person: Person, *, now: datetime, browser: str = "", confirmed: bool = True
    ) -> str:
        """A new session; its token, for the browser only."""
        token = secrets.token_urlsafe(32)
        values = {
            "key": self._key(token),
            "staff_id": person.id,
            "created_at": now,
            "expires_at": now + SESSION,
            "seen_at": now,
            "confirmed_at": now if confirmed else None,
            "browser": browser[:32],
        }
        self._unit.put(_begin, values)
        return token

    async def find(self, token: str, *, now: datetime) -> Session | None:
        """Whose session this is; None when it ended, or nobody used it for too long."""
        row = await self._unit.first(_find, {"key": self._key(token), **_at(now)})
        if row is None:
            return None
        person = read_person(self._unit, row)
        return Session(
            row.session, bytes(row.key), person, row.seen_at, row.confirmed_at, row.told_at
        )

    def seen(self, session: Session, *, now: datetime) -> None:
        """It is used."""
        self._unit.put(_seen, {"session": session.id, "moment": now})

    def confirm(self, token: str, *, now: datetime) -> None:
        """The person has given their password or a code once more."""
        self._unit.put(_confirmed, {"whose": self._key(token), "moment": now})

    async def of_person(self, person: Person, token: str, *, now: datetime) -> list[OpenSession]:
        """Their open sessions, the last used first."""
        rows: list[Any] = await self._unit.all(_of_person, {"person": person.id, **_at(now)})
        here = self._key(token)
        return [
            OpenSession(row.id, row.browser, row.created_at, row.seen_at, row.key == here)
            for row in rows
        ]

    def end(self, token: str) -> None:
        """End one by its token."""
        self._unit.put(_end, {"key": self._key(token)})

    async def end_one(self, person: Person, session: int) -> bool:
        """End one of a person's sessions by its id; whether there was one."""
        values = {"person": person.id, "session": session}
        return await self._unit.run(_end_one, values) == 1

    def end_all(self, person: int, *, but: str = "") -> None:
        """End all of a person's sessions, perhaps but one."""
        kept = self._key(but) if but else NOBODYS
        self._unit.put(_end_all, {"person": person, "but": kept})

    def _key(self, token: str) -> bytes:
        return self._unit.vault.lookup(f"staff session\0{token}")


def _at(now: datetime) -> dict[str, datetime]:
    return {"moment": now, "idle_since": now - SESSION_IDLE}
