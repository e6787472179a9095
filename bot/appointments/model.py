"""An appointment, who waits for one, and why something can't be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.appointments.schedule import Kind, Mode, Schedule
from bot.appointments.slots import Slot, Wish
from bot.engine.texts import FALLBACK
from bot.engine.wording import KYIV

CITIZEN, BOT = "citizen", "bot"


class State(StrEnum):
    """Where an appointment stands."""

    RESERVED = "reserved"  # a freed place on its way to who waits
    HELD = "held"  # somebody is filling in, or was offered it
    BOOKED = "booked"
    CANCELLED = "cancelled"
    CAME = "came"
    ABSENT = "absent"  # did not come
    MOVED_ON = "moved_on"  # came, and goes on elsewhere or another day


ACTIVE = (State.HELD, State.BOOKED)
ENDED = (State.CANCELLED, State.CAME, State.ABSENT, State.MOVED_ON)
ATTENDANCE = (State.CAME, State.ABSENT, State.MOVED_ON)


class Whom(StrEnum):
    """Whom it is for."""

    SELF = "self"
    OTHER = "other"  # a relative, a neighbour: somebody books for them


class Came(StrEnum):
    """How it was booked."""

    CHAT = "chat"
    IN_PERSON = "in_person"  # by a librarian for a visitor
    BY_PHONE = "by_phone"  # by a librarian for a caller


class Outcome(StrEnum):
    """What came of it, of a fixed list: no word of anybody's matter."""

    ADVISED = "advised"  # an explanation was enough
    PAPER = "paper"  # a paper was written together
    SERVICE_DONE = "service_done"  # an e-service was used together
    SECONDARY_AID = "secondary_aid"  # goes on to free secondary aid
    ELSEWHERE = "elsewhere"  # another institution is the right one
    AGAIN = "again"  # another appointment is needed
    NOTHING = "nothing"  # could not be helped here


class AppointmentRefusal(StrEnum):
    """Why it may not be done."""

    UNKNOWN = "unknown"  # no such appointment, or not yours to see
    TAKEN = "taken"  # somebody was faster; `free` are the next places
    NO_SUCH_PLACE = "no_such_place"  # the schedule has no place then (any more)
    TOO_SOON = "too_soon"  # begins too soon to be booked in the chat; call or come
    TOO_FAR = "too_far"  # so far ahead nobody may book
    ONE_A_DAY = "one_a_day"  # the same person has one of this topic on that day
    TOO_MANY = "too_many"  # so many at a time nobody may have
    CALL_FIRST = "call_first"  # did not come three times: a call instead
    STATE = "state"  # doesn't fit how it stands: cancelled, over
    HOLD_ENDED = "hold_ended"  # the ten minutes are over and the place is gone
    NOT_YET = "not_yet"  # it has not begun: nobody came or stayed away
    MAY_NOT = "may_not"  # not this library's
    EMPTY = "empty"  # a name is missing
    DAY_OVER = "day_over"  # the day is in the past


class AppointmentError(Exception):
    """An act that may not happen now; nothing was changed.

    `appointment` is how it stands, where it is known; `free` are places that could be had instead.
    """

    def __init__(
        self,
        code: AppointmentRefusal,
        appointment: "Appointment | None" = None,
        free: Sequence["FreeSlot"] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.appointment = appointment
        self.free = tuple(free)


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A free place, where, and how far that is (km in a straight line; None: nobody knows)."""

    slot: Slot
    schedule: Schedule
    km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An appointment as everybody may know it.

    Attributes:
        number: short and public, "482-915"; it alone opens nothing.
        starts_at: aware UTC, as `ends_at`.
        held_until: until when a held place is kept.
        name: how to call who comes, "" when nobody said.
        contact: how to reach who has no chat.
        discreet: its notices say no topic and no kind.
        is_offered: it is held because its place was offered to who waited.
        is_coming: they said so after a reminder.
        version: grows with each act; what is told of an act carries it in its key.
    """

    id: int
    number: str
    schedule: str
    library: str
    kind: Kind
    topic: str
    mode: Mode
    state: State
    starts_at: datetime
    ends_at: datetime
    lang: str = FALLBACK
    citizen_id: int | None = None
    whom: Whom = Whom.SELF
    came: Came = Came.CHAT
    name: str = ""
    contact: str = ""
    held_until: datetime | None = None
    discreet: bool = True
    is_offered: bool = False
    is_coming: bool = False
    outcome: Outcome | None = None
    version: int = 0

    @property
    def day(self) -> date:
        """Its day in Kyiv."""
        return self.starts_at.astimezone(KYIV).date()

    @property
    def slot(self) -> Slot:
        """Its place in time."""
        return Slot(self.starts_at, self.ends_at, self.schedule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody on the waiting list.

    `need_by` is the moment after which it helps no more; who needs it soonest is asked first.
    """

    id: int
    citizen_id: int
    kind: Kind
    topic: str
    wish: Wish
    need_by: datetime
    created_at: datetime
    lang: str = FALLBACK
    passed: tuple[str, ...] = ()  # places that were offered and not taken


def place_key(slot: Slot) -> str:
    """What a place is called among those that somebody let pass."""
    return f"{slot.schedule}@{int(slot.starts_at.timestamp())}"
