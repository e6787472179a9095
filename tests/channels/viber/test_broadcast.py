"""The same to many people at once: one call, and an end of its own for each."""

import asyncio
from collections.abc import Sequence

import httpx
import pytest

from bot.channels.broadcasts import Broadcasts
from bot.channels.contract import Failure, SendError
from bot.channels.viber.channel import ViberChannel
from bot.engine.model import Message
from tests.channels.viber.common import callback, post
from tests.channels.viber.conftest import Receipts
from tests.fakes.viber.account import FIRST_TOKEN
from tests.fakes.viber.citizen import Citizen, local
from tests.fakes.viber.server import Running

NEWS = Message("Завтра о 10:00 навчання для всіх бібліотек.")


@pytest.fixture
def people(viber: Running) -> list[Citizen]:
    """Six who have written."""
    viber.fake.webhook = "https://mistok.test/viber/webhook"
    viber.fake.receipts = False
    found = [Citizen(local(viber.fake), name=f"Бібліотека {number}") for number in range(6)]
    for one in found:
        one.becomes(subscribed=True)
    return found


def calls(viber: Running) -> list[tuple[str, int]]:
    """What was called, and for how many people."""
    return [
        (method, len(body.get("broadcast_list", ("one",)))) for method, body in viber.fake.calls
    ]


def failures(fates: Sequence[str | SendError]) -> list[tuple[int, Failure, str]]:
    return [
        (place, one.failure, one.reason)
        for place, one in enumerate(fates)
        if isinstance(one, SendError)
    ]


async def test_one_call_for_all_and_each_learns_its_own_end(
    channel: ViberChannel, viber: Running, people: list[Citizen]
) -> None:
    people[2].becomes(subscribed=False)
    people[4].becomes(device=False)
    fates = await channel.broadcast([one.id for one in people], NEWS)
    assert calls(viber) == [("broadcast_message", 6)]
    assert failures(fates) == [
        (2, Failure.GONE, "6: receiverNotSubscribed"),
        (4, Failure.GONE, "11: receiverNoSuitableDevice"),
    ]
    sent = [one for one in fates if isinstance(one, str)]
    assert len(set(sent)) == 4
    assert not any(person.id in reference for person in people for reference in sent)
    assert [one.heard for one in people if one.heard] == [[NEWS.text]] * 4


async def test_a_receipt_is_of_one_person(
    channel: ViberChannel, http: httpx.AsyncClient, people: list[Citizen], receipts: Receipts
) -> None:
    one, other = people[:2]
    fates = await channel.broadcast([one.id, other.id], NEWS)
    receipts.known = {str(fate) for fate in fates}
    told = callback("seen", user_id=other.id) | {"message_token": FIRST_TOKEN}
    assert (await post(http, told)).status_code == 200
    assert [receipt.also for receipt in receipts.taken] == [fates[1]]
    assert receipts.asked == 1


async def test_who_waits_goes_out_with_the_next_and_no_more_than_300_at_once(
    channel: ViberChannel, viber: Running
) -> None:
    viber.fake.webhook, viber.fake.receipts = "https://mistok.test/viber/webhook", False
    many = [Citizen(local(viber.fake), name="Бібліотека") for _ in range(650)]
    for one in many:
        one.becomes(subscribed=True)
    together = Broadcasts()
    said = [asyncio.create_task(together.send(one.id, NEWS, channel)) for one in many]
    other = asyncio.create_task(together.send(many[0].id, Message("Інше"), channel))
    references = await asyncio.gather(*said)
    await other
    assert len(set(references)) == 650
    assert [n for _, n in calls(viber)] == [300, 300, 50, 1]
    assert all(one.heard[0] == NEWS.text for one in many)


async def test_a_bot_that_may_not_write_to_many_writes_to_each(
    channel: ViberChannel, viber: Running, people: list[Citizen]
) -> None:
    local(viber.fake)("fail", {"method": "broadcast_message", "status": 20})
    with pytest.raises(SendError) as caught:
        await channel.broadcast([one.id for one in people], NEWS)
    assert caught.value.failure is Failure.RETRY
    assert not channel.broadcasts


async def test_a_call_that_fails_is_tried_again(
    channel: ViberChannel, viber: Running, people: list[Citizen]
) -> None:
    local(viber.fake)("fail", {"method": "broadcast_message", "status": 12})
    together = Broadcasts()

    def send_all() -> list[asyncio.Task[str]]:
        return [asyncio.create_task(together.send(one.id, NEWS, channel)) for one in people]

    failed = await asyncio.gather(*send_all(), return_exceptions=True)
    assert {one.failure for one in failed if isinstance(one, SendError)} == {Failure.RETRY}
    assert channel.broadcasts
    await asyncio.gather(*send_all())
    assert all(one.heard == [NEWS.text] for one in people)


async def test_a_long_one_comes_whole_to_each(
    channel: ViberChannel, viber: Running, people: list[Citizen]
) -> None:
    fates = await channel.broadcast([one.id for one in people[:2]], Message("слово " * 1500))
    assert not failures(fates)
    assert {method for method, _ in calls(viber)} == {"send_message"}
    assert all(len(one.heard) == 2 for one in people[:2])


async def test_what_breaks_ends_its_own_letters_and_no_others(
    channel: ViberChannel, people: list[Citizen], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = channel.broadcast

    async def broken(peers: Sequence[str], message: Message) -> Sequence[str | SendError]:
        if message == NEWS:
            raise RuntimeError
        return await sound(peers, message)

    monkeypatch.setattr(channel, "broadcast", broken)
    together = Broadcasts()
    first, second = people[0].id, people[1].id
    said = [together.send(first, NEWS, channel), together.send(second, Message("Інше"), channel)]
    failed, sent = await asyncio.gather(*said, return_exceptions=True)
    assert isinstance(failed, SendError)
    assert failed.failure is Failure.BAD
    assert isinstance(sent, str)
    assert people[1].heard == ["Інше"]
