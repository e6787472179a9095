"""Notices, commands, and what must never be logged."""

import logging
import subprocess
import sys

import pytest
import structlog

from bot.channels.contract import SendError
from bot.channels.telegram.channel import TelegramChannel
from bot.engine.model import Key, Message
from bot.engine.turn import TurnKind
from tests.channels.telegram.common import Inbox, background
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import Running
from tests.fakes.telegram.state import TOKEN
from tests.waiting import until

MENU = Message("Що зробити?", rows=((Key("Знайти бібліотеку", token="1:find"),),))


async def test_a_tap_is_a_turn_and_stops_spinning(
    channel: TelegramChannel, inbox: Inbox, citizen: Citizen
) -> None:
    await channel.send(str(citizen.id), MENU)
    await citizen.taps("Знайти бібліотеку")
    async with background(channel.run(inbox)):
        await until(lambda: inbox.events)
    turn = channel.turn(inbox.events[0].body)
    assert turn is not None
    assert (turn.kind, turn.token) == (TurnKind.PRESS, "1:find")
    assert citizen.spinning
    await channel.notice(inbox.events[0].body)
    assert not citizen.spinning
    await channel.send(str(citizen.id), Message("Ось вона", replace=turn.message))
    assert [seen.text for seen in citizen.sees] == ["Ось вона"]


async def test_a_text_shows_typing(
    channel: TelegramChannel, citizen: Citizen, telegram: Running
) -> None:
    await citizen.says("де бібліотека?")
    await channel.notice(telegram.fake.updates[0])
    assert citizen.actions == ["typing"]


async def test_a_notice_never_raises(
    channel: TelegramChannel, citizen: Citizen, telegram: Running
) -> None:
    await channel.send(str(citizen.id), MENU)
    await citizen.taps("Знайти бібліотеку")
    body = telegram.fake.updates[0]
    await channel.notice(body)
    await channel.notice(body)  # answered already: Telegram calls the query too old
    assert "query is too old" in telegram.fake.refusals.pop()
    for broken in ({}, {"message": None}, {"callback_query": {"id": 5}}):
        await channel.notice(broken)
    local(telegram.fake)("fail", {"method": "sendChatAction", "code": 502})
    await citizen.says("ще")
    await channel.notice(telegram.fake.updates[1])
    await channel.close()
    await channel.notice(telegram.fake.updates[1])


async def test_commands_are_told_in_each_language(
    channel: TelegramChannel, telegram: Running
) -> None:
    await channel.set_commands({"uk": [("menu", "Меню")], "en": [("menu", "Menu")]})
    ours = [{"command": "menu", "description": "Меню"}]
    assert telegram.fake.settings == {
        ("commands", "uk"): ours,
        ("commands", ""): ours,
        ("commands", "en"): [{"command": "menu", "description": "Menu"}],
    }


async def test_commands_that_fail_stop_nothing(channel: TelegramChannel, telegram: Running) -> None:
    local(telegram.fake)("fail", {"method": "setMyCommands", "code": 502, "times": 3})
    await channel.set_commands({"uk": [("menu", "Меню")]})


async def test_logs_hold_no_token_text_or_chat(
    channel: TelegramChannel,
    inbox: Inbox,
    citizen: Citizen,
    telegram: Running,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        await citizen.says("таємниця")
        inbox.failures = 1
        for method in ("getUpdates", "sendMessage", "sendChatAction"):
            local(telegram.fake)("fail", {"method": method, "code": 502})
        async with background(channel.run(inbox)):
            await until(lambda: inbox.events)
        await channel.notice(inbox.events[0].body)
        with pytest.raises(SendError):
            await channel.send(str(citizen.id), Message("таємниця"))
        await channel.send(str(citizen.id), Message("таємниця"))
    whole = caplog.text + repr(logged) + "".join(capsys.readouterr())
    assert len(logged) >= 3, "failures are logged"
    for secret in (TOKEN, TOKEN.partition(":")[2], "таємниця", str(citizen.id)):
        assert secret not in whole


def test_a_run_without_telegram_does_not_pay_for_it():
    code = (
        "import sys, bot.channels.telegram.channel, bot.channels.telegram.channel_type; "
        "sys.exit(bool({'telegram', 'httpx', 'httpx2'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_its_address_is_asked_for_once_and_opens_a_deep_link(
    channel: TelegramChannel, telegram: Running
) -> None:
    for link in ("menu", "appointment_slip__482-915-k3f9q2mzabcd"):
        assert await channel.address(link) == f"https://t.me/mistok_test_bot?start={link}"
        telegram.fake.me = {}  # it is known
