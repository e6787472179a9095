"""From a POST of the page to a raw event, and from a raw event to a Turn."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bot.channels.contract import RawEvent
from bot.channels.fields import is_int
from bot.channels.payload import read_json as read_storable
from bot.channels.web.texts import ERRORS, Translate
from bot.engine.turn import Attachment, Point, Turn, TurnKind
from bot.files.model import OURS, StoredFile
from bot.files.rules import MOST_FILES

BODY_BYTES = 64 * 1024
TEXT_LETTERS = 4096
TOKEN_LETTERS = 256
CLIENT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
MESSAGE_REF = re.compile(r"[0-9]{0,19}\Z")
CONTENTS = ("text", "token", "point", "start")
FILE_TOKEN_LETTERS = 64


class RefusedError(Exception):
    """A request that is answered with an error for the person.

    `code` is a key of `texts.ERRORS`; `after` is seconds for Retry-After, 0 for none.
    """

    def __init__(self, status: int, code: str, *, after: int = 0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.after = after

    def text(self, translate: Translate) -> str:
        """What the person reads."""
        return translate(ERRORS[self.code])


def read_json(raw: bytes) -> object:
    """The request's JSON, its texts storable; RefusedError when it is none."""
    try:
        return read_storable(raw)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "bad_json") from error


def read_ids(data: object) -> list[int]:
    """Numbers of messages of ours that a page names: {"ids": […]}. Raises RefusedError."""
    ids = data.get("ids") if isinstance(data, dict) else None
    if not isinstance(ids, list) or not all(is_int(one) and 0 < one < 2**53 for one in ids):
        raise RefusedError(400, "bad_message")
    return ids


def read_event(
    data: object, *, peer: str, lang: str, at: datetime, shared: bool = False
) -> RawEvent:
    """The event the page posted; RefusedError says what is wrong with it.

    The event's id is the peer and the page's own id, so a repeated POST is the same event.
    """
    if not isinstance(data, dict):
        raise RefusedError(400, "bad_json")
    client_id = data.get("id")
    if not isinstance(client_id, str) or not CLIENT_ID.match(client_id):
        raise RefusedError(422, "bad_message")
    given = [name for name in CONTENTS if name in data]
    if "files" in data and given in ([], ["text"]):  # the text is their caption
        content = _read_files(data)
    elif len(given) == 1 and "files" not in data:
        content = _read_content(given[0], data)
    else:
        raise RefusedError(422, "bad_message")
    body = {"id": client_id, "peer": peer, "at": at.isoformat(), "lang": lang, **content}
    if shared:
        body["shared"] = True
    return RawEvent(id=f"{peer}:{client_id}", peer=peer, body=body)


def left_event(*, peer: str, lang: str, at: datetime) -> RawEvent:
    """That the person has ended the conversation."""
    id = str(uuid4())
    body = {"id": id, "peer": peer, "at": at.isoformat(), "lang": lang, "left": True}
    return RawEvent(id=f"{peer}:{id}", peer=peer, body=body)


def _read_files(data: Mapping[str, object]) -> dict[str, object]:
    """Tokens of uploaded files, as the page shows them, and their caption."""
    tokens = data["files"]
    if not isinstance(tokens, list) or not 0 < len(tokens) <= MOST_FILES:
        raise RefusedError(422, "bad_message")
    if not all(isinstance(one, str) and len(one) <= FILE_TOKEN_LETTERS for one in tokens):
        raise RefusedError(422, "bad_message")
    text = _storable(data.get("text", ""), TEXT_LETTERS)
    return {"files": list(dict.fromkeys(tokens)), **({"text": text} if text.strip() else {})}


def with_files(event: RawEvent, files: Iterable[StoredFile]) -> RawEvent:
    """The event with what is known of its files in place of their tokens."""
    listed = [
        {"file": one.id, "name": one.name, "size": one.size, "media_type": one.media_type}
        for one in files
    ]
    return replace(event, body={**event.body, "files": listed})


def _read_content(name: str, data: Mapping[str, object]) -> dict[str, object]:
    value = data[name]
    match name:
        case "point":
            return {"point": _point(value)}
        case "text":
            text = _storable(value, TEXT_LETTERS)
            if not text.strip():
                raise RefusedError(422, "text_empty")
            return {"text": text}
        case "token":
            ref = data.get("message", "")
            if not isinstance(ref, str) or not MESSAGE_REF.match(ref):
                raise RefusedError(422, "bad_message")
            return {"token": _storable(value, TOKEN_LETTERS), "message": ref}
        case _:
            return {"start": _link(value)}


def _link(value: object) -> str:
    """A deep link. Anybody can write one: what a wrong one leads to is told by the bot."""
    if not isinstance(value, str):
        raise RefusedError(422, "bad_message")
    return value[:TOKEN_LETTERS]


def _storable(value: object, letters: int) -> str:
    if not isinstance(value, str):
        raise RefusedError(422, "bad_message")
    if len(value) > letters:
        raise (
            RefusedError(413, "text_long")
            if letters == TEXT_LETTERS
            else RefusedError(422, "bad_message")
        )
    return value


def _point(value: object) -> dict[str, float]:
    lat, lon = (value.get("lat"), value.get("lon")) if isinstance(value, dict) else (None, None)
    if not _within(lat, 90) or not _within(lon, 180):
        raise RefusedError(422, "bad_point")
    return {"lat": float(str(lat)), "lon": float(str(lon))}


def _within(value: object, limit: int) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(float(str(value))) and abs(float(str(value))) <= limit


def read_turn(body: Mapping[str, object], *, channel: str) -> Turn:
    """The Turn of a raw event that `read_event` made."""
    point = body.get("point")
    place = Point(float(point["lat"]), float(point["lon"])) if isinstance(point, dict) else None
    return Turn(
        kind=_kind(body),
        channel=channel,
        peer=str(body["peer"]),
        at=datetime.fromisoformat(str(body["at"])),
        text=str(body.get("text", "")),
        token=str(body.get("token", body.get("start", ""))),
        point=place,
        files=tuple(map(_attachment, _listed(body))),
        lang=str(body.get("lang", "")),
        message=str(body.get("message", "")),
        own=str(body["id"]) if _kind(body) in {TurnKind.TEXT, TurnKind.FILE} else "",
        shared=bool(body.get("shared", False)),
    )


def _listed(body: Mapping[str, object]) -> list[dict[str, object]]:
    listed = body.get("files", [])
    assert isinstance(listed, list)
    return listed


def _attachment(file: Mapping[str, object]) -> Attachment:
    return Attachment(
        f"{OURS}{file['file']}",
        str(file["name"]),
        int(str(file["size"])),
        str(file["media_type"]),
    )


def _kind(body: Mapping[str, object]) -> TurnKind:
    if "files" in body:
        return TurnKind.FILE
    kinds = {
        "text": TurnKind.TEXT,
        "token": TurnKind.PRESS,
        "point": TurnKind.POINT,
        "start": TurnKind.START,
        "left": TurnKind.LEFT,
    }
    return next((kind for name, kind in kinds.items() if name in body), TurnKind.OTHER)
