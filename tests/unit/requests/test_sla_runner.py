"""The clock at work: silence passes up, idle owners lose, broken promises are told."""

from datetime import timedelta

from sqlalchemy import select

from bot.requests.model import (
    Did,
    RoutingReason,
    State,
)
from bot.requests.tables import (
    requests,
)
from bot.staff.model import Person, Role
from tests.unit.requests.small import MONDAY, World


async def history(world: World, number: str, person: Person) -> list[Did]:
    async with world.database.reading() as unit:
        opened = await world.desk(unit).lists.open(person, number)
    assert opened is not None
    return [event.did for event in opened.events]


async def test_silence_passes_a_request_up_and_the_citizen_is_told(world: World) -> None:
    await world.person("Оксана")
    boss = await world.person("Координатор", "oblast", Role.COORDINATOR)
    request = await world.ask(await world.citizen())
    world.topics()
    assert await world.tick() == 0
    world.later(days=1, hours=14)  # Wednesday 02:00: Tuesday is over
    await world.tick()
    seen = await world.see(request.number, boss)
    assert (seen.holder.point, seen.holder.why) == ("central", RoutingReason.SILENT)
    assert "passed_up" in world.topics()
    world.later(days=2)
    await world.tick()
    assert (await world.see(request.number, boss)).holder.point == "oblast"


async def test_a_request_that_is_taken_is_not_passed_up(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    world.later(hours=1)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
    world.later(hours=30)
    await world.tick()
    assert Did.PASSED_UP not in await history(world, request.number, oksana)


async def test_an_idle_owner_loses_the_request(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
    world.later(days=1, hours=14)
    await world.tick()
    seen = await world.see(request.number, oksana)
    assert (seen.state, seen.owner_id) == (State.NEW, None)
    assert world.topics()[-1] == "released!"


async def test_a_broken_promise_is_told_once_and_to_those_in_charge(world: World) -> None:
    oksana = await world.person("Оксана")
    head = await world.person("Марія", role=Role.HEAD)
    request = await world.ask(await world.citizen())
    world.now = MONDAY + timedelta(days=2, hours=-3)  # Wednesday morning: the last day
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
    await world.tick()
    world.now = request.due_at + timedelta(minutes=1)
    world.topics()
    async with world.at_desk() as desk:  # an act between the moment and the clock's look
        await desk.work.note(request.number, "сьогодні", by=oksana, now=world.now)
    await world.tick()
    late = [one for one in world.told if one.topic.value == "late"]
    assert len(late) == 1
    assert late[0].facts["leaders_know"]
    told = {one.people for one in world.told if one.topic.value == "overdue"}
    assert told == {(oksana.id,), (head.id,)}
    assert (await world.see(request.number, oksana)).late
    world.topics()
    world.later(hours=1)
    await world.tick()
    assert "late" not in world.topics()


async def test_staff_are_reminded_on_the_last_day(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    world.later(days=1)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
    world.topics()
    world.now = MONDAY + timedelta(days=1, hours=20, minutes=59)  # Wednesday 08:59 in Kyiv
    await world.tick()
    assert world.topics() == []
    world.later(minutes=2)
    await world.tick()
    assert world.topics() == ["reminder!"]
    world.later(minutes=2)
    await world.tick()
    assert world.topics() == []


async def test_nothing_comes_after_it_was_withdrawn(world: World) -> None:
    await world.person("Оксана")
    olena = await world.citizen()
    request = await world.ask(olena)
    async with world.at_desk() as desk:
        await desk.citizen.withdraw(request.number, citizen=olena, now=world.now)
    world.topics()
    for _ in range(30):
        world.later(days=1)
        await world.tick()
    assert world.topics() == []


async def test_while_the_citizen_is_asked_the_clock_rests_then_gives_up(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
        await desk.work.ask(request.number, "Яке село?", by=oksana, now=world.now)
    world.topics()
    for _ in range(13):
        world.later(days=1)
        await world.tick()
    assert world.topics() == []
    world.later(days=1)
    await world.tick()
    assert world.topics() == ["closed"]


async def test_weeks_later_the_citizen_is_asked_once_then_it_is_erased(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
        await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
    world.topics()
    for _ in range(60):
        world.later(days=1)
        await world.tick()
    assert world.topics() == ["did_it_help"]
    assert (await world.see(request.number, oksana)).state is State.CLOSED
    world.later(days=310)
    await world.tick()
    async with world.database.reading() as unit:
        assert await unit.all(select(requests)) == []


async def test_at_the_top_silence_alarms_the_coordinators(world: World) -> None:
    boss = await world.person("Координатор", "central", Role.COORDINATOR)
    await world.ask(await world.citizen(), point="oblast")
    world.topics()
    world.later(days=1, hours=14)
    await world.tick()
    (alarm,) = world.told
    assert (alarm.topic.value, alarm.people) == ("overdue", (boss.id,))


async def test_practice_is_nobody_elses_and_the_clock_leaves_it_alone(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    boss = await world.person("Координатор", "oblast", Role.COORDINATOR)
    async with world.at_desk() as desk:
        begun = await desk.practice.begin(oksana, now=world.now)
    assert world.topics() == []
    for request in begun:
        async with world.at_desk() as desk:
            assert await desk.lists.open(ivan, request.number) is None
            assert await desk.lists.open(boss, request.number) is None
            await desk.work.take(request.number, by=oksana, now=world.now)
            await desk.work.ask(request.number, "Яке село?", by=oksana, now=world.now)
            assert await desk.practice.replies(oksana, request.number, now=world.now)
            await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
    world.later(days=40)
    assert await world.tick() == 0
    assert world.topics() == []
