"""The library's side: today's list, what came of it, days that change."""

from datetime import date, time

import pytest

from bot.appointments.model import AppointmentError, AppointmentRefusal, Outcome, State
from bot.staff.model import Role
from tests.unit.appointments.small import World, at, schedule, slot

TUESDAY = date(2026, 11, 24)


async def test_a_day_lists_who_comes(world: World) -> None:
    oksana, far = await world.person("Оксана"), await world.person("Ніна", "far")
    boss = await world.person("Марія", "far", Role.COORDINATOR)
    booked = await world.book(slot(TUESDAY, 11), await world.citizen())
    earlier = await world.book(slot(TUESDAY, 10), await world.citizen("ivan"))
    await world.hold(slot(TUESDAY, 12), await world.citizen("petro"))
    gone = await world.book(slot(TUESDAY, 12, 30), await world.citizen("nina"))
    await world.cancel(gone)
    async with world.database.reading() as unit:
        desk = world.bound(unit).desk
        for person in (oksana, boss):
            listed = await desk.on_day(TUESDAY, by=person, library="central")
            assert [one.number for one in listed.appointments] == [earlier.number, booked.number]
        with pytest.raises(AppointmentError):
            await desk.on_day(TUESDAY, by=far, library="central")
        assert (await desk.on_day(TUESDAY, by=far)).appointments == ()
        assert [one.id for one in desk.schedules(oksana)] == ["lawyer"]
        assert desk.schedules(far) == ()


async def test_what_came_of_it_is_noted_and_can_be_corrected(world: World) -> None:
    oksana = await world.person("Оксана")
    booked = await world.book(slot(TUESDAY, 10), await world.citizen())
    async with world.acting() as acting:
        with pytest.raises(AppointmentError) as caught:
            await acting.desk.outcome(booked.number, State.CAME, by=oksana, now=world.now)
        assert caught.value.code is AppointmentRefusal.NOT_YET
    world.now = at(TUESDAY, 10, 5)
    async with world.acting() as acting:
        await acting.desk.outcome(booked.number, State.ABSENT, by=oksana, now=world.now)
        noted = await acting.desk.outcome(
            booked.number, State.CAME, by=oksana, now=world.now, outcome=Outcome.ADVISED
        )
        assert (noted.state, noted.outcome) == (State.CAME, Outcome.ADVISED)
        with pytest.raises(AppointmentError):
            await acting.booking.cancel(booked.number, citizen=booked.citizen_id, now=world.now)


async def test_a_day_off_names_who_would_come(world: World) -> None:
    oksana, far = await world.person("Оксана"), await world.person("Ніна", "far")
    booked = await world.book(slot(TUESDAY, 10), await world.citizen())
    later = ((time(11), time(13)),)
    async with world.acting() as acting:
        with pytest.raises(AppointmentError):
            await acting.desk.change_day("lawyer", TUESDAY, (), by=far, now=world.now)
        would = await acting.desk.affected_by("lawyer", TUESDAY, later, by=oksana)
        assert [one.number for one in would] == [booked.number]
        assert len(await world_free(acting, world)) == 5
        affected = await acting.desk.change_day("lawyer", TUESDAY, later, by=oksana, now=world.now)
    assert [one.number for one in affected] == [booked.number]
    assert world.kinds()[-1] == "ScheduleChanged"
    async with world.acting() as acting:
        assert len(await world_free(acting, world)) == 4
        moved = await acting.booking.move(
            booked.number, slot(TUESDAY, 11), by=oksana, now=world.now
        )
        assert moved.starts_at == at(TUESDAY, 11)
        assert await acting.desk.as_content("lawyer", TUESDAY, by=oksana, now=world.now) == []
        with pytest.raises(AppointmentError) as caught:
            await acting.desk.change_day("lawyer", date(2026, 11, 22), (), by=oksana, now=world.now)
        assert caught.value.code is AppointmentRefusal.DAY_OVER


async def world_free(acting, world: World):
    found = await acting.finding.free_of("lawyer", now=world.now, many=100, desk=True)
    return [one for one in found if one.slot.day == TUESDAY]


async def test_a_changed_day_holds_for_who_books(world: World) -> None:
    oksana = await world.person("Оксана")
    async with world.acting() as acting:
        await acting.desk.change_day("lawyer", TUESDAY, (), by=oksana, now=world.now)
    with pytest.raises(AppointmentError) as caught:
        await world.hold(slot(TUESDAY, 10), await world.citizen())
    assert caught.value.code is AppointmentRefusal.NO_SUCH_PLACE


async def test_a_place_whose_day_is_off_is_offered_to_nobody(world: World) -> None:
    world.has(schedule(days_ahead=1))
    oksana, nina = await world.person("Оксана"), await world.citizen("nina")
    booked = await world.book(slot(TUESDAY, 10), await world.citizen())
    async with world.acting() as acting:
        await acting.desk.change_day("lawyer", TUESDAY, (), by=oksana, now=world.now)
    world.now = at("2026-11-23", 13)
    await world.wait(nina)
    await world.cancel(booked)
    await world.tick()
    assert await world.of(nina) == []
