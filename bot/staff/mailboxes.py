"""Addresses of the staff for short letters: confirmed by a code, at once or once a day."""

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.contracts.feature import Mailbox
from bot.engine.addresses import normal_address
from bot.engine.texts import FALLBACK
from bot.engine.wording import kyiv
from bot.staff.model import MAIL, Person
from bot.staff.repository import mail
from bot.staff.repository.attempts import Attempts, Target
from bot.staff.rules import StaffError, StaffRefusal
from bot.storage.database import Unit

CODE_DIGITS = 6
MOST_CODES = 5  # wrong ones within an hour
MOST_LETTERS = 5  # with a code, within an hour
WITHIN = timedelta(hours=1)
DIGEST_HOUR = 8  # in Kyiv


class Wish(StrEnum):
    """When letters come."""

    EACH = "each"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class StaffMailbox:
    """Whose it is, and what they want. `is_checked`: they have read a letter there."""

    person: int
    address: str = field(repr=False)
    wish: Wish
    is_checked: bool
    digest_on: str = ""  # the day of the last digest, in Kyiv


@dataclass(frozen=True, slots=True)
class CodeSent:
    """An event: a letter with a code goes to an address that somebody of the staff has typed."""

    person: int
    address: str = field(repr=False)
    code: str = field(repr=False)
    lang: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DigestDue:
    """An event: somebody's daily letter. `counts` are of new, own and overdue requests."""

    person: int
    day: str
    counts: tuple[int, int, int]


async def mailboxes_of(unit: Unit, people: Iterable[Person]) -> list[Mailbox]:
    """Of these, those who want letters: each in its language."""
    known = {one.id: one for one in people}
    boxes = Mailboxes(unit)
    wanting = [one for wish in Wish for one in await boxes.wanting(known.keys(), wish)]
    return [
        Mailbox(one.address, (known[one.person].langs or (FALLBACK,))[0], str(one.person))
        for one in wanting
    ]


class Mailboxes:
    """Bound to one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def of(self, person: int) -> StaffMailbox | None:
        """Somebody's mailbox, also one not confirmed yet."""
        row = await mail.of(self._unit, person)
        return self._read(row) if row else None

    async def wanting(self, people: Collection[int], wish: Wish) -> list[StaffMailbox]:
        """Confirmed mailboxes of these people who want their letters so."""
        rows = await mail.confirmed(self._unit)
        return [self._read(row) for row in rows if row.staff_id in people and row.wish == wish]

    async def offer(
        self, person: Person, typed: str, *, wish: Wish, lang: str, now: datetime
    ) -> StaffMailbox:
        """Take an address down and send a code there; nothing else goes there before it is told.

        Raises StaffError: bad_address, mail_throttled.
        """
        address = normal_address(typed)
        if not address:
            raise StaffError(StaffRefusal.BAD_ADDRESS)
        known = await self.of(person.id)
        if known and known.address == address and known.is_checked:
            mail.set_wish(self._unit, person.id, wish.value)
            return StaffMailbox(person.id, address, wish, is_checked=True)
        await self._bounded(person, "letters", MOST_LETTERS, now)
        values = {"staff_id": person.id, "wish": wish.value, "checked_at": None, "digest_on": None}
        sealed = self._unit.vault.seal(address, column=MAIL, row=str(person.id))
        mail.put(self._unit, {**values, "address": sealed})
        code = self._code(person.id, address)
        self._unit.record(CodeSent(person.id, address, code, lang, now))
        return StaffMailbox(person.id, address, wish, is_checked=False)

    async def confirm(self, person: Person, typed: str, *, now: datetime) -> None:
        """The code of the letter was told. Raises StaffError, which must be committed too."""
        known = await self.of(person.id)
        if known is None:
            raise StaffError(StaffRefusal.BAD_ADDRESS)
        await self._bounded(person, "codes", MOST_CODES, now, count=False)
        digits = "".join(one for one in typed if one.isascii() and one.isdigit())
        if not hmac.compare_digest(digits.encode(), self._code(person.id, known.address).encode()):
            Attempts(self._unit).failed(self._target(person, "codes"), now=now)
            raise StaffError(StaffRefusal.WRONG_MAIL_CODE)
        mail.confirm(self._unit, person.id, now=now)

    def drop(self, person: int) -> None:
        """No letters any more; the address is deleted."""
        mail.drop(self._unit, person)

    async def due(self, now: datetime) -> Sequence[int]:
        """Ids of those whose daily letter is due: from eight in the morning, once a day."""
        local = kyiv(now)
        if local.hour < DIGEST_HOUR:
            return []
        day = local.date().isoformat()
        rows = await mail.confirmed(self._unit)
        return [
            row.staff_id for row in rows if row.wish == Wish.DAILY and (row.digest_on or "") < day
        ]

    def digested(self, person: int, day: date) -> None:
        """The letter of this day is written, or there was nothing to tell."""
        mail.digested(self._unit, person, day.isoformat())

    def _read(self, row: Any) -> StaffMailbox:
        address = self._unit.vault.open(row.address, column=MAIL, row=str(row.staff_id))
        return StaffMailbox(
            row.staff_id, address, Wish(row.wish), row.checked_at is not None, row.digest_on or ""
        )

    def _code(self, person: int, address: str) -> str:
        """Made of the address, so that it rests nowhere."""
        found = self._unit.vault.lookup(f"staff mail\0{person}\0{address}")
        return str(int.from_bytes(found, "big") % 10**CODE_DIGITS).rjust(CODE_DIGITS, "0")

    def _target(self, person: Person, what: str) -> Target:
        key = self._unit.vault.lookup(f"staff mail {what}\0{person.id}")
        return Target(key, key)

    async def _bounded(
        self, person: Person, what: str, most: int, now: datetime, *, count: bool = True
    ) -> None:
        target = self._target(person, what)
        tried = await Attempts(self._unit).of(target, now=now, within=WITHIN)
        if tried.here >= most:
            raise StaffError(StaffRefusal.MAIL_THROTTLED, minutes=60)
        if count:
            Attempts(self._unit).failed(target, now=now)
