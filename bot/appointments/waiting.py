"""The waiting list: a freed place is offered along it, the soonest need first.

A place that somebody gives up is nobody's for a moment and yet not anybody's: the row itself
changes hands, from who gave it up (a row `reserved`) to who is offered it (`held`), and on to the
next one when thirty minutes of waking hours are over. Nobody else can get it meanwhile.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from bot.appointments import repository, waiting_repository
from bot.appointments.context import AppointmentContext, kyiv_day, lock_schedules
from bot.appointments.events import Offered, OfferLapsed, SlotFreed, WaitingEnded
from bot.appointments.finding import Finding
from bot.appointments.model import (
    Appointment,
    AppointmentError,
    AppointmentRefusal,
    State,
    Waiting,
    place_key,
)
from bot.appointments.moments import awake, may_offer, offer_ends
from bot.appointments.schedule import Kind, Schedule
from bot.appointments.seats import take
from bot.appointments.slots import ANY, DayPlan, Slot, Wish
from bot.engine.texts import FALLBACK
from bot.storage import citizens

LOOK_AGAIN = timedelta(minutes=10)
MOST_PASSED = 50  # places that are remembered as let pass
LONGEST = timedelta(days=60)
_NOBODYS: dict[str, Any] = {
    "citizen_id": None, "own_day": None, "name": None, "contact": None, "waiting_id": None,
    "held_until": None, "topic": "",
}  # fmt: skip


class WaitingList:
    """Use cases of who waits."""

    def __init__(self, context: AppointmentContext, finding: Finding) -> None:
        self._context = context
        self._finding = finding

    async def join(
        self,
        kind: Kind,
        topic: str = "",
        *,
        citizen: int,
        now: datetime,
        wish: Wish = ANY,
        need_by: datetime | None = None,
        lang: str = FALLBACK,
    ) -> Waiting:
        """Wait for a place; who waits for this already goes on waiting, with the new wish.

        Args:
            kind: what one comes for.
            topic: id of a topic; "" is none in particular.
            citizen: who waits.
            now: aware UTC.
            wish: when, how and where (`libraries`).
            need_by: after this moment it helps no more; two months when nobody says so.
            lang: to write in.
        """
        unit, until = self._context.unit, need_by or now + LONGEST
        for one in await waiting_repository.waiting_of(unit, citizen):
            if (one.kind, one.topic) == (kind, topic):
                await self._end(one, now=now)
        values: dict[str, Any] = {
            "citizen_id": citizen, "kind": kind.value, "topic": topic, "lang": lang,
            "wish": wish.to_json(), "passed": [], "need_by": until, "look_at": now,
            "created_at": now,
        }  # fmt: skip
        id = await waiting_repository.add_waiting(unit, values)
        found = await waiting_repository.waiting(unit, id) if id else None
        if found is None:
            raise AppointmentError(AppointmentRefusal.STATE)
        return found

    async def of_citizen(self, citizen: int) -> list[Waiting]:
        """What somebody waits for."""
        return await waiting_repository.waiting_of(self._context.unit, citizen)

    async def leave(self, waiting: int, *, citizen: int, now: datetime) -> bool:
        """They wait no more; what was offered to them goes on. False when they did not wait."""
        one = await waiting_repository.waiting(self._context.unit, waiting)
        if one is None or one.citizen_id != citizen:
            return False
        await self._end(one, now=now)
        return True

    async def freed(self, old: Appointment, *, now: datetime) -> None:
        """The place of an appointment that was moved or cancelled goes to who waits.

        The row has given it up already. Its schedule is locked.
        """
        slot = old.slot
        self._context.unit.record(SlotFreed(slot))
        schedule = await self._context.schedule(slot.schedule, day=kyiv_day(now))
        if schedule is None or not await self._anybody(schedule, slot, now):
            return
        await self._reserve(schedule, slot, now)

    async def free(self, held: Appointment, *, now: datetime) -> None:
        """A held place is given up: by its citizen, or because its time is over."""
        row = await repository.by_id(self._context.unit, held.id)
        if row is None:
            return
        if row.waiting_id is not None:
            await self._passed(row.waiting_id, held.slot, now=now)
        schedule = await self._context.schedule(held.schedule, day=kyiv_day(now))
        self._context.unit.record(SlotFreed(held.slot))
        if schedule is None or not await self._anybody(schedule, held.slot, now):
            self._context.drop(held)
            return
        await self._context.change(held, **_NOBODYS, state=State.RESERVED.value, act_at=awake(now))

    async def look(self, appointment: int, *, now: datetime) -> None:
        """The moment of a held or reserved place has come: it goes on, or is anybody's."""
        unit = self._context.unit
        row = await repository.by_id(unit, appointment)
        if row is None or row.state not in {State.HELD.value, State.RESERVED.value}:
            return
        nobody: set[int] = set()
        while (chosen := await self._next(row, now, but=nobody)) is not None:
            # Citizens are locked before schedules, as their own turns do.
            whom = await citizens.by_id(unit, chosen.citizen_id)
            if whom is None or not whom.known.reachable:
                nobody.add(chosen.id)
                continue
            citizens.lock(unit, whom.key)
            break
        lock_schedules(unit, (row.schedule,))
        self._context.forget_changes()
        found = await repository.locked(unit, appointment)
        if found is None or found.act_at is None or found.act_at > now:
            return
        held = repository.read(unit, found)
        if held.state is State.HELD:
            if found.waiting_id is not None:
                unit.record(OfferLapsed(held))
            await self.free(held, now=now)
            if found.waiting_id is None:
                waiting_repository.look_for_waiting(unit, held.kind, now=now)
        elif chosen == await self._next(found, now, but=nobody):  # else at the next look
            await self._hand_on(held, chosen, now)

    async def not_reached(self, appointment: int, version: int, *, now: datetime) -> None:
        """What was offered never reached who waits: the place goes on at once."""
        row = await repository.locked(self._context.unit, appointment)
        offered = row is not None and row.state == State.HELD.value and row.waiting_id is not None
        if row is not None and offered and row.version == version:
            repository.change(self._context.unit, appointment, {"act_at": now})

    async def look_for(self, waiting: int, *, now: datetime) -> None:
        """Look through the free places for somebody who waits; tell them when it is too late."""
        unit = self._context.unit
        one = await waiting_repository.waiting(unit, waiting)
        if one is None:
            return
        if awake(now) != now:
            self._later(one, awake(now))
            return
        if one.need_by <= now:
            await self._end(one, now=now)
            unit.record(WaitingEnded(one))
            return
        whom = await citizens.by_id(unit, one.citizen_id)
        if whom is None or not whom.known.reachable:
            self._later(one, awake(now + LOOK_AGAIN))
            return
        citizens.lock(unit, whom.key)
        found = await self._finding.find_free(
            one.kind, one.topic, wish=one.wish, now=now, many=MOST_PASSED
        )
        for free in found:
            if await self._suits(one, free.slot, now) and await self._offer(one, free.slot, now):
                return
        self._later(one, now + LOOK_AGAIN)

    def _later(self, one: Waiting, at: datetime) -> None:
        waiting_repository.change_waiting(self._context.unit, one.id, passed=one.passed, look_at=at)

    async def _anybody(self, schedule: Schedule, slot: Slot, now: datetime) -> bool:
        return await self._first(schedule, slot, now) is not None

    async def _next(self, row: Any, now: datetime, *, but: Collection[int]) -> Waiting | None:
        """Who is to be offered a reserved place; None for one that is held still."""
        if row.state != State.RESERVED.value:
            return None
        schedule = await self._context.schedule(row.schedule, day=kyiv_day(now))
        slot = Slot(row.starts_at, row.ends_at, row.schedule)
        return await self._first(schedule, slot, now, but=but) if schedule else None

    async def _first(
        self, schedule: Schedule, slot: Slot, now: datetime, *, but: Collection[int] = ()
    ) -> Waiting | None:
        """The soonest need that this place would meet."""
        if not may_offer(slot.starts_at, now):
            return None
        if not any(one.starts_at == slot.starts_at and one.ends_at == slot.ends_at
                   for one in DayPlan(schedule, slot.day).slots(desk=True)):  # fmt: skip
            return None  # the schedule has no place then any more
        for one in await waiting_repository.unserved(self._context.unit, schedule.kind):
            if (
                one.id not in but
                and schedule.takes(one.topic)
                and one.wish.suits(schedule)
                and one.wish.allows(slot)
                and await self._suits(one, slot, now)
            ):
                return one
        return None

    async def _suits(self, one: Waiting, slot: Slot, now: datetime) -> bool:
        """Whether it comes in time, was not let pass, and they have none of that day."""
        if place_key(slot) in one.passed or slot.starts_at > one.need_by:
            return False
        if not may_offer(slot.starts_at, now):
            return False
        mine = await repository.active_of(self._context.unit, one.citizen_id)
        day = slot.day.isoformat()
        return not any(row.topic == one.topic and row.own_day == day for row in mine)

    async def _passed(self, waiting: int, slot: Slot, *, now: datetime) -> None:
        """They were offered this place and did not take it; they go on waiting for another."""
        one = await waiting_repository.waiting(self._context.unit, waiting)
        if one is not None:
            passed = (*one.passed, place_key(slot))[-MOST_PASSED:]
            waiting_repository.change_waiting(
                self._context.unit, one.id, passed=passed, look_at=now + LOOK_AGAIN
            )

    async def _end(self, one: Waiting, *, now: datetime) -> None:
        """Take somebody off the list; a place that is offered to them goes on."""
        unit = self._context.unit
        for row in await repository.active_of(unit, one.citizen_id):
            if row.waiting_id == one.id:
                lock_schedules(unit, (row.schedule,))
                held = await self._context.load(row.id)
                if held.state is State.HELD:
                    await self.free(held, now=now)
        waiting_repository.end_waiting(unit, one.id)

    async def _hand_on(self, place: Appointment, chosen: Waiting | None, now: datetime) -> None:
        """A reserved place is offered to somebody, or is anybody's."""
        if chosen is None:
            self._context.drop(place)
            return
        if awake(now) != now:
            await self._context.change(place, act_at=awake(now))
            return
        until = offer_ends(now)
        offered = await self._context.change(
            place, state=State.HELD.value, act_at=until, held_until=None,
            **_given(chosen, place.slot),
        )  # fmt: skip
        self._context.unit.record(Offered(offered, until))

    async def _offer(self, one: Waiting, slot: Slot, now: datetime) -> bool:
        """Hold a free place for somebody; False when it was taken meanwhile."""
        lock_schedules(self._context.unit, (slot.schedule,))
        self._context.forget_changes()  # what was read before the lock may be old
        schedule = await self._context.schedule(slot.schedule, day=kyiv_day(now))
        if schedule is None:
            return False
        until = offer_ends(now)
        id = await take(
            self._context.unit, schedule, slot, now=now, state=State.HELD.value, act_at=until,
            **_given(one, slot),
        )  # fmt: skip
        if id is None:
            return False
        self._context.unit.record(Offered(await self._context.load(id), until))
        return True

    async def _reserve(self, schedule: Schedule, slot: Slot, now: datetime) -> None:
        """Nobody but who waits can have the place now."""
        await take(
            self._context.unit, schedule, slot, now=now, desk=True, state=State.RESERVED.value,
            act_at=awake(now),
        )  # fmt: skip


def _given(one: Waiting, slot: Slot) -> dict[str, Any]:
    """The columns of a place that is offered to somebody."""
    return {
        "citizen_id": one.citizen_id, "topic": one.topic, "lang": one.lang, "waiting_id": one.id,
        "own_day": slot.day.isoformat(),
    }  # fmt: skip
