"""From an update of the Bot API, as the JSON it came as, to an Event and a Turn.

Only plain reading of dictionaries: no model is built, nothing raises on malformed input.
"""

import math
from datetime import UTC, datetime

from bot.channels.contract import RawEvent
from bot.channels.fields import Json, int_of, is_int, map_of, str_of
from bot.channels.telegram.labels import is_service, labelled, phone_of, replied_to
from bot.channels.telegram.limits import TEXT_UNITS
from bot.channels.text import units
from bot.engine.turn import Attachment, Label, Labelled, Point, Turn, TurnKind

# An app parts a longer text at a space or a line: the first part may be a little shorter.
PERHAPS_PARTED = TEXT_UNITS - 128
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
OWN = {TurnKind.TEXT, TurnKind.FILE}
LAST_MOMENT = 253_402_300_799  # 9999-12-31

# What a file is called and what it is when Telegram doesn't say.
FILES = {
    "document": ("document", "application/octet-stream"),
    "voice": ("voice.ogg", "audio/ogg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
    "audio": ("audio.mp3", "audio/mpeg"),
}


def read_event(update: object) -> RawEvent | None:
    """The update as a raw event; None for what isn't an update at all.

    The peer is "" when no citizen's private chat is concerned.
    """
    if not isinstance(update, dict):
        return None
    number = update.get("update_id")
    if not is_int(number):
        return None
    album = str_of(map_of(update, "message"), "media_group_id")
    return RawEvent(id=str(number), peer=peer_of(update), body=update, album=album)


def peer_of(update: Json) -> str:
    """The private chat the update belongs to, "" for any other."""
    for name in UPDATES:
        if name in update:
            held = map_of(update, name)
            place = map_of(held, "message") if name == "callback_query" else held
            chat = map_of(place, "chat")
            number = chat.get("id")
            return str(number) if chat.get("type") == "private" and is_int(number) else ""
    return ""


def read_turn(update: Json, *, channel: str, now: datetime) -> Turn | None:
    """The Turn of an update; None for what can safely be ignored.

    `now` is the moment of a press, which carries none itself.
    """
    peer = peer_of(update)
    if not peer:
        return None
    if message := map_of(update, "message"):
        return _message(message, channel, peer, now)
    if message := map_of(update, "edited_message"):
        return _edited(message, channel, peer, now)
    if query := map_of(update, "callback_query"):
        return _press(query, channel, peer, now)
    return _membership(map_of(update, "my_chat_member"), channel, peer, now)


def typing_chat(update: Json) -> str:
    """The chat where the citizen waits for an answer to something they wrote, else ""."""
    return peer_of(update) if "message" in update else ""


def query_id(update: Json) -> str:
    """The pressed button's query, "" when nothing was pressed."""
    return str_of(map_of(update, "callback_query"), "id")


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
        own=str(number) if kind in OWN and is_int(number) else "",
        album=str_of(message, "media_group_id"),
        unfinished=not edited and units(text) > PERHAPS_PARTED,
        about=replied_to(message),
        labelled=labelled(message) or _unseen(kind),
    )


def _unseen(kind: TurnKind) -> tuple[Labelled, ...]:
    return (Labelled(Label.UNSEEN, "?"),) if kind is TurnKind.OTHER else ()


Content = tuple[TurnKind | None, str, str, Point | None, tuple[Attachment, ...]]


def _content(message: Json) -> Content:
    text = str_of(message, "text")
    if text:
        command, _, payload = text.partition(" ")
        if command.partition("@")[0] == "/start":
            return TurnKind.START, "", payload.strip(), None, ()
        return TurnKind.TEXT, text, "", None, ()
    if "location" in message:
        point = _point(map_of(message, "location"))
        return (TurnKind.POINT if point else TurnKind.OTHER), "", "", point, ()
    if phone := phone_of(message):
        return TurnKind.TEXT, phone, "", None, ()
    caption = str_of(message, "caption")
    if file := _file(message):
        return TurnKind.FILE, caption, "", None, (file,)
    if not is_service(message):
        return TurnKind.OTHER, caption, "", None, ()
    return None, "", "", None, ()


def _edited(message: Json, channel: str, peer: str, now: datetime) -> Turn | None:
    """A changed text or caption. A moving live location also comes as edits: not a new turn."""
    if "location" in message:
        return None
    return _message(message, channel, peer, now, edited=True)


def _press(query: Json, channel: str, peer: str, now: datetime) -> Turn | None:
    message = map_of(query, "message")
    number = message.get("message_id")
    # A message the bot can't reach any more comes with the date 0: it can't be edited either.
    editable = is_int(number) and bool(message.get("date"))
    token = str_of(query, "data")
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
    kinds = {"kicked": TurnKind.LEFT, "left": TurnKind.LEFT, "member": TurnKind.BACK}
    kind = kinds.get(str_of(map_of(change, "new_chat_member"), "status"))
    if kind is None:
        return None
    at = _moment(change.get("date"), now)
    return Turn(kind=kind, channel=channel, peer=peer, at=at, lang=_lang(change))


def _file(message: Json) -> Attachment | None:
    """The file of a message: Telegram's reference, never the bytes."""
    photos = message.get("photo")
    if isinstance(photos, list):
        sizes = [one for one in photos if isinstance(one, dict) and str_of(one, "file_id")]
        if sizes:
            largest = max(sizes, key=lambda one: (int_of(one, "width"), int_of(one, "file_size")))
            return _attachment(largest, "photo.jpg", "image/jpeg")
    for name, (title, media_type) in FILES.items():
        held = map_of(message, name)
        if str_of(held, "file_id"):
            return _attachment(held, title, media_type)
    return None


def _attachment(held: Json, name: str, media_type: str) -> Attachment:
    return Attachment(
        ref=str_of(held, "file_id"),
        name=str_of(held, "file_name") or name,
        size=int_of(held, "file_size"),
        media_type=str_of(held, "mime_type") or media_type,
    )


def _point(location: Json) -> Point | None:
    lat, lon = _degrees(location.get("latitude"), 90), _degrees(location.get("longitude"), 180)
    return None if lat is None or lon is None else Point(lat, lon)


def _degrees(value: object, limit: int) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if abs(value) <= limit and math.isfinite(value) else None


def _lang(held: Json) -> str:
    """The language of the citizen's app: "uk", "en"."""
    return str_of(map_of(held, "from"), "language_code").partition("-")[0].casefold()


def _moment(value: object, now: datetime) -> datetime:
    if isinstance(value, int) and 0 < value <= LAST_MOMENT:
        return datetime.fromtimestamp(value, UTC)
    return now
