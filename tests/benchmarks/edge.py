"""Where the network would begin: requests are encoded to their bytes, answers are canned bytes."""

import json
from typing import Any
from urllib.parse import urlencode

from telegram.request import HTTPXRequest

from bot.channels.telegram.client import Request

TOKEN = "4242424242:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-test"  # the shape of a token, nobody's
NOW = 1_795_428_000
ME = {"id": 4242424242, "is_bot": True, "first_name": "Місток", "username": "mistok_test_bot"}
ANSWERS = {
    "getMe": json.dumps({"ok": True, "result": ME}).encode(),
    "sendMessage": json.dumps(
        {
            "ok": True,
            "result": {
                "message_id": 4321,
                "from": ME,
                "chat": {"id": 1001, "type": "private", "first_name": "Оксана"},
                "date": NOW,
                "text": "Чим допомогти?",
            },
        }
    ).encode(),
}
TRUE = b'{"ok": true, "result": true}'


def answer(method: str) -> bytes:
    """What Telegram would answer."""
    return ANSWERS.get(method, TRUE)


def update(number: int, chat: int, text: str) -> bytes:
    """An update as it comes over the network: a citizen typed `text`."""
    person = {"id": chat, "is_bot": False, "first_name": "Оксана", "language_code": "uk"}
    message: dict[str, Any] = {
        "message_id": number,
        "from": person,
        "chat": {"id": chat, "type": "private", "first_name": "Оксана"},
        "date": NOW,
        "text": text,
    }
    if text.startswith("/"):
        length = len(text.partition(" ")[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()


class _Edge:
    """Keeps what was asked last, and counts. For a request class of python-telegram-bot."""

    last: dict[str, str]
    sent: int = 0

    async def do_request(
        self, url: str, method: str, request_data: Any = None, **_waits: Any
    ) -> tuple[int, bytes]:
        called = url.rpartition("/")[2]
        if request_data is not None:
            body = urlencode(request_data.json_parameters).encode()
            if called in {"sendMessage", "editMessageText"}:
                assert body
                self.last = dict(request_data.json_parameters)
                self.sent += 1
        return 200, answer(called)


class OurEdge(_Edge, Request):
    """Under our client."""


class LibraryEdge(_Edge, HTTPXRequest):
    """Under python-telegram-bot's own client."""
