"""What a citizen says is wrong with a card or a library's record, or lacking."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.engine.texts import N_

SERVICE, LIBRARY, PLACE = "service", "library", "place"
LONGEST_DONE = 600


class ReportKind(StrEnum):
    """What is wrong."""

    OUTDATED = "outdated"
    CLOSED = "closed"  # though the hours say that it is open
    PHONE = "phone"
    MISSING = "missing"  # there is a library that we do not know
    OTHER = "other"


KINDS = {
    ReportKind.OUTDATED: N_("The record is out of date"),
    ReportKind.CLOSED: N_("Closed, though it says open"),
    ReportKind.PHONE: N_("The phone does not answer"),
    ReportKind.MISSING: N_("A library that is not in the list"),
    ReportKind.OTHER: N_("Something else"),
}


def library_of(about: str) -> str:
    """Id of the library that a report is about, "" for none."""
    kind, _, id = about.partition(":")
    return id if kind == LIBRARY else ""


@dataclass(frozen=True, slots=True)
class NewReport:
    """What is reported. `about`: "service:ID", "library:ID", "place:KATOTTG", or "".

    `words` are as the citizen wrote them; `places` says where they name settlements, `asked_from`
    where the answer begins to who asked for the library's phone (None: nobody asked).
    """

    about: str
    kind: ReportKind
    words: str = field(default="", repr=False)
    places: tuple[tuple[int, int], ...] = ()
    asked_from: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A task for who looks after the content; `done_at` None while it is open."""

    id: int
    about: str
    kind: ReportKind
    words: str
    citizen_id: int | None
    at: datetime
    done: str = ""
    done_at: datetime | None = None
    staff_id: int | None = None

    @property
    def library(self) -> str:
        """Id of the library it is about, "" for none."""
        return library_of(self.about)

    @property
    def place(self) -> str:
        """KATOTTG code of the settlement it is about, "" for none."""
        kind, _, code = self.about.partition(":")
        return code if kind == PLACE else ""


@dataclass(frozen=True, slots=True)
class ReportCame:
    """A citizen has reported something."""

    report: Report


@dataclass(frozen=True, slots=True)
class ReportDone:
    """Somebody has seen to it; `done` says what was changed."""

    report: Report
