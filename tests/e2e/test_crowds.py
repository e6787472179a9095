"""A real process that may open few files, and many who come only to stay."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from bot.web.bounds import Bounds, fitted
from tests.channels.web.served_chat import Visitor
from tests.e2e.deployment import Deployment, at_home, living, page
from tests.waiting import PATIENCE, until
from tests.web.served import HEAD, Client, lines

FILES = 256
CROWD = 400
STREAMS = 120
ADDRESSES = ("203.0.113.1", "203.0.113.2", "2001:db8::1")
LOG_BYTES = 20_000


@pytest.fixture(scope="module")
def deployment(
    http: httpx.Client, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    folder = at_home(tmp_path_factory.mktemp("crowds"), prepared)
    with living(folder, http, files=FILES) as deployment:
        yield deployment


class Crowd:
    """Connections that are left open until the end."""

    def __init__(self, deployment: Deployment) -> None:
        self._port = int(deployment.base.rpartition(":")[2])
        self._clients: list[Client] = []

    async def __aenter__(self) -> "Crowd":
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients:
            client.close()

    async def one(self) -> Client:
        self._clients.append(Client(*await asyncio.open_connection("127.0.0.1", self._port)))
        return self._clients[-1]

    async def many(self, first_words: str) -> None:
        for _ in range(CROWD):
            (await self.one()).write(first_words)


async def answers(deployment: Deployment) -> None:
    """Somebody who comes now is answered, and the service is seen to be well."""
    async with asyncio.timeout(PATIENCE), page(deployment) as (visitor, stream):
        assert (await visitor.http.get("/readyz")).status_code == 200
        await visitor.post(text="дякую")
        assert await stream.next()
    assert len(deployment.log()) < LOG_BYTES, deployment.log()[:LOG_BYTES]


@pytest.mark.parametrize("words", ["", "GET / HTTP/1.1\r\nX-Half: "], ids=["silent", "half-sent"])
async def test_more_connections_than_files(deployment: Deployment, words: str) -> None:
    async with Crowd(deployment) as crowd:
        await crowd.many(words)
        await answers(deployment)


async def test_streams_of_three_addresses_leave_room_for_others(deployment: Deployment) -> None:
    async with Crowd(deployment) as crowd:
        statuses = [await listening(crowd, deployment, number) for number in range(STREAMS)]
        assert statuses[:3] == [200] * 3
        assert set(statuses) <= {200, 429, 503}
        await answers(deployment)


async def listening(crowd: Crowd, deployment: Deployment, number: int) -> int:
    address = ADDRESSES[number % len(ADDRESSES)]
    headers = {
        "X-Forwarded-For": address,
        "Authorization": f"Bearer {await token(deployment, number)}",
    }
    client = (await crowd.one()).write(HEAD.format(path="/chat/stream", more=lines(headers)))
    return await client.status()


tokens: dict[int, str] = {}


async def token(deployment: Deployment, number: int) -> str:
    """A session has a few streams only."""
    if number // 6 not in tokens:
        async with Visitor(SimpleNamespace(address=deployment.base)) as visitor:
            tokens[number // 6] = visitor.token
    return tokens[number // 6]


async def test_bodies_that_never_come_leave_room_for_others(deployment: Deployment) -> None:
    async with Crowd(deployment) as crowd:
        for number in range(STREAMS):
            headers = {"X-Forwarded-For": ADDRESSES[number % 3]}
            (await crowd.one()).post("/desk/sign-in", b"login=", length=9000, **headers)
        await answers(deployment)


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


async def test_files_that_are_gone_all_of_a_sudden_come_back(deployment: Deployment) -> None:
    """The bounds were made for more files than there are: idle connections make room."""
    pid, before = deployment.process.pid, resource.RLIMIT_NOFILE
    soft, hard = resource.prlimit(pid, before)
    others = open_files(pid)
    with ExitStack() as after:
        after.callback(resource.prlimit, pid, before, (soft, hard))
        async with Crowd(deployment) as crowd:
            await crowd.many("")
            most = others + fitted(Bounds(), FILES).connections
            await until(lambda: open_files(pid) <= most)  # those beyond the bound have gone
            held = open_files(pid)
            resource.prlimit(pid, before, (held, hard))
            for _ in range(50):
                await crowd.one()
            await answers(deployment)
    assert "server.out_of_files" in deployment.log()
