"""Reminders: a day and two hours before, once each, none of what was cancelled or moved away."""

from datetime import timedelta

from bot.appointments.booking import NewAppointment
from bot.appointments.events import Reminded
from bot.appointments.reminders import still_named
from tests.unit.appointments.small import LEGAL, World, at, slot

THURSDAY = "2026-11-26"


async def reminded(world: World) -> list[str]:
    await world.tick()
    found = [one.appointment.number for one in world.told if isinstance(one, Reminded)]
    world.told.clear()
    return found


async def test_they_come_a_day_and_two_hours_before(world: World) -> None:
    booked = await world.book(slot(THURSDAY, 12), await world.citizen())
    assert await reminded(world) == []
    for moment in (at("2026-11-25", 12), at(THURSDAY, 10)):
        world.now = moment - timedelta(minutes=1)
        assert await reminded(world) == []
        world.now = moment
        assert await reminded(world) == [booked.number]
        assert await reminded(world) == []


async def test_none_comes_after_it_was_cancelled(world: World) -> None:
    booked = await world.book(slot(THURSDAY, 12), await world.citizen())
    await world.cancel(booked)
    world.now = at(THURSDAY, 10)
    assert await reminded(world) == []


async def test_what_was_moved_is_reminded_of_as_it_is_now(world: World) -> None:
    olena = await world.citizen()
    booked = await world.book(slot(THURSDAY, 12), olena)
    async with world.acting() as acting:
        await acting.booking.move(
            booked.number, slot("2026-11-30", 12), citizen=olena, now=world.now
        )
    world.now = at(THURSDAY, 10)
    assert await reminded(world) == []
    world.now = at("2026-11-29", 12)
    assert await reminded(world) == [booked.number]


async def test_after_a_long_silence_of_ours_one_comes_and_none_when_it_is_over(
    world: World,
) -> None:
    booked = await world.book(slot(THURSDAY, 12), await world.citizen())
    world.now = at(THURSDAY, 10, 30)
    assert await reminded(world) == [booked.number]
    other = await world.book(slot("2026-11-27", 12), await world.citizen("ivan"))
    world.now = other.starts_at
    assert await reminded(world) == []


async def test_who_said_they_come_is_known(world: World) -> None:
    olena = await world.citizen()
    booked = await world.book(slot(THURSDAY, 12), olena)
    async with world.acting() as acting:
        assert (await acting.booking.coming(booked.number, citizen=olena)).is_coming


async def test_names_go_a_month_after(world: World) -> None:
    olena, oksana = await world.citizen(), await world.person("Оксана")
    new = NewAppointment(kind=LEGAL, name="Ганна", contact="067 1")
    async with world.acting() as acting:
        held = await acting.booking.hold(slot(THURSDAY, 12), new, citizen=olena, now=world.now)
        booked = await acting.booking.confirm(held.number, citizen=olena, now=world.now)
    for days, left in ((29, "Ганна"), (2, "")):
        world.now = max(world.now, booked.ends_at) + timedelta(days=days)
        async with world.database.reading() as unit:
            due = await still_named(unit, world.now)
        for one in due:
            async with world.acting() as acting:
                await acting.clock.unname(one)
        async with world.database.reading() as unit:
            found = await world.bound(unit).booking.by_number(booked.number, by=oksana)
        assert found is not None
        assert (found.name, bool(found.contact)) == (left, bool(left))
