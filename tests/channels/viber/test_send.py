"""Sending: what Viber answers becomes what delivery knows."""

import pytest

from bot.channels.contract import Failure, FetchError, SendError
from bot.channels.viber import send as sending
from bot.channels.viber.calls import CallError
from bot.channels.viber.channel import ViberChannel
from bot.channels.viber.client import Client
from bot.channels.viber.send import Unanswered
from bot.engine.model import Key, Message
from tests.fakes.viber.account import FIRST_TOKEN, TOKEN
from tests.fakes.viber.citizen import Citizen, local
from tests.fakes.viber.server import Running

HELLO = Message("Вітаємо", rows=((Key("Знайти", token="find"),),))


@pytest.fixture
async def reader(viber: Running, citizen: Citizen) -> Citizen:
    """Somebody who has written."""
    viber.fake.webhook = "https://mistok.test/viber/webhook"
    viber.fake.receipts = False
    citizen.becomes(subscribed=True)
    return citizen


async def failure(channel: ViberChannel, peer: str, message: Message = HELLO) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(peer, message)
    return caught.value


async def test_its_token_is_the_reference_to_the_last_digit(
    channel: ViberChannel, reader: Citizen
) -> None:
    assert await channel.send(reader.id, HELLO) == str(FIRST_TOKEN)
    assert reader.heard == ["Вітаємо"]


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        ({"registered": False}, "5: receiverNotRegistered"),
        ({"subscribed": False}, "6: receiverNotSubscribed"),
        ({"device": False}, "11: receiverNoSuitableDevice"),
    ],
)
async def test_who_can_not_be_reached(
    channel: ViberChannel, reader: Citizen, now: dict[str, bool], reason: str
) -> None:
    reader.becomes(**now)
    error = await failure(channel, reader.id)
    assert (error.failure, error.reason) == (Failure.GONE, reason)


@pytest.mark.parametrize("status", [2, 7, 8, 9, 10, 15])
async def test_what_only_the_operator_can_mend_waits_and_says_what_to_do(
    channel: ViberChannel, reader: Citizen, viber: Running, status: int
) -> None:
    local(viber.fake)("fail", {"method": "send_message", "status": status})
    error = await failure(channel, reader.id)
    assert (error.failure, error.after) == (Failure.RETRY, 60.0)
    assert "Viber" in error.reason or "webhook" in error.reason
    assert TOKEN not in error.reason


@pytest.mark.parametrize("status", [12, 16, 999, -1])
async def test_what_passes_is_tried_again(
    channel: ViberChannel, reader: Citizen, viber: Running, status: int
) -> None:
    local(viber.fake)("fail", {"method": "send_message", "status": status})
    error = await failure(channel, reader.id)
    assert error.failure is Failure.RETRY
    await channel.send(reader.id, HELLO)


@pytest.mark.parametrize("status", [1, 3, 4, 13, 14])
async def test_what_is_refused_for_good(
    channel: ViberChannel, reader: Citizen, viber: Running, status: int
) -> None:
    local(viber.fake)("fail", {"method": "send_message", "status": status})
    assert (await failure(channel, reader.id)).failure is Failure.BAD
    viber.fake.refusals.clear()


async def test_a_part_is_not_said_twice(
    channel: ViberChannel, reader: Citizen, viber: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AGAIN", sending.Backoff(0.01, 0.02))
    local(viber.fake)("fail", {"method": "send_message", "status": 12, "times": 2, "after": 1})
    await channel.send(reader.id, Message("Речення тут. " * 800))
    assert [len(text) > 3000 for text in reader.heard] == [True, True]


async def test_cards_that_are_refused_are_done_without(
    channel: ViberChannel, reader: Citizen, viber: Running
) -> None:
    local(viber.fake)("fail", {"method": "send_message", "status": 3, "after": 1})
    rows = ((Key("Деражня", token="library__a"),), (Key("Рівне", token="library__b"),))
    await channel.send(reader.id, Message("Ось вони.", rows=rows, cards=("a", "b")))
    assert reader.heard == ["Ось вони."]
    await channel.send(reader.id, Message("Ось вони.", rows=rows, cards=("a", "b")))
    assert [one.kind for one in reader.sees] == ["text", "text", "rich_media"]
    viber.fake.refusals.clear()


async def test_earlier_buttons_stay_until_the_person_replies(
    channel: ViberChannel, reader: Citizen
) -> None:
    await channel.send(reader.id, Message("Так?", rows=((Key("Так", token="1:yes"),),)))
    await channel.send(reader.id, Message("Новина", rows=((Key("Відкрити", token="news__1"),),)))
    assert reader.labels == ["Відкрити", "Так"]
    channel.turn({"event": "message", "sender": {"id": reader.id}, "message": {"type": "text"}})
    await channel.send(reader.id, HELLO)
    assert reader.labels == ["Знайти"]


class TestUnanswered:
    """At most a hundred an hour to who does not reply."""

    def test_counts_and_forgets(self) -> None:
        now = 1000.0
        unanswered = Unanswered(most=3, clock=lambda: now)
        for _ in range(3):
            assert unanswered.pause("a") == 0
            unanswered.count("a")
            now += 60
        assert unanswered.pause("a") == 3600 - 180
        assert unanswered.pause("b") == 0
        now += 3600 - 180
        assert unanswered.pause("a") == 0

    def test_a_reply_begins_anew(self) -> None:
        unanswered = Unanswered(most=1, clock=lambda: 0.0)
        unanswered.count("a")
        assert unanswered.pause("a")
        unanswered.replied("a")
        assert not unanswered.pause("a")

    async def test_the_next_one_waits(self, channel: ViberChannel, reader: Citizen) -> None:
        for _ in range(100):
            await channel.send(reader.id, Message("Ще."))
        error = await failure(channel, reader.id)
        assert (error.failure, error.after) == (Failure.RETRY, 300.0)
        await reader.says("досить")
        channel.turn({"event": "message", "sender": {"id": reader.id}, "message": {"type": "text"}})
        await channel.send(reader.id, HELLO)


class TestTheClient:
    async def test_what_is_too_long_is_not_even_sent(self, viber: Running) -> None:
        client = Client(TOKEN, api=viber.api)
        with pytest.raises(CallError, match="the request has"):
            await client.call("send_message", {"text": "ї" * 15_001})
        assert viber.fake.calls == []
        await client.close()

    async def test_nobody_answers(self) -> None:
        client = Client(TOKEN, api="http://127.0.0.1:9/pa")
        with pytest.raises(CallError, match="network: ConnectError"):
            await client.call("get_account_info", {})
        await client.close()

    async def test_a_wrong_token(self, viber: Running) -> None:
        client = Client("wrong", api=viber.api)
        with pytest.raises(CallError) as caught:
            await client.call("get_account_info", {})
        assert caught.value.status == 2
        await client.close()


class TestFiles:
    async def test_a_file_that_came(self, channel: ViberChannel, viber: Running) -> None:
        viber.fake.media["a.pdf"] = b"%PDF"
        assert await channel.fetch(f"{viber.address}/media/a.pdf") == b"%PDF"

    @pytest.mark.parametrize(
        ("address", "why"),
        [("/media/gone", Failure.GONE), ("http://127.0.0.1:9/secret", Failure.BAD),
         ("file:///etc/passwd", Failure.BAD), ("https://127.0.0.1:9/a", Failure.RETRY)],
    )  # fmt: skip
    async def test_one_that_can_not_be_had(
        self, channel: ViberChannel, viber: Running, address: str, why: Failure
    ) -> None:
        whole = viber.address + address if address.startswith("/") else address
        with pytest.raises(FetchError) as caught:
            await channel.fetch(whole)
        assert caught.value.failure is why

    async def test_one_that_is_too_large(
        self, channel: ViberChannel, viber: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.channels.viber.channel.CITIZEN_BYTES", 100)
        viber.fake.media["big"] = b"a" * 101
        with pytest.raises(FetchError) as caught:
            await channel.fetch(f"{viber.address}/media/big")
        assert caught.value.failure is Failure.BAD
