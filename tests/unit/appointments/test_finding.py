"""Free places: near ones first, then the sooner; full days are passed over."""

from datetime import date, time

from bot.appointments.finding import by_day
from bot.appointments.schedule import Mode
from bot.appointments.slots import Wish
from bot.engine.turn import Point
from tests.unit.appointments.small import HELP, LEGAL, World, at, schedule, slot

TUESDAY = "2026-11-24"
HOME = Point(49.42, 26.98)


async def test_the_soonest_of_one_place_come_first(world: World) -> None:
    found = await world.free(3)
    assert [one.starts_at for one in found] == [
        at("2026-11-23", 11), at("2026-11-23", 11, 30), at("2026-11-23", 12),
    ]  # fmt: skip


async def test_near_ones_come_before_sooner_ones_far_away(world: World) -> None:
    one = ((time(10), time(10, 30)),)
    monday_next = ((time(10), time(10, 30)),)
    week = (monday_next, (), (), (), (), (), ())
    world.has(
        schedule("far-1", "far", hours=(one,) * 7),
        schedule("village-1", "village", hours=(one,) * 7),
        schedule("near-1", "central", hours=week),
        schedule("unknown-1", "nowhere", hours=(one,) * 7),
    )
    found = await world.free(100, near=HOME, wish=Wish(until=date(2026, 11, 30)))
    assert [one.schedule for one in found] == [
        "near-1", *["village-1"] * 7, *["far-1"] * 7, *["unknown-1"] * 7,
    ][: len(found)]  # fmt: skip
    assert found[0].starts_at == at("2026-11-30", 10)


async def test_by_phone_nothing_is_far(world: World) -> None:
    world.has(
        schedule("near-1", "central"),
        schedule("phone-1", "far", modes=(Mode.PHONE,), hours=(((time(9), time(9, 30)),),) * 7),
    )
    found = await world.free(2, near=HOME, wish=Wish(since=date(2026, 11, 24)))
    assert [one.schedule for one in found] == ["phone-1", "near-1"]


async def test_full_days_are_passed_over(world: World) -> None:
    world.has(schedule(hours=(((time(10), time(11)),),) * 5 + ((), ())))
    wish = Wish(since=date(2026, 11, 24))
    for number, minute in enumerate((0, 30)):
        await world.book(slot(TUESDAY, 10, minute), await world.citizen(f"c{number}"))
    assert (await world.free(1, wish=wish))[0].starts_at == at("2026-11-25", 10)


async def test_only_what_is_asked_for(world: World) -> None:
    world.has(
        schedule(topics=("housing",)),
        schedule("helper", kind=HELP),
    )
    assert await world.free(topic="family") == []
    assert {one.schedule for one in await world.free(topic="housing")} == {"lawyer"}
    assert {one.schedule for one in await world.free(kind=HELP)} == {"helper"}
    async with world.database.reading() as unit:
        finding = world.bound(unit).finding
        assert finding.is_offered(LEGAL, "housing")
        assert not finding.is_offered(LEGAL, "family")


async def test_places_come_by_day(world: World) -> None:
    async with world.database.reading() as unit:
        found = await world.bound(unit).finding.find_free(LEGAL, now=world.now, many=8)
    days = by_day(found)
    assert [day.isoformat() for day in days] == ["2026-11-23", TUESDAY]
    assert sum(map(len, days.values())) == 8


async def test_the_desk_sees_what_has_just_begun(world: World) -> None:
    world.now = at(TUESDAY, 10, 10)
    async with world.database.reading() as unit:
        found = await world.bound(unit).finding.free_of("lawyer", now=world.now, desk=True)
    assert found[0].slot.starts_at == at(TUESDAY, 10)
