"""Messages over HTTP: what a person sees, and what each failure becomes."""

import asyncio
import socket

import pytest

from bot.channels.contract import Failure, SendError
from bot.channels.telegram import send
from bot.channels.telegram.channel import TelegramChannel
from bot.engine.model import Key, Message, Pin
from bot.engine.turn import Point
from bot.pacing.backoff import Backoff
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import Running
from tests.fakes.telegram.state import TOKEN

FIND = ((Key("Знайти бібліотеку", token="1:find"),),)
PIN = Pin(Point(50.6199, 26.2516), "Бібліотека", "вул. Миру, 1")
ASKS_POINT = Message("Де ви?", wants=("point", "text"), rows=((Key("Не знаю", token="1:no"),),))


async def tell(channel: TelegramChannel, citizen: Citizen, message: Message) -> str:
    return await channel.send(str(citizen.id), message)


async def refused(channel: TelegramChannel, citizen: Citizen, message: Message) -> SendError:
    with pytest.raises(SendError) as caught:
        await tell(channel, citizen, message)
    return caught.value


def failing(telegram: Running, method: str, code: int, **more: object) -> None:
    local(telegram.fake)("fail", {"method": method, "code": code, **more})


async def test_a_message_is_seen(channel: TelegramChannel, citizen: Citizen) -> None:
    reference = await tell(
        channel, citizen, Message("Що зробити?", title="Місток 🌉", rows=FIND, pin=PIN)
    )
    said, pin = await citizen.hears(2)
    assert (said.title, said.text, said.buttons) == (
        "Місток 🌉",
        "Що зробити?",
        ("Знайти бібліотеку",),
    )
    assert pin.pin == (50.6199, 26.2516, "Бібліотека", "вул. Миру, 1")
    assert reference == f"{said.id},{pin.id}"


async def test_a_long_text_arrives_whole(channel: TelegramChannel, citizen: Citizen) -> None:
    text = " ".join(f"слово{n}" for n in range(2000))
    reference = await tell(channel, citizen, Message(text, rows=FIND))
    parts = citizen.sees
    assert len(parts) > 2
    assert " ".join(part.text for part in parts) == text
    assert [part.buttons for part in parts[:-1]] == [()] * (len(parts) - 1)
    assert reference == ",".join(str(part.id) for part in parts[-5:])
    assert parts[-1].buttons


class TestAnEdit:
    async def test_changes_the_message(self, channel: TelegramChannel, citizen: Citizen) -> None:
        first = await tell(channel, citizen, Message("Що зробити?", rows=FIND))
        again = await tell(channel, citizen, Message("Ось вона", replace=first))
        (seen,) = citizen.sees
        assert (seen.text, seen.buttons, seen.edited) == ("Ось вона", (), True)
        assert again == first

    async def test_to_the_same_is_sent(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        first = await tell(channel, citizen, Message("Що зробити?", rows=FIND))
        again = await tell(channel, citizen, Message("Що зробити?", rows=FIND, replace=first))
        assert again == first
        assert len(citizen.sees) == 1
        (refusal,) = telegram.fake.refusals
        assert "message is not modified" in refusal
        telegram.fake.refusals.clear()

    async def test_of_a_message_that_is_gone_is_sent_anew(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        first = await tell(channel, citizen, Message("Що зробити?", rows=FIND))
        await citizen.erases(citizen.sees[0])
        again = await tell(channel, citizen, Message("Ось вона", rows=FIND, replace=first))
        (seen,) = citizen.sees
        assert (seen.text, seen.edited, str(seen.id)) == ("Ось вона", False, again)
        assert again != first
        telegram.fake.refusals.clear()

    async def test_of_a_message_with_a_keyboard_is_sent_anew(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        first = await tell(channel, citizen, ASKS_POINT)
        again = await tell(channel, citizen, Message("Ось вона", replace=first))
        assert again != first
        assert [seen.text for seen in citizen.sees] == ["Де ви?", "Ось вона"]
        telegram.fake.refusals.clear()


class TestTheLocationKeyboard:
    async def test_opens_and_answers(self, channel: TelegramChannel, citizen: Citizen) -> None:
        await tell(channel, citizen, ASKS_POINT)
        assert citizen.keyboard == [["Надіслати моє місце"], ["Не знаю"]]
        await citizen.taps("Не знаю")
        assert citizen.sees[-1].whole == "Не знаю"

    async def test_speaks_english(self, channel: TelegramChannel, citizen: Citizen) -> None:
        await tell(channel, citizen, Message("Where are you?", wants=("point",), lang="en"))
        assert citizen.keyboard == [["Send my location"]]

    @pytest.mark.parametrize(
        "later",
        [
            Message("Гаразд"),
            Message("Ось вона", rows=FIND),
            Message("Ось вона", rows=FIND, pin=PIN),
        ],
        ids=["plain", "with buttons", "with a pin"],
    )
    async def test_goes_with_a_later_message(
        self, channel: TelegramChannel, citizen: Citizen, later: Message
    ) -> None:
        await tell(channel, citizen, ASKS_POINT)
        await tell(channel, citizen, later)
        assert citizen.keyboard == []
        shown = [seen.text for seen in citizen.sees if not seen.pin]
        assert shown == ["Де ви?", later.text], "nothing else stays in the chat"

    async def test_is_removed_once(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        await tell(channel, citizen, ASKS_POINT)
        for _ in range(2):
            await tell(channel, citizen, Message("Ось вона", rows=FIND))
        assert [name for name, _ in telegram.fake.calls].count("deleteMessage") == 1

    async def test_takes_the_buttons_of_the_pressed_message(
        self, channel: TelegramChannel, citizen: Citizen
    ) -> None:
        first = await tell(channel, citizen, Message("Що зробити?", rows=FIND))
        await tell(channel, citizen, Message("Де ви?", wants=("point",), replace=first))
        assert [(seen.text, seen.buttons) for seen in citizen.sees] == [
            ("Що зробити?", ()),
            ("Де ви?", ()),
        ]


class TestFailures:
    async def test_too_many_requests(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        failing(telegram, "sendMessage", 429, retry_after=7)
        error = await refused(channel, citizen, Message("Добрий день"))
        assert (error.failure, error.after) == (Failure.RETRY, 7)
        assert await tell(channel, citizen, Message("Добрий день"))

    async def test_the_bot_is_blocked(self, channel: TelegramChannel, citizen: Citizen) -> None:
        await citizen.blocks()
        error = await refused(channel, citizen, Message("Добрий день"))
        assert error.failure is Failure.GONE
        assert "blocked" in error.reason

    async def test_there_is_no_such_chat(self, channel: TelegramChannel, telegram: Running) -> None:
        with pytest.raises(SendError) as caught:
            await channel.send("999", Message("Добрий день"))
        assert caught.value.failure is Failure.GONE
        telegram.fake.refusals.clear()

    @pytest.mark.parametrize("code", [500, 502, 504])
    async def test_telegram_is_ill(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running, code: int
    ) -> None:
        failing(telegram, "sendMessage", code)
        error = await refused(channel, citizen, Message("Добрий день"))
        assert error.failure is Failure.RETRY

    async def test_a_message_is_refused_for_good(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        failing(telegram, "sendMessage", 400, description="Bad Request: BUTTON_DATA_INVALID")
        error = await refused(channel, citizen, Message("Добрий день"))
        assert error.failure is Failure.BAD
        telegram.fake.refusals.clear()

    @pytest.mark.parametrize(
        "repeated",
        [
            "inline keyboard button URL 'http://10.0.0.1/file/tajemnycia' is invalid",
            'can\'t parse entities: unsupported start tag "tajemnycia" at byte offset 3',
            "wrong file @tajemnycia",
            "таємниця",
            "chat 380671112233",
        ],
    )
    async def test_the_reason_repeats_nothing_of_the_message(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running, repeated: str
    ) -> None:
        failing(telegram, "sendMessage", 400, description=f"Bad Request: {repeated}")
        error = await refused(channel, citizen, Message("Добрий день"))
        assert error.reason.startswith("400: ")
        for part in ("tajemnycia", "таємниця", "0671112233"):
            assert part not in error.reason
        telegram.fake.refusals.clear()

    async def test_an_empty_message(self, channel: TelegramChannel, citizen: Citizen) -> None:
        await tell(channel, citizen, Message(" "))
        assert citizen.sees[0].text == "…"

    async def test_the_token_is_refused(self, telegram: Running, texts, citizen: Citizen) -> None:
        channel = TelegramChannel(token="1:wrong", texts=texts, api=telegram.api)
        error = await refused(channel, citizen, Message("Добрий день"))
        await channel.close()
        assert (error.failure, error.after) == (Failure.RETRY, 60)
        assert "wrong" not in error.reason

    async def test_nobody_listens(self, texts, citizen: Citizen) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        channel = TelegramChannel(token=TOKEN, texts=texts, api=f"http://127.0.0.1:{port}")
        error = await refused(channel, citizen, Message("Добрий день"))
        await channel.close()
        assert error.failure is Failure.RETRY
        assert TOKEN not in repr(error.__dict__)

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            ("200 OK", b"<html>captive portal</html>"),
            ("200 OK", b'{"ok": true}'),
            ("200 OK", b'{"ok": false, "description": "no"}'),
            ("403 Forbidden", b"<html>the proxy forbids</html>"),
            ("400 Bad Request", b"[]"),
            ("404 Not Found", b"\xff\xfe"),
        ],
    )
    async def test_somebody_else_answers(
        self, texts, citizen: Citizen, status: str, body: bytes
    ) -> None:
        """A proxy on the way is not Telegram: the citizen is not gone, the message not bad."""

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        channel = TelegramChannel(token=TOKEN, texts=texts, api=f"http://127.0.0.1:{port}")
        error = await refused(channel, citizen, Message("Добрий день"))
        await channel.close()
        server.close()
        await server.wait_closed()
        assert error.failure is Failure.RETRY


class TestALaterPart:
    async def test_is_tried_again_without_repeating_the_first(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        failing(telegram, "sendMessage", 429, retry_after=1, after=1)
        await tell(channel, citizen, Message("слово " * 1000))
        assert len(citizen.sees) == 2

    async def test_that_asks_for_long_patience_is_left_to_delivery(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        failing(telegram, "sendMessage", 429, retry_after=300, after=1)
        error = await refused(channel, citizen, Message("слово " * 1000))
        assert (error.failure, error.after) == (Failure.RETRY, 300)

    async def test_ends_when_the_citizen_leaves_meanwhile(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        forbidden = "Forbidden: bot was blocked by the user"
        failing(telegram, "sendMessage", 403, description=forbidden, after=1)
        error = await refused(channel, citizen, Message("слово " * 1000))
        assert error.failure is Failure.GONE

    async def test_that_is_a_pin_may_fail(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        failing(telegram, "sendVenue", 400, description="Bad Request: wrong location specified")
        assert await tell(channel, citizen, Message("Ось вона", pin=PIN))
        telegram.fake.refusals.clear()

    async def test_tries_end(
        self,
        channel: TelegramChannel,
        citizen: Citizen,
        telegram: Running,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(send, "PATIENCE", 0.05)
        monkeypatch.setattr(send, "AGAIN", Backoff(0.01, 1.0))
        failing(telegram, "sendMessage", 502, after=1, times=9)
        error = await refused(channel, citizen, Message("слово " * 1000))
        assert error.failure is Failure.RETRY


class TestWhatIsTakenBack:
    async def test_goes_with_the_message_that_says_so(
        self, channel: TelegramChannel, citizen: Citizen
    ) -> None:
        noted = [await tell(channel, citizen, Message("Що зробити?", pin=PIN)) for _ in range(120)]
        kept = await tell(channel, citizen, Message("Видалити все?", rows=FIND))
        done = Message("Усе видалено.", replace=kept, recalled=(*noted, kept, "77777", "no id"))
        await tell(channel, citizen, done)
        assert [one.text for one in citizen.sees] == ["Усе видалено."]

    async def test_stays_where_telegram_refuses_and_the_message_is_sent_all_the_same(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        noted = await tell(channel, citizen, Message("Що зробити?"))
        order = {"method": "deleteMessages", "code": 500, "description": "Internal Server Error"}
        local(telegram.fake)("fail", order)
        await tell(channel, citizen, Message("Усе видалено.", recalled=(noted,)))
        assert [one.text for one in citizen.sees] == ["Що зробити?", "Усе видалено."]
