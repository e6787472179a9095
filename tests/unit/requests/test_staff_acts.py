"""What librarians do: taking is atomic, every act is told to whom it concerns."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.files.model import FileRef
from bot.requests.model import Did, Outcome, RequestKind, RoutingReason, Said, State
from bot.requests.refusals import NotPossibleError
from bot.requests.repository import entry_rows
from bot.staff.model import Person, Role
from tests.unit.requests.small import World


async def take(world: World, number: str, by: Person) -> None:
    async with world.at_desk() as desk:
        await desk.work.take(number, by=by, now=world.now)


async def test_fifty_take_at_once_and_one_has_it(world: World) -> None:
    people = [await world.person(f"Бібліотекар {n}") for n in range(50)]
    request = await world.ask(await world.citizen())

    async def one(by: Person) -> str:
        try:
            await take(world, request.number, by)
        except NotPossibleError as error:
            return error.code if error.request and error.request.owner_id else "unclear"
        return "mine"

    outcomes = await asyncio.gather(*map(one, people))
    assert sorted(set(outcomes)) == ["mine", "owned"]
    assert outcomes.count("mine") == 1
    seen = await world.see(request.number, people[0])
    assert (seen.state, seen.owner_id) == (State.TAKEN, people[outcomes.index("mine")].id)


async def test_taking_twice_is_taking_once(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    await take(world, request.number, oksana)
    await take(world, request.number, oksana)
    assert (await world.see(request.number, oksana)).owner_id == oksana.id


async def test_an_answer_reaches_the_citizen_with_its_file(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    await take(world, request.number, oksana)
    world.topics()
    page = FileRef(
        "сторінка.pdf", 1200, "application/pdf", sent=7, link="https://example.org/file/x"
    )
    async with world.at_desk() as desk:
        await desk.work.answer(
            request.number, " Ось вона. ", by=oksana, now=world.now, files=[page]
        )
    (news,) = world.told
    assert news.entry is not None
    assert (news.topic.value, news.entry.words, news.people) == ("answered", "Ось вона.", None)
    assert news.entry.files == (page,)
    request = await world.see(request.number, oksana)
    async with world.database.reading() as unit:
        (_, kept) = await entry_rows.of_request(unit, request.id, request.number)
    assert kept.files == (replace(page, link=""),)  # the address opens it: it is never kept
    seen = await world.see(request.number, oksana)
    assert (seen.state, seen.outcome) == (State.ANSWERED, Outcome.ANSWERED)
    assert "example.org" not in str(await entries(world, request.number, oksana))


async def entries(world: World, number: str, person: Person) -> list[object]:
    async with world.database.reading() as unit:
        opened = await world.desk(unit).lists.open(person, number)
    assert opened is not None
    return list(opened.entries)


async def test_impossible_is_an_answer_and_needs_its_reason(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    await take(world, request.number, oksana)
    world.topics()
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match="empty"):
            await desk.work.refuse(request.number, "  ", by=oksana, now=world.now)
    async with world.at_desk() as desk:
        await desk.work.refuse(request.number, "Рідкісна книга", by=oksana, now=world.now)
    assert world.topics() == ["refused"]
    assert (await world.see(request.number, oksana)).outcome is Outcome.IMPOSSIBLE


async def test_asking_back_rests_the_clock_and_the_reply_moves_the_deadline(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena)
    await take(world, request.number, oksana)
    async with world.at_desk() as desk:
        await desk.work.ask(request.number, "Яке село?", by=oksana, now=world.now)
    world.later(days=2)
    async with world.at_desk() as desk:
        await desk.citizen.add(request.number, "Деражня", citizen=olena, now=world.now)
    seen = await world.see(request.number, oksana)
    assert seen.state is State.TAKEN
    assert (seen.due_at - request.due_at).days == 2
    assert world.topics()[-2:] == ["asked", "added!"]


async def test_a_hand_over_names_the_next_library_and_the_reason(world: World) -> None:
    oksana, petro = await world.person("Оксана"), await world.person("Петро", "oblast")
    request = await world.ask(await world.citizen())
    await take(world, request.number, oksana)
    world.topics()
    async with world.at_desk() as desk:
        for to, reason, code in (("oblast", "", "empty"), ("nowhere", "бо", "no_library"),
                                 ("village", "бо", "same")):  # fmt: skip
            with pytest.raises(NotPossibleError, match=code):
                await desk.work.hand_over(
                    request.number, to=to, reason=reason, by=oksana, now=world.now
                )
    async with world.at_desk() as desk:
        await desk.work.hand_over(
            request.number, to="oblast", reason="Книга у вас", by=oksana, now=world.now
        )
    citizen, staff = world.told
    assert (citizen.topic.value, citizen.facts["reason"]) == ("handed_over", "Книга у вас")
    assert staff.people == (petro.id,)
    seen = await world.see(request.number, petro)
    assert (seen.holder.point, seen.holder.why, seen.owner_id) == (
        "oblast",
        RoutingReason.HANDED,
        None,
    )
    async with world.at_desk() as desk:
        assert await desk.lists.open(oksana, request.number) is None
        with pytest.raises(NotPossibleError, match="unknown"):
            await desk.work.answer(request.number, "Пізно", by=oksana, now=world.now)


async def test_another_librarian_may_not_answer_over_the_owner_but_the_head_may(
    world: World,
) -> None:
    oksana, ivan = await world.person("Оксана"), await world.person("Іван")
    head = await world.person("Марія", role=Role.HEAD)
    request = await world.ask(await world.citizen())
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match="state"):
            await desk.work.answer(request.number, "Одразу", by=ivan, now=world.now)
    await take(world, request.number, oksana)
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match="owned"):
            await desk.work.answer(request.number, "Я теж", by=ivan, now=world.now)
        await desk.work.release(request.number, by=head, now=world.now)
    assert (await world.see(request.number, ivan)).state is State.NEW


async def test_a_note_is_told_to_nobody(world: World) -> None:
    oksana = await world.person("Оксана")
    olena = await world.citizen()
    request = await world.ask(olena)
    world.topics()
    async with world.at_desk() as desk:
        await desk.work.note(request.number, "Дзвонила двічі", by=oksana, now=world.now)
        _, said = await desk.citizen.one(request.number, citizen=olena)
    assert world.topics() == []
    assert [one.words for one in said] == ["Де метрика 1913 року?"]
    assert len(await entries(world, request.number, oksana)) == 2


async def test_a_double_is_merged_only_with_a_request_of_the_same_citizen(world: World) -> None:
    oksana, olena, ivan = (
        await world.person("Оксана"), await world.citizen(), await world.citizen("ivan"),
    )  # fmt: skip
    first, again, others = await world.ask(olena), await world.ask(olena), await world.ask(ivan)
    await take(world, again.number, oksana)
    async with world.at_desk() as desk:
        for into in (others.number, again.number):
            with pytest.raises(NotPossibleError, match="same"):
                await desk.work.merge(again.number, into=into, by=oksana, now=world.now)
        await desk.work.merge(again.number, into=first.number, by=oksana, now=world.now)
    seen = await world.see(again.number, oksana)
    assert (seen.state, seen.merged_into) == (State.MERGED, first.number)
    assert world.topics()[-1] == "merged"


async def test_only_the_laws_clock_is_extended_and_once(world: World) -> None:
    oksana = await world.person("Оксана")
    plain = await world.ask(await world.citizen())
    law = await world.ask(await world.citizen("ivan"), kind=RequestKind.INFORMATION)
    for request in (plain, law):
        await take(world, request.number, oksana)
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match="no_term"):
            await desk.work.extend(plain.number, "багато", by=oksana, now=world.now)
        for nothing in ("", " ", "\n\t"):
            with pytest.raises(NotPossibleError, match="no_term"):
                await desk.work.extend(law.number, nothing, by=oksana, now=world.now)
        longer = await desk.work.extend(law.number, " Багато. ", by=oksana, now=world.now)
        with pytest.raises(NotPossibleError, match="no_term"):
            await desk.work.extend(law.number, "ще", by=oksana, now=world.now)
    assert (longer.due_at - law.due_at).days == 21
    assert world.topics()[-1] == "extended"
    said = await entries(world, law.number, oksana)
    assert [(one.said, one.words) for one in said][1:] == [(Said.REASON, "Багато.")]


async def test_another_kind_has_another_clock_from_the_receipt(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    await take(world, request.number, oksana)
    world.later(hours=3)
    async with world.at_desk() as desk:
        now_law = await desk.work.relabel(
            request.number, kind=RequestKind.INFORMATION, by=oksana, now=world.now
        )
    assert now_law.kind is RequestKind.INFORMATION
    assert (now_law.due_at - request.due_at).days == 5  # Wednesday -> Monday


async def test_another_kind_keeps_the_time_the_clock_stood(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    number = (await world.ask(olena)).number
    await take(world, number, oksana)
    async with world.at_desk() as desk:
        await desk.work.ask(number, "Яка?", by=oksana, now=world.now)
    world.later(days=2)
    async with world.at_desk() as desk:
        asking = await desk.work.relabel(
            number, kind=RequestKind.DOCUMENT_DELIVERY, by=oksana, now=world.now
        )
        assert asking.clock.is_resting
        going = await desk.citizen.add(number, "Ця", citizen=olena, now=world.now)
    assert going.clock.last_day == date(2026, 11, 30)  # three days and two
    assert world.topics().count("relabelled") == 1


@pytest.mark.parametrize(
    ("kind", "due", "topics"),
    [(RequestKind.DOCUMENT_DELIVERY, date(2026, 12, 7), ["relabelled"]),
     (RequestKind.INFORMATION, date(2026, 11, 30), ["relabelled", "overdue!", "late"])],
)  # fmt: skip
async def test_another_kind_too_late(
    world: World, kind: RequestKind, due: date, topics: list[str]
) -> None:
    """A promise of ours begins anew; the law's was broken, and that is told."""
    oksana = await world.person("Оксана")
    number = (await world.ask(await world.citizen())).number
    await take(world, number, oksana)
    world.later(days=9)
    world.told.clear()
    async with world.at_desk() as desk:
        request = await desk.work.relabel(number, kind=kind, by=oksana, now=world.now)
    assert (request.clock.last_day, request.late) == (due, False)
    async with world.at_desk() as desk:
        await desk.sla_runner.look(request.id, world.now)
    assert [one for one in world.topics() if one != "released"] == topics


async def test_another_kind_of_what_was_opened_again_counts_from_then(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    number = (await world.ask(olena)).number
    await take(world, number, oksana)
    async with world.at_desk() as desk:
        await desk.work.answer(number, "Ось", by=oksana, now=world.now)
    world.later(days=9)
    async with world.at_desk() as desk:
        await desk.citizen.reopen(number, citizen=olena, now=world.now)
        await desk.work.take(number, by=oksana, now=world.now)
        now_law = await desk.work.relabel(
            number, kind=RequestKind.INFORMATION, by=oksana, now=world.now
        )
    assert now_law.clock.last_day == date(2026, 12, 9)  # five days from Wednesday


@pytest.mark.parametrize("ended", ["withdrawn", "handed over", "closed"])
async def test_what_is_over_gets_no_answer(world: World, ended: str) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena)
    await take(world, request.number, oksana)
    async with world.at_desk() as desk:
        if ended == "withdrawn":
            await desk.citizen.withdraw(request.number, citizen=olena, now=world.now)
        elif ended == "closed":
            await desk.work.close(request.number, "помилка", by=oksana, now=world.now)
        else:
            await desk.work.hand_over(
                request.number, to="central", reason="ближче", by=oksana, now=world.now
            )
    world.topics()
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match=r"state|unknown"):
            await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
    assert world.topics() == []


async def test_every_change_rings_once_after_its_commit(world: World) -> None:
    await world.ask(await world.citizen())
    assert world.rings == 1

    async def half() -> None:
        async with world.at_desk() as desk:
            request = await desk.citizen.mine(1)
            await desk.citizen.withdraw(request[0].number, citizen=1, now=world.now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await half()
    assert world.rings == 1


async def test_the_history_is_only_added_to(world: World) -> None:
    oksana = await world.person("Оксана")
    request = await world.ask(await world.citizen())
    await take(world, request.number, oksana)
    async with world.at_desk() as desk:
        await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
        opened = await desk.lists.open(oksana, request.number)
    assert opened is not None
    assert [event.did for event in opened.events] == [Did.HANDED_IN, Did.TAKEN, Did.ANSWERED]
    assert [event.actor for event in opened.events] == ["citizen", oksana.actor, oksana.actor]
    assert "метрика" not in str(opened.events)
