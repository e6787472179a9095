"""When and for what people are received: schedules as content and the desk describe them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from bot.catalogue.model import Text

Hours = tuple[time, time]  # from and until, by the clock in Kyiv, of one day
DAYS = 7


class Kind(StrEnum):
    """What one comes for."""

    LEGAL_AID = "legal_aid"  # a legal consultation
    HELP_HOUR = "help_hour"  # a person who sits down with you: a form, a service, a phone


class Mode(StrEnum):
    """How one is received."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What it is about, of a fixed list: the only thing that is kept of somebody's matter."""

    id: str
    kind: Kind
    title: Text
    bring: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When one adviser of one library receives.

    Attributes:
        id: stable, it rests in bookings.
        kind: what one comes for.
        title: what people are told.
        library: id of the library.
        hours: of each day of the week, Monday first.
        slot_minutes: how long one appointment takes.
        capacity: how many are received at the same time.
        walk_ins: so many places of a day are kept for who comes or calls without a phone.
        modes: how one may be received.
        topics: ids of topics; () is any topic of the kind.
        languages: codes of languages that are spoken.
        accessibility: codes of what the place has.
        changes: other hours of single days; () is a day off.
        bring: what to bring.
        note: what else to know.
        days_ahead: so far ahead one may book.
        lead_minutes: so long before the beginning one may still book in the chat.
        source: where it is said; `checked`: the day somebody compared it with the source.
    """

    id: str
    kind: Kind
    title: Text
    library: str
    hours: tuple[tuple[Hours, ...], ...]
    slot_minutes: int
    capacity: int = 1
    walk_ins: int = 0
    modes: tuple[Mode, ...] = (Mode.IN_PERSON,)
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    changes: tuple[tuple[date, tuple[Hours, ...]], ...] = ()
    bring: tuple[Text, ...] = ()
    note: Text | None = None
    days_ahead: int = 60
    lead_minutes: int = 60
    source: str = ""
    checked: date | None = None

    def on(self, day: date) -> tuple[Hours, ...]:
        """The hours of a day in Kyiv; () when nobody is received."""
        for changed, hours in self.changes:
            if changed == day:
                return hours
        return self.hours[day.weekday()]

    def takes(self, topic: str) -> bool:
        """Whether one may come with this topic; "" is no topic in particular."""
        return not topic or not self.topics or topic in self.topics

    def with_changes(self, changes: Mapping[date, tuple[Hours, ...]]) -> "Schedule":
        """The same schedule as the desk has changed single days: the desk's word is the last."""
        if not changes:
            return self
        return replace(self, changes=tuple({**dict(self.changes), **changes}.items()))


@dataclass(frozen=True, slots=True)
class Schedules:
    """All schedules and topics of the content."""

    all: tuple[Schedule, ...] = ()
    topics: tuple[Topic, ...] = ()

    def get(self, schedule: str) -> Schedule | None:
        """The schedule of this id; None when the content no longer has it."""
        return next((one for one in self.all if one.id == schedule), None)

    def topic(self, topic: str) -> Topic | None:
        """The topic of this id."""
        return next((one for one in self.topics if one.id == topic), None)

    def of(self, kind: Kind, topic: str = "") -> tuple[Schedule, ...]:
        """Where one may come with this."""
        return tuple(one for one in self.all if one.kind is kind and one.takes(topic))

    def topics_of(self, kind: Kind) -> tuple[Topic, ...]:
        """The topics of a kind, in the order of the content."""
        return tuple(one for one in self.topics if one.kind is kind)

    def at(self, libraries: Iterable[str]) -> tuple[Schedule, ...]:
        """The schedules of these libraries."""
        known = set(libraries)
        return tuple(one for one in self.all if one.library in known)
