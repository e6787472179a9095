"""A slip opens its appointment and makes it one's own; an adviser's calendar has a secret link."""

from datetime import timedelta

import pytest

from bot.appointments.booking import NewAppointment
from bot.appointments.model import Appointment, AppointmentError, AppointmentRefusal, Came
from tests.unit.appointments.small import LEGAL, World, at, slot

THURSDAY = "2026-11-26"


async def at_desk(world: World) -> tuple[Appointment, str]:
    """An appointment for a visitor, and the token of its slip."""
    oksana = await world.person("Оксана")
    new = NewAppointment(kind=LEGAL, topic="family", name="Ганна")
    async with world.acting() as acting:
        booked = await acting.at_desk.book(
            slot(THURSDAY, 12), new, by=oksana, came=Came.IN_PERSON, now=world.now
        )
        return booked, acting.links.token(booked)


async def test_a_slip_opens_its_appointment_and_no_other(world: World) -> None:
    booked, token = await at_desk(world)
    other = await world.book(slot(THURSDAY, 11), await world.citizen())
    async with world.database.reading() as unit:
        links = world.bound(unit).links
        assert await links.opened(token) == booked
        code = token.rpartition("-")[2]
        for wrong in ("", "482-915", token[:-1], f"{other.number}-{code}", f"{token}\u0456"):
            assert await links.opened(wrong) is None


async def test_who_claims_a_slip_is_reminded_and_nobody_else_can(world: World) -> None:
    booked, token = await at_desk(world)
    olena, ivan = await world.citizen(), await world.citizen("ivan")
    async with world.acting() as acting:
        await acting.links.claim(token, citizen=olena, now=world.now)
        again = await acting.links.claim(token, citizen=olena, now=world.now)
        assert again.citizen_id == olena
        with pytest.raises(AppointmentError) as caught:
            await acting.links.claim(token, citizen=ivan, now=world.now)
        assert caught.value.code is AppointmentRefusal.UNKNOWN
    assert [one.number for one in await world.of(olena)] == [booked.number]
    world.kinds()
    world.now = at("2026-11-25", 12)
    await world.tick()
    assert world.kinds() == ["Reminded"]
    await world.forget(olena)
    async with world.database.reading() as unit:
        left = await world.bound(unit).links.opened(token)
    assert left is not None
    assert left.name == ""


async def test_a_calendar_shows_who_comes_until_there_is_another_link(world: World) -> None:
    oksana, far = await world.person("Оксана"), await world.person("Ніна", "far")
    booked = await world.book(slot(THURSDAY, 12), await world.citizen())
    gone = await world.book(slot(THURSDAY, 11), await world.citizen("ivan"))
    await world.cancel(gone)
    async with world.acting() as acting:
        with pytest.raises(AppointmentError):
            await acting.links.new_feed("lawyer", by=far, now=world.now)
        first = await acting.links.new_feed("lawyer", by=oksana, now=world.now)
        feed = await acting.links.feed(first, now=world.now)
        assert feed is not None
        assert [one.number for one in feed.appointments] == [booked.number]
        await acting.links.feed_seen(first, now=world.now + timedelta(days=2))
        second = await acting.links.new_feed("lawyer", by=oksana, now=world.now)
        assert await acting.links.feed(first, now=world.now) is None
        assert await acting.links.feed(second, now=world.now) is not None
        assert await acting.links.feed("", now=world.now) is None
