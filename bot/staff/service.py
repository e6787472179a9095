"""The people of the desk, and the log of who looked at what; bound to one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from bot.engine.texts import FALLBACK
from bot.engine.wording import undirected
from bot.staff.acts import Act
from bot.staff.mailboxes import Mailboxes
from bot.staff.model import (
    NAME,
    LinkKind,
    Person,
    Role,
)
from bot.staff.repository import people
from bot.staff.repository.acts import Acts
from bot.staff.repository.invitations import (
    Invitation,
    delete_expired,
    end_all,
    new_invitation,
)
from bot.staff.repository.people import read_person
from bot.staff.repository.sessions import Sessions
from bot.staff.repository.spare_codes import SpareCodes
from bot.staff.rules import (
    FIRST_LINK,
    INVITATION,
    RESET_LINK,
    StaffError,
    StaffRefusal,
    may_end_codes,
    may_invite,
    may_let_keep_card,
    may_remove,
)
from bot.storage.database import Unit


class Staff:
    """Use cases of the people. Signing in is in `bot.staff.authentication`."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.acts = Acts(unit)

    async def invite(
        self,
        name: str,
        *,
        role: Role,
        point: str,
        now: datetime,
        by: Person | None,
        langs: Sequence[str] = (FALLBACK,),
        lasts: timedelta = INVITATION,
    ) -> Invitation:
        """Add a person; the invitation's link and code are told here and never again.

        `by` is None for the operator at the command line. Raises StaffError("may_not").
        """
        if by is not None and not may_invite(by, role=role, point=point):
            raise StaffError(StaffRefusal.MAY_NOT)
        unit, row = self._unit, uuid4().hex
        name = undirected(name)
        values = {
            "name": row.encode() + unit.vault.seal(name.strip(), column=NAME, row=row),
            "role": role.value,
            "point": point,
            "langs": list(langs),
            "notices": True,
            "state": "active",
            "created_at": now,
        }
        added = await people.add(unit, values)
        person = Person(added, name.strip(), role, point, tuple(langs))
        self.acts.add(by, Act.INVITED, about=person.id, now=now, facts={"role": role})
        return new_invitation(unit, person, now=now, lasts=lasts)

    async def invite_again(self, person: int, *, now: datetime, by: Person | None) -> Invitation:
        """A new link; the older ones die. Raises StaffError.

        Who has not come in yet gets an invitation anew. Who has, gets a link in place of a lost
        password: at once all their sessions end, and once it is used the old password does too.
        Their codes of an app stay asked for. What was done is told them at their next sign-in.
        """
        whom = await self._present(person)
        if by is not None and not may_invite(by, role=whom.role, point=whom.point):
            raise StaffError(StaffRefusal.MAY_NOT)
        self.end_invitations(person, now=now)
        if not whom.has_entered:
            self.acts.add(by, Act.INVITED, about=person, now=now, facts={"again": True})
            return new_invitation(self._unit, whom, now=now)
        Sessions(self._unit).end_all(person)
        self.acts.add(by, Act.RESET_GIVEN, about=person, now=now)
        return new_invitation(self._unit, whom, now=now, kind=LinkKind.RESET, lasts=RESET_LINK)

    async def no_codes(self, person: int, *, now: datetime, by: Person | None) -> Person:
        """Turn off the codes of somebody whose phone is lost; their sessions and spare codes end.

        `by` is an administrator, the head of their library, or None for the operator. They are
        told of it at their next sign-in. Raises StaffError.
        """
        whom = await self._present(person)
        if by is not None and not may_end_codes(by, whom):
            raise StaffError(StaffRefusal.MAY_NOT)
        people.set_totp(self._unit, person, None)
        SpareCodes(self._unit).end(person)
        Sessions(self._unit).end_all(person)
        self.acts.add(by, Act.CODES_RESET, about=person, now=now)
        return whom

    async def let_keep_card(
        self, person: int, *, wanted: bool, now: datetime, by: Person
    ) -> Person:
        """Let a librarian keep the card of their library right, or no more. Raises StaffError."""
        whom = await self._present(person)
        if not may_let_keep_card(by, whom):
            raise StaffError(StaffRefusal.MAY_NOT)
        people.let_keep_card(self._unit, person, wanted=wanted)
        self.acts.add(by, Act.CARD_GIVEN if wanted else Act.CARD_TAKEN, about=person, now=now)
        return whom

    def invite_once_more(
        self, person: Person, *, now: datetime, lasts: timedelta = FIRST_LINK
    ) -> Invitation:
        """A new link and code beside the unused older ones; those that ran out are deleted."""
        delete_expired(self._unit, person.id, now=now)
        self.acts.add(None, Act.INVITED, about=person.id, now=now, facts={"again": True})
        return new_invitation(self._unit, person, now=now, lasts=lasts)

    async def remove(self, person: int, *, now: datetime, by: Person | None) -> Person:
        """End their access at once; their name stays in histories. Raises StaffError."""
        whom = await self._present(person)
        if by is not None and not may_remove(by, whom):
            raise StaffError(StaffRefusal.MAY_NOT)
        admins = [one for one in await self.active() if one.role is Role.ADMIN]
        if whom.role is Role.ADMIN and len(admins) == 1:
            raise StaffError(StaffRefusal.LAST_ADMIN)
        people.remove(self._unit, person, now=now)
        SpareCodes(self._unit).end(person)
        Mailboxes(self._unit).drop(person)
        Sessions(self._unit).end_all(person)
        self.end_invitations(person, now=now)
        self.acts.add(by, Act.REMOVED, about=person, now=now)
        return whom

    async def active(self, points: Collection[str] | None = None) -> list[Person]:
        """Everybody who works, or those of some libraries."""
        rows = await people.active(self._unit)
        return [
            read_person(self._unit, row) for row in rows if points is None or row.point in points
        ]

    async def everybody(self) -> list[Person]:
        """Also those who work here no more, as long as their names are kept."""
        return [read_person(self._unit, row) for row in await people.everybody(self._unit)]

    async def names(self) -> dict[int, str]:
        """What people are called, by id; of those who work here no more as long as it is kept."""
        return {one.id: one.name for one in await self.everybody()}

    async def points_with_staff(self) -> Mapping[str, tuple[Person, ...]]:
        """Who works where, of those who have come in at least once."""
        found: dict[str, tuple[Person, ...]] = {}
        for one in await self.active():
            if not one.has_entered:
                continue
            found[one.point] = (*found.get(one.point, ()), one)
        return found

    async def get(self, person: int) -> Person | None:
        """Anybody, also who works here no more: histories name them."""
        row = await people.get(self._unit, person)
        return read_person(self._unit, row) if row else None

    async def of_citizen(self, citizen: int) -> Person | None:
        """Whose conversation this is, when it is linked."""
        row = await people.of_citizen(self._unit, citizen)
        return read_person(self._unit, row) if row else None

    async def has_conversation(self, key: bytes) -> bool:
        """Whether somebody of the staff has the conversation of this peer's key."""
        return await people.has_conversation(self._unit, key)

    async def first_admin_needed(self) -> bool:
        """Whether nobody may invite anybody yet: no administrator has ever signed in."""
        return not any(one.role is Role.ADMIN and one.has_entered for one in await self.active())

    def set_notices(self, person: Person, *, wanted: bool) -> None:
        """Whether they want a line in their messenger when something waits."""
        people.set_notices(self._unit, person.id, wanted=wanted)

    def told(self, person: Person, *, now: datetime) -> None:
        """They know now what others did with their account."""
        people.told(self._unit, person.id, now=now)

    def end_invitations(self, person: int, *, now: datetime) -> None:
        """Links and codes that were given before open nothing any more."""
        end_all(self._unit, person, now=now)

    def unlink(self, person: Person, *, now: datetime) -> None:
        """Their conversation is a citizen's again."""
        self.acts.add(person, Act.UNLINKED, now=now)
        people.unlink(self._unit, person.id)

    def listed(self, person: Person, numbers: Collection[str], *, now: datetime) -> None:
        """Log that somebody saw the words of these requests in a list."""
        if numbers:
            self.acts.add(person, Act.LISTED, now=now, facts={"numbers": sorted(numbers)})

    async def _present(self, person: int) -> Person:
        row = await people.get(self._unit, person)
        if row is None or row.state != "active":
            raise StaffError(StaffRefusal.UNKNOWN)
        return read_person(self._unit, row)
