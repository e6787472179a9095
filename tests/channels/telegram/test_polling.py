"""Long polling: the offset confirms only what is durable."""

import asyncio

from bot.channels.telegram.channel import TelegramChannel
from tests.channels.telegram.common import Inbox, Pauses, background
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import Running
from tests.waiting import until


def pending(telegram: Running) -> list[int]:
    return [update["update_id"] for update in telegram.fake.updates]


async def test_updates_arrive_in_order(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
) -> None:
    sent = [await citizen.says("до початку")]
    async with background(channel.run(inbox)):
        await until(lambda: inbox.ids == sent)
        sent += [await citizen.says(f"слово {n}") for n in range(120)]  # more than one batch
        await until(lambda: inbox.ids == sent)
        await until(lambda: not pending(telegram))
    assert {event.peer for event in inbox.events} == {str(citizen.id)}
    assert inbox.events[0].body["message"]["text"] == "до початку"


async def test_the_offset_waits_for_the_inbox(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
) -> None:
    inbox.gate.clear()
    sent = [await citizen.says("а"), await citizen.says("б")]
    async with background(channel.run(inbox)):
        await until(lambda: inbox.asked == 1)
        await asyncio.sleep(0.1)
        assert pending(telegram) == sent, "nothing is confirmed while accept runs"
        assert inbox.asked == 1
        inbox.gate.set()
        await until(lambda: not pending(telegram))
    assert inbox.ids == sent


async def test_a_failed_batch_comes_again(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running, pauses: Pauses
) -> None:
    inbox.failures = 3
    sent = [await citizen.says("а"), await citizen.says("б")]
    async with background(channel.run(inbox)):
        await until(lambda: inbox.asked == 3)
        assert pending(telegram) == sent
        await until(lambda: inbox.ids == sent)
        await until(lambda: not pending(telegram))
    assert pauses.seconds == [0.5, 1, 2]


async def test_a_process_that_ends_before_confirming_gets_them_again(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
) -> None:
    inbox.gate.clear()
    sent = [await citizen.says("а")]
    async with background(channel.run(inbox)):
        await until(lambda: inbox.asked == 1)
    assert pending(telegram) == sent
    inbox.gate.set()
    async with background(channel.run(inbox)):
        await until(lambda: inbox.ids == sent)


async def test_an_old_webhook_is_deleted_and_nothing_is_dropped(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
) -> None:
    telegram.fake.webhook = {"url": "https://old.example.org/hook"}
    telegram.fake.updates.append(
        {"update_id": 5, "message": {"chat": {"id": citizen.id, "type": "private"}}}
    )
    async with background(channel.run(inbox)):
        await until(lambda: inbox.ids == [5])
    assert telegram.fake.webhook == {}


async def test_a_webhook_set_meanwhile_is_deleted(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
) -> None:
    async with background(channel.run(inbox)):
        await until(lambda: telegram.fake.poll == 1)
        telegram.fake.webhook = {"url": "https://127.0.0.1:1/hook"}
        telegram.fake.wake()
        sent = await citizen.says("чути?")
        await until(lambda: inbox.ids == [sent])


async def test_another_poller_is_waited_out(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running, pauses: Pauses
) -> None:
    conflict = "Conflict: terminated by other getUpdates request"
    body = {"method": "getUpdates", "code": 409, "description": conflict, "times": 2}
    local(telegram.fake)("fail", body)
    sent = await citizen.says("чути?")
    async with background(channel.run(inbox)):
        await until(lambda: inbox.ids == [sent])
    assert pauses.seconds == [0.5, 1]


async def test_failures_of_the_network_and_of_telegram_pass(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running, pauses: Pauses
) -> None:
    do = local(telegram.fake)
    do("fail", {"method": "deleteWebhook", "code": 502})
    do("fail", {"method": "getUpdates", "code": 500, "times": 2})
    do("fail", {"method": "getUpdates", "code": 429, "retry_after": 9})
    sent = await citizen.says("чути?")
    async with background(channel.run(inbox)):
        await until(lambda: inbox.ids == [sent])
    assert pauses.seconds == [0.5, 0.5, 1, 9]


async def test_only_the_kinds_we_read_are_asked_for(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
) -> None:
    async with background(channel.run(inbox)):
        await until(lambda: telegram.fake.poll == 1)
        asked = dict(telegram.fake.calls)["getUpdates"]
        assert asked["allowed_updates"] == [
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
        ]
        number = local(telegram.fake)("push", {"update": {"message": "broken"}, "check": False})
        await until(lambda: inbox.ids == [number["update_id"]])
    assert inbox.events[0].peer == ""
    assert channel.turn(inbox.events[0].body) is None


async def test_a_batch_of_nothing_readable_does_not_spin(
    channel: TelegramChannel, inbox: Inbox, telegram: Running, pauses: Pauses
) -> None:
    telegram.fake.updates.append({"update_id": "x"})
    async with background(channel.run(inbox)):
        await until(lambda: len(pauses.seconds) == 2)
        telegram.fake.updates.clear()
    assert inbox.events == []
