"""The client by itself: what each answer means, and what it asks of python-telegram-bot."""

import ast
import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.channels.contract import Document
from bot.channels.telegram.calls import NETWORK, CallError
from bot.channels.telegram.client import Client
from tests.fakes.telegram.state import TOKEN

ROOT = Path(__file__).parents[3]
MOST = 100_000
FOUND = b'{"ok": true, "result": {"file_id": "f", "file_path": "documents/a.pdf"}}'


class Answers:
    """A server that answers each path's end with bytes of ours, and remembers what was asked."""

    def __init__(self) -> None:
        self.given: dict[str, tuple[int, bytes]] = {}
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.address = ""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.heads.append(head)
        lengths = [line for line in head.lower().split("\r\n") if line.startswith("content-length")]
        self.bodies.append(
            await reader.readexactly(int(lengths[0].split(":")[1]) if lengths else 0)
        )
        path = head.split(" ")[1]
        status, body = next(given for end, given in self.given.items() if path.endswith(end))
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        writer.write(f"HTTP/1.1 {status} X\r\n{length}Connection: close\r\n\r\n".encode() + body)
        with suppress(ConnectionError):
            while not body:  # without end
                writer.write(bytes(10_000))
                await writer.drain()
            await writer.drain()
        writer.close()


@pytest.fixture
async def answers() -> AsyncIterator[Answers]:
    answers = Answers()
    server = await asyncio.start_server(answers, "127.0.0.1", 0)
    answers.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield answers
    server.close()
    await server.wait_closed()


@pytest.fixture
async def client(answers: Answers) -> AsyncIterator[Client]:
    client = Client(TOKEN, api=answers.address)
    yield client
    await client.close()


async def refused(client: Client, method: str = "sendMessage") -> CallError:
    with pytest.raises(CallError) as caught:
        await client.call(method, {"chat_id": 1})
    error = caught.value
    assert TOKEN not in repr(error.__dict__) + str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__, "a log shows no cause: its text has the address"
    return error


def body_of(status: int, description: object, **parameters: object) -> bytes:
    told = {"ok": False, "error_code": status, "description": description}
    return json.dumps(told | ({"parameters": parameters} if parameters else {})).encode()


@pytest.mark.parametrize(
    ("status", "description", "code"),
    [
        (403, "Forbidden: bot was blocked by the user", 403),
        (400, "Bad Request: chat not found", 400),
        (401, "Unauthorized", 401),
        (404, "Not Found", 401),  # so Telegram answers to what is no token at all
        (409, "Conflict: terminated by other getUpdates request", 409),
        (413, "Request Entity Too Large", 413),
        (429, "Too Many Requests", NETWORK),
        (500, "Internal Server Error", NETWORK),
        (502, "Bad Gateway", NETWORK),
        (418, "I'm a teapot", NETWORK),
    ],
)
@pytest.mark.parametrize("method", ["sendMessage", "getUpdates"])
async def test_each_refusal_is_told_by_its_code(
    client: Client, answers: Answers, method: str, status: int, description: str, code: int
) -> None:
    answers.given[method] = (status, body_of(status, description))
    error = await refused(client, method)
    assert (error.code, error.after) == (code, 0)
    # The same, but not from Telegram: a proxy on the way.
    answers.given[method] = (status, b"<html>no</html>")
    assert (await refused(client, method)).code == (413 if status == 413 else NETWORK)


@pytest.mark.parametrize("after", [7, 0.5])
async def test_a_pause_that_is_asked_for_is_kept(
    client: Client, answers: Answers, after: float
) -> None:
    answers.given["sendMessage"] = (429, body_of(429, "Too Many Requests", retry_after=after))
    error = await refused(client)
    assert (error.code, error.after) == (429, after)


async def test_a_chat_that_moved_is_refused_for_good(client: Client, answers: Answers) -> None:
    moved = body_of(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100123)
    answers.given["sendMessage"] = (400, moved)
    error = await refused(client)
    assert (error.code, error.description) == (400, "the chat became another one")


@pytest.mark.parametrize(
    "told",
    [
        {"parameters": ["retry_after"]},
        {"parameters": {"retry_after": "soon"}},
        {"parameters": {"retry_after": 1e308}},
        {"parameters": {"retry_after": float("nan")}},
        {"parameters": {"retry_after": -5}},
        {"parameters": {"migrate_to_chat_id": []}},
        {"parameters": 5},
        {"description": ["no"]},
        {"description": None},
        {"description": 5},
    ],
    ids=str,
)
async def test_an_answer_of_another_shape_is_a_refusal_too(
    client: Client, answers: Answers, told: dict[str, object]
) -> None:
    answers.given["sendMessage"] = (400, json.dumps({"description": "no"} | told).encode())
    assert (await refused(client)).code == 400


async def test_fields_arrive_as_they_were_given(client: Client, answers: Answers) -> None:
    answers.given["sendDocument"] = (200, b'{"ok": true, "result": {"message_id": 5}}')
    document = Document("Стаття.pdf", b"%PDF-1.7")
    fields = {"chat_id": 1, "caption": "Ось «вона»", "reply_markup": {"remove_keyboard": True}}
    assert await client.call("sendDocument", fields, document=document) == {"message_id": 5}
    (body,) = answers.bodies
    for part in ("Ось «вона»", '{"remove_keyboard": true}', 'filename="Стаття.pdf"', "%PDF-1.7"):
        assert part.encode() in body
    assert f"/bot{TOKEN}/sendDocument " in answers.heads[0]


class TestADownload:
    async def test_ends_at_our_bound(self, client: Client, answers: Answers) -> None:
        """The file tells no size and never ends."""
        answers.given |= {"getFile": (200, FOUND), "a.pdf": (200, b"")}
        async with asyncio.timeout(30):
            with pytest.raises(CallError) as caught:
                await client.download("f", most=MOST)
        assert caught.value.code == 413

    @pytest.mark.parametrize(
        ("status", "body", "code"),
        [
            (404, body_of(404, "Not Found"), 404),
            (401, body_of(401, "Unauthorized"), 404),
            (400, body_of(400, "Bad Request: wrong file_id"), 400),
            (413, b"too large", 413),
            (502, body_of(502, "Bad Gateway"), NETWORK),
            (404, b"<html>no such page</html>", NETWORK),
        ],
    )
    async def test_that_fails_says_why(
        self, client: Client, answers: Answers, status: int, body: bytes, code: int
    ) -> None:
        answers.given |= {"getFile": (200, FOUND), "a.pdf": (status, body)}
        with pytest.raises(CallError) as caught:
            await client.download("f", most=MOST)
        assert caught.value.code == code
        assert TOKEN not in repr(caught.value.__dict__)

    async def test_goes_by_the_proxy_as_calls_do(
        self, answers: Answers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("NO_PROXY", "no_proxy", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTP_PROXY", answers.address)
        answers.given |= {"getFile": (200, FOUND), "a.pdf": (200, b"%PDF")}
        client = Client(TOKEN, api="http://api.invalid")
        assert await client.download("f", most=MOST) == b"%PDF"
        await client.close()
        assert [head.split(" ")[1] for head in answers.heads] == [
            f"http://api.invalid/bot{TOKEN}/getFile",
            f"http://api.invalid/file/bot{TOKEN}/documents/a.pdf",
        ]


def test_a_call_warns_of_nothing() -> None:
    """The library recommends its named methods, to a process that takes warnings as errors too."""
    code = (
        "import asyncio\n"
        "from bot.channels.telegram.client import Client, CallError\n"
        "async def main():\n"
        "    try: await Client('1:a', api='http://127.0.0.1:1').call('getMe')\n"
        "    except CallError as error: print(error)\n"
        "asyncio.run(main())\n"
    )
    run = [sys.executable, "-W", "error::UserWarning", "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("network: ConnectError\n", 0), done.stderr


def test_only_what_the_library_offers_is_used() -> None:
    """No private name, and none of those that only its own `Bot` should call."""
    tree = ast.parse((ROOT / "bot/channels/telegram/client.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("telegram"):
            assert not any(part.startswith("_") for part in (node.module or "").split("."))
            assert not {one.name for one in node.names} & {"RequestData"}
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"post", "retrieve"}
            own = isinstance(node.value, ast.Name) and node.value.id == "self"
            assert own or not node.attr.startswith("_") or node.attr.startswith("__"), node.attr
