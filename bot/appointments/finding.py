"""Free places: the nearest suitable ones first, by day, without looking at all that is booked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.appointments import repository
from bot.appointments.context import AppointmentContext, kyiv_day, last_day
from bot.appointments.model import FreeSlot
from bot.appointments.schedule import Kind, Mode, Schedule
from bot.appointments.slots import ANY, DAY, DayPlan, Slot, Wish, places_of
from bot.engine.turn import Point
from bot.places.distance import distance_km

MANY = 6
# What is so near is as near as any: then the sooner place is the better one. Kilometres.
BANDS = (15.0, 40.0, 80.0)


@dataclass(frozen=True, slots=True)
class Place:
    """A schedule and how far its library is, km; None: unknown, or one needn't go there.

    `band` is how far in steps; 0 is near.
    """

    schedule: Schedule
    km: float | None = None
    band: int = 0


class Finding:
    """Looks for free places."""

    def __init__(self, context: AppointmentContext) -> None:
        self._context = context

    def is_offered(self, kind: Kind, topic: str = "") -> bool:
        """Whether any library receives people with this at all."""
        return bool(self._context.schedules.of(kind, topic))

    async def find_free(
        self,
        kind: Kind,
        topic: str = "",
        *,
        near: Point | None = None,
        wish: Wish = ANY,
        now: datetime,
        many: int = MANY,
        besides: Sequence[Slot] = (),
        desk: bool = False,
    ) -> list[FreeSlot]:
        """The first free places: near ones before far ones, then the sooner before the later.

        Args:
            kind: what one comes for.
            topic: id of a topic; "" is any.
            near: from where one comes; None: nobody knows.
            wish: when and how.
            now: aware UTC.
            many: at most so many.
            besides: places that are not wanted.
            desk: also the places kept for the desk, and those that begin very soon.
        """
        schedules = [one for one in self._context.schedules.of(kind, topic) if wish.suits(one)]
        return await self._free(schedules, near, wish, now, many, besides, desk=desk)

    async def free_of(
        self,
        schedule: str,
        *,
        wish: Wish = ANY,
        now: datetime,
        many: int = MANY,
        desk: bool = False,
    ) -> list[FreeSlot]:
        """The first free places of one schedule; [] for an unknown one."""
        known = self._context.schedules.get(schedule)
        return await self._free([known] if known else [], None, wish, now, many, (), desk=desk)

    async def _free(
        self,
        schedules: Sequence[Schedule],
        near: Point | None,
        wish: Wish,
        now: datetime,
        many: int,
        besides: Sequence[Slot],
        *,
        desk: bool,
    ) -> list[FreeSlot]:
        if not schedules:
            return []
        first = max(kyiv_day(now), wish.since or date.min)
        last = max(last_day(one, now) for one in schedules)
        last = min(last, wish.until or date.max)
        today = await self._context.as_changed(schedules, first=first)
        places = [self._place(one, near, wish) for one in today]
        counts = await repository.counts(self._context.unit, first, last, now=now)
        search = _Search(places, counts, wish, now, {(one.schedule, one.starts_at)
                                                     for one in besides}, desk)  # fmt: skip
        found: list[FreeSlot] = []
        for band in sorted({one.band for one in places}):
            if len(found) < many:
                found += await self._of_band(search, band, first, last, many - len(found))
        return found

    async def _of_band(
        self, search: "_Search", band: int, first: date, last: date, many: int
    ) -> list[FreeSlot]:
        """The soonest places of libraries that are about as far."""
        found: list[FreeSlot] = []
        for day, open_ in search.days(band, first, last):
            looked = [one for one in open_ if search.counts.get((one.schedule.id, str(day)))]
            taken = await repository.taken(
                self._context.unit, [(one.schedule.id, day) for one in looked], now=search.now
            )
            known = {
                one.schedule.id: [each for each, _ in some]
                for one, some in zip(looked, taken, strict=True)
            }
            here = [
                FreeSlot(slot, one.schedule, one.km)
                for one in open_
                for slot in search.slots(DayPlan(one.schedule, day, known.get(one.schedule.id, ())))
            ]
            found += sorted(here, key=_sooner)
            if len(found) >= many:
                break
        return found[:many]

    def _place(self, schedule: Schedule, near: Point | None, wish: Wish) -> Place:
        modes = wish.modes or set(schedule.modes)
        library = self._context.libraries.get(schedule.library)
        if near is None or Mode.IN_PERSON not in modes.intersection(schedule.modes):
            return Place(schedule)
        if library is None or library.lat is None or library.lon is None:
            return Place(schedule, band=len(BANDS) + 1)  # after all that are known
        km = distance_km((near.lat, near.lon), (library.lat, library.lon))
        return Place(schedule, km, sum(km > limit for limit in BANDS))


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for, and how full each day is."""

    places: Sequence[Place]
    counts: Mapping[tuple[str, str], int]
    wish: Wish
    now: datetime
    besides: set[tuple[str, datetime]]
    desk: bool

    def days(self, band: int, first: date, last: date) -> Iterator[tuple[date, list[Place]]]:
        """Days that are not full, with whose they are."""
        here = [one for one in self.places if one.band == band]
        for ahead in range((last - first).days + 1):
            day = first + DAY * ahead
            if not self.wish.allows_day(day):
                continue
            if open_ := [one for one in here if self._has_room(one.schedule, day)]:
                yield day, open_

    def _has_room(self, schedule: Schedule, day: date) -> bool:
        used = self.counts.get((schedule.id, day.isoformat()), 0)
        return (
            bool(schedule.on(day))
            and day <= last_day(schedule, self.now)
            and (not used or used < places_of(schedule, day))
        )

    def slots(self, plan: DayPlan) -> Iterator[Slot]:
        """The free places of a day that are wished."""
        lead = timedelta(minutes=plan.schedule.lead_minutes)
        for slot in plan.slots(desk=self.desk):
            in_time = slot.ends_at > self.now if self.desk else slot.starts_at >= self.now + lead
            if (
                in_time
                and self.wish.allows(slot)
                and (slot.schedule, slot.starts_at) not in self.besides
            ):
                yield slot


def by_day(found: Iterable[FreeSlot]) -> dict[date, list[FreeSlot]]:
    """Places by their day in Kyiv, in order."""
    days: dict[date, list[FreeSlot]] = defaultdict(list)
    for one in sorted(found, key=_sooner):
        days[one.slot.day].append(one)
    return dict(days)


def _sooner(one: FreeSlot) -> tuple[datetime, float, str]:
    return one.slot.starts_at, one.km or 0.0, one.schedule.id
