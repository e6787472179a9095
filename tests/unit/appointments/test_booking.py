"""A place is held, booked, moved, cancelled; each is given once, and a person has one a day."""

import asyncio
from datetime import timedelta

import pytest

from bot.appointments.booking import NewAppointment
from bot.appointments.model import AppointmentError, AppointmentRefusal, Came, State, Whom
from bot.appointments.moments import HOLD
from bot.storage.database import Database, Unit
from bot.storage.retention import purge
from tests.privacy.traces import opened, raw
from tests.unit.appointments.small import HELP, LEGAL, World, at, schedule, slot

TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"
TEN = slot(TUESDAY, 10)


async def refused(doing) -> AppointmentError:
    with pytest.raises(AppointmentError) as caught:
        await doing
    return caught.value


async def test_a_place_is_held_and_then_booked(world: World) -> None:
    olena = await world.citizen()
    held = await world.hold(TEN, olena)
    assert (held.state, held.held_until) == (State.HELD, world.now + HOLD)
    assert TEN.starts_at not in [one.starts_at for one in await world.free()]
    async with world.acting() as acting:
        booked = await acting.booking.confirm(held.number, citizen=olena, now=world.now)
        again = await acting.booking.confirm(held.number, citizen=olena, now=world.now)
    assert booked.state is State.BOOKED
    assert again == booked
    assert [one.number for one in await world.of(olena)] == [held.number]
    assert world.kinds() == ["Booked"]


async def test_a_taken_place_names_the_next_free_ones(world: World) -> None:
    await world.book(TEN, await world.citizen())
    error = await refused(world.hold(TEN, await world.citizen("ivan")))
    assert error.code is AppointmentRefusal.TAKEN
    assert [one.slot.starts_at for one in error.free][:2] == [at(TUESDAY, 10, 30), at(TUESDAY, 11)]


async def test_a_hold_that_is_over_is_anybodys(world: World) -> None:
    olena, ivan = await world.citizen(), await world.citizen("ivan")
    held = await world.hold(TEN, olena)
    world.now += HOLD + timedelta(seconds=1)
    assert TEN.starts_at in [one.starts_at for one in await world.free()]
    await world.hold(TEN, ivan)  # before the clock has looked
    async with world.acting() as acting:
        error = await refused(acting.booking.confirm(held.number, citizen=olena, now=world.now))
    assert error.code is AppointmentRefusal.HOLD_ENDED


async def test_a_hold_that_nobody_took_meanwhile_is_booked_late(world: World) -> None:
    olena = await world.citizen()
    held = await world.hold(TEN, olena)
    world.now += HOLD * 2
    async with world.acting() as acting:
        late = await acting.booking.confirm(held.number, citizen=olena, now=world.now)
    assert late.state is State.BOOKED


async def test_the_clock_ends_a_hold(world: World) -> None:
    olena = await world.citizen()
    await world.hold(TEN, olena)
    assert await world.tick() == 0
    world.now += HOLD
    assert await world.tick() == 1
    assert await world.of(olena) == []
    assert await world.tick() == 0


async def test_who_fills_in_holds_one_place(world: World) -> None:
    olena = await world.citizen()
    await world.hold(TEN, olena)
    await world.hold(slot(TUESDAY, 11), olena)
    assert [one.starts_at for one in await world.of(olena)] == [at(TUESDAY, 11)]
    assert (await world.free(1))[0].starts_at == at("2026-11-23", 11)  # an hour from now


async def test_a_person_has_one_a_topic_and_day(world: World) -> None:
    olena = await world.citizen()
    first = await world.book(TEN, olena)
    error = await refused(world.hold(slot(TUESDAY, 11), olena))
    assert (error.code, error.appointment) == (AppointmentRefusal.ONE_A_DAY, first)
    await world.book(slot(TUESDAY, 11), olena, topic="housing")
    await world.book(slot(WEDNESDAY, 10), olena)
    async with world.acting() as acting:  # for a neighbour
        new = NewAppointment(kind=LEGAL, topic="family", whom=Whom.OTHER, name="Марія")
        held = await acting.booking.hold(slot(TUESDAY, 12), new, citizen=olena, now=world.now)
    assert held.name == "Марія"


async def test_nobody_may_have_too_many(world: World) -> None:
    olena = await world.citizen()
    for day in range(5):
        await world.book(slot(f"2026-11-{24 + day}" if day < 4 else "2026-11-30", 10), olena)
    error = await refused(world.hold(slot("2026-12-01", 10), olena))
    assert error.code is AppointmentRefusal.TOO_MANY


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (slot(TUESDAY, 10, 15), AppointmentRefusal.NO_SUCH_PLACE),
        (slot(TUESDAY, 10, long=60), AppointmentRefusal.NO_SUCH_PLACE),
        (slot(TUESDAY, 10, of="gone"), AppointmentRefusal.NO_SUCH_PLACE),
        (slot("2026-11-23", 10, 30), AppointmentRefusal.TOO_SOON),
        (slot("2026-11-20", 10), AppointmentRefusal.TOO_SOON),
        (slot("2027-11-23", 10), AppointmentRefusal.TOO_FAR),
    ],
)
async def test_what_is_no_place_is_refused(world: World, place, code) -> None:
    error = await refused(world.hold(place, await world.citizen()))
    assert error.code is code


async def test_it_is_moved_and_keeps_its_number(world: World) -> None:
    olena, ivan = await world.citizen(), await world.citizen("ivan")
    booked = await world.book(TEN, olena)
    world.kinds()
    async with world.acting() as acting:
        moved = await acting.booking.move(
            booked.number, slot(WEDNESDAY, 11), citizen=olena, now=world.now
        )
    assert (moved.number, moved.starts_at) == (booked.number, at(WEDNESDAY, 11))
    assert world.kinds() == ["Moved"]
    await world.book(TEN, ivan)
    async with world.acting() as acting:
        error = await refused(acting.booking.move(booked.number, TEN, citizen=olena, now=world.now))
        assert error.code is AppointmentRefusal.TAKEN
        error = await refused(
            acting.booking.move(booked.number, slot(WEDNESDAY, 12), citizen=ivan, now=world.now)
        )
        assert error.code is AppointmentRefusal.UNKNOWN
    assert (await world.of(olena))[0].starts_at == at(WEDNESDAY, 11)


async def test_it_is_cancelled_once_and_its_place_is_free(world: World) -> None:
    olena = await world.citizen()
    booked = await world.book(TEN, olena)
    world.kinds()
    await world.cancel(booked)
    await world.cancel(booked)
    assert world.kinds() == ["Cancelled"]
    assert await world.of(olena) == []
    assert TEN.starts_at in [one.starts_at for one in await world.free()]
    await world.book(TEN, olena)


async def test_who_stayed_away_three_times_calls_first(world: World) -> None:
    olena, oksana = await world.citizen(), await world.person("Оксана")
    for day in (TUESDAY, WEDNESDAY, "2026-11-26"):
        booked = await world.book(slot(day, 10), olena)
        world.now = booked.ends_at
        async with world.acting() as acting:
            await acting.desk.outcome(booked.number, State.ABSENT, by=oksana, now=world.now)
    error = await refused(world.hold(slot("2026-12-01", 10), olena))
    assert error.code is AppointmentRefusal.CALL_FIRST
    world.later(days=181)
    async with world.database.reading() as unit:
        assert await world.bound(unit).booking.may_book(olena, now=world.now)


async def test_the_desk_books_for_a_visitor(world: World) -> None:
    world.has(schedule(walk_ins=6))
    oksana, far = await world.person("Оксана"), await world.person("Ніна", "far")
    new = NewAppointment(kind=LEGAL, name="Ганна Петрівна", contact="067 1")
    async with world.acting() as acting:
        error = await refused(
            acting.at_desk.book(TEN, new, by=far, came=Came.IN_PERSON, now=world.now)
        )
        assert error.code is AppointmentRefusal.MAY_NOT
        booked = await acting.at_desk.book(TEN, new, by=oksana, came=Came.BY_PHONE, now=world.now)
    assert (booked.name, booked.contact, booked.citizen_id) == ("Ганна Петрівна", "067 1", None)
    error = await refused(world.hold(slot(TUESDAY, 11), await world.citizen()))
    assert error.code is AppointmentRefusal.TAKEN  # all places of the day are the desk's


async def test_both_kinds_go_through_the_same_code(world: World) -> None:
    world.has(schedule(), schedule("helper", kind=HELP, slot_minutes=60))
    olena = await world.citizen()
    await world.book(slot(TUESDAY, 10, of="helper", long=60), olena, topic="form")
    await world.book(TEN, olena)
    assert {one.kind for one in await world.of(olena)} == {HELP, LEGAL}


async def test_of_many_at_once_one_gets_the_place(world: World, database: Database) -> None:
    many = [await world.citizen(f"c{n}") for n in range(12)]
    found = await asyncio.gather(*(world.hold(TEN, one) for one in many), return_exceptions=True)
    errors = [one for one in found if isinstance(one, AppointmentError)]
    assert len(errors) == len(many) - 1
    assert {one.code for one in errors} == {AppointmentRefusal.TAKEN}
    assert all(one.free for one in errors)


async def test_who_leaves_is_expected_no_more_and_nothing_tells_of_them(world: World) -> None:
    olena, oksana = await world.citizen(), await world.person("Оксана")
    booked = await world.book(TEN, olena)
    past = await world.book(slot(WEDNESDAY, 10), olena)
    world.now = past.ends_at - timedelta(days=1)
    await world.forget(olena)
    assert TEN.starts_at < world.now
    async with world.database.reading() as unit:
        bound = world.bound(unit)
        for number in (booked.number, past.number):
            left = await bound.booking.by_number(number, by=oksana)
            assert left is not None
            assert (left.citizen_id, left.topic, left.name) == (None, "", "")
        freed = await bound.booking.by_number(past.number, by=oksana)
    assert freed is not None
    assert freed.state is State.CANCELLED


async def test_nobody_comes_where_they_are_not_received_with_this(world: World) -> None:
    world.has(schedule(topics=("housing",)))
    error = await refused(world.hold(TEN, await world.citizen()))
    assert error.code is AppointmentRefusal.NO_SUCH_PLACE
    await world.hold(TEN, await world.citizen("ivan"), topic="housing")


async def test_the_next_appointment_is_one_tap_for_the_desk(world: World) -> None:
    olena, oksana = await world.citizen(), await world.person("Оксана")
    booked = await world.book(TEN, olena)
    async with world.acting() as acting:
        again = await acting.at_desk.again(
            booked.number, slot("2026-12-01", 10), by=oksana, now=world.now
        )
        error = await refused(
            acting.at_desk.again(booked.number, slot(TUESDAY, 11), by=oksana, now=world.now)
        )
    assert error.code is AppointmentRefusal.ONE_A_DAY
    assert (again.citizen_id, again.topic, again.number != booked.number) == (olena, "family", True)
    world.now = at("2026-11-30", 10)
    world.told.clear()
    await world.tick()
    assert "Reminded" in world.kinds()


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_the_database_itself_gives_a_place_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Unit, "alone", lambda _unit, _name: None)  # nobody waits for anybody
    many = [await world.citizen(f"c{n}") for n in range(8)]
    found = await asyncio.gather(*(world.hold(TEN, one) for one in many), return_exceptions=True)
    errors = [one for one in found if isinstance(one, AppointmentError)]
    assert len(errors) == len(many) - 1
    assert {one.code for one in errors} == {AppointmentRefusal.TAKEN}


async def test_a_late_hold_of_an_earlier_grid_gives_way_to_who_came_meanwhile(
    world: World,
) -> None:
    olena, ivan = await world.citizen(), await world.citizen("ivan")
    held = await world.hold(TEN, olena)
    world.now += HOLD + timedelta(minutes=1)
    world.has(schedule(slot_minutes=20))
    await world.hold(slot(TUESDAY, 10, 20, long=20), ivan)
    async with world.acting() as acting:
        error = await refused(acting.booking.confirm(held.number, citizen=olena, now=world.now))
    assert error.code is AppointmentRefusal.HOLD_ENDED


async def test_when_somebody_left_no_cell_holds_a_word_of_theirs(
    world: World, database_url: str
) -> None:
    marker = "Квазімодослав"
    olena = await world.citizen()
    new = NewAppointment(kind=LEGAL, topic="family", name=marker, contact=marker)
    for place in (TEN, slot(WEDNESDAY, 10)):
        async with world.acting() as acting:
            held = await acting.booking.hold(place, new, citizen=olena, now=world.now)
            await acting.booking.confirm(held.number, citizen=olena, now=world.now)
    await world.wait(olena, topic="housing")
    before = await opened(world.database)
    assert marker.encode() in b"".join(before["appointments"])
    assert marker.encode() not in raw(database_url)
    world.now = at(WEDNESDAY, 9)
    await world.forget(olena)
    after = await opened(world.database)
    assert marker.encode() not in b"".join(cell for cells in after.values() for cell in cells)
    assert b"topic=family" not in after["appointments"]
    assert after["appointment_waiting"] == []


async def test_what_nobody_noted_does_not_count_among_those_to_come(world: World) -> None:
    olena = await world.citizen()
    for day in ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"):
        await world.book(slot(day, 10), olena)
    world.now = at("2026-12-01", 8)
    await world.book(slot("2026-12-02", 10), olena)


async def test_no_appointment_is_kept_for_ever_also_one_that_nobody_noted(world: World) -> None:
    await world.book(TEN, await world.citizen())
    later = at(TUESDAY, 11) + timedelta(days=367)
    await purge(world.database, now=later)
    assert (await opened(world.database))["appointments"] == []
