"""What the tests of the channel share."""

import json
from typing import Any

import httpx

from bot.channels.viber.account import PATH
from bot.channels.viber.webhook import SIGNATURE_HEADER, signature_of
from tests.fakes.viber.account import TOKEN

Json = dict[str, Any]
PERSON = {"id": "01234567890A=", "name": "Оксана", "country": "UA", "language": "uk-UA",
          "api_version": 10}  # fmt: skip
MOMENT = 1_763_971_200_000  # 2025-11-24 08:00 UTC
MESSAGE_TOKEN = 5_741_311_803_571_721_087


def callback(event: str, **more: Any) -> Json:
    return {"event": event, "timestamp": MOMENT, "message_token": MESSAGE_TOKEN, **more}


def message(**content: Any) -> Json:
    return callback("message", sender=PERSON, message={"type": "text", **content}, silent=False)


async def post(http: httpx.AsyncClient, body: object, token: str = TOKEN) -> httpx.Response:
    """Post a callback as Viber does; bytes go as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return await http.post(PATH, content=raw, headers={SIGNATURE_HEADER: signature_of(raw, token)})
