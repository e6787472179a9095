"""What a page posts becomes a durable event, once, or gets a clear error."""

import asyncio
import json
import uuid

import httpx2
import pytest
from structlog.testing import capture_logs

from bot.channels.web.incoming import BODY_BYTES
from bot.channels.web.limits import Limits
from bot.engine.model import Message
from bot.engine.turn import Point, TurnKind
from bot.files.rules import MOST_FILES
from bot.pacing.token_bucket import Rate
from tests.channels.web.served_chat import Visitor, serving
from tests.waiting import PATIENCE

WELL = {"id": "00000000-0000-4000-8000-000000000001"}


async def test_a_text_is_accepted_and_read_as_a_turn():
    async with serving() as served, Visitor(served, lang="en") as visitor:
        answer = await visitor.post(text="  Де найближча бібліотека?\n")
        assert answer.status_code == 202
        [event] = served.memory.events
        turn = served.channel.turn(json.loads(json.dumps(event.body)))
        assert turn.kind is TurnKind.TEXT
        assert turn.text == "  Де найближча бібліотека?\n"
        assert (turn.channel, turn.peer, turn.lang) == ("web", event.peer, "en")
        assert turn.at.tzinfo is not None


async def test_press_point_and_start_are_read_as_turns():
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(token="1a:yes", message="12")
        await visitor.post(point={"lat": 49.42, "lon": 26})
        await visitor.post(start="lib__17")
        turns = [served.channel.turn(event.body) for event in served.memory.events]
        assert [turn.kind for turn in turns] == [TurnKind.PRESS, TurnKind.POINT, TurnKind.START]
        assert (turns[0].token, turns[0].message) == ("1a:yes", "12")
        assert turns[1].point == Point(49.42, 26.0)
        assert turns[2].token == "lib__17"


@pytest.mark.parametrize("link", ["lib__\0", "x" * 3000, "\ud83d", "🙂", ""])
async def test_a_link_that_anybody_could_write_is_left_to_the_bot(link):
    async with serving() as served, Visitor(served) as visitor:
        raw = json.dumps({**WELL, "start": link}).encode()
        assert (await visitor.post_raw(raw)).status_code == 202
        [event] = served.memory.events
        turn = served.channel.turn(json.loads(json.dumps(event.body)))
        assert turn.kind is TurnKind.START
        assert len(turn.token) <= 256
        assert "\0" not in turn.token
        turn.token.encode()


@pytest.mark.parametrize(
    "raw",
    [rb"\ud83d", rb"a\uDC00b", rb"a\u0000b", b"\xff\xfe\xd0", "слово".encode()[:-1]],
)
@pytest.mark.parametrize("field", ["text", "token", "start"])
async def test_what_has_no_letters_is_replaced_and_the_rest_is_read(raw: bytes, field: str):
    async with serving() as served, Visitor(served) as visitor:
        well = json.dumps(WELL).encode()[:-1]
        answer = await visitor.post_raw(well + f', "{field}": "паспорт '.encode() + raw + b'"}')
        assert answer.status_code == 202
        [event] = served.memory.events
        turn = served.channel.turn(json.loads(json.dumps(event.body)))
        said = turn.text or turn.token
        assert "паспорт" in said
        assert "\ufffd" in said
        said.encode()


async def test_202_comes_only_after_accept_returned():
    async with serving() as served, Visitor(served) as visitor:
        served.memory.hold = asyncio.Event()
        posting = asyncio.create_task(visitor.post(text="чекаю"))
        await asyncio.sleep(0.2)
        assert not posting.done()
        served.memory.hold.set()
        assert (await posting).status_code == 202


async def test_what_could_not_be_stored_is_not_acknowledged():
    async with serving() as served, Visitor(served) as visitor:
        served.memory.failing = True
        with capture_logs() as logged:
            answer = await visitor.post(text="мій таємний текст")
        assert answer.status_code == 503
        assert answer.json()["code"] == "not_saved"
        assert int(answer.headers["retry-after"]) > 0
        assert [one["event"] for one in logged] == ["web.not_accepted"]
        assert "таємний" not in repr(logged)


async def test_a_repeated_post_is_the_same_event():
    async with serving() as served, Visitor(served) as visitor, Visitor(served) as other:
        name = str(uuid.uuid4())
        for _ in range(3):
            assert (await visitor.post(id=name, text="раз")).status_code == 202
        assert len(served.memory.events) == 1
        # The same page id of another person is another event.
        await other.post(id=name, text="два")
        assert len(served.memory.events) == 2


async def test_the_database_never_sees_what_opens_a_conversation():
    async with serving() as served, Visitor(served) as visitor, Visitor(served) as other:
        await visitor.post(text="раз")
        await other.post(text="два")
        stored = repr(served.memory.events)
        assert visitor.token not in stored
        assert visitor.token[:24] not in stored
        first, second = served.memory.events
        assert first.peer != second.peer


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**WELL, "text": "я" * 4097}, 413, "text_long"),
        ({**WELL, "text": ""}, 422, "text_empty"),
        ({**WELL, "text": " \n\t"}, 422, "text_empty"),
        ({**WELL, "text": 5}, 422, "bad_message"),
        ({**WELL}, 422, "bad_message"),
        ({**WELL, "text": "a", "token": "b"}, 422, "bad_message"),
        ({"text": "без номера"}, 422, "bad_message"),
        ({"id": "1", "text": "короткий номер"}, 422, "bad_message"),
        ({**WELL, "id": WELL["id"] + "\n", "text": "a"}, 422, "bad_message"),
        ({**WELL, "token": "t" * 257}, 422, "bad_message"),
        ({**WELL, "token": "t", "message": "не число"}, 422, "bad_message"),
        ({**WELL, "token": "t", "message": 4}, 422, "bad_message"),
        ({**WELL, "start": ["a"]}, 422, "bad_message"),
        ({**WELL, "point": {"lat": 91, "lon": 0}}, 422, "bad_point"),
        ({**WELL, "point": {"lat": 50, "lon": -180.1}}, 422, "bad_point"),
        ({**WELL, "point": {"lat": True, "lon": 0}}, 422, "bad_point"),
        ({**WELL, "point": {"lat": float("nan"), "lon": 0}}, 422, "bad_point"),
        ({**WELL, "point": {"lat": 10**400, "lon": 0}}, 422, "bad_point"),
        ({**WELL, "point": [50, 26]}, 422, "bad_point"),
        ({**WELL, "files": [{"name": "довідка.pdf"}]}, 422, "bad_message"),
        ({**WELL, "files": []}, 422, "bad_message"),
        ({**WELL, "files": "1.a"}, 422, "bad_message"),
        ({**WELL, "files": ["1.a"] * (MOST_FILES + 1)}, 422, "bad_message"),
        ({**WELL, "files": ["1." + "a" * 99]}, 422, "bad_message"),
        ({**WELL, "files": ["1.a"], "token": "t"}, 422, "bad_message"),
        ({**WELL, "files": ["1.a"], "text": 5}, 422, "bad_message"),
        ({**WELL, "files": ["1.a"], "text": "я" * 4097}, 413, "text_long"),
        ({**WELL, "files": ["1.a"]}, 422, "file_gone"),
        ([], 400, "bad_json"),
        ("text", 400, "bad_json"),
    ],
)
async def test_bad_input_gets_a_clear_error_and_stores_nothing(body, status, code):
    async with serving() as served, Visitor(served) as visitor:
        answer = await visitor.post_raw(json.dumps(body).encode())
        assert answer.status_code == status
        assert answer.json()["code"] == code
        assert len(answer.json()["error"]) > 20
        assert served.memory.events == []


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 30_000])
async def test_what_is_not_json_is_refused(raw):
    async with serving() as served, Visitor(served) as visitor:
        answer = await visitor.post_raw(raw)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_json")


async def test_the_longest_text_and_hidden_letters_pass():
    async with serving() as served, Visitor(served) as visitor:
        for text in ("ї" * 4096, "🙂🙂", "\u200bхто\u202e", "مكتبة"):
            assert (await visitor.post(text=text)).status_code == 202
        assert len(served.memory.events) == 4


async def test_a_huge_body_is_refused_before_it_is_read():
    async with serving() as served, Visitor(served) as visitor:

        async def endless():
            for _ in range(4 * BODY_BYTES // 1024):
                yield b"x" * 1024

        answer = await visitor.http.post("/chat/messages", content=endless(), headers=visitor.key)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_large")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "session_missing"),
        ("Basic abc", "session_missing"),
        ("Bearer", "session_missing"),
        ("Bearer forged", "session_forged"),
        ("Bearer " + "A" * 46, "session_forged"),
        ("Bearer %00", "session_forged"),
    ],
)
@pytest.mark.parametrize("path", ["/chat/messages", "/chat/history", "/chat/stream"])
async def test_without_a_session_of_ours_nothing_opens(path, header, code):
    async with serving() as served, Visitor(served) as visitor:
        headers = {"Authorization": header} if header else {}
        method = "POST" if path.endswith("messages") else "GET"
        answer = await visitor.http.request(method, path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, code)


async def test_errors_come_in_the_language_of_the_page():
    async with serving() as served, Visitor(served, lang="en") as visitor:
        answer = await visitor.post(text="")
        assert answer.json()["error"] == "The message is empty. Write a few words, please."


async def test_a_flood_of_one_session_waits_and_others_go_on():
    limits = Limits(messages_per_session=Rate(3, 0.01))
    async with serving(limits=limits) as served, Visitor(served) as loud, Visitor(served) as calm:
        statuses = [(await loud.post(text=str(n))).status_code for n in range(4)]
        assert statuses == [202, 202, 202, 429]
        refused = await loud.post(text="ще")
        assert refused.json()["code"] == "too_many"
        assert 1 <= int(refused.headers["retry-after"]) <= 100
        assert (await calm.post(text="спокійно")).status_code == 202


async def test_one_address_opens_only_so_many_sessions():
    limits = Limits(sessions_per_address=Rate(2, 0.01))
    async with serving(limits=limits) as served:
        async with httpx2.AsyncClient(
            base_url=served.address, trust_env=False, timeout=PATIENCE
        ) as http:
            statuses = [(await http.post("/chat/session")).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]


async def test_history_is_the_conversation_in_order():
    async with serving(answer=lambda turn: [Message(f"Ви: {turn.text}")]) as served:
        async with Visitor(served) as visitor:
            await visitor.post(text="перше")
            await visitor.post(text="друге")
            lines = await visitor.history()
        said = [one["own"]["text"] if "own" in one else one["message"]["text"] for one in lines]
        assert said == ["перше", "Ви: перше", "друге", "Ви: друге"]
        assert [one["id"] for one in lines if "message" in one] == [1, 2]
        assert "peer" not in lines[0]["own"]


async def test_the_page_tells_what_somebody_looks_at():
    async with serving() as served, Visitor(served) as visitor, Visitor(served) as other:
        await visitor.post(text="Добрий день")
        told = {"ids": [1, 2]}
        answer = await visitor.http.post("/chat/shown", json=told, headers=visitor.key)
        assert answer.status_code == 200
        assert served.memory.read == {served.channel.sessions.peer(visitor.token): {1, 2}}
        assert other.token not in served.memory.read


@pytest.mark.parametrize(
    "told", [b"", b"[]", b"{}", b'{"ids": 1}', b'{"ids": ["1"]}', b'{"ids": [0]}',
             b'{"ids": [true]}', b'{"ids": [9007199254740993]}']
)  # fmt: skip
async def test_what_names_no_message_is_not_taken(told):
    async with serving() as served, Visitor(served) as visitor:
        answer = await visitor.http.post("/chat/shown", content=told, headers=visitor.key)
        assert answer.status_code in {400, 422}
        assert served.memory.read == {}
