"""What use cases of appointments record: letters are made of it before the commit."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.appointments.model import Appointment, Waiting
from bot.appointments.slots import Slot


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment stands. `by` is citizen, or staff:ID for one who booked for a visitor."""

    appointment: Appointment
    by: str


@dataclass(frozen=True, slots=True)
class Moved:
    """It is at another time, or place; `before` is when it was."""

    appointment: Appointment
    before: Slot
    by: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It will not be. `by` as of Booked."""

    appointment: Appointment
    by: str


@dataclass(frozen=True, slots=True)
class SlotFreed:
    """A place is free again: who waits is asked first."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Offered:
    """A freed place is held for who waited; `until` they may take it."""

    appointment: Appointment
    until: datetime


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """It was not taken in time and goes to the next; who waits stays on the list."""

    appointment: Appointment


@dataclass(frozen=True, slots=True)
class WaitingEnded:
    """No place was found by the day it was needed: they are told, and whom to call instead."""

    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Reminded:
    """It comes near."""

    appointment: Appointment


@dataclass(frozen=True, slots=True)
class ScheduleChanged:
    """A day of a schedule is other than it was; these have appointments that no longer fit."""

    schedule: str
    day: date
    affected: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something was done with an appointment: open pages look anew."""

    appointment: int


REMINDER = "appt.reminded"
_OFFERED = re.compile(r"appt\.offered\.(\d+)\.(\d+)\.")


def letter_key(what: str, appointment: Appointment) -> str:
    """What letters of an act are called: each act of an appointment has one."""
    return f"{keys_begin(what, appointment)}{appointment.version}"


def keys_begin(what: str, appointment: Appointment) -> str:
    """How the keys of all letters of this kind begin."""
    return f"{what}.{appointment.id}."


def offered_by(key: str) -> tuple[int, int] | None:
    """The appointment and its version that a letter of this key offered; None for any other."""
    found = _OFFERED.match(key)
    return (int(found[1]), int(found[2])) if found else None
