"""No client makes others wait: idle, half-sent, slow and many; and the log stays short."""

import asyncio
import json

import pytest

from bot.web.bounds import BACKLOG, OTHER_FILES, SPARE, Bounds, fitted
from bot.web.connections import FREED_AT_ONCE, NEW_SECONDS
from tests.waiting import PATIENCE
from tests.web.served import LARGE, Client, Served, serving

# As long as a busy machine may stand still.
SOON = Bounds(header_seconds=1, idle_seconds=2, window_seconds=2, bytes_per_second=500)


async def connected(served: Served, many: int, *, local: str = "127.0.0.1") -> list[Client]:
    return [await served.connect(local=local) for _ in range(many)]


async def test_silent_and_half_sent_heads_are_closed() -> None:
    async with serving(SOON) as served:
        silent, half, second = await connected(served, 3)
        half.write("GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ")
        assert await second.get("/").status() == 200
        await second.reader.readexactly(2)
        second.write("GET / HT")  # on a connection that has served already
        assert await silent.rest() == b""
        for client in (half, second):
            assert (await client.rest()).startswith(b"HTTP/1.1 408 ")
        await served.until(lambda: len(served.connections) == 0)


async def test_a_head_that_comes_letter_by_letter_has_no_more_time() -> None:
    async with serving(SOON) as served:
        (slow,) = await connected(served, 1)

        async def drip() -> None:
            slow.write("GET / HTTP/1.1\r\n")
            while True:
                slow.write("X-More: 1\r\n")
                await asyncio.sleep(0.05)

        dripping = asyncio.create_task(drip())
        async with asyncio.timeout(PATIENCE):
            told = await slow.reader.readuntil(b"\r\n")  # what is written after it may reset all
        assert b" 408 " in told
        dripping.cancel()


async def test_who_only_stays_makes_room_for_who_comes() -> None:
    async with serving(Bounds(connections=20)) as served:
        crowd = await connected(served, 60)
        assert await served.is_well()
        await served.until(lambda: len(served.connections) <= 20)
        await served.until(lambda: sum(client.is_open() for client in crowd) <= 20)
        assert crowd[-1].is_open()  # the longest idle went
        assert not crowd[0].is_open()


async def test_one_address_can_only_crowd_itself() -> None:
    bounds = Bounds(connections=40, connections_per_address=5)
    async with serving(bounds, proxies="none") as served:
        honest = await served.connect(local="127.0.0.9")
        assert await honest.get("/").status() == 200
        await connected(served, 60)
        await served.until(lambda: len(served.connections) <= 6)
        await honest.reader.readexactly(2)
        assert await honest.get("/").status() == 200  # its connection was not touched


async def test_connections_that_are_answered_are_not_closed_for_newcomers() -> None:
    async with serving(Bounds(connections=8)) as served:
        working = [client.get("/hold") for client in await connected(served, 4)]
        await served.until(lambda: served.held == 4)
        await connected(served, 30)
        assert await served.is_well()
        served.go.set()
        for client in working:
            assert await client.status() == 200


async def test_who_comes_while_all_others_are_answered_is_let_in() -> None:
    times = [0.0]  # on a busy machine nobody could ask in time
    async with serving(Bounds(connections=4), clock=lambda: times[-1]) as served:
        for client in await connected(served, 4):
            client.get("/hold")
        await served.until(lambda: served.held == 4)
        newcomer, *_ = await connected(served, SPARE)
        assert await newcomer.get("/").status() == 200
        served.go.set()
        times.append(NEW_SECONDS * 2)
        await served.until(lambda: len(served.connections) == 4)  # the rest was for a moment


@pytest.mark.parametrize(
    ("path", "accept"), [("/chat/take", "*/*"), ("/take", "text/html"), ("/take", "*/*")]
)
async def test_a_body_that_stops_is_refused_in_words(path: str, accept: str) -> None:
    async with serving(SOON) as served:
        (slow,) = await connected(served, 1)
        slow.post(path, b"{", length=1000, Accept=accept)
        status, headers, body = await slow.answer()
        assert (status, headers["connection"]) == (408, "close")
        words = json.loads(body)["error"] if path == "/chat/take" else body
        assert "З’єднання надто повільне" in words
        assert ("<html" in body) == (accept == "text/html")
        assert await slow.rest() == b""
        await served.until(lambda: len(served.connections) == 0)


async def test_a_body_that_drips_is_refused_and_one_that_flows_is_not() -> None:
    async with serving(SOON) as served:
        slow, steady = await connected(served, 2)
        slow.post("/take", b"", length=100_000)
        steady.post("/take", b"", length=20_000)
        answered = asyncio.create_task(slow.answer())
        for _ in range(20):
            if not answered.done():
                slow.write(b"x" * 5)
            steady.write(b"x" * 1000)
            await asyncio.sleep(0.1)
        assert (await answered)[0] == 408
        assert (await steady.answer())[2] == "20000"


async def test_who_does_not_read_the_answer_is_cut_off() -> None:
    async with serving(SOON) as served:
        client, other = await connected(served, 2)
        client.reader._transport.pause_reading()  # type: ignore[attr-defined]
        client.get("/large")
        other.get("/large")
        received = 0
        while received < len(LARGE):
            received += len(await other.reader.read(100_000))
            await asyncio.sleep(0.002)  # slowly, but it moves
        await served.until(lambda: len(served.connections) <= 1)


async def test_heads_are_bounded() -> None:
    async with serving(Bounds()) as served:
        many, long, fine = await connected(served, 3)
        many.get("/", **{f"X-{n}": "1" for n in range(101)})
        status, _, words = await many.answer()
        assert status == 431
        assert "Очистьте" in words
        long.get("/", Cookie="x" * 30_000)
        assert await long.status() == 400
        assert await fine.get("/", Cookie="x" * 8_000).status() == 200


async def test_a_request_that_follows_at_once_is_answered_too() -> None:
    async with serving(Bounds()) as served:
        (client,) = await connected(served, 1)
        client.post("/take", b"x" * 200_000).get("/").get("/desk")
        assert (await client.answer())[2] == "200000"
        for _ in range(2):
            assert (await client.answer())[2] == "ok"


def test_bounds_fit_the_number_of_files() -> None:
    for files in (256, 1024, 4096):
        bounds = fitted(Bounds(), files)
        assert bounds.connections + BACKLOG + OTHER_FILES <= files
        assert bounds.requests + bounds.streams < bounds.connections
    assert fitted(Bounds(), 10_000) == Bounds()


async def test_a_system_out_of_files_costs_a_few_idle_connections_only() -> None:
    async with serving(Bounds()) as served:
        await connected(served, 2 * FREED_AT_ONCE)
        await served.until(lambda: len(served.connections) == 2 * FREED_AT_ONCE)
        for _ in range(100):  # asyncio tells for each that it could not take
            served.connections.free()
        assert len(served.connections) == FREED_AT_ONCE
