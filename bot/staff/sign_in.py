"""Coming in by a personal link, and linking a messenger by a code; bound to one transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.staff.acts import Act
from bot.staff.credentials import Credentials
from bot.staff.model import LinkKind, Person
from bot.staff.repository import invitations, people
from bot.staff.repository.attempts import Attempts, Target
from bot.staff.repository.invitations import Invitation, new_invitation
from bot.staff.repository.people import read_person
from bot.staff.repository.sessions import Sessions
from bot.staff.rules import (
    CODES_THROTTLE,
    LINKING_CODE,
    MOST_CODES,
    MOST_LINK_CODES,
    SIGN_IN_LINK,
    StaffError,
    StaffRefusal,
    minutes_left,
    normal_code,
)
from bot.staff.service import Staff
from bot.storage.database import Unit


class SignIn:
    """Use cases of links and codes, each of which works once."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._staff = Staff(unit)

    async def asks_for_code(self, link: str, *, now: datetime) -> bool:
        """Whether a code of an app is asked for with this link; it is not used by this.

        Raises StaffError: used, expired, replaced, ended, unknown.
        """
        _, person = await self._known(link, now)
        return person.totp is not None

    async def enter(
        self, link: str, *, code: str = "", browser: str = "", now: datetime
    ) -> tuple[Person, str]:
        """Sign in by a link, once, with a code of the app where one is asked for.

        Raises StaffError: used, expired, replaced, ended, unknown; needs_code and wrong_code,
        which must be committed too: the attempt is counted.
        """
        row, known = await self._known(link, now)
        await self._check_code(row, known, code, now)
        used = await invitations.use_link(self._unit, row.link_key, now=now)
        if used is None:
            raise StaffError(StaffRefusal.USED)
        person = read_person(self._unit, known)
        self._came(person, used.id, now)
        kind = LinkKind(row.kind)
        if kind is LinkKind.RESET:
            self._reset(person, now)
        self._staff.acts.add(person, Act.SIGNED_IN, now=now, facts={"by": kind.value})
        # Who has a password and comes by their messenger has not given it: acts ask for it.
        confirmed = kind is not LinkKind.SIGN_IN or person.has_totp or not person.has_password
        sessions = Sessions(self._unit)
        return person, sessions.begin(person, now=now, browser=browser, confirmed=confirmed)

    async def link(self, typed: str, *, citizen: int, now: datetime) -> Person:
        """Link a conversation by a code, once; a failure must be committed too.

        Raises StaffError: unknown, code_used, code_expired, codes_throttled, linked.
        """
        if await self._staff.of_citizen(citizen) is not None:
            raise StaffError(StaffRefusal.LINKED)  # and the code is not spent in vain
        await self._throttle_codes(citizen, now)
        code = normal_code(typed)
        if not code:
            raise self._refused_code(citizen, now, StaffRefusal.UNKNOWN)
        used = await invitations.use_code(self._unit, code, now=now)
        if used is None:
            row = await invitations.by_code(self._unit, code)
            why = StaffRefusal.CODE_EXPIRED
            if row is None or row.code_used_at:
                why = StaffRefusal.UNKNOWN if row is None else StaffRefusal.CODE_USED
            raise self._refused_code(citizen, now, why)
        people.link(self._unit, used.staff_id, citizen)
        person = await self._staff.get(used.staff_id)
        assert person is not None
        self._came(person, used.id, now)
        self._staff.acts.add(person, Act.LINKED, about=person.id, now=now)
        return replace(person, has_entered=True)

    def sign_in_link(self, person: Person, *, now: datetime) -> Invitation:
        """A link for somebody we know already: for fifteen minutes, once."""
        return new_invitation(
            self._unit, person, kind=LinkKind.SIGN_IN, now=now, lasts=SIGN_IN_LINK
        )

    def linking_code(self, person: Person, *, now: datetime) -> Invitation:
        """A code for their own messenger, asked for on the account page; its link is nobody's."""
        self._staff.acts.add(person, Act.CODE_GIVEN, now=now)
        return new_invitation(self._unit, person, kind=LinkKind.CODE, now=now, lasts=LINKING_CODE)

    async def _known(self, link: str, now: datetime) -> tuple[Any, Any]:
        """The link's row and its person's. Raises StaffError."""
        row = await invitations.by_link(self._unit, link)
        if row is None or row.kind == LinkKind.CODE:
            raise StaffError(StaffRefusal.UNKNOWN)
        person = await Credentials(self._unit).by_id(row.staff_id)
        if person is None:
            raise StaffError(StaffRefusal.ENDED)
        if row.link_used_at is not None:
            raise StaffError(StaffRefusal.USED)
        if row.expires_at <= now:
            newer = await invitations.has_newer(self._unit, row.staff_id, row.id, now=now)
            raise StaffError(StaffRefusal.REPLACED if newer else StaffRefusal.EXPIRED)
        return row, person

    async def _check_code(self, row: Any, person: Any, code: str, now: datetime) -> None:
        """After some wrong codes the link is over. Raises StaffError."""
        if person.totp is None:
            return
        if not code.strip():
            raise StaffError(StaffRefusal.NEEDS_CODE)
        target = Target(self._unit.vault.lookup(f"staff person\0{person.id}"), row.link_key)
        tried = await Attempts(self._unit).of(target, now=now)
        if tried.here >= MOST_LINK_CODES:
            raise StaffError(StaffRefusal.USED)
        if not await Credentials(self._unit).code_fits(person, code, now=now):
            Attempts(self._unit).failed(target, now=now)
            self._staff.acts.add(None, Act.SIGN_IN_FAILED, about=person.id, now=now)
            raise StaffError(StaffRefusal.WRONG_CODE)

    def _came(self, person: Person, invitation: int, now: datetime) -> None:
        if not person.has_entered:
            invitations.end_others(self._unit, person.id, invitation, now=now)
            people.entered(self._unit, person.id, now=now)

    async def _throttle_codes(self, citizen: int, now: datetime) -> None:
        tried = await Attempts(self._unit).of(self._tries(citizen), now=now, within=CODES_THROTTLE)
        if tried.here >= MOST_CODES and tried.first is not None:
            minutes = minutes_left(tried.first + CODES_THROTTLE, now)
            raise StaffError(StaffRefusal.CODES_THROTTLED, minutes=minutes)

    def _refused_code(self, citizen: int, now: datetime, why: StaffRefusal) -> StaffError:
        """Count a wrong code: they can't be guessed one after another."""
        Attempts(self._unit).failed(self._tries(citizen), now=now)
        return StaffError(why)

    def _tries(self, citizen: int) -> Target:
        key = self._unit.vault.lookup(f"staff codes\0{citizen}")
        return Target(key, key)

    def _reset(self, person: Person, now: datetime) -> None:
        """The lost password opens nothing more, and whoever was signed in is out."""
        Credentials(self._unit).no_password(person.id)
        Sessions(self._unit).end_all(person.id)
        self._staff.acts.add(None, Act.RESET_USED, about=person.id, now=now)
