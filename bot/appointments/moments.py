"""When people are told something: by day, in time, and never twice. Pure."""

from datetime import UTC, datetime, time, timedelta

from bot.appointments.slots import DAY
from bot.engine.wording import KYIV

MORNING, EVENING = time(8), time(21)  # nobody is woken up by an offer
EARLIEST_REMINDER = time(7)
HOLD = timedelta(minutes=10)
OFFER = timedelta(minutes=30)  # of waking hours
# A place that begins so soon after an offer would end is of no use to who waits.
LAST_OFFER = timedelta(minutes=30)
DAY_BEFORE, HOURS_BEFORE = timedelta(days=1), timedelta(hours=2)
TOO_LATE = timedelta(minutes=20)


def awake(at: datetime) -> datetime:
    """The moment itself, or the next morning when people sleep then."""
    here = at.astimezone(KYIV)
    if here.time() >= EVENING:
        return _at(here + DAY, MORNING)
    return _at(here, MORNING) if here.time() < MORNING else at


def offer_ends(at: datetime) -> datetime:
    """When an offer made at a moment lapses: thirty minutes of waking hours later."""
    begins = awake(at)
    evening = _at(begins.astimezone(KYIV), EVENING)
    left = evening - begins
    return begins + OFFER if left >= OFFER else awake(evening) + (OFFER - left)


def may_offer(starts_at: datetime, at: datetime) -> bool:
    """Whether a place that begins then can still be offered to who waits."""
    return offer_ends(at) + LAST_OFFER <= starts_at


def next_reminder(starts_at: datetime, after: datetime) -> datetime | None:
    """When to remind of an appointment next, later than `after`: a day and two hours before.

    Two hours before an early one is no time to write: then it is at seven.
    """
    here = starts_at.astimezone(KYIV)
    day_before = _before(here)
    soon = starts_at - HOURS_BEFORE
    earliest = _at(here, EARLIEST_REMINDER)
    if soon < earliest <= starts_at - TOO_LATE:
        soon = earliest
    return next((one for one in (day_before, soon) if one > after), None)


def _before(here: datetime) -> datetime:
    """The same time by the clock, the day before, within waking hours."""
    before = here - DAY_BEFORE  # by the clock on the wall: 10:00 is 10:00 also across a change
    return _at(before, min(max(before.time(), EARLIEST_REMINDER), EVENING))


def _at(here: datetime, at: time) -> datetime:
    return datetime.combine(here.date(), at, KYIV).astimezone(UTC)
