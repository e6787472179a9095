"""The webhook: a true signature, a limit, and 200 only after the inbox has it."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.channels.viber.account import PATH
from bot.channels.viber.channel import ViberChannel
from bot.channels.viber.webhook import BODY_BYTES, SIGNATURE_HEADER, signature_of
from bot.engine.model import Key, Message
from tests.channels.telegram.common import Inbox, Pauses, background
from tests.channels.viber.common import MESSAGE_TOKEN, PERSON, Json, callback, message, post
from tests.channels.viber.conftest import SHARE, Answers, Receipts
from tests.fakes.viber.account import TOKEN
from tests.fakes.viber.citizen import Citizen, local
from tests.fakes.viber.server import Running
from tests.waiting import until

CYRILLIC = json.dumps(message(text="Їжак і ґава 🌉"), ensure_ascii=False).encode()


def test_the_signature_is_of_the_very_bytes() -> None:
    expected = hmac.new(TOKEN.encode(), CYRILLIC, hashlib.sha256).hexdigest()
    assert signature_of(CYRILLIC, TOKEN) == expected
    assert signature_of(CYRILLIC + b" ", TOKEN) != expected


class TestTheRoute:
    async def test_takes_a_message(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        answer = await post(http, CYRILLIC)
        assert (answer.status_code, answer.content) == (200, b"")
        assert [(one.id, one.peer) for one in inbox.events] == [
            (f"message:{MESSAGE_TOKEN}", PERSON["id"])
        ]

    @pytest.mark.parametrize(
        "shown", [None, "", "wrong", signature_of(CYRILLIC, "another"), "ї", "0" * 64]
    )
    async def test_wants_a_true_signature_before_it_reads(
        self, http: httpx.AsyncClient, inbox: Inbox, shown: str | None
    ) -> None:
        headers = [] if shown is None else [(SIGNATURE_HEADER.encode(), shown.encode())]
        for body in (CYRILLIC, b"[" * 100_000):
            answer = await http.post(PATH, content=body, headers=headers)
            assert answer.status_code == 401
        assert inbox.asked == 0

    async def test_a_body_changed_on_the_way_is_forged(
        self, http: httpx.AsyncClient, inbox: Inbox
    ) -> None:
        headers = {SIGNATURE_HEADER: signature_of(CYRILLIC, TOKEN)}
        changed = CYRILLIC.replace(b"UA", b"PL")
        assert (await http.post(PATH, content=changed, headers=headers)).status_code == 401

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"null", b"[]", b"{}", b'{"event": 1}', b"\xff\xfe", b"[" * 100_000]
    )
    async def test_refuses_what_is_no_callback(
        self, http: httpx.AsyncClient, inbox: Inbox, body: bytes
    ) -> None:
        assert (await post(http, body)).status_code == 400
        assert inbox.asked == 0

    async def test_refuses_a_large_body(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        body = json.dumps(message(text="a" * BODY_BYTES)).encode()

        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(body), 65_536):
                yield body[start : start + 65_536]

        headers = {SIGNATURE_HEADER: signature_of(body, TOKEN)}
        assert (await post(http, body)).status_code == 413
        assert (await http.post(PATH, content=chunks(), headers=headers)).status_code == 413
        assert inbox.asked == 0

    @pytest.mark.parametrize("bad", [rb"\ud83d", rb"a\u0000b", b"\xff\xfe\xd0"])
    async def test_what_can_not_be_stored_is_replaced(
        self, http: httpx.AsyncClient, inbox: Inbox, bad: bytes
    ) -> None:
        raw = json.dumps(message(text="NAME")).encode().replace(b"NAME", bad)
        assert (await post(http, raw)).status_code == 200
        (event,) = inbox.events
        held = event.body["message"]
        assert isinstance(held, dict)
        held["text"].encode()
        assert "\ufffd" in held["text"]

    @pytest.mark.parametrize("name", ["webhook", "action", "client_status", "ще щось"])
    async def test_what_it_does_not_know_is_well(
        self, http: httpx.AsyncClient, inbox: Inbox, name: str
    ) -> None:
        assert (await post(http, callback(name))).status_code == 200
        assert inbox.asked == 0

    async def test_answers_after_the_inbox_has_it(
        self, http: httpx.AsyncClient, inbox: Inbox
    ) -> None:
        inbox.gate.clear()
        posting = asyncio.create_task(post(http, CYRILLIC))
        await until(lambda: inbox.asked == 1)
        await asyncio.sleep(0.1)
        assert not posting.done()
        inbox.gate.set()
        assert (await posting).status_code == 200

    async def test_all_come_from_one_address(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        inbox.gate.clear()
        many = [message(text="а") | {"message_token": number} for number in range(1, 3 * SHARE)]
        posting = [asyncio.create_task(post(http, one)) for one in many]
        await until(lambda: inbox.asked == len(many))
        inbox.gate.set()
        assert {(await one).status_code for one in posting} == {200}

    async def test_says_when_the_inbox_failed(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        inbox.failures = 1
        assert (await post(http, CYRILLIC)).status_code == 503
        assert (await post(http, CYRILLIC)).status_code == 200
        assert len(inbox.events) == 1

    async def test_the_same_comes_twice(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        for _ in range(3):
            assert (await post(http, CYRILLIC)).status_code == 200
        assert len(inbox.events) == 1


class TestTheWelcome:
    """The opening of a chat is answered by one message in the response."""

    OPENED: Json = callback("conversation_started", user=PERSON, context="a", subscribed=False)

    async def test_is_in_the_response(self, http: httpx.AsyncClient, answers: Answers) -> None:
        rows = ((Key("Знайти", token="find"),),)
        answers.messages = [Message("Вітаємо."), Message("Чим допомогти?", rows=rows)]
        answer = await post(http, self.OPENED)
        said = answer.json()
        assert said["text"] == "Вітаємо.\n\nЧим допомогти?"
        assert said["keyboard"]["Buttons"][0]["Text"] == "Знайти"
        assert "receiver" not in said
        assert answers.given == 1

    async def test_one_that_takes_too_long_is_sent_as_others(
        self, http: httpx.AsyncClient, answers: Answers
    ) -> None:
        answer = await post(http, self.OPENED)
        assert (answer.status_code, answer.content, answers.given) == (200, b"", 0)

    async def test_one_that_is_too_long_is_sent_as_others(
        self, http: httpx.AsyncClient, answers: Answers
    ) -> None:
        answers.messages = [Message("Слово. " * 2000)]
        answer = await post(http, self.OPENED)
        assert (answer.status_code, answer.content, answers.given) == (200, b"", 0)


class TestReceipts:
    """What became of a message: told of one that is known, waited for a moment, then let go."""

    TOKEN = str(MESSAGE_TOKEN)

    @pytest.mark.parametrize(
        ("event", "kind"),
        [("delivered", "delivered"), ("seen", "read"), ("failed", "failed")],
    )
    async def test_are_written_down(
        self, http: httpx.AsyncClient, receipts: Receipts, event: str, kind: str
    ) -> None:
        receipts.known.add(self.TOKEN)
        assert (await post(http, callback(event, user_id="a="))).status_code == 200
        ((one),) = receipts.taken
        assert (one.kind, one.reference) == (kind, self.TOKEN)

    async def test_why_it_failed_is_told_without_words(
        self, http: httpx.AsyncClient, receipts: Receipts
    ) -> None:
        receipts.known.add(self.TOKEN)
        desc = "failure description: “Оксана” at https://mistok.test/file/secret"
        await post(http, callback("failed", user_id="a=", desc=desc))
        assert "Оксана" not in receipts.taken[0].reason
        assert "secret" not in receipts.taken[0].reason
        assert receipts.taken[0].reason.startswith("Viber: failure description")

    async def test_one_that_comes_before_its_message_is_noted(
        self, http: httpx.AsyncClient, receipts: Receipts
    ) -> None:
        assert (await post(http, callback("seen", user_id="a="))).status_code == 200
        receipts.known.add(self.TOKEN)
        await until(lambda: receipts.taken)

    async def test_a_failure_that_comes_before_its_message_is_asked_for_again(
        self, http: httpx.AsyncClient, receipts: Receipts
    ) -> None:
        now = {"timestamp": int(time.time() * 1000), "user_id": "a="}
        assert (await post(http, callback("failed") | now)).status_code == 503
        receipts.known.add(self.TOKEN)
        assert (await post(http, callback("failed") | now)).status_code == 200

    async def test_an_old_failure_of_nothing_known_is_let_go(
        self, http: httpx.AsyncClient, inbox: Inbox
    ) -> None:
        assert (await post(http, callback("failed", user_id="a="))).status_code == 200
        assert inbox.asked == 0


class TestWithViber:
    async def test_callbacks_come_through(
        self, channel: ViberChannel, inbox: Inbox, citizen: Citizen, viber: Running
    ) -> None:
        async with background(channel.run(inbox)):
            sent = [await citizen.says(f"слово {n}") for n in range(5)]
            await until(lambda: [one.id for one in inbox.events] == [f"message:{n}" for n in sent])
        await until(lambda: not viber.fake.waiting)
        assert viber.fake.webhook == "https://mistok.test/viber/webhook"

    async def test_what_failed_comes_again(
        self, channel: ViberChannel, inbox: Inbox, citizen: Citizen, viber: Running
    ) -> None:
        inbox.failures = 2
        async with background(channel.run(inbox)):
            await citizen.says("чути?")
            await until(lambda: len(inbox.events) == 1)
            await until(lambda: not viber.fake.waiting)
        assert viber.fake.statuses == [("message", 503), ("message", 503), ("message", 200)]

    async def test_the_welcome_reaches_who_has_not_subscribed(
        self, channel: ViberChannel, inbox: Inbox, answers: Answers, citizen: Citizen,
        viber: Running,
    ) -> None:  # fmt: skip
        answers.messages = [Message("Вітаємо.")]
        async with background(channel.run(inbox)):
            await until(lambda: viber.fake.webhook)
            await citizen.opens("service__subsidy")
            await until(lambda: citizen.heard)
        assert citizen.heard == ["Вітаємо."]
        assert citizen.labels == ["Menu"]

    async def test_setting_the_webhook_is_tried_until_it_works(
        self, channel: ViberChannel, inbox: Inbox, viber: Running, pauses: Pauses
    ) -> None:
        do = local(viber.fake)
        do("fail", {"method": "set_webhook", "status": 12})
        do("fail", {"method": "set_webhook", "status": -1})
        async with background(channel.run(inbox)):
            await until(lambda: viber.fake.webhook)
        assert pauses.seconds == [0.5, 1.0]
        assert {"delivered", "failed", "conversation_started"} <= set(viber.fake.events)


async def test_its_address_is_asked_for_once_and_opens_a_deep_link(
    channel: ViberChannel, viber: Running
) -> None:
    assert await channel.address("menu") == "viber://pa?chatURI=mistok&context=menu"
    local(viber.fake)("fail", {"method": "get_account_info", "status": 12})
    assert await channel.address("a b") == "viber://pa?chatURI=mistok&context=a+b"
