"""What may be told of a library for a while: by whom, for how long, in which words."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.engine.texts import N_
from bot.engine.wording import KYIV, kyiv
from bot.places.live import LiveKind, of_library
from bot.staff.model import Person, Role
from bot.staff.rules import at_least

LONGEST = timedelta(days=92)  # what lasts longer belongs in the library's record
LONGEST_NOTE = 120


class Term(StrEnum):
    """How long it holds: what can be chosen in one tap."""

    HOUR = "1h"
    THREE_HOURS = "3h"
    TODAY = "today"
    TOMORROW = "tomorrow"
    THREE_DAYS = "3d"
    WEEK = "7d"


TERMS = {
    Term.HOUR: N_("for an hour"),
    Term.THREE_HOURS: N_("for 3 hours"),
    Term.TODAY: N_("today"),
    Term.TOMORROW: N_("today and tomorrow"),
    Term.THREE_DAYS: N_("for 3 days"),
    Term.WEEK: N_("for a week"),
}
_HOURS = {Term.HOUR: 1, Term.THREE_HOURS: 3}
_DAYS = {Term.TODAY: 1, Term.TOMORROW: 2, Term.THREE_DAYS: 3, Term.WEEK: 7}
# What a library says of itself, as a button of the desk.
KINDS = {
    LiveKind.CLOSED: N_("The library is closed"),
    LiveKind.NO_POWER: N_("No electricity"),
    LiveKind.NO_INTERNET: N_("No internet"),
    LiveKind.MOVED: N_("Moved for a while"),
    LiveKind.WARM: N_("A warm place"),
    LiveKind.USUAL: N_("Works as usual"),
}


class LiveRefusal(StrEnum):
    """Why it can't be told; told by MESSAGES."""

    MAY_NOT = "may_not"
    NO_ADDRESS = "no_address"
    PAST = "past"
    TOO_LONG = "too_long"
    LONG_NOTE = "long_note"
    GONE = "gone"


MESSAGES = {
    LiveRefusal.MAY_NOT: N_(
        "You can tell this of your own library only. Ask its staff or a coordinator."
    ),
    LiveRefusal.NO_ADDRESS: N_("Write where the library has moved: readers will go there."),
    LiveRefusal.PAST: N_("That day is over. Choose today or a later one."),
    LiveRefusal.TOO_LONG: N_(
        "That is longer than three months. Choose an earlier day, and tell it anew when it comes."
    ),
    LiveRefusal.LONG_NOTE: N_("Too long: at most 120 letters. Shorten it, please."),
    LiveRefusal.GONE: N_("Somebody has taken it back already. Here is how it stands now."),
}


class LiveError(Exception):
    """It can't be told: `code` says why."""

    def __init__(self, code: LiveRefusal) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewState:
    """What somebody tells. `whom` as `bot.places.live` names it; `until` an aware moment."""

    whom: str
    kind: LiveKind
    until: datetime
    note: str = ""


def end_of(term: Term, now: datetime) -> datetime:
    """When a term that begins now is over: hours from now, days at midnight in Kyiv."""
    if term in _HOURS:
        return now + timedelta(hours=_HOURS[term])
    return end_of_day(kyiv(now).date() + timedelta(days=_DAYS[term] - 1))


def end_of_day(day: date) -> datetime:
    """The midnight in Kyiv that ends a day."""
    return datetime.combine(day + timedelta(days=1), time(), KYIV)


def may_tell(person: Person, whom: str) -> bool:
    """Of their own library everybody who works there, of any and of many a coordinator."""
    return at_least(person, Role.COORDINATOR) or whom == of_library(person.point)


def check(new: NewState, by: Person, now: datetime) -> None:
    """Raises LiveError when this can't be told."""
    if not may_tell(by, new.whom):
        raise LiveError(LiveRefusal.MAY_NOT)
    if new.until <= now:
        raise LiveError(LiveRefusal.PAST)
    if new.until - now > LONGEST:
        raise LiveError(LiveRefusal.TOO_LONG)
    if new.kind is LiveKind.MOVED and not new.note:
        raise LiveError(LiveRefusal.NO_ADDRESS)
    if len(new.note) > LONGEST_NOTE:
        raise LiveError(LiveRefusal.LONG_NOTE)
