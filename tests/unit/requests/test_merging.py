"""A question asked twice: nothing of it is lost for who answers, nor for who asked; and undone."""

import pytest

from bot.files.model import FileRef
from bot.requests.intake import NewRequest
from bot.requests.model import Did, Holder, RoutingReason, State
from bot.requests.queries import Opened
from bot.requests.refusals import NotPossibleError
from bot.staff.model import Person, Role
from tests.unit.requests.small import World


async def two(world: World, by: Person, *, other_chat: bool = False) -> tuple[str, str, int, int]:
    """Numbers of the one that stays and of its double, taken by `by`; and who asked each."""
    olena = await world.citizen()
    again = await world.citizen("olena-telegram") if other_chat else olena
    stays = await world.ask(olena, "Чи є у вас «Тигролови»?")
    async with world.at_desk() as desk:
        double = await desk.intake.hand_in(
            NewRequest("Чи можна забронювати «Тигролови»?", message="77",
                       files=[FileRef("обкладинка.jpg", 9, "image/jpeg", channel="web", ref="r")]),
            citizen=again, holder=Holder("village", RoutingReason.NEAREST), now=world.now,
        )  # fmt: skip
        await desk.work.take(stays.number, by=by, now=world.now)
        await desk.work.take(double.number, by=by, now=world.now)
    world.told.clear()
    return stays.number, double.number, olena, again


async def merge(world: World, double: str, into: str, by: Person, **given: bool) -> None:
    async with world.at_desk() as desk:
        await desk.work.merge(double, into=into, by=by, now=world.now, **given)


async def opened(world: World, number: str, by: Person) -> Opened:
    async with world.database.reading() as unit:
        found = await world.desk(unit).lists.open(by, number)
    assert found is not None
    return found


def refusal(code: str) -> object:
    return pytest.raises(NotPossibleError, match=f"^{code}$")


async def test_words_files_and_history_are_before_who_answers(world: World) -> None:
    oksana = await world.person("Оксана")
    stays, double, *_ = await two(world, oksana)
    await merge(world, double, stays, oksana)
    seen = await opened(world, stays, oksana)
    assert [(one.words, one.number) for one in seen.entries] == [
        ("Чи є у вас «Тигролови»?", ""), ("Чи можна забронювати «Тигролови»?", double),
    ]  # fmt: skip
    assert seen.entries[1].files[0].name == "обкладинка.jpg"
    assert [one.number for one in seen.joined] == [double]
    traces = {(one.did, one.number, one.facts.get("from") or one.facts.get("into"))
              for one in seen.events if one.did in {Did.MERGED, Did.JOINED}}  # fmt: skip
    assert traces == {(Did.MERGED, double, stays), (Did.JOINED, "", double)}
    assert world.topics() == ["merged"]  # she has both: she knows


async def test_who_else_answers_hears_of_it(world: World) -> None:
    oksana, boss = await world.person("Оксана"), await world.person(
        "Координатор", "oblast", Role.COORDINATOR
    )  # fmt: skip
    stays, double, *_ = await two(world, oksana)
    await merge(world, double, stays, boss)
    assert [(one.topic.value, one.people) for one in world.told] == [
        ("merged", None), ("joined", (oksana.id,)),
    ]  # fmt: skip


async def test_what_one_adds_to_the_double_reaches_who_answers(world: World) -> None:
    oksana = await world.person("Оксана")
    stays, double, olena, _ = await two(world, oksana)
    await merge(world, double, stays, oksana)
    async with world.at_desk() as desk:
        await desk.citizen.add(double, "На суботу", citizen=olena, now=world.now)
        edited = await desk.citizen.edit("77", "Чи можна забронювати дві?", citizen=olena,
                                         now=world.now)  # fmt: skip
    assert edited is not None
    assert edited.is_open
    words = [one.words for one in (await opened(world, stays, oksana)).entries]
    assert words[2:] == ["На суботу", "Чи можна забронювати дві?"]


async def test_both_chats_of_one_person_get_the_answer_under_their_own_number(
    world: World,
) -> None:
    oksana = await world.person("Оксана")
    stays, double, olena, again = await two(world, oksana, other_chat=True)
    with refusal("not_the_same_person"):
        await merge(world, double, stays, oksana)
    await merge(world, double, stays, oksana, same_person=True)
    assert [one.facts.get("is_elsewhere") for one in world.told] == [True]
    world.told.clear()
    async with world.at_desk() as desk:
        await desk.work.ask(stays, "На який день?", by=oksana, now=world.now)
    async with world.at_desk() as desk:
        (mine,) = await desk.citizen.mine(again)
        assert (mine.number, mine.state) == (double, State.ASKING)
        talking = await desk.citizen.with_a_person(again)
        assert talking is not None
        assert talking.number == double
        replied = await desk.citizen.add(double, "На суботу", citizen=again, now=world.now)
        assert (replied.number, replied.state) == (double, State.TAKEN)
        await desk.work.answer(stays, "Забронювала.", by=oksana, now=world.now)
        view, said = await desk.citizen.one(double, citizen=again)
        await desk.citizen.rate(double, 3, citizen=again, now=world.now)
    answers = [one for one in world.told if one.topic.value == "answered"]
    assert {(one.request.citizen_id, one.request.number) for one in answers} == {
        (olena, stays), (again, double),
    }  # fmt: skip
    assert len({one.key for one in answers}) == 1  # told apart by whom they go to
    assert (view.number, view.words) == (double, "Чи можна забронювати «Тигролови»?")
    assert [one.words for one in said] == [
        "Чи можна забронювати «Тигролови»?", "На який день?", "На суботу", "Забронювала.",
    ]  # fmt: skip
    assert (await world.see(stays, oksana)).rating == 3


async def test_it_can_be_undone_and_both_keep_the_trace(world: World) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    stays, double, *_ = await two(world, oksana)
    due = (await world.see(double, oksana)).due_at
    await merge(world, double, stays, oksana)
    world.told.clear()
    async with world.at_desk() as desk:
        await desk.work.part(double, by=ivan, now=world.now)
    seen = await world.see(double, ivan)
    assert (seen.state, seen.merged_into, seen.due_at, seen.closed_at) == (
        State.NEW, None, due, None,
    )  # fmt: skip
    assert world.topics() == ["parted", "new!"]
    there = await opened(world, stays, oksana)
    assert [one.words for one in there.entries] == ["Чи є у вас «Тигролови»?"]
    assert [one.did for one in there.events][-2:] == [Did.JOINED, Did.LET_GO]
    assert [one.did for one in (await opened(world, double, ivan)).events][-2:] == [
        Did.MERGED, Did.PARTED,
    ]  # fmt: skip


async def test_three_of_one_are_all_seen(world: World) -> None:
    oksana = await world.person("Оксана")
    stays, double, olena, _ = await two(world, oksana)
    third = await world.ask(olena, "Тигролови є?")
    await merge(world, double, stays, oksana)
    async with world.at_desk() as desk:
        await desk.work.merge(stays, into=third.number, by=oksana, now=world.now)
    assert [one.number for one in (await opened(world, third.number, oksana)).joined] == [
        stays, double,
    ]  # fmt: skip


async def test_nothing_is_merged_into_what_is_over(world: World) -> None:
    oksana = await world.person("Оксана")
    stays, double, *_ = await two(world, oksana)
    async with world.at_desk() as desk:
        await desk.work.answer(stays, "Є.", by=oksana, now=world.now)
    with refusal("other_ended"):
        await merge(world, double, stays, oksana)


async def test_two_walk_ins_are_not_one_person_because_neither_has_a_chat(world: World) -> None:
    oksana = await world.person("Оксана")
    one, two_ = await world.ask(None, "перше"), await world.ask(None, "друге")
    async with world.at_desk() as desk:
        await desk.work.take(one.number, by=oksana, now=world.now)
    with refusal("not_the_same_person"):
        await merge(world, one.number, two_.number, oksana)
    await merge(world, one.number, two_.number, oksana, same_person=True)


async def test_when_one_chat_withdraws_the_other_still_gets_its_answer(world: World) -> None:
    oksana = await world.person("Оксана")
    stays, double, olena, _ = await two(world, oksana, other_chat=True)
    await merge(world, double, stays, oksana, same_person=True)
    async with world.at_desk() as desk:
        await desk.citizen.withdraw(stays, citizen=olena, now=world.now)
    assert (await world.see(double, oksana)).state is State.NEW
