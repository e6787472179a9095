"""Whose access ends strands no request: all are back in their queues in the same act."""

import pytest

from bot.requests.departures import stranded
from bot.requests.lists import Query, Which
from bot.requests.model import Did, State
from bot.requests.repository.owners import waiting_by_person
from bot.staff.model import Person, Role
from bot.staff.rules import StaffError
from bot.staff.service import Staff
from tests.unit.requests.small import World


async def taken(world: World, person: Person, peer: str = "olena", **given: str) -> str:
    request = await world.ask(await world.citizen(peer), **given)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=person, now=world.now)
    return request.number


async def lost(world: World, number: str) -> None:
    """The newest letter of this request has not arrived."""
    async with world.at_desk() as desk:
        case = await desk.lists._context.load(number)
        opened = await desk.lists.open(Person(0, "", Role.ADMIN, "oblast"), number)
        assert opened is not None
        await desk.lists._context.undelivered(case, opened.events[-1], why="bad", now=world.now)


async def test_all_she_had_is_back_in_the_queue_whatever_its_state(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    head = await world.person("Марія", role=Role.HEAD)
    working = await taken(world, oksana)
    asking, ended, in_vain = [
        await taken(world, oksana, peer) for peer in ("ihor", "petro", "nadia")
    ]
    async with world.at_desk() as desk:
        await desk.work.ask(asking, "Яке село?", by=oksana, now=world.now)
        await desk.work.answer(ended, "Ось", by=oksana, now=world.now)
        await desk.work.answer(in_vain, "Ось", by=oksana, now=world.now)
        await desk.practice.begin(oksana, now=world.now)
    await lost(world, in_vain)
    due = (await world.see(asking, ivan)).due_at
    world.later(days=2)
    world.topics()
    async with world.database.reading() as unit:
        assert await waiting_by_person(unit) == {oksana.id: 3}
    async with world.at_desk() as desk:
        gone, many = await desk.departures.end_access(oksana.id, by=head, now=world.now)
    assert (gone.name, many) == ("Оксана", 3)
    assert sorted(world.topics()) == ["released!", "released!", "undelivered!"]
    for number in (working, asking):
        seen = await world.see(number, ivan)
        assert (seen.state, seen.owner_id) == (State.NEW, None)
    seen = await world.see(asking, ivan)
    assert (seen.due_at - due).days == 2  # so long it stood; from now on it runs
    assert not seen.clock.is_resting
    async with world.at_desk() as desk:
        page = await desk.lists.page(ivan, Query(Which.NEW), now=world.now)
        counts = await desk.lists.counts(ivan, now=world.now)
        opened = await desk.lists.open(ivan, asking)
    assert {one.number for one in page.requests} == {working, asking, in_vain}
    assert counts[Which.NEW] == 3
    assert opened is not None
    last = opened.events[-1]
    assert (last.did, last.actor, last.facts) == (Did.RELEASED, head.actor, {"gone": oksana.id})
    async with world.at_desk() as desk:
        await desk.work.take(asking, by=ivan, now=world.now)
        await desk.work.note(in_vain, "Передзвонив", by=ivan, now=world.now)
        counts = await desk.lists.counts(ivan, now=world.now)
    assert counts[Which.NEW] == 1


async def test_who_may_not_end_it_returns_nothing(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    number = await taken(world, oksana)
    async with world.at_desk() as desk:
        with pytest.raises(StaffError, match="may_not"):
            await desk.departures.end_access(oksana.id, by=ivan, now=world.now)
    assert (await world.see(number, ivan)).owner_id == oksana.id


async def test_however_access_ended_nothing_stays_stranded(world: World) -> None:
    """By an operator's command, or before this was known."""
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    number = await taken(world, oksana)
    async with world.database.unit() as unit:
        await Staff(unit).remove(oksana.id, now=world.now, by=None)
    async with world.database.reading() as unit:
        (waiting,) = await stranded(unit, world.now)
    async with world.at_desk() as desk:
        await desk.departures.give_back(waiting, now=world.now)
    assert (await world.see(number, ivan)).state is State.NEW
    async with world.database.reading() as unit:
        assert await stranded(unit, world.now) == []


async def test_what_a_reader_writes_after_she_left_reaches_her_colleagues(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    number = await taken(world, oksana)
    async with world.database.unit() as unit:
        await Staff(unit).remove(oksana.id, now=world.now, by=None)
    world.told.clear()
    async with world.at_desk() as desk:
        citizen = (await desk.lists.open(ivan, number)).request.citizen_id  # type: ignore[union-attr]
        await desk.citizen.add(number, "І ще", citizen=citizen or 0, now=world.now)
    assert [one.people for one in world.told] == [(ivan.id,)]
