"""What citizens do with their requests; another's request is unknown to them."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.files.model import FileRef
from bot.requests.intake import Nearby, NewRequest
from bot.requests.model import (
    Came,
    Holder,
    RequestKind,
    RoutingReason,
    State,
)
from bot.requests.numbers import is_number
from bot.requests.refusals import NotPossibleError
from bot.requests.tables import (
    request_entries,
    request_events,
    request_terms,
    requests,
)
from tests.unit.requests.small import World

PHOTO = FileRef("довідка.jpg", 1200, "image/jpeg", channel="telegram", ref="ref-1")


async def test_what_is_handed_in_is_kept_sealed_with_reason_and_clock(world: World) -> None:
    olena = await world.citizen()
    new = NewRequest("Де знайти метрику 1913 року?", files=[PHOTO], name="Олена")
    async with world.at_desk() as desk:
        request = await desk.intake.hand_in(
            new, citizen=olena, holder=Holder("village", RoutingReason.NEAREST, 4.2), now=world.now
        )
    assert is_number(request.number)
    async with world.database.reading() as unit:
        (mine,) = await world.desk(unit).citizen.mine(olena)
        row = await unit.first(select(requests))
        entry = await unit.first(select(request_entries))
        (event,) = await unit.all(select(request_events))
    assert (mine.words, mine.name) == ("Де знайти метрику 1913 року?", "Олена")
    assert row.why == {"why": "nearest", "km": 4.2, "skipped": []}
    assert row.clock.days == (date(2026, 11, 24), date(2026, 11, 25))
    assert "метрику".encode() not in entry.words
    assert b"ref-1" not in entry.files
    assert (event.did, event.facts["holder"]) == ("handed_in", "village")


async def test_nothing_at_all_is_no_request(world: World) -> None:
    olena = await world.citizen()
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match="empty"):
            await desk.intake.hand_in(
                NewRequest("  "), citizen=olena,
                holder=Holder("village", RoutingReason.NEAREST), now=world.now,
            )  # fmt: skip


async def test_a_request_goes_where_somebody_works_and_copies_where_they_are_made(
    world: World,
) -> None:
    near = [Nearby("village", 0.4), Nearby("central", 3.0)]
    async with world.at_desk() as desk:
        holder = await desk.intake.holder(near, kind=RequestKind.REFERENCE, lang="uk")
    assert holder == Holder("village", RoutingReason.NEAREST, 0.4)
    await world.person("Оксана", "central")
    async with world.at_desk() as desk:
        holder = await desk.intake.holder(near, kind=RequestKind.REFERENCE, lang="uk")
        copies = await desk.intake.holder(near, kind=RequestKind.DOCUMENT_DELIVERY, lang="uk")
    assert holder == Holder("central", RoutingReason.NEAREST, 3.0, (("village", "no_staff"),))
    assert copies.point == "oblast"
    assert dict(copies.skipped)["central"] == "cannot"


async def test_another_citizens_request_is_unknown(world: World) -> None:
    request = await world.ask(await world.citizen())
    ivan = await world.citizen("ivan")
    async with world.at_desk() as desk:
        assert await desk.citizen.mine(ivan) == []
        for act in (
            desk.citizen.one(request.number, citizen=ivan),
            desk.citizen.withdraw(request.number, citizen=ivan, now=world.now),
            desk.citizen.add(request.number, "моє", citizen=ivan, now=world.now),
            desk.citizen.agree(request.number, "Так", citizen=ivan, now=world.now),
            desk.citizen.reopen(request.number, citizen=ivan, now=world.now),
            desk.citizen.rate(request.number, 3, citizen=ivan, now=world.now),
            desk.citizen.one("0000-0000", citizen=ivan),
        ):
            with pytest.raises(NotPossibleError, match="unknown"):
                await act


async def test_an_edited_message_stands_beside_its_earlier_version(world: World) -> None:
    olena, stranger = await world.citizen(), await world.citizen("ivan")
    async with world.at_desk() as desk:
        request = await desk.intake.hand_in(
            NewRequest("Метрика 1931", message="77"), citizen=olena,
            holder=Holder("village", RoutingReason.NEAREST), now=world.now,
        )  # fmt: skip
        edited = await desk.citizen.edit("77", "Метрика 1913", citizen=olena, now=world.now)
        assert edited is not None
        assert await desk.citizen.edit("78", "Інше", citizen=olena, now=world.now) is None
        assert await desk.citizen.edit("77", "Чуже", citizen=stranger, now=world.now) is None
        _, said = await desk.citizen.one(request.number, citizen=olena)
    assert [one.words for one in said] == ["Метрика 1931", "Метрика 1913"]
    assert said[1].replaces == said[0].id


async def test_rating_and_opening_again_within_the_term(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
        with pytest.raises(NotPossibleError, match="state"):
            await desk.citizen.rate(request.number, 3, citizen=olena, now=world.now)
    async with world.at_desk() as desk:
        await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
        await desk.citizen.rate(request.number, 1, citizen=olena, now=world.now)
        await desk.citizen.comment(request.number, "Не те", citizen=olena, now=world.now)
        rated, said = await desk.citizen.one(request.number, citizen=olena)
    assert (rated.rating, said[-1].words) == (1, "Не те")
    world.later(days=3)
    async with world.at_desk() as desk:
        again = await desk.citizen.reopen(request.number, citizen=olena, now=world.now)
    assert (again.state, again.owner_id, again.rating) == (State.NEW, None, None)
    assert again.due_at > request.due_at


async def test_after_the_term_it_stays_closed(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
        await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
    world.later(days=14)
    async with world.at_desk() as desk:
        with pytest.raises(NotPossibleError, match="again"):
            await desk.citizen.reopen(request.number, citizen=olena, now=world.now)


async def test_while_a_person_owns_a_request_they_are_the_one_to_talk_to(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena)
    async with world.at_desk() as desk:
        assert await desk.citizen.with_a_person(olena) is None
        await desk.work.take(request.number, by=oksana, now=world.now)
        found = await desk.citizen.with_a_person(olena)
        assert found is not None
        assert found.number == request.number
        await desk.work.answer(request.number, "Ось", by=oksana, now=world.now)
        assert await desk.citizen.with_a_person(olena) is None


async def test_terms_are_agreed_to_before_a_copy_is_made(world: World) -> None:
    petro, olena = await world.person("Петро", "oblast"), await world.citizen()
    request = await world.ask(olena, point="oblast", kind=RequestKind.DOCUMENT_DELIVERY)
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=petro, now=world.now)
        await desk.work.offer(request.number, "10 сторінок", by=petro, now=world.now)
    world.later(days=1)
    async with world.at_desk() as desk:
        agreed = await desk.citizen.agree(request.number, "Так", citizen=olena, now=world.now)
    assert agreed.state is State.TAKEN
    assert (agreed.due_at - request.due_at).days == 1
    assert world.topics()[-2:] == ["offered", "agreed!"]


async def test_leaving_erases_every_word_and_withdraws_what_was_open(world: World) -> None:
    oksana, olena = await world.person("Оксана"), await world.citizen()
    request = await world.ask(olena, "таємниця родини")
    async with world.at_desk() as desk:
        await desk.work.take(request.number, by=oksana, now=world.now)
        assert await desk.citizen.forget(olena, now=world.now) == 1
    await world.forget(olena)
    async with world.database.reading() as unit:
        row = await unit.first(select(requests))
        entry = await unit.first(select(request_entries))
        assert await unit.all(select(request_terms)) == []
        did = [event.did for event in await unit.all(select(request_events))]
    assert (entry.words, entry.files, row.citizen_id, row.name) == (None, None, None, None)
    assert row.state == State.WITHDRAWN
    assert did == ["handed_in", "taken", "withdrawn", "forgotten"]
    assert world.topics()[-1] == "withdrawn!"


async def test_what_was_asked_in_person_counts_as_work(world: World) -> None:
    oksana = await world.person("Оксана")
    async with world.at_desk() as desk:
        done = await desk.intake.note_down(
            NewRequest("Допомога з Дією", kind=RequestKind.SERVICE_HELP), by=oksana,
            came=Came.IN_PERSON, done=True, now=world.now,
        )  # fmt: skip
        todo = await desk.intake.note_down(
            NewRequest("Знайти статтю"), by=oksana, came=Came.PHONE, done=False, now=world.now
        )
    assert (done.state, done.came, done.closed_at) == (State.CLOSED, Came.IN_PERSON, world.now)
    assert (todo.state, todo.owner_id) == (State.TAKEN, oksana.id)
    assert world.topics() == []
