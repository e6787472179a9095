"""Reminders: a day and two hours before, once each, none of what was cancelled or moved away."""

from datetime import timedelta

from bot.appointments.events import Reminded
from tests.unit.appointments.small import World, at, slot

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
