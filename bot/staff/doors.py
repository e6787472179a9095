"""Coming in: by an invitation, a password, a link; sessions, and going out."""

import math
import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.staff import totp
from bot.staff.invitations import Invitation, code_key, link_key, new_invitation
from bot.staff.model import (
    TOTP,
    Person,
    staff,
    staff_acts,
    staff_invitations,
    staff_sessions,
)
from bot.staff.rules import (
    CODES_THROTTLE,
    MOST_CODES,
    MOST_FAILURES,
    SESSION,
    SIGN_IN_LINK,
    THROTTLE,
    StaffError,
    normal_code,
)
from bot.staff.service import Act, Staff, read_person
from bot.storage.database import Unit

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
_link_citizen = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(citizen_id=bindparam("conversation"))
)
# Each start shows the first administrator a link of its own: the first one used ends the others.
_no_others = delete(staff_invitations).where(
    staff_invitations.c.staff_id == bindparam("person"),
    staff_invitations.c.id != bindparam("used"),
)
_begin = insert(staff_sessions).values(
    {name: bindparam(name) for name in ("key", "staff_id", "created_at", "expires_at")}
)
_session = (
    select(staff)
    .join(staff_sessions, staff_sessions.c.staff_id == staff.c.id)
    .where(
        staff_sessions.c.key == bindparam("key"),
        staff_sessions.c.expires_at > bindparam("moment"),
        staff.c.state == "active",
    )
)
_end = delete(staff_sessions).where(staff_sessions.c.key == bindparam("key"))
_end_all = delete(staff_sessions).where(staff_sessions.c.staff_id == bindparam("person"))
_end_others = delete(staff_sessions).where(
    staff_sessions.c.staff_id == bindparam("person"), staff_sessions.c.key != bindparam("but")
)
_by_login = select(staff).where(staff.c.login == bindparam("name"), staff.c.state == "active")
_failures = select(func.count().label("n"), func.min(staff_acts.c.at).label("first")).where(
    staff_acts.c.did == bindparam("what"),
    staff_acts.c.request == bindparam("login_key"),
    staff_acts.c.at > bindparam("since"),
)
_entered = (
    update(staff)
    .where(staff.c.id == bindparam("person"), staff.c.entered_at.is_(None))
    .values(entered_at=bindparam("moment"))
)
_set_password = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(login=bindparam("new_login"), password=bindparam("new_password"))
)
_set_totp = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(totp=bindparam("new_totp"), totp_used=None)
)
# One statement: of two requests with one code the second finds it used.
_use_totp = (
    update(staff)
    .where(
        staff.c.id == bindparam("person"),
        func.coalesce(staff.c.totp_used, 0) < bindparam("step"),
    )
    .values(totp_used=bindparam("used_step"))
)


class Doors:
    """Use cases of coming in and going out, bound to one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._staff = Staff(unit)

    async def enter(self, link: str, *, now: datetime) -> tuple[Person, str]:
        """Sign in by a link, once. Raises StaffError: used, expired, unknown."""
        key = link_key(self._unit, link)
        used = await self._unit.first(_use_link, {"key": key, "moment": now, "used_at": now})
        if used is None:
            row = await self._unit.first(_link_row, {"key": key})
            if row is None:
                raise StaffError("unknown")
            raise StaffError("used" if row.link_used_at else "expired")
        person = await self._staff.get(used.staff_id)
        if person is None:
            raise StaffError("unknown")
        self._came(person, used.id, now)
        self._staff.acted(person, Act.SIGNED_IN, now=now, facts={"by": "link"})
        return person, self._begin(person, now)

    async def link(self, typed: str, *, citizen: int, now: datetime) -> Person:
        """Link a conversation by a code, once; a failure must be committed too.

        Raises StaffError: unknown, code_used, code_expired, codes_throttled, linked.
        """
        if await self._staff.of_citizen(citizen) is not None:
            raise StaffError("linked")  # and the code is not spent in vain
        await self._throttle_codes(citizen, now)
        code = normal_code(typed)
        if not code:
            raise self._refused_code(citizen, now, "unknown")
        values = {"key": code_key(self._unit, code), "moment": now, "used_at": now}
        used = await self._unit.first(_use_code, values)
        if used is None:
            row = await self._unit.first(_code_row, {"key": code_key(self._unit, code)})
            why = "unknown" if row is None else "code_used" if row.code_used_at else "code_expired"
            raise self._refused_code(citizen, now, why)
        self._unit.put(_link_citizen, {"person": used.staff_id, "conversation": citizen})
        person = await self._staff.get(used.staff_id)
        assert person is not None
        self._came(person, used.id, now)
        self._staff.acted(person, Act.LINKED, now=now)
        return replace(person, has_entered=True)

    async def password_of(self, login: str, *, now: datetime) -> str | None:
        """The hash to compare with, None when nobody has this login. Raises StaffError."""
        name = login.strip().casefold()
        await self._throttle(name, now)
        row = await self._unit.first(_by_login, {"name": name})
        return row.password if row else None

    async def sign_in(
        self, login: str, *, stored: str | None, fits: bool, code: str = "", now: datetime
    ) -> tuple[Person, str]:
        """Sign in; `fits` says whether the password typed is the one behind `stored`.

        Raises StaffError: wrong, throttled; a failure must be committed too.
        """
        name = login.strip().casefold()
        await self._throttle(name, now)
        row = await self._unit.first(_by_login, {"name": name})
        right = fits and row is not None and row.password == stored
        if row is None or not right or not await self._totp_fits(row, code, now):
            key = self._login_key(name)
            self._staff.acted(None, Act.SIGN_IN_FAILED, request=key, now=now)
            raise StaffError("wrong")
        person = read_person(self._unit, row)
        self._staff.acted(person, Act.SIGNED_IN, now=now)
        return person, self._begin(person, now)

    def sign_in_link(self, person: Person, *, now: datetime) -> Invitation:
        """A link for somebody we know already: for fifteen minutes, once."""
        return new_invitation(self._unit, person, now=now, lasts=SIGN_IN_LINK, code=False)

    async def of_session(self, token: str, *, now: datetime) -> Person | None:
        """Whose session this is."""
        values = {"key": self._session_key(token), "moment": now}
        row = await self._unit.first(_session, values)
        return read_person(self._unit, row) if row else None

    def sign_out(self, token: str) -> None:
        """End one session."""
        self._unit.put(_end, {"key": self._session_key(token)})

    def sign_out_everywhere(self, person: Person) -> None:
        """End all of a person's sessions."""
        self._unit.put(_end_all, {"person": person.id})

    async def set_password(
        self, person: Person, *, login: str, password_hash: str, session: str
    ) -> None:
        """Store a checked login and a hash; other sessions end. Raises StaffError."""
        row = await self._unit.first(_by_login, {"name": login})
        if row is not None and row.id != person.id:
            raise StaffError("taken_login")
        values = {"person": person.id, "new_login": login, "new_password": password_hash}
        self._unit.put(_set_password, values)
        self._unit.put(_end_others, {"person": person.id, "but": self._session_key(session)})

    def set_totp(self, person: Person, secret: str | None) -> None:
        """Ask for a code of an app from now on; None: no longer."""
        sealed = secret and self._unit.vault.seal(secret, column=TOTP, row=str(person.id))
        self._unit.put(_set_totp, {"person": person.id, "new_totp": sealed})

    async def _totp_fits(self, row: Any, code: str, now: datetime) -> bool:
        if row.totp is None:
            return True
        secret = self._unit.vault.open(row.totp, column=TOTP, row=str(row.id))
        step = totp.step_of(secret, code, now=now)
        if step is None:
            return False
        values = {"person": row.id, "step": step, "used_step": step}
        return await self._unit.run(_use_totp, values) == 1

    async def _throttle(self, name: str, now: datetime) -> None:
        failed = Act.SIGN_IN_FAILED.value
        values = {"login_key": self._login_key(name), "since": now - THROTTLE, "what": failed}
        (found,) = await self._unit.all(_failures, values)
        if found.n >= MOST_FAILURES:
            left = _moment(found.first) + THROTTLE - now
            raise StaffError("throttled", minutes=max(1, math.ceil(left.total_seconds() / 60)))

    def _came(self, person: Person, invitation: int, now: datetime) -> None:
        if not person.has_entered:
            self._unit.put(_no_others, {"person": person.id, "used": invitation})
            self._unit.put(_entered, {"person": person.id, "moment": now})

    def _begin(self, person: Person, now: datetime) -> str:
        token = secrets.token_urlsafe(32)
        values = {"key": self._session_key(token), "staff_id": person.id}
        self._unit.put(_begin, {**values, "created_at": now, "expires_at": now + SESSION})
        return token

    def _session_key(self, token: str) -> bytes:
        return self._unit.vault.lookup(f"staff session\0{token}")

    async def _throttle_codes(self, citizen: int, now: datetime) -> None:
        values = {
            "login_key": self._tries_key(citizen),
            "since": now - CODES_THROTTLE,
            "what": Act.CODE_REFUSED.value,
        }
        (found,) = await self._unit.all(_failures, values)
        if found.n >= MOST_CODES:
            left = _moment(found.first) + CODES_THROTTLE - now
            minutes = max(1, math.ceil(left.total_seconds() / 60))
            raise StaffError("codes_throttled", minutes=minutes)

    def _refused_code(self, citizen: int, now: datetime, why: str) -> StaffError:
        """Count a wrong code: they can't be guessed one after another."""
        key = self._tries_key(citizen)
        self._staff.acted(None, Act.CODE_REFUSED, request=key, now=now)
        return StaffError(why)

    def _tries_key(self, citizen: int) -> str:
        return self._unit.vault.lookup(f"staff codes\0{citizen}").hex()[:16]

    def _login_key(self, name: str) -> str:
        return self._unit.vault.lookup(f"staff login\0{name}").hex()[:16]


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
