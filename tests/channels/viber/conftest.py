"""The channel against the fake. Whole-bot tests take `viber` and `citizen` too."""

import asyncio
import gettext
import socket
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.contract import Answered, RawEvent, Receipt
from bot.channels.reception import Reception
from bot.channels.viber.channel import ViberChannel
from bot.engine.model import Message
from bot.engine.texts import Texts
from bot.web.bounds import Bounds
from bot.web.guard import Guard
from tests.channels.telegram.common import Inbox, Pauses
from tests.fakes.viber.account import TOKEN
from tests.fakes.viber.fixtures import citizen, viber
from tests.fakes.viber.server import Running
from tests.waiting import PATIENCE

__all__ = ["citizen", "viber"]
PUBLIC = "https://mistok.test"
SHARE = 3  # requests of one address at once


class Answers:
    """What is said to who opens the chat."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self.messages: list[Message] = []
        self.given = 0

    async def __call__(self, channel: str, event: RawEvent) -> Answered:
        await self._inbox(channel, [event])
        return Answered(self.messages, self._count)

    def _count(self) -> None:
        self.given += 1


class Receipts:
    """What became of messages; only `known` ones are known."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.taken: list[Receipt] = []
        self.asked = 0

    async def __call__(self, channel: str, receipt: Receipt) -> bool:
        self.asked += 1
        if not {receipt.reference, receipt.also} & self.known:
            return False
        self.taken.append(receipt)
        return True


@pytest.fixture
def receipts() -> Receipts:
    return Receipts()


@pytest.fixture
def texts() -> Mapping[str, Texts]:
    return {lang: Texts(lang, gettext.NullTranslations()) for lang in ("uk", "en")}


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def answers(inbox: Inbox) -> Answers:
    return Answers(inbox)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def listening() -> AsyncIterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
async def channel(
    viber: Running,
    texts: Mapping[str, Texts],
    inbox: Inbox,
    answers: Answers,
    pauses: Pauses,
    receipts: Receipts,
    listening: socket.socket,
) -> AsyncIterator[ViberChannel]:
    """Our channel with its webhook served over HTTP; a proxy leads Viber there."""
    viber.fake.leads[PUBLIC] = f"http://127.0.0.1:{listening.getsockname()[1]}"
    channel = ViberChannel(
        token=TOKEN, texts=texts, api=viber.api, home=PUBLIC, name=lambda: "Місток",
        take_receipt=receipts, sleep=pauses,
    )  # fmt: skip
    channel.reception = Reception()
    application = Guard(
        Starlette(routes=channel.routes(inbox, answers)), Bounds(requests_per_address=SHARE), {}
    )
    server = uvicorn.Server(
        uvicorn.Config(application, log_config=None, log_level="warning", lifespan="off")
    )
    serving = asyncio.create_task(server._serve([listening]))
    yield channel
    server.should_exit = True
    await serving
    await channel.close()
    assert not viber.fake.refusals, "Viber refused what we sent"


@pytest.fixture
async def http(channel: ViberChannel, listening: socket.socket) -> AsyncIterator[httpx.AsyncClient]:
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=PATIENCE) as client:
        yield client
