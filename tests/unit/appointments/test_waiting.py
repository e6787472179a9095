"""A freed place goes along the list: the soonest need first, nobody else meanwhile, by day."""

from datetime import date, time, timedelta

import pytest

from bot.appointments.events import letter_key, offered_by
from bot.appointments.model import AppointmentError, AppointmentRefusal, State
from bot.appointments.slots import Wish
from tests.unit.appointments.small import World, at, schedule, slot

TUESDAY = "2026-11-24"
ONE_A_DAY = (((time(10), time(10, 30)),), ((time(10), time(10, 30)),), (), (), (), (), ())


@pytest.fixture
async def full(world: World) -> World:
    """One place on Tuesday, and it is Olena's; nothing else for a week."""
    world.has(schedule(hours=((), *ONE_A_DAY[1:]), days_ahead=5))
    booked = await world.book(slot(TUESDAY, 10), await world.citizen())
    world.olena = booked  # type: ignore[attr-defined]
    world.kinds()
    return world


async def held_by(world: World, citizen: int) -> bool:
    return [one.state for one in await world.of(citizen)] == [State.HELD]


async def test_a_freed_place_is_offered_to_the_soonest_need(full: World) -> None:
    ivan, nina = await full.citizen("ivan"), await full.citizen("nina")
    await full.wait(ivan, need_by=at("2026-12-20", 10))
    await full.wait(nina, need_by=at("2026-11-25", 10))
    await full.tick()
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    assert await full.free() == []  # it is nobody's, and yet not anybody's
    with pytest.raises(AppointmentError):
        await full.hold(slot(TUESDAY, 10), await full.citizen("petro"))
    await full.tick()
    assert await held_by(full, nina)
    assert full.kinds() == ["Cancelled", "Offered"]
    (offered,) = await full.of(nina)
    assert (offered.is_offered, offered.held_until) == (True, full.now + timedelta(minutes=30))
    async with full.acting() as acting:
        booked = await acting.booking.confirm(offered.number, citizen=nina, now=full.now)
        assert await acting.waiting.of_citizen(nina) == []
        assert len(await acting.waiting.of_citizen(ivan)) == 1
    assert booked.state is State.BOOKED


async def test_who_does_not_answer_stays_on_the_list_and_the_next_is_asked(full: World) -> None:
    ivan, nina = await full.citizen("ivan"), await full.citizen("nina")
    for one in (nina, ivan):
        await full.wait(one, need_by=at("2026-12-20", 10))
        full.later(seconds=1)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    assert await held_by(full, nina)
    full.later(minutes=31)
    await full.tick()  # it lapses
    await full.tick()  # and goes on
    assert await held_by(full, ivan)
    assert await full.of(nina) == []
    assert full.kinds() == ["Cancelled", "Offered", "OfferLapsed", "Offered"]
    async with full.acting() as acting:
        (still,) = await acting.waiting.of_citizen(nina)
    assert len(still.passed) == 1
    full.later(minutes=31)
    for _ in range(3):
        await full.tick()
    assert await full.of(ivan) == []
    assert len(await full.free()) == 1  # nobody took it: anybody may


async def test_who_does_not_want_it_lets_it_go_on_at_once(full: World) -> None:
    ivan, nina = await full.citizen("ivan"), await full.citizen("nina")
    for one in (nina, ivan):
        await full.wait(one)
        full.later(seconds=1)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    (offered,) = await full.of(nina)
    async with full.acting() as acting:
        await acting.booking.let_go(offered.number, citizen=nina, now=full.now)
    await full.tick()
    assert await held_by(full, ivan)


async def test_nothing_is_offered_by_night(full: World) -> None:
    nina = await full.citizen("nina")
    await full.wait(nina)
    full.now = at("2026-11-23", 23)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    assert await full.of(nina) == []
    assert await full.free() == []  # kept for the morning
    full.now = at(TUESDAY, 8)
    await full.tick()
    (offered,) = await full.of(nina)
    assert offered.held_until == at(TUESDAY, 8, 30)


async def test_what_begins_too_soon_is_anybodys(full: World) -> None:
    await full.wait(await full.citizen("nina"))
    full.now = at(TUESDAY, 9, 15)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    async with full.acting() as acting:
        found = await acting.finding.free_of("lawyer", now=full.now, desk=True, many=1)
    assert found[0].slot.starts_at == at(TUESDAY, 10)


async def test_only_what_is_wished_is_offered(full: World) -> None:
    nina = await full.citizen("nina")
    await full.wait(nina, wish=Wish(since=date(2026, 11, 25)))
    await full.wait(await full.citizen("petro"), topic="housing", need_by=at("2026-11-23", 20))
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    assert await full.of(nina) == []
    assert len(await full.free()) == 1


async def test_a_new_place_reaches_who_waits_without_anybody_cancelling(full: World) -> None:
    nina = await full.citizen("nina")
    await full.wait(nina)
    await full.tick()
    full.has(schedule(hours=((), *ONE_A_DAY[1:]), days_ahead=5, capacity=2))
    full.later(minutes=11)
    await full.tick()
    assert await held_by(full, nina)


async def test_who_waits_in_vain_is_told(full: World) -> None:
    nina = await full.citizen("nina")
    await full.wait(nina, need_by=full.now + timedelta(hours=3))
    full.later(hours=4)
    await full.tick()
    assert full.kinds() == ["WaitingEnded"]
    async with full.acting() as acting:
        assert await acting.waiting.of_citizen(nina) == []


async def test_who_is_gone_or_leaves_the_list_holds_nothing_up(full: World) -> None:
    ivan, nina = await full.citizen("ivan"), await full.citizen("nina")
    for one in (nina, ivan):
        await full.wait(one)
        full.later(seconds=1)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    assert await held_by(full, nina)
    await full.forget(nina)
    await full.tick()
    assert await held_by(full, ivan)
    async with full.acting() as acting:
        (one,) = await acting.waiting.of_citizen(ivan)
        assert await acting.waiting.leave(one.id, citizen=ivan, now=full.now)
        assert not await acting.waiting.leave(one.id, citizen=ivan, now=full.now)
    assert await full.of(ivan) == []
    assert len(await full.free()) == 1


async def test_waiting_again_is_waiting_with_the_new_wish(full: World) -> None:
    nina = await full.citizen("nina")
    await full.wait(nina)
    await full.wait(nina, wish=Wish(since=date(2026, 12, 1)))
    async with full.acting() as acting:
        (one,) = await acting.waiting.of_citizen(nina)
    assert one.wish.since == date(2026, 12, 1)


async def test_one_of_the_same_day_is_not_offered_a_second(full: World) -> None:
    full.has(schedule(hours=((), *ONE_A_DAY[1:]), days_ahead=5), schedule("other"))
    nina = await full.citizen("nina")
    await full.book(slot(TUESDAY, 11, of="other"), nina)
    await full.wait(nina)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    with pytest.raises(AppointmentError) as caught:
        await full.hold(slot(TUESDAY, 10), nina)
    assert caught.value.code is AppointmentRefusal.ONE_A_DAY


async def test_an_offer_that_reached_nobody_goes_on_at_once(full: World) -> None:
    ivan, nina = await full.citizen("ivan"), await full.citizen("nina")
    for one in (nina, ivan):
        await full.wait(one)
        full.later(seconds=1)
    await full.cancel(full.olena)  # type: ignore[attr-defined]
    await full.tick()
    (offered,) = await full.of(nina)
    key = f"{letter_key('appt.offered', offered)}.{nina}.0"
    assert offered_by(key) == (offered.id, offered.version)
    assert offered_by("appt.reminded.1.2.3.0") is None
    async with full.acting() as acting:
        await acting.waiting.not_reached(offered.id, offered.version - 1, now=full.now)
    await full.tick()
    assert await held_by(full, nina)
    async with full.acting() as acting:
        await acting.waiting.not_reached(offered.id, offered.version, now=full.now)
    for _ in range(2):
        await full.tick()
    assert await held_by(full, ivan)


async def test_nobody_is_woken_to_hear_that_they_waited_in_vain(full: World) -> None:
    nina = await full.citizen("nina")
    await full.wait(nina, need_by=at("2026-11-25", 0))
    full.now = at("2026-11-25", 1)
    await full.tick()
    assert full.kinds() == []
    full.now = at("2026-11-25", 8)
    await full.tick()
    assert full.kinds() == ["WaitingEnded"]
