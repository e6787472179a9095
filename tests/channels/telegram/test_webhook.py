"""The webhook: a secret, a limit, and 200 only after the inbox has it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.reception import Reception
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.webhook import BODY_BYTES, PATH, SECRET_HEADER, Webhook
from bot.engine.texts import Texts
from bot.web.bounds import Bounds
from bot.web.guard import Guard
from tests.channels.telegram.common import Inbox, Pauses, background, no_answer
from tests.channels.telegram.samples import message, press, update
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import Running
from tests.fakes.telegram.state import TOKEN
from tests.waiting import PATIENCE, until

SHARE = 3  # requests of one address at once
SECRET = "a_secret-of_the_tests"
SHOWN = {SECRET_HEADER: SECRET}


@pytest.fixture
async def listening() -> AsyncIterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
async def hooked(
    telegram: Running,
    texts: Mapping[str, Texts],
    inbox: Inbox,
    pauses: Pauses,
    listening: socket.socket,
) -> AsyncIterator[TelegramChannel]:
    """Our channel with its webhook served over HTTP."""
    url = f"http://127.0.0.1:{listening.getsockname()[1]}{PATH}"
    channel = TelegramChannel(
        token=TOKEN, texts=texts, api=telegram.api, webhook=Webhook(url, SECRET), sleep=pauses
    )
    channel.reception = Reception()
    application = Guard(
        Starlette(routes=channel.routes(inbox, no_answer)), Bounds(requests_per_address=SHARE), {}
    )
    server = uvicorn.Server(
        uvicorn.Config(application, log_config=None, log_level="warning", lifespan="off")
    )
    serving = asyncio.create_task(server._serve([listening]))
    yield channel
    server.should_exit = True
    await serving
    await channel.close()


@pytest.fixture
async def http(hooked: TelegramChannel, listening: socket.socket):
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=PATIENCE) as client:
        yield client


class TestTheRoute:
    async def test_takes_an_update(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        answer = await http.post(PATH, json=update(message=message(text="а")), headers=SHOWN)
        assert answer.status_code == 200
        assert [(event.id, event.peer) for event in inbox.events] == [("700000001", "380501")]

    @pytest.mark.parametrize("shown", [None, "", "wrong", SECRET + "x", SECRET[:-1]])
    async def test_wants_the_secret(
        self, http: httpx.AsyncClient, inbox: Inbox, shown: str | None
    ) -> None:
        headers = {} if shown is None else {SECRET_HEADER: shown}
        answer = await http.post(PATH, json=press(data="1:a"), headers=headers)
        assert answer.status_code == 401
        assert inbox.asked == 0

    async def test_survives_a_secret_of_other_letters(self, http: httpx.AsyncClient) -> None:
        headers = [(SECRET_HEADER.encode(), "секрет".encode())]
        assert (await http.post(PATH, content=b"{}", headers=headers)).status_code == 401

    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"null", b"[]", b"{}", b'{"update_id": "1"}', b"\xff\xfe", b"[" * 100_000],
    )
    async def test_refuses_what_is_no_update(
        self, http: httpx.AsyncClient, inbox: Inbox, body: bytes
    ) -> None:
        answer = await http.post(PATH, content=body, headers=SHOWN)
        assert answer.status_code == 400
        assert inbox.asked == 0

    async def test_refuses_a_large_body(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        body = json.dumps(update(message=message(text="a" * BODY_BYTES))).encode()

        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(body), 65_536):
                yield body[start : start + 65_536]

        assert (await http.post(PATH, content=body, headers=SHOWN)).status_code == 413
        assert (await http.post(PATH, content=chunks(), headers=SHOWN)).status_code == 413
        assert inbox.asked == 0

    async def test_answers_after_the_inbox_has_it(
        self, http: httpx.AsyncClient, inbox: Inbox
    ) -> None:
        inbox.gate.clear()
        posting = asyncio.create_task(http.post(PATH, json=press(data="1:a"), headers=SHOWN))
        await until(lambda: inbox.asked == 1)
        await asyncio.sleep(0.1)
        assert not posting.done()
        inbox.gate.set()
        assert (await posting).status_code == 200

    async def test_all_come_from_one_address(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        inbox.gate.clear()
        many = [press(data="1:a") | {"update_id": number} for number in range(1, 3 * SHARE)]
        posting = [asyncio.create_task(http.post(PATH, json=one, headers=SHOWN)) for one in many]
        await until(lambda: inbox.asked == len(many))
        inbox.gate.set()
        assert {(await one).status_code for one in posting} == {200}

    async def test_says_when_the_inbox_failed(self, http: httpx.AsyncClient, inbox: Inbox) -> None:
        inbox.failures = 1
        body = update(message=message(text="а"))
        assert (await http.post(PATH, json=body, headers=SHOWN)).status_code == 503
        assert (await http.post(PATH, json=body, headers=SHOWN)).status_code == 200

    async def test_takes_only_posts(self, http: httpx.AsyncClient) -> None:
        assert (await http.get(PATH, headers=SHOWN)).status_code == 405


class TestWithTelegram:
    async def test_updates_come_through(
        self, hooked: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
    ) -> None:
        async with background(hooked.run(inbox)):
            sent = [await citizen.says(f"слово {n}") for n in range(5)]
            await until(lambda: inbox.ids == sent)
        await until(lambda: not telegram.fake.updates)

    async def test_what_failed_comes_again(
        self, hooked: TelegramChannel, inbox: Inbox, citizen: Citizen, telegram: Running
    ) -> None:
        inbox.failures = 2
        async with background(hooked.run(inbox)):
            sent = await citizen.says("чути?")
            await until(lambda: inbox.ids == [sent])
            await until(lambda: not telegram.fake.updates)
        assert [status for _, status in telegram.poster.statuses] == [503, 503, 200]

    async def test_registering_is_tried_until_it_works(
        self, hooked: TelegramChannel, inbox: Inbox, telegram: Running, pauses: Pauses
    ) -> None:
        do = local(telegram.fake)
        do("fail", {"method": "setWebhook", "code": 429, "retry_after": 3})
        do("fail", {"method": "setWebhook", "code": 502})
        async with background(hooked.run(inbox)):
            await until(lambda: telegram.fake.webhook)
        assert pauses.seconds == [3, 1]
        assert telegram.fake.webhook["secret_token"] == SECRET
        assert "callback_query" in telegram.fake.webhook["allowed_updates"]

    async def test_a_polling_channel_has_no_route(
        self, channel: TelegramChannel, inbox: Inbox
    ) -> None:
        assert channel.routes(inbox, no_answer) == []
