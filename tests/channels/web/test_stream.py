"""The stream: every message of ours once, from where the page left off."""

import asyncio

import pytest

from bot.channels.contract import TranscriptEntry
from bot.channels.web.channel import WebChannel
from bot.channels.web.limits import Limits
from bot.channels.web.stream import frames
from bot.engine.model import Key, Message, Pin
from bot.engine.turn import Point
from tests.channels.web.served_chat import MemoryShelf, Visitor, serving
from tests.waiting import until


async def test_messages_come_as_they_are_said():
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(text="є хто?")
        async with visitor.stream() as stream:
            assert stream.response.headers["content-type"].startswith("text/event-stream")
            assert stream.response.headers["x-accel-buffering"] == "no"
            assert stream.response.headers["cache-control"] == "no-store"
            rich = Message(
                "Ось бібліотека",
                title="Поруч",
                rows=((Key("Так", token="1:a"), Key("Сайт", url="https://example.org")),),
                wants=("point",),
                pin=Pin(Point(49.4, 27.0), "Бібліотека", "Зразкова, 1", approximate=True),
                replace="3",
            )
            await served.memory.say(served.only_peer, rich)
            assert await stream.next() == (
                1,
                {
                    "text": "Ось бібліотека",
                    "title": "Поруч",
                    "lang": "uk",
                    "rows": [
                        [
                            {"label": "Так", "token": "1:a"},
                            {"label": "Сайт", "url": "https://example.org"},
                        ]
                    ],
                    "wants": ["point"],
                    "replace": "3",
                    "pin": {
                        "lat": 49.4,
                        "lon": 27.0,
                        "title": "Бібліотека",
                        "address": "Зразкова, 1",
                        "approximate": True,
                    },
                },
            )


async def test_a_stream_resumes_after_the_last_id_the_page_has():
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(text="привіт")
        for text in ("раз", "два", "три"):
            await served.memory.say(served.only_peer, Message(text))
        async with visitor.stream(last=1) as stream:
            assert (await stream.next())[0] == 2
        await served.memory.say(served.only_peer, Message("поки зв’язку не було"))
        async with visitor.stream(last=2) as stream:
            assert [(await stream.next())[0] for _ in range(2)] == [3, 4]
            with pytest.raises(TimeoutError):
                await stream.next(within=0.5)


async def test_line_breaks_and_odd_letters_arrive_whole():
    text = "рядок\r\nдругий\n\n\u2028третій: id: 9\ndata: x"
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(text="привіт")
        async with visitor.stream() as stream:
            await served.memory.say(served.only_peer, Message(text))
            assert (await stream.next())[1]["text"] == text


async def test_nobody_hears_another_conversation():
    async with serving() as served, Visitor(served) as one, Visitor(served) as other:
        await one.post(text="я перший")
        async with other.stream() as stream:
            await served.memory.say(served.only_peer, Message("лише першому"))
            with pytest.raises(TimeoutError):
                await stream.next(within=0.5)


async def test_what_another_process_delivered_is_found_without_a_wake():
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(text="привіт")
        async with visitor.stream() as stream:
            lines = served.memory.lines[served.only_peer]
            lines.append(TranscriptEntry(7, Message("з іншого процесу"), None, ""))
            assert (await stream.next())[0] == 7


async def test_a_message_committed_out_of_turn_is_not_missed():
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(text="привіт")
        lines = served.memory.lines[served.only_peer]
        async with visitor.stream() as stream:
            lines.append(TranscriptEntry(6, Message("пізніший номер"), None, ""))
            assert (await stream.next())[0] == 6
            lines.append(TranscriptEntry(5, Message("раніший номер"), None, ""))
            assert (await stream.next())[0] == 5
            with pytest.raises(TimeoutError):
                await stream.next(within=0.5)


@pytest.mark.parametrize("last", ["-1", "abc", "1.5", "9" * 40, "²"])
async def test_a_strange_last_event_id_is_refused(last):
    async with serving() as served, Visitor(served) as visitor:
        headers = {**visitor.key, "Last-Event-ID": last.encode()}
        answer = await visitor.http.get("/chat/stream", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_message")


async def test_one_session_opens_only_so_many_streams_and_closed_ones_are_forgotten():
    async with serving(limits=Limits(streams_per_session=1)) as served, Visitor(served) as visitor:
        await visitor.post(text="привіт")
        peer = served.only_peer
        async with visitor.stream():
            assert (await visitor.http.get("/chat/stream", headers=visitor.key)).status_code == 429
        await until(lambda: not served.channel.pages_of(peer))


async def test_closing_the_channel_ends_its_streams():
    async with serving() as served, Visitor(served) as visitor, visitor.stream() as stream:
        await served.channel.close()
        with pytest.raises(EOFError):
            await stream.next()


async def test_a_stream_forgets_ids_that_have_settled(monkeypatch):
    monkeypatch.setattr("bot.channels.web.stream.SETTLED", 0.0)
    asked = []

    class Transcript:
        async def history(self, channel, peer, *, limit):
            return []

        async def after(self, channel, peer, *, outbox_id):
            asked.append(outbox_id)
            return [TranscriptEntry(n, Message("."), None, "") for n in (1, 2) if n > outbox_id]

    channel = WebChannel(secret=b"x", shelf=MemoryShelf())
    stream = frames(channel, Transcript(), "somebody", since=0, poll=0.01)
    for _ in range(3):
        await anext(stream)
    ending = asyncio.create_task(anext(stream, None))
    await until(lambda: asked[-1] == 2)
    await channel.close()
    assert await ending is None
    assert asked[0] == 0


async def test_running_waits_until_it_is_cancelled():
    channel = WebChannel(secret=b"x", shelf=MemoryShelf())

    async def accept(name, events):
        raise AssertionError

    running = asyncio.create_task(channel.run(accept))
    await asyncio.sleep(0.05)
    assert not running.done()
    running.cancel()
