"""From a callback of Viber, as the JSON it came as, to an event and a turn.

Only plain reading of dictionaries: nothing raises on malformed input.
"""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.channels.contract import RawEvent, Receipt, ReceiptKind
from bot.channels.fields import NOTHING, Json, int_of, is_int, map_of, str_of
from bot.channels.refusals import without_values
from bot.channels.text import units
from bot.channels.viber.limits import TEXT_UNITS, TRACKING_LETTERS
from bot.engine.turn import Attachment, Label, Labelled, Point, Turn, TurnKind

# An app parts a longer text at a space or a line: the first part may be a little shorter.
PERHAPS_PARTED = TEXT_UNITS - 128
LAST_MOMENT = 253_402_300_799_000  # 9999-12-31, in milliseconds
PEER_LETTERS = 128
FRESH = timedelta(minutes=1)
TOKEN = "message_token"  # noqa: S105 -- a field's name
# Callbacks that the conversation hears of. All others are of messages, or none of ours.
HEARD = frozenset({"message", "subscribed", "unsubscribed", "conversation_started"})
# What a file is called and what it is when Viber doesn't say.
FILES = {
    "picture": ("photo.jpg", "image/jpeg"),
    "video": ("video.mp4", "video/mp4"),
    "file": ("document", "application/octet-stream"),
}


def with_text_token(callback: Json) -> Json:
    """The callback; its token as text, for it is greater than what many readers of JSON hold."""
    token = callback.get(TOKEN)
    return {**callback, TOKEN: str(token)} if is_int(token) else callback


def name_of(callback: Json) -> str:
    """What has happened: "message", "delivered", …; "" for what is no callback."""
    return str_of(callback, "event")


def read_event(callback: Json) -> RawEvent | None:
    """The callback as a raw event; None when it is not one that the conversation hears of.

    One message and what becomes of it share a token: the id says which of them it is. The peer
    is "" when nobody is named.
    """
    name = name_of(callback)
    if name not in HEARD:
        return None
    peer = peer_of(callback)
    number = str_of(callback, TOKEN) or f"{int_of(callback, 'timestamp')}:{peer}"
    return RawEvent(id=f"{name}:{number}"[:512], peer=peer, body=callback)


RECEIPTS = {
    "delivered": ReceiptKind.DELIVERED, "seen": ReceiptKind.READ, "failed": ReceiptKind.FAILED,
}  # fmt: skip


def read_receipt(callback: Json) -> Receipt | None:
    """What became of a message of ours; None for any other callback."""
    kind, reference = RECEIPTS.get(name_of(callback)), str_of(callback, TOKEN)
    if kind is None or not reference:
        return None
    reason = f"Viber: {without_values(str_of(callback, 'desc')) or 'it could not be shown'}"
    return Receipt(kind, reference[:64], reason)


def is_fresh(callback: Json, now: datetime) -> bool:
    """Whether it is so new that what it tells of may not be written down yet."""
    return abs(now - _moment(callback.get("timestamp"), now)) < FRESH


def peer_of(callback: Json) -> str:
    """Whose callback it is."""
    for name in ("sender", "user"):
        if peer := str_of(map_of(callback, name), "id"):
            return peer[:PEER_LETTERS]
    return str_of(callback, "user_id")[:PEER_LETTERS]


def read_turn(callback: Json, *, channel: str, now: datetime) -> Turn | None:
    """The turn of a callback; None for what can safely be ignored."""
    peer = peer_of(callback)
    if not peer:
        return None
    at, lang = _moment(callback.get("timestamp"), now), _lang(callback)
    match name_of(callback):
        case "message":
            return _message(map_of(callback, "message"), channel, peer, at, lang)
        case "conversation_started":
            token = str_of(callback, "context").strip()
            return Turn(TurnKind.START, channel, peer, at, token=token, lang=lang)
        case "subscribed":
            return Turn(TurnKind.BACK, channel, peer, at, lang=lang)
        case "unsubscribed":
            return Turn(TurnKind.LEFT, channel, peer, at, lang=lang)
    return None


def _message(message: Json, channel: str, peer: str, at: datetime, lang: str) -> Turn:
    kind, text, more = _content(message)
    token = more.get("token", "")
    point, file, labelled = more.get("point"), more.get("file"), more.get("labelled")
    return Turn(
        kind=kind,
        channel=channel,
        peer=peer,
        at=at,
        text=text,
        token=token if isinstance(token, str) else "",
        point=point if isinstance(point, Point) else None,
        files=(file,) if isinstance(file, Attachment) else (),
        lang=lang,
        unfinished=units(text) > PERHAPS_PARTED,
        labelled=(labelled,) if isinstance(labelled, Labelled) else (),
    )


More = Mapping[str, object]


def _content(message: Json) -> tuple[TurnKind, str, More]:
    """What was said: its kind, its text, and what else its turn holds."""
    kind, text = str_of(message, "type"), str_of(message, "text")
    if kind in FILES and str_of(message, "media"):
        return TurnKind.FILE, text, {"file": _file(message, kind)}
    match kind:
        case "text" if text:
            return _said(message, text)
        case "location" if point := _point(map_of(message, "location")):
            return TurnKind.POINT, "", {"point": point}
        case "url" if address := str_of(message, "media"):
            return TurnKind.TEXT, "\n".join(filter(None, (text, address))), {}
        case "contact":
            return _contact(message)
        case "sticker":
            return TurnKind.OTHER, "", {"labelled": Labelled(Label.STICKER, "?")}
    unseen = Labelled(Label.UNSEEN, kind or "?")
    return TurnKind.OTHER, text, {"labelled": unseen}


def _said(message: Json, text: str) -> tuple[TurnKind, str, More]:
    """A typed text, or a button: Viber sends its label, and with it what we sent along."""
    token = tokens_of(str_of(message, "tracking_data")).get(text, "")
    if token:
        return TurnKind.PRESS, "", {"token": token}
    command, _, payload = text.partition(" ")
    if command == "/start":
        return TurnKind.START, "", {"token": payload.strip()}
    return TurnKind.TEXT, text, {}


def tokens_of(tracking: str) -> Mapping[str, str]:
    """The buttons that were shown, by what a tap on one of them says; none when it isn't ours."""
    if not 0 < len(tracking) <= TRACKING_LETTERS:
        return {}
    try:
        found = json.loads(tracking)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {said: token for said, token in found.items() if isinstance(token, str)}


def _contact(message: Json) -> tuple[TurnKind, str, More]:
    """A phone as it would be typed; computers share a contact without one."""
    contact = map_of(message, "contact")
    phone = str_of(contact, "phone_number")
    phone = f"+{phone}" if phone.isdecimal() and len(phone) > 10 else phone
    whole = ", ".join(filter(None, (str_of(contact, "name"), phone)))
    if not phone:
        return TurnKind.OTHER, "", {"labelled": Labelled(Label.CONTACT, whole or "?")}
    return TurnKind.TEXT, phone, {"labelled": Labelled(Label.CONTACT, whole)}


def _file(message: Json, kind: str) -> Attachment:
    name, media_type = FILES[kind]
    return Attachment(
        ref=str_of(message, "media"),
        name=str_of(message, "file_name") or name,
        size=int_of(message, "size"),
        media_type=media_type,
    )


def _point(location: Json) -> Point | None:
    lat, lon = _degrees(location.get("lat"), 90), _degrees(location.get("lon"), 180)
    return None if lat is None or lon is None else Point(lat, lon)


def _degrees(value: object, limit: int) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if abs(value) <= limit and math.isfinite(value) else None


def _lang(callback: Json) -> str:
    person = map_of(callback, "sender") or map_of(callback, "user") or NOTHING
    return str_of(person, "language").partition("-")[0].casefold()


def _moment(value: object, now: datetime) -> datetime:
    """Viber counts milliseconds."""
    if isinstance(value, int) and 0 < value <= LAST_MOMENT:
        return datetime.fromtimestamp(value / 1000, UTC)
    return now
