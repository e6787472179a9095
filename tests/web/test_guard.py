"""So much at once, fairly shared; who must wait is told so, and for how long."""

import json

from bot.web.bounds import Bounds
from bot.web.slots import Slots
from tests.web.served import Client, Served, chunks, serving


async def asking(served: Served, path: str, many: int, address: str) -> list[Client]:
    found = []
    for _ in range(many):
        client = await served.connect()
        found.append(client.get(path, X_Forwarded_For=address))
    return found


async def test_one_address_has_its_share_and_others_theirs() -> None:
    async with serving(Bounds(requests=10, requests_per_address=3)) as served:
        await asking(served, "/hold", 3, "203.0.113.1")
        await served.until(lambda: served.held == 3)
        (fourth,) = await asking(served, "/hold", 1, "203.0.113.1")
        status, headers, words = await fourth.answer()
        assert (status, headers["retry-after"]) == (429, "60")
        assert "спробуйте за хвилину" in words
        (other,) = await asking(served, "/", 1, "203.0.113.2")
        assert await other.status() == 200


async def test_when_all_is_taken_words_are_left_and_the_watchers_see_it() -> None:
    async with serving(Bounds(requests=4, requests_per_address=2)) as served:
        for number in range(2):
            await asking(served, "/hold", 2, f"203.0.113.{number}")
        await served.until(lambda: served.held == 4)
        client = await served.connect()
        client.get("/chat/hold", X_Forwarded_For="203.0.113.9", Accept_Language="en")
        status, headers, body = await client.answer()
        assert (status, headers["retry-after"]) == (503, "30")
        assert json.loads(body) == {
            "error": "A lot of people write at once. Try again in half a minute, please: "
            "what was sent before is kept.",
            "code": "busy",
        }
        page = await served.connect()
        page.get("/desk", X_Forwarded_For="203.0.113.9", Accept="text/html")
        status, headers, body = await page.answer()
        assert status == 503
        assert "<h1>" in body
        assert headers["content-type"] == "text/html; charset=utf-8"
        watcher = await served.connect()
        assert await watcher.get("/readyz").status() == 200


async def test_who_has_proved_who_they_are_does_not_count_for_their_address() -> None:
    async with serving(Bounds(requests=9, requests_per_address=2)) as served:
        await asking(served, "/proved", 6, "203.0.113.1")
        await served.until(lambda: served.held == 6)
        (plain,) = await asking(served, "/", 1, "203.0.113.1")
        assert await plain.status() == 200
        await asking(served, "/hold", 2, "203.0.113.1")
        await served.until(lambda: served.held == 8)
        (third,) = await asking(served, "/hold", 1, "203.0.113.1")
        assert await third.status() == 429


async def test_slow_bodies_make_room_for_who_has_fewer() -> None:
    async with serving(Bounds(requests=6, requests_per_address=3)) as served:
        slow = []
        for number in range(6):
            client = await served.connect()
            slow.append(
                client.post("/take", b"{", length=99, X_Forwarded_For=f"203.0.113.{number % 2}")
            )
        await served.until(lambda: served.connections and len(served.connections) == 6)
        for _ in range(2):
            (honest,) = await asking(served, "/", 1, "203.0.113.9")
            assert await honest.status() == 200
        status, headers, _ = await slow[0].answer()
        assert (status, headers["retry-after"]) == (503, "30")


async def test_streams_are_shared_fairly() -> None:
    async with serving(Bounds(streams=9, streams_per_address=4)) as served:
        opened = {}
        for address in ("203.0.113.1", "203.0.113.2", "203.0.113.3"):
            for number in range(4):
                client = await served.connect()
                name = f"{address}-{number}"
                client.get(f"/chat/stream?name={name}", X_Forwarded_For=address)
                opened[name] = (client, await client.status())
        assert sum(status == 200 for _, status in opened.values()) >= 9
        await served.until(lambda: len(served.streams) == 9)
        (honest,) = await asking(served, "/chat/stream?name=honest", 1, "203.0.113.9")
        assert await honest.status() == 200
        await served.until(lambda: "honest" in served.streams and len(served.streams) == 9)
        ended = next(
            client
            for name, (client, status) in opened.items()
            if status == 200 and name not in served.streams
        )
        ended.close()
        (fifth,) = await asking(served, "/chat/stream?name=more", 1, "203.0.113.1")
        assert await fifth.status() in {429, 503}


async def test_a_stream_that_must_go_ends_whole() -> None:
    async with serving(Bounds(streams=2, streams_per_address=2)) as served:
        first, second = await asking(served, "/chat/stream?name=a", 2, "203.0.113.1")
        assert await first.status() == 200
        assert await second.status() == 200
        (other,) = await asking(served, "/chat/stream?name=b", 1, "203.0.113.2")
        assert await other.status() == 200
        raw = b""
        while not raw.endswith(b"0\r\n\r\n"):
            raw += await first.reader.read(1000)
        assert b"data: a" in chunks(raw)


def test_who_is_vouched_for_gives_up_no_place() -> None:
    slots = Slots(4, 2)
    for _ in range(3):
        mine = slots.take("a", may_end=True)
        assert mine
        slots.vouch(mine)
        slots.vouch(mine)
    assert len(slots) == 3
    assert slots.take("b", may_end=True)
    assert slots.take("c", may_end=True) is None
    assert mine
    slots.free(mine)
    assert len(slots) == 3
    assert slots.take("a", may_end=True)


def test_places_go_from_who_has_most_to_who_has_fewer() -> None:
    slots = Slots(4, 3)
    mine = [slots.take("a", may_end=True) for _ in range(3)]
    assert all(mine)
    assert slots.take("a", may_end=True) is None
    assert slots.take("b", may_end=True)
    assert slots.take("b", may_end=True)  # a had three, b one
    assert mine[0]
    assert mine[0].status == 503
    assert slots.take("b", may_end=True) is None  # two each is fair
    assert slots.take("c", may_end=True)
    assert len(slots) == 4
    slots.free(mine[0])  # it has ended already
    assert len(slots) == 4


def test_who_is_being_answered_keeps_its_place() -> None:
    slots = Slots(2, 2)
    kept = [slots.take("a", may_end=False) for _ in range(2)]
    assert slots.take("b", may_end=True) is None
    for slot in kept:
        assert slot
        assert not slot.status
        slots.free(slot)
    assert slots.take("b", may_end=True)
