"""One act on the page of the web chat, however often and in whatever company it is posted."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import pytest

from tests.flows.conftest import open_web
from tests.talk import Talk


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def talk(request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    async with open_web(request) as line:
        yield Talk(line)


async def test_one_message_posted_in_parallel_is_one(talk: Talk) -> None:
    await talk.start()
    line = talk.line
    body = {"id": str(uuid.uuid4()), "text": "де взяти довідку про несудимість"}
    await asyncio.gather(*(line._visitor.post(**body) for _ in range(6)))
    await line._service.rest()
    talk.receive(await line._hear())
    assert len(talk.screen) == 1
    talk.sees("Довідка про несудимість")
    own = [one for one in await line._visitor.history() if "own" in one or "text" in one]
    assert str(own).count("довідку про несудимість") == 1


async def test_a_first_message_posted_in_parallel_is_one(talk: Talk) -> None:
    line = talk.line
    body = {"id": str(uuid.uuid4()), "text": "де взяти довідку про несудимість"}
    await asyncio.gather(*(line._visitor.post(**body) for _ in range(6)))
    await line._service.rest()
    talk.receive(await line._hear())
    assert talk.text.count("Довідка про несудимість") == 1


async def test_danger_offers_the_page_a_quick_exit_to_where_the_settings_say(talk: Talk) -> None:
    await talk.start()
    line = talk.line
    page = await line._visitor.http.get("/")
    exit = line.app.settings.quick_exit
    assert exit.startswith("https://")
    assert f"&#34;exit&#34;: &#34;{exit}&#34;" in page.text
    await talk.say("чоловік б’є мене")
    *_, told = await line._visitor.history()
    assert told["message"]["danger"]  # the page offers it from here on
