"""A request opened by its number and key: read anywhere, and taken along to another chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.languages.word_lists import word_lists
from bot.requests.followed import answering
from bot.requests.model import CITIZEN, Came, Did, Request, RequestEntry, Said, as_known
from bot.requests.notices import Changed
from bot.requests.numbers import is_number, normal_number
from bot.requests.reader_key import is_key, key_of, looks_like_key
from bot.requests.repository import event_rows, request_rows
from bot.requests.spoken import said_in
from bot.staff.repository.attempts import Attempts, Target
from bot.staff.rules import minutes_left
from bot.storage.database import Unit

WITHIN = timedelta(hours=1)
A_DAY = timedelta(hours=23)  # attempts are kept for a day
MOST_HERE = 10  # wrong ones from one place within WITHIN, whatever the numbers
MOST_OF_NUMBER = 30  # of one number from everywhere within A_DAY
_DASH = "[-‐‑‒–—−]"
_NUMBER = re.compile(rf"(?<![0-9])([0-9]{{4}})\s?{_DASH}?\s?([0-9]{{4}})(?![0-9])")
_KEY = re.compile(rf"(?<![0-9])[0-9]{{3}}\s?{_DASH}?\s?[0-9]{{3}}(?![0-9])")


class ClaimRefusal(StrEnum):
    """Why a request does not open."""

    UNKNOWN = "unknown"  # no such number, or not its key: which of both is told to nobody
    THROTTLED = "throttled"


class ClaimError(Exception):
    """It does not open; `minutes` to wait when throttled. The attempt must be committed."""

    def __init__(self, code: ClaimRefusal, *, minutes: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.minutes = minutes


class Where(StrEnum):
    """Where it was opened."""

    PAGE = "page"
    CHAT = "chat"
    DESK = "desk"  # a librarian showed it to whoever came with the key


@dataclass(frozen=True, slots=True)
class Reading:
    """What its reader may see: the request as they know it, and what was said, without notes."""

    request: Request
    entries: tuple[RequestEntry, ...]
    key: str = field(default="", repr=False)


def number_and_key(text: str) -> tuple[str, str]:
    """The number of a request and the key that a text holds, each "" where there is none."""
    found = _NUMBER.search(text)
    number = normal_number(f"{found[1]}-{found[2]}") if found else ""
    if not found or not number:
        return "", ""
    rest = text[: found.start()] + " " + text[found.end() :]
    key = _KEY.search(rest)
    return number, key[0] if key else ""


def is_alone(text: str) -> bool:
    """Whether a text is a request’s number and what it is called: «моє звернення № 4829-1537»."""
    called = word_lists("words")["request.called"]
    rest = _NUMBER.sub(" ", text, count=1).casefold()
    return all(word in called for word in re.findall(r"[^\W_]+", rest))


class Claims:
    """Bound to one transaction. `place` is a digest of who tries: an address, a chat, a person."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def open(
        self, number: str, key: str, *, place: bytes, where: Where, by: str = CITIZEN, now: datetime
    ) -> Reading:
        """Read it; that it was opened stands in its history, and is no longer undelivered.

        Raises ClaimError, which must be committed too: the attempt is counted.
        """
        row = await self.check(number, key, place=place, now=now)
        reading = await self.reading(row)
        await self._note(reading.request, where, by=by, now=now)
        return reading

    async def check(self, number: str, key: str, *, place: bytes, now: datetime) -> Any:
        """The row of the request that number and key open. Raises ClaimError."""
        unit, number = self._unit, normal_number(number)
        here = Target(unit.vault.lookup("request keys"), place)
        of_number = Target(unit.vault.lookup(f"request key tried\0{number}"), place)
        await self._throttle(here, of_number, now)
        row = await request_rows.by_number(unit, number) if is_number(number or "-") else None
        fits = is_key(unit.vault, number, key)
        if row is None or not fits or not _has_reader(row):
            if looks_like_key(key):  # what is no key guesses none
                Attempts(unit).failed(here, now=now)
                Attempts(unit).failed(of_number, now=now)
            raise ClaimError(ClaimRefusal.UNKNOWN)
        Attempts(unit).forget(of_number)
        return row

    async def reading(self, row: Any) -> Reading:
        """What the reader of this row may see; merged, also what was said where it is answered."""
        unit = self._unit
        (own,) = await request_rows.read_many(unit, [row])
        said = await said_in(unit, row.id, row.number)
        found = await answering(unit, row)
        if found is None or found.id == row.id:
            return Reading(own, _without_notes(said), key_of(unit.vault, row.number))
        theirs = await said_in(unit, found.id, found.number)
        if found.citizen_id != row.citizen_id:  # of another chat's only what the staff said
            theirs = [one for one in theirs if one.author != CITIZEN]
        both = sorted((*said, *theirs), key=lambda one: (one.at, one.id))
        request = as_known(request_rows.read(unit, found), own)
        return Reading(request, _without_notes(both), key_of(unit.vault, row.number))

    async def _note(self, request: Request, where: Where, *, by: str, now: datetime) -> None:
        """One line for each opening; what could not be delivered has found its reader."""
        await event_rows.add(
            self._unit, request.id, Did.FETCHED, actor=by, facts={"where": where.value}, at=now
        )
        if request.undelivered:
            request_rows.change(self._unit, request.id, {"undelivered": False})
        self._unit.record(Changed(request.id, Did.FETCHED))

    async def _throttle(self, here: Target, of_number: Target, now: datetime) -> None:
        attempts = Attempts(self._unit)
        tried = await attempts.of(here, now=now, within=WITHIN)
        if tried.here >= MOST_HERE and tried.first is not None:
            minutes = minutes_left(tried.first + WITHIN, now)
            raise ClaimError(ClaimRefusal.THROTTLED, minutes=minutes)
        everywhere = await attempts.of(of_number, now=now, within=A_DAY)
        if everywhere.in_all >= MOST_OF_NUMBER:
            raise ClaimError(ClaimRefusal.THROTTLED, minutes=60)


def _has_reader(row: Any) -> bool:
    """Not of one who has deleted their data, and not made up."""
    return not row.practice and (row.citizen_id is not None or row.came != Came.CHAT.value)


def _without_notes(entries: Sequence[RequestEntry]) -> tuple[RequestEntry, ...]:
    """What the reader may see, changed words once, as they are now."""
    seen = [one for one in entries if one.said not in {Said.NOTE, Said.RATING}]
    older = {one.replaces for one in seen if one.replaces}
    return tuple(one for one in seen if one.id not in older)
