"""What citizens say is wrong: a task for who can put it right, closed with an answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.engine.texts import N_
from bot.engine.wording import undirected
from bot.learning.of_library import scrub_of_library
from bot.learning.rules import holds_code, scrub
from bot.libraries.report_model import (
    LONGEST_DONE,
    NewReport,
    Report,
    ReportCame,
    ReportDone,
    ReportKind,
    library_of,
)
from bot.libraries.repository import report_rows
from bot.staff.model import Person, Role
from bot.staff.rules import at_least
from bot.storage.database import Unit


class ReportRefusal(StrEnum):
    """Why a report can't be closed; told by MESSAGES."""

    UNKNOWN = "unknown"
    DONE = "done"
    NO_WORDS = "no_words"
    LONG = "long"


MESSAGES = {
    ReportRefusal.UNKNOWN: N_("This message is not there any more, or is not for your library."),
    ReportRefusal.DONE: N_("A colleague has seen to it already. Nothing was sent twice."),
    ReportRefusal.NO_WORDS: N_(
        "Write in a few words what was changed, or why nothing was: the reader gets this."
    ),
    ReportRefusal.LONG: N_("Too long: at most 600 letters. Shorten it, please."),
}


class ReportError(Exception):
    """It can't be closed: `code` says why."""

    def __init__(self, code: ReportRefusal) -> None:
        super().__init__(code.value)
        self.code = code


def sees(person: Person, report: Report) -> bool:
    """Of her own library its head, everything an editor and a coordinator: it is their content."""
    return _sees(person, report.library)


def _sees(person: Person, library: str) -> bool:
    if person.role is Role.EDITOR or at_least(person, Role.COORDINATOR):
        return True
    return at_least(person, Role.HEAD) and library == person.point


def _without_the_personal(new: NewReport) -> str:
    """The words; a library that is lacking keeps its address, and the phone that was asked for."""
    said = undirected(new.words)
    if new.kind is not ReportKind.MISSING:
        return scrub(said, places=new.places)
    return scrub_of_library(said, places=new.places, asked_from=new.asked_from)


class Reports:
    """Use cases of reports, bound to one transaction."""

    def __init__(self, unit: Unit, *, content_version: str) -> None:
        self._unit = unit
        self._content_version = content_version

    async def tell(self, new: NewReport, *, citizen: int, now: datetime) -> bool:
        """Keep it, its words without what is personal; False when they have told the same."""
        unit = self._unit
        if await report_rows.has_same(unit, new.about, new.kind, citizen):
            return False
        words = "" if holds_code(new.words) else _without_the_personal(new)
        values = {
            "about": new.about, "kind": new.kind.value, "citizen_id": citizen,
            "content": self._content_version, "at": now,
        }  # fmt: skip
        id = await report_rows.add(unit, values, words)
        unit.record(ReportCame(Report(id, new.about, new.kind, words, citizen, now)))
        return True

    async def of(self, person: Person) -> list[Report]:
        """What this person may see to, also what is done, newest first."""
        return [one for one in await report_rows.newest(self._unit) if sees(person, one)]

    async def waiting(self, person: Person) -> int:
        """How many that this person may see to wait."""
        abouts = await report_rows.open_abouts(self._unit)
        return sum(_sees(person, library_of(one)) for one in abouts)

    async def open_about(self, about: str) -> Sequence[Report]:
        """What is open about one thing, newest first."""
        found = await report_rows.newest(self._unit)
        return [one for one in found if one.about == about and one.done_at is None]

    async def marks(self) -> Mapping[str, int]:
        """How many are open about each thing."""
        found = await report_rows.newest(self._unit)
        return Counter(one.about for one in found if one.done_at is None)

    async def close(self, number: int, words: str, *, by: Person, now: datetime) -> Report:
        """It is seen to; `words` tell the citizen what was changed. Raises ReportError."""
        words = undirected(" ".join(words.split()))
        found = await report_rows.get(self._unit, number)
        if found is None or not sees(by, found):
            raise ReportError(ReportRefusal.UNKNOWN)
        if not words:
            raise ReportError(ReportRefusal.NO_WORDS)
        if len(words) > LONGEST_DONE:
            raise ReportError(ReportRefusal.LONG)
        if not await report_rows.done(self._unit, number, words=words, by=by.id, now=now):
            raise ReportError(ReportRefusal.DONE)
        done = replace(found, done=words, done_at=now, staff_id=by.id)
        self._unit.record(ReportDone(done))
        return done
