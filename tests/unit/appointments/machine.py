"""Everything that can happen with appointments, in any order; what must hold after each step.

Never over capacity, whatever the schedule becomes; one of a topic and day a person; no booking and
nobody who waits is lost; no reminder of what is not booked. Acts that break off in the middle (a
crash) leave nothing behind. The clock also jumps, forwards and back.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from bot.appointments import waiting_repository
from bot.appointments.booking import NewAppointment
from bot.appointments.events import Reminded, WaitingEnded
from bot.appointments.model import Appointment, AppointmentError, Came, State
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot, moments
from bot.appointments.tables import appointment_waiting, appointments
from bot.staff.model import Person
from bot.storage.database import Database
from tests.unit.appointments.small import LEGAL, TOPICS, World, at, schedule

T = TypeVar("T")
PEOPLE = 5
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
SHORT = ((time(10), time(11)),)  # two half hours a day: soon full

people = st.integers(0, PEOPLE - 1)
places = st.integers(0, 5)
topics = st.sampled_from([one.id for one in TOPICS if one.kind is LEGAL])

# Each as often as it stands here.
STEPS = [
    "holds", "confirms", "lets_go", "moves", "the_desk_books", "leaves_the_list",
    "the_desk_changes_a_day", "the_day_is_as_usual", "editors_change_how_long_it_takes",
    "a_second_adviser_comes",
    *["books"] * 6, *["cancels"] * 4, *["waits"] * 6, *["the_clock_looks"] * 6,
    *["time_passes"] * 3, *["confirms"] * 2,
]  # fmt: skip


class Broken(Exception):  # noqa: N818 -- the end of a process, no error of ours
    """The process ends here."""


class AppointmentMachine(RuleBasedStateMachine):
    """One library, two days of few places, five people and a librarian."""

    opened: Callable[[], Coroutine[Any, Any, Database]]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.database = self.run(type(self).opened())
        self.world = World(self.database)
        self.world.has(schedule(hours=(SHORT,) * 7, days_ahead=2, lead_minutes=0))
        self.citizens: list[int] = []
        self.librarian: Person
        self.booked: dict[str, Slot] = {}
        self.waiting: set[tuple[int, str]] = set()

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def teardown(self) -> None:
        try:
            self.settles()
        finally:
            self.run(self.database.close())
            self.runner.close()

    @initialize()
    def people_come(self) -> None:
        self.citizens = [self.run(self.world.citizen(f"c{n}")) for n in range(PEOPLE)]
        self.librarian = self.run(self.world.person("Оксана"))

    # What may happen: all through one rule, or Hypothesis would leave most kinds out of a run.

    @rule(
        what=st.sampled_from(STEPS), who=people, place=places, topic=topics,
        minutes=st.sampled_from([1, 11, 31, 120, 720, -60]), yes=st.booleans(),
        crash=st.sampled_from([False, False, False, True]),
    )  # fmt: skip
    def step(
        self, what: str, who: int, place: int, topic: str, minutes: int, yes: bool, crash: bool
    ) -> None:
        given = {"who": who, "place": place, "topic": topic, "minutes": minutes, "yes": yes,
                 "crash": crash}  # fmt: skip
        does = getattr(self, what)
        wanted = inspect.signature(does).parameters
        self.happens(does, {name: value for name, value in given.items() if name in wanted})

    def happens(self, does: Callable[..., None], given: dict[str, object]) -> None:
        """One step."""
        does(**given)

    def act(self, do: Callable[[Appointments], Awaitable[T]], *, crash: bool = False) -> T | None:
        """One transaction; None when it was refused, or broke off before its end."""

        async def acting() -> T | None:
            try:
                async with self.world.acting() as bound:
                    try:
                        done = await do(bound)
                    except AppointmentError:
                        return None
                    if crash:
                        raise Broken
                    return done
            except Broken:
                return None

        return self.run(acting())

    def place(self, number: int) -> Slot:
        """One of the places that there are, or were before the schedule changed."""
        now = self.world.schedules.all[0]
        all_ = [
            Slot(start, start + timedelta(minutes=now.slot_minutes), now.id)
            for day in (TUESDAY, WEDNESDAY)
            for start in moments(replace(now, changes=()), day)
        ]
        return all_[number % len(all_)]

    def holds(self, who: int, place: int, topic: str, crash: bool) -> None:
        new = NewAppointment(kind=LEGAL, topic=topic)
        self.act(
            lambda one: one.booking.hold(
                self.place(place), new, citizen=self.citizens[who], now=self.world.now
            ),
            crash=crash,
        )

    def books(self, who: int, place: int, topic: str, crash: bool) -> None:
        self.holds(who, place, topic, False)
        self.confirms(who, crash)

    def confirms(self, who: int, crash: bool) -> None:
        for held in self.of(who):
            if held.state is State.HELD:
                done = self.act(
                    lambda one, number=held.number: one.booking.confirm(
                        number, citizen=self.citizens[who], now=self.world.now
                    ),
                    crash=crash,
                )
                if done is not None:
                    self.booked[done.number] = done.slot
                    if held.is_offered:
                        self.waiting.discard((self.citizens[who], held.topic))
                return

    def lets_go(self, who: int) -> None:
        for held in self.of(who):
            if held.state is State.HELD:
                self.act(
                    lambda one, number=held.number: one.booking.let_go(
                        number, citizen=self.citizens[who], now=self.world.now
                    )
                )

    def cancels(self, who: int, crash: bool) -> None:
        for booked in self.of(who):
            if booked.state is State.BOOKED:
                done = self.act(
                    lambda one, number=booked.number: one.booking.cancel(
                        number, citizen=self.citizens[who], now=self.world.now
                    ),
                    crash=crash,
                )
                if done is not None:
                    del self.booked[booked.number]
                return

    def moves(self, who: int, place: int, yes: bool, crash: bool) -> None:
        for booked in self.of(who):
            if booked.state is State.BOOKED:
                done = self.act(
                    lambda one, number=booked.number: one.booking.move(
                        number,
                        self.place(place),
                        now=self.world.now,
                        by=self.librarian if yes else None,
                        citizen=None if yes else self.citizens[who],
                    ),
                    crash=crash,
                )
                if done is not None:
                    self.booked[done.number] = done.slot
                return

    def the_desk_books(self, place: int) -> None:
        new = NewAppointment(kind=LEGAL, topic="family", name="Ганна")
        done = self.act(
            lambda one: one.at_desk.book(
                self.place(place), new, by=self.librarian, came=Came.IN_PERSON, now=self.world.now
            )
        )
        if done is not None:
            self.booked[done.number] = done.slot

    def waits(self, who: int, topic: str, minutes: int, crash: bool) -> None:
        by = self.world.now + timedelta(hours=1 + abs(minutes) % 60)
        citizen = self.citizens[who]
        done = self.act(
            lambda one: one.waiting.join(
                LEGAL, topic, citizen=citizen, now=self.world.now, need_by=by
            ),
            crash=crash,
        )
        if done is not None:
            self.waiting.add((citizen, topic))

    def leaves_the_list(self, who: int) -> None:
        citizen = self.citizens[who]

        async def leave(one: Appointments) -> None:
            for waiting in await one.waiting.of_citizen(citizen):
                await one.waiting.leave(waiting.id, citizen=citizen, now=self.world.now)

        self.act(leave)
        self.waiting = {one for one in self.waiting if one[0] != citizen}

    def the_desk_changes_a_day(self, place: int, yes: bool) -> None:
        day = TUESDAY if place % 2 else WEDNESDAY
        hours = () if yes else ((time(10, 30), time(12)),)
        self.act(
            lambda one: one.desk.change_day(
                "lawyer", day, hours, by=self.librarian, now=self.world.now
            )
        )

    def the_day_is_as_usual(self, yes: bool) -> None:
        day = TUESDAY if yes else WEDNESDAY
        self.act(
            lambda one: one.desk.as_content("lawyer", day, by=self.librarian, now=self.world.now)
        )

    def editors_change_how_long_it_takes(self, place: int) -> None:
        now = self.world.schedules.all[0]
        self.world.has(replace(now, slot_minutes=(20, 30, 60)[place % 3]))

    def a_second_adviser_comes(self) -> None:
        self.world.has(replace(self.world.schedules.all[0], capacity=2))

    def time_passes(self, minutes: int) -> None:
        self.world.later(minutes=minutes)

    def the_clock_looks(self) -> None:
        self.world.told.clear()
        self.run(self.world.tick())
        rows = {row.id: row for row in self.rows()}
        for told in self.world.told:
            if isinstance(told, WaitingEnded):
                self.waiting.discard((told.waiting.citizen_id, told.waiting.topic))
            if isinstance(told, Reminded):
                row = rows[told.appointment.id]
                assert row.state == State.BOOKED.value, "a reminder of what is not booked"
                assert row.starts_at == told.appointment.starts_at > self.world.now

    # What must hold.

    def rows(self) -> list[Any]:
        async def read() -> list[Any]:
            async with self.database.reading() as unit:
                return await unit.all(select(appointments))

        return self.run(read())

    def of(self, who: int) -> list[Appointment]:
        return self.run(self.world.of(self.citizens[who]))

    @invariant()
    def no_place_is_given_twice(self) -> None:
        capacity = self.world.schedules.all[0].capacity
        taken = [
            (row.starts_at, row.ends_at)
            for row in self.rows()
            if row.seat is not None and (row.held_until is None or row.held_until > self.world.now)
        ]
        for start, _ in taken:
            at_once = sum(begins <= start < ends for begins, ends in taken)
            assert at_once <= capacity, f"{at_once} at {start}, capacity {capacity}"

    @invariant()
    def nobody_has_two_of_a_topic_and_day(self) -> None:
        own = [
            (row.citizen_id, row.topic, row.day)
            for row in self.rows()
            if row.citizen_id and row.state in {State.HELD.value, State.BOOKED.value}
        ]
        assert len(own) == len(set(own))

    @invariant()
    def no_booking_is_lost(self) -> None:
        found = {row.number: row.starts_at for row in self.rows() if row.state == State.BOOKED}
        assert found == {number: slot.starts_at for number, slot in self.booked.items()}

    @invariant()
    def nobody_who_waits_is_lost(self) -> None:
        async def read() -> set[tuple[int, str]]:
            async with self.database.reading() as unit:
                rows = await unit.all(
                    select(appointment_waiting.c.citizen_id, appointment_waiting.c.topic)
                )
            return {(row.citizen_id, row.topic) for row in rows}

        assert self.run(read()) == self.waiting

    def settles(self) -> None:
        """In the end no place is on its way to anybody for ever, and all who wait are told."""
        if not self.citizens:
            return
        self.world.now = max(self.world.now, at("2026-12-01", 12))
        for _ in range(4):
            self.the_clock_looks()
            self.world.later(hours=1)
        assert not [row for row in self.rows() if row.state in {"reserved", "held"}]

        async def waiting() -> list[int]:
            async with self.database.reading() as unit:
                return await waiting_repository.waiting_due(unit, self.world.now)

        assert self.run(waiting()) == []
        assert self.waiting == set()
