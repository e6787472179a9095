"""Lists show each person what is theirs to see, and find by number and by words."""

from dataclasses import replace
from datetime import date

from bot.requests.intake import NewRequest
from bot.requests.lists import PER_PAGE, Query, Which
from bot.requests.model import Came, RequestKind
from bot.staff.model import Person, Role
from tests.unit.requests.small import World


async def words(world: World, person: Person, query: Query) -> list[str]:
    async with world.database.reading() as unit:
        page = await world.desk(unit).lists.page(person, query, now=world.now)
    return [one.words for one in page.requests]


async def test_each_sees_their_library_and_the_coordinator_all(world: World) -> None:
    oksana, petro = await world.person("Оксана"), await world.person("Петро", "oblast")
    boss = await world.person("Координатор", "central", Role.COORDINATOR)
    olena = await world.citizen()
    await world.ask(olena, "перше", point="village")
    await world.ask(olena, "друге", point="oblast")
    assert await words(world, oksana, Query()) == ["перше"]
    assert await words(world, petro, Query(Which.ALL)) == ["друге"]
    assert await words(world, boss, Query()) == ["перше", "друге"]
    assert await words(world, boss, Query(library="oblast")) == ["друге"]
    assert await words(world, oksana, Query(library="oblast")) == []


async def test_found_by_number_and_by_any_form_of_its_words(world: World) -> None:
    oksana = await world.person("Оксана")
    olena = await world.citizen()
    request = await world.ask(olena, "Де оформити субсидію на газ?")
    await world.ask(olena, "Метрична книга")
    everything = Which.ALL
    number = request.number.replace("-", "")
    for text in (request.number, number, f"№ {request.number}", "субсидія", "газ субсидії"):
        assert await words(world, oksana, Query(everything, text)) == [
            "Де оформити субсидію на газ?"
        ], text
    for text in ("пенсія", "субсидія пенсія", "!!!"):
        assert await words(world, oksana, Query(everything, text)) == []
    async with world.at_desk() as desk:
        await desk.work.note(request.number, "передзвонити Ганні", by=oksana, now=world.now)
    assert len(await words(world, oksana, Query(everything, "ганна"))) == 1


async def test_found_by_a_part_of_its_number_and_a_year_by_its_words(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena, "Метрика за рік 1913")
    digits = request.number.replace("-", "")
    parts = (digits[:3], digits[-4:], digits[2:6], f"№ {request.number[:6]}", request.number[3:7])
    for part in parts:
        assert "Метрика за рік 1913" in await words(world, oksana, Query(Which.ALL, part)), part
    assert await words(world, oksana, Query(Which.ALL, "1913")) == ["Метрика за рік 1913"]
    absent = next(f"{n}{n}{n}{n}" for n in range(10) if f"{n}{n}{n}{n}" not in digits)
    assert await words(world, oksana, Query(Which.ALL, absent)) == []


async def test_filters_of_people_channels_ratings_and_days(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    olena = await world.citizen()
    first = await world.ask(olena, "перше")
    world.later(days=1, hours=11)  # 23:00 in Kyiv: Tuesday still
    second = await world.ask(olena, "друге")
    async with world.at_desk() as desk:
        for one, by in ((first, oksana), (second, ivan)):
            await desk.work.take(one.number, by=by, now=world.now)
        await desk.work.answer(first.number, "Ось", by=oksana, now=world.now)
        await desk.citizen.rate(first.number, 2, citizen=olena, now=world.now)
        await desk.intake.note_down(
            NewRequest("третє"), by=oksana, came=Came.PHONE, done=True, now=world.now
        )
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    for query, found in (
        (Query(person=ivan.id), ["друге"]),
        (Query(rating=2), ["перше"]),
        (Query(came=Came.PHONE), ["третє"]),
        (Query(channel="web"), ["друге", "перше"]),
        (Query(channel="telegram"), []),
        (Query(until=monday), ["перше"]),
        (Query(since=tuesday), ["третє", "друге"]),
        (Query(since=monday, until=tuesday, person=oksana.id), ["третє", "перше"]),
        (Query(until=date.max), ["третє", "друге", "перше"]),
    ):
        asked = replace(query, which=Which.ALL)
        assert await words(world, oksana, asked) == found, query


async def test_lists_and_counts(world: World) -> None:
    oksana = await world.person("Оксана")
    olena = await world.citizen()
    mine = await world.ask(olena, "моє")
    await world.ask(olena, "нове", kind=RequestKind.INFORMATION)
    async with world.at_desk() as desk:
        await desk.work.take(mine.number, by=oksana, now=world.now)
    assert await words(world, oksana, Query(Which.MINE)) == ["моє"]
    assert await words(world, oksana, Query(kind=RequestKind.INFORMATION)) == ["нове"]
    assert await words(world, oksana, Query(Which.OVERDUE)) == []
    world.later(days=4)
    assert await words(world, oksana, Query(Which.OVERDUE)) == ["моє"]
    async with world.database.reading() as unit:
        counts = await world.desk(unit).lists.counts(oksana, now=world.now)
    assert counts == {Which.NEW: 1, Which.MINE: 1, Which.OVERDUE: 1, Which.RATED: 0}


async def test_pages_end_and_a_page_too_far_is_the_last(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    for n in range(PER_PAGE + 2):
        await world.ask(olena, f"питання {n}")
    async with world.database.reading() as unit:
        lists = world.desk(unit).lists
        first = await lists.page(oksana, Query(), now=world.now)
        last = await lists.page(oksana, Query(page=9), now=world.now)
    assert (first.total, first.pages, len(first.requests)) == (PER_PAGE + 2, 2, PER_PAGE)
    assert (last.page, len(last.requests)) == (2, 2)


async def test_earlier_answers_to_alike_questions_are_found(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    old = await world.ask(olena, "Де оформити субсидію на опалення в Деражні?")
    async with world.at_desk() as desk:
        await desk.work.take(old.number, by=oksana, now=world.now)
        await desk.work.answer(old.number, "У сервісному центрі.", by=oksana, now=world.now)
    new = await world.ask(olena, "Підкажіть, де оформляють субсидії на опалення")
    other = await world.ask(olena, "Метрична книга 1913 року")
    async with world.at_desk() as desk:
        (found,) = await desk.lists.alike(oksana, new)
        assert found.request.number == old.number
        assert await desk.lists.alike(oksana, other) == []
        assert [one.number for one in await desk.lists.doubles(oksana, new)] == [other.number]


async def test_a_double_at_another_library_is_not_offered(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    here = await world.ask(olena, "Метрична книга 1913 року")
    there = await world.ask(olena, "Стаття про школу", point="oblast")
    boss = await world.person("Координатор", "oblast", Role.COORDINATOR)
    async with world.at_desk() as desk:
        assert await desk.lists.doubles(oksana, here) == []
        assert [one.number for one in await desk.lists.doubles(boss, here)] == [there.number]
