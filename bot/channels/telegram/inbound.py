"""From an update of the Bot API, as the JSON it came as, to an Event and a Turn.

Only plain reading of dictionaries: no model is built, nothing raises on malformed input.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.channels.contract import RawEvent
from bot.channels.telegram.service import SERVICE
from bot.engine.turn import Attachment, Point, Turn, TurnKind

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
LAST_MOMENT = 253_402_300_799  # 9999-12-31

# What a file is called and what it is when Telegram doesn't say.
FILES = {
    "document": ("document", "application/octet-stream"),
    "voice": ("voice.ogg", "audio/ogg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
    "audio": ("audio.mp3", "audio/mpeg"),
}

Json = Mapping[str, object]
NOTHING: Json = {}


def read_event(update: object) -> RawEvent | None:
    """The update as a raw event; None for what isn't an update at all.

    The peer is "" when no citizen's private chat is concerned.
    """
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    if not _is_int(number):
        return None
    album = _str(_map(update, "message"), "media_group_id")
    return RawEvent(id=str(number), peer=peer_of(update), body=update, album=album)


def peer_of(update: Json) -> str:
    """The private chat the update belongs to, "" for any other."""
    for name in UPDATES:
        if name in update:
            held = _map(update, name)
            place = _map(held, "message") if name == "callback_query" else held
            chat = _map(place, "chat")
            number = chat.get("id")
            return str(number) if chat.get("type") == "private" and _is_int(number) else ""
    return ""


def read_turn(update: Json, *, channel: str, now: datetime) -> Turn | None:
    """The Turn of an update; None for what can safely be ignored.

    `now` is the moment of a press, which carries none itself.
    """
    peer = peer_of(update)
    if not peer:
        return None
    if message := _map(update, "message"):
        return _message(message, channel, peer, now)
    if message := _map(update, "edited_message"):
        return _edited(message, channel, peer, now)
    if query := _map(update, "callback_query"):
        return _press(query, channel, peer, now)
    return _membership(_map(update, "my_chat_member"), channel, peer, now)


def typing_chat(update: Json) -> str:
    """The chat where the citizen waits for an answer to something they wrote, else ""."""
    return peer_of(update) if "message" in update else ""


def query_id(update: Json) -> str:
    """The pressed button's query, "" when nothing was pressed."""
    return _str(_map(update, "callback_query"), "id")


def _message(
    message: Json, channel: str, peer: str, now: datetime, *, edited: bool = False
) -> Turn | None:
    kind, text, token, point, files = _content(message)
    if kind is None:
        return None
    number = message.get("message_id")
    return Turn(
        kind=kind,
        channel=channel,
        peer=peer,
        at=_moment(message.get("edit_date" if edited else "date"), now),
        text=text,
        token=token,
        point=point,
        files=files,
        lang=_lang(message),
        edited=edited,
        own=str(number) if kind in {TurnKind.TEXT, TurnKind.FILE} and _is_int(number) else "",
    )


Content = tuple[TurnKind | None, str, str, Point | None, tuple[Attachment, ...]]


def _content(message: Json) -> Content:
    text = _str(message, "text")
    if text:
        command, _, payload = text.partition(" ")
        if command.partition("@")[0] == "/start":
            return TurnKind.START, "", payload.strip(), None, ()
        return TurnKind.TEXT, text, "", None, ()
    if "location" in message:
        point = _point(_map(message, "location"))
        return (TurnKind.POINT if point else TurnKind.OTHER), "", "", point, ()
    if phone := _phone(_map(message, "contact")):
        return TurnKind.TEXT, phone, "", None, ()
    caption = _str(message, "caption")
    if file := _file(message):
        return TurnKind.FILE, caption, "", None, (file,)
    if SERVICE.isdisjoint(message):
        return TurnKind.OTHER, caption, "", None, ()
    return None, "", "", None, ()


def _edited(message: Json, channel: str, peer: str, now: datetime) -> Turn | None:
    """A changed text or caption. A moving live location also comes as edits: not a new turn."""
    if "location" in message:
        return None
    return _message(message, channel, peer, now, edited=True)


def _press(query: Json, channel: str, peer: str, now: datetime) -> Turn | None:
    message = _map(query, "message")
    number = message.get("message_id")
    # A message the bot can't reach any more comes with the date 0: it can't be edited either.
    editable = _is_int(number) and bool(message.get("date"))
    token = _str(query, "data")
    return Turn(
        kind=TurnKind.PRESS if token else TurnKind.OTHER,
        channel=channel,
        peer=peer,
        at=now,
        token=token,
        lang=_lang(query),
        message=str(number) if editable else "",
    )


def _membership(change: Json, channel: str, peer: str, now: datetime) -> Turn | None:
    """The citizen blocked the bot, or came back."""
    kinds = {"kicked": TurnKind.LEFT, "left": TurnKind.LEFT, "member": TurnKind.START}
    kind = kinds.get(_str(_map(change, "new_chat_member"), "status"))
    if kind is None:
        return None
    at = _moment(change.get("date"), now)
    return Turn(kind=kind, channel=channel, peer=peer, at=at, lang=_lang(change))


def _file(message: Json) -> Attachment | None:
    """The file of a message: Telegram's reference, never the bytes."""
    photos = message.get("photo")
    if isinstance(photos, list):
        sizes = [one for one in photos if isinstance(one, dict) and _str(one, "file_id")]
        if sizes:
            largest = max(sizes, key=lambda one: (_int(one, "width"), _int(one, "file_size")))
            return _attachment(largest, "photo.jpg", "image/jpeg")
    for name, (title, media_type) in FILES.items():
        held = _map(message, name)
        if _str(held, "file_id"):
            return _attachment(held, title, media_type)
    return None


def _attachment(held: Json, name: str, media_type: str) -> Attachment:
    return Attachment(
        ref=_str(held, "file_id"),
        name=_str(held, "file_name") or name,
        size=_int(held, "file_size"),
        media_type=_str(held, "mime_type") or media_type,
    )


def _point(location: Json) -> Point | None:
    lat, lon = _degrees(location.get("latitude"), 90), _degrees(location.get("longitude"), 180)
    return None if lat is None or lon is None else Point(lat, lon)


def _degrees(value: object, limit: int) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if abs(value) <= limit and math.isfinite(value) else None


def _phone(contact: Json) -> str:
    """A shared contact's phone as it would be typed."""
    phone = _str(contact, "phone_number")
    return f"+{phone}" if phone.isdecimal() and len(phone) > 10 else phone


def _lang(held: Json) -> str:
    """The language of the citizen's app: "uk", "en"."""
    return _str(_map(held, "from"), "language_code").partition("-")[0].casefold()


def _moment(value: object, now: datetime) -> datetime:
    if isinstance(value, int) and 0 < value <= LAST_MOMENT:
        return datetime.fromtimestamp(value, UTC)
    return now


def _map(held: Json, name: str) -> Json:
    value = held.get(name)
    return value if isinstance(value, dict) else NOTHING


def _str(held: Json, name: str) -> str:
    value = held.get(name)
    return value if isinstance(value, str) else ""


def _int(held: Json, name: str) -> int:
    value = held.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
