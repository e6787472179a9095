"""What a reader says of an answer is seen: a list, a notice, and no ready text of what failed."""

import pytest

from bot.requests.lists import Query, Which
from bot.requests.model import Request, State
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from tests.unit.requests.small import World

WORDS = "Де оформити субсидію на опалення в Деражні?"


async def answered(world: World, by: Person, peer: str = "olena") -> tuple[str, int]:
    citizen = await world.citizen(peer)
    request = await world.ask(citizen, WORDS)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=by, now=world.now)
        await desk.work.answer(request.number, "Не знаю.", by=by, now=world.now)
    world.told.clear()
    return request.number, citizen


async def rate(world: World, number: str, citizen: int, rating: int, words: str = "") -> None:
    async with world.at_desk() as desk:
        await desk.citizen.rate(number, rating, citizen=citizen, now=world.now)
        if words:
            await desk.citizen.comment(number, words, citizen=citizen, now=world.now)


async def listed(world: World, person: Person, which: Which = Which.RATED) -> list[str]:
    async with world.database.reading() as unit:
        page = await world.desk(unit).lists.page(person, Query(which), now=world.now)
    return [one.number for one in page.requests]


@pytest.mark.parametrize("rating", [1, 2])
async def test_who_answered_and_the_coordinator_hear_and_it_stands_in_a_list(
    world: World, rating: int
) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    boss = await world.person("Координатор", "oblast", Role.COORDINATOR)
    number, citizen = await answered(world, oksana)
    await rate(world, number, citizen, rating, "Не той рік")
    assert [(one.topic.value, one.people) for one in world.told] == [
        ("rated", (oksana.id, boss.id))
    ] * 2
    assert [one.facts["with_words"] for one in world.told] == [False, True]
    for person in (oksana, ivan, boss):
        assert await listed(world, person) == [number]
    assert await listed(world, oksana, Which.MINE) == [number]
    async with world.at_desk() as desk:
        assert (await desk.lists.counts(boss, now=world.now))[Which.RATED] == 1
        (page,) = (await desk.lists.page(boss, Query(Which.RATED), now=world.now)).requests
        assert await desk.lists.commented([page]) == {page.id}
        await desk.work.note(number, "Передзвонила, знайшли", by=oksana, now=world.now)
    assert await listed(world, oksana) == []
    assert (await world.see(number, oksana)).rating == rating


async def test_what_helped_troubles_nobody(world: World) -> None:
    oksana = await world.person("Оксана")
    number, citizen = await answered(world, oksana)
    await rate(world, number, citizen, 1)
    world.told.clear()
    await rate(world, number, citizen, 3)
    assert world.told == []
    assert await listed(world, oksana) == []


async def test_words_of_praise_are_told_too(world: World) -> None:
    oksana = await world.person("Оксана")
    number, citizen = await answered(world, oksana)
    await rate(world, number, citizen, 3, "Дуже дякую!")
    assert [(one.topic.value, one.people) for one in world.told] == [("rated", (oksana.id,))]
    assert await listed(world, oksana) == []


async def test_opened_again_it_leaves_the_list(world: World) -> None:
    oksana = await world.person("Оксана")
    number, citizen = await answered(world, oksana)
    await rate(world, number, citizen, 1)
    async with world.at_desk() as desk:
        await desk.citizen.add(number, "Не той рік", citizen=citizen, now=world.now)
    assert await listed(world, oksana) == []
    assert await listed(world, oksana, Which.NEW) == [number]


async def test_the_clock_sees_to_nothing(world: World) -> None:
    oksana = await world.person("Оксана")
    number, citizen = await answered(world, oksana)
    await rate(world, number, citizen, 1)
    world.later(days=15)
    await world.tick()
    assert (await world.see(number, oksana)).state is State.CLOSED
    assert await listed(world, oksana) == [number]


async def test_when_who_answered_is_gone_the_library_hears(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    number, citizen = await answered(world, oksana)
    async with world.database.unit() as unit:
        await Staff(unit).remove(oksana.id, now=world.now, by=None)
    await rate(world, number, citizen, 1)
    assert [one.people for one in world.told] == [(ivan.id,)]


@pytest.mark.parametrize(("rating", "suggested"), [(None, 1), (3, 1), (2, 0), (1, 0)])
async def test_a_poor_answer_is_never_suggested(
    world: World, rating: int | None, suggested: int
) -> None:
    oksana = await world.person("Оксана")
    number, citizen = await answered(world, oksana)
    if rating:
        await rate(world, number, citizen, rating)
    async with world.at_desk() as desk:
        await desk.work.note(number, "Бачила", by=oksana, now=world.now)  # seen to, and poor still
    new: Request = await world.ask(await world.citizen("ihor"), WORDS)
    async with world.at_desk() as desk:
        assert len(await desk.lists.alike(oksana, new)) == suggested
