"""The log of the staff: every reading, every sign-in, every change of an account.

It holds numbers of requests and ids of people, never a citizen's words. Rows are only added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, func, insert, or_, select, type_coerce

from bot.engine.texts import N_
from bot.staff.model import Person, staff_acts
from bot.storage.database import Unit

COUNT_UP_TO = 10_000  # counting further costs and tells nothing


class Act(StrEnum):
    """What the log keeps."""

    READ = "read"
    LISTED = "listed"
    DOWNLOADED = "downloaded"
    SHOWN = "shown"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    THROTTLED = "throttled"
    SLOWED = "slowed"
    SESSION_ENDED = "session_ended"
    PASSWORD_SET = "password_set"  # noqa: S105 -- the name of an act
    CODES_ON = "codes_on"
    CODES_OFF = "codes_off"
    CODES_RESET = "codes_reset"
    SPARE_CODES_MADE = "spare_codes_made"
    SPARE_CODE_USED = "spare_code_used"
    CLOCK_WENT_BACK = "clock_went_back"
    INVITED = "invited"
    RESET_GIVEN = "reset_given"
    RESET_USED = "reset_used"
    REMOVED = "removed"
    CODE_GIVEN = "code_given"
    LINKED = "linked"
    UNLINKED = "unlinked"
    EXPORTED = "exported"
    APPOINTMENTS_SEEN = "appointments_seen"
    RETRIED = "problem_retried"
    DROPPED = "problem_dropped"


NAMES = {
    Act.READ: N_("read the request"),
    Act.LISTED: N_("saw requests in a list"),
    Act.DOWNLOADED: N_("took a file of the request"),
    Act.SHOWN: N_("gave the answer to a reader who came with its key"),
    Act.SIGNED_IN: N_("signed in"),
    Act.SIGNED_OUT: N_("signed out"),
    Act.SIGN_IN_FAILED: N_("sign-in failed: wrong password or code"),
    Act.THROTTLED: N_("sign-in stopped for a quarter of an hour: too many attempts"),
    Act.SLOWED: N_("sign-in slowed down: attempts from many addresses"),
    Act.SESSION_ENDED: N_("ended a session on another computer"),
    Act.PASSWORD_SET: N_("set a login and a password"),
    Act.CODES_ON: N_("turned codes of an app on"),
    Act.CODES_OFF: N_("turned codes of an app off"),
    Act.CODES_RESET: N_("turned off the codes of a person who lost their phone"),
    Act.SPARE_CODES_MADE: N_("made new spare codes"),
    Act.SPARE_CODE_USED: N_("a spare code was used in place of the app’s"),
    Act.CLOCK_WENT_BACK: N_("a code was taken although the server’s clock had gone back"),
    Act.INVITED: N_("invited to the desk"),
    Act.RESET_GIVEN: N_("gave a link in place of a lost password"),
    Act.RESET_USED: N_("came in by a link in place of a lost password"),
    Act.REMOVED: N_("ended the access"),
    Act.CODE_GIVEN: N_("asked for a code for a messenger"),
    Act.LINKED: N_("linked a messenger"),
    Act.UNLINKED: N_("unlinked the messenger"),
    Act.EXPORTED: N_("saved this log as a file"),
    Act.APPOINTMENTS_SEEN: N_("saw who comes to a library on a day"),
    Act.RETRIED: N_("tried again what could not be done"),
    Act.DROPPED: N_("put away what could not be done"),
}
# What somebody must hear of at their next sign-in, when others did it, or guessed.
TELLING = (
    Act.RESET_GIVEN, Act.RESET_USED, Act.CODES_RESET, Act.SPARE_CODE_USED, Act.SESSION_ENDED,
    Act.LINKED, Act.THROTTLED, Act.SLOWED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Logged:
    """One line. `by` did it (None: somebody who had not signed in, or the operator)."""

    id: int
    by: int | None
    about: int | None
    did: Act
    request: str
    facts: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of a person (as doer or as whom it was about), an act, a request, a time.

    `since` is included, `until` is not.
    """

    since: datetime
    until: datetime
    person: int | None = None
    did: Act | None = None
    request: str = ""


_log = insert(staff_acts).values(
    {name: bindparam(name) for name in ("staff_id", "about", "did", "request", "facts", "at")}
)
_read_of = (
    select(staff_acts)
    .where(staff_acts.c.request == bindparam("request"))
    .order_by(staff_acts.c.id.desc())
    .limit(100)
)
_telling = (
    select(staff_acts)
    .where(
        staff_acts.c.about == bindparam("person"),
        staff_acts.c.at > bindparam("since"),
        or_(*(staff_acts.c.did == one.value for one in TELLING)),  # IN can't be compiled ahead
    )
    .order_by(staff_acts.c.id.desc())
    .limit(10)
)


class Acts:
    """The log, bound to one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def add(
        self,
        by: Person | None,
        did: Act,
        *,
        now: datetime,
        about: int | None = None,
        request: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a line; `facts` hold codes and numbers only."""
        values = {"staff_id": by.id if by else None, "about": about, "did": did.value}
        self._unit.put(_log, {**values, "request": request, "facts": dict(facts or {}), "at": now})

    async def of_request(self, number: str) -> list[Logged]:
        """What was done with one request, newest first."""
        return _lines(await self._unit.all(_read_of, {"request": number}))

    async def telling(self, person: int, *, since: datetime) -> list[Logged]:
        """What others did with somebody's account, newest first."""
        return _lines(await self._unit.all(_telling, {"person": person, "since": since}))

    async def count(self, wanted: Wanted) -> int:
        """How many lines, counted up to COUNT_UP_TO."""
        counted = select(staff_acts.c.id).where(*_where(wanted)).limit(COUNT_UP_TO).subquery()
        (row,) = await self._unit.all(select(func.count().label("n")).select_from(counted))
        return int(row.n)

    async def find(self, wanted: Wanted, *, many: int, skip: int = 0) -> list[Logged]:
        """Lines, newest first."""
        return _lines(
            await self._unit.all(
                select(staff_acts)
                .where(*_where(wanted))
                .order_by(staff_acts.c.id.desc())
                .limit(many)
                .offset(skip)
            )
        )


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        staff_acts.c.at >= wanted.since,
        staff_acts.c.at < wanted.until,
    ]
    if wanted.person is not None:
        where.append(
            or_(staff_acts.c.staff_id == wanted.person, staff_acts.c.about == wanted.person)
        )
    if wanted.did is not None:
        where.append(staff_acts.c.did == wanted.did.value)
    if wanted.request:
        listed = type_coerce(staff_acts.c.facts, Text).contains(f'"{wanted.request}"')
        where.append(
            or_(
                staff_acts.c.request == wanted.request,
                and_(staff_acts.c.did == Act.LISTED.value, listed),
            )
        )
    return where


def _lines(rows: Sequence[Any]) -> list[Logged]:
    return [
        Logged(row.id, row.staff_id, row.about, Act(row.did), row.request or "", row.facts, row.at)
        for row in rows
    ]
