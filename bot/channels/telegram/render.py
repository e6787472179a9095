"""From a Message to calls of the Bot API: pure; all that Telegram looks like is decided here."""

from collections.abc import Callable
from urllib.parse import urlsplit

from bot.channels.contract import Document
from bot.channels.telegram.calls import Call, Purpose
from bot.channels.telegram.limits import CAPTION_UNITS, LABEL_UNITS, TEXT_UNITS, TOKEN_BYTES
from bot.channels.text import cut, line_of, needs_line, sendable, split, units
from bot.engine.model import Key, Message, Pin
from bot.engine.texts import N_
from bot.files.words import file_line, lead_of

SEND_LOCATION = N_("Send my location")
SEND_PHONE = N_("Send my number")
APPROXIMATE = N_("approximate place")
HIDDEN = N_("The button under the field is hidden.")
# What a question wants, and the button under the field that gives it: there is none inline.
NATIVE = {"point": ("request_location", SEND_LOCATION), "phone": ("request_contact", SEND_PHONE)}
NO_PREVIEW = {"is_disabled": True}
NO_KEYBOARD: dict[str, object] = {"remove_keyboard": True}

Translate = Callable[[str], str]
Params = dict[str, object]


def render(
    message: Message,
    *,
    chat: str,
    text: Translate,
    keyboard: bool = False,
    document: Document | None = None,
) -> list[Call]:
    """The calls that show `message`, in order.

    A question that wants a point or a phone gets a keyboard under the field, with the button that
    gives it and the answers: Telegram has no such button inline. Its links become lines of the
    text.

    Args:
        message: what to show.
        chat: the chat's id.
        text: translates this module's own texts into the recipient's language.
        keyboard: whether such a keyboard is still open in the chat; it is then removed.
        document: the message's file; without it its link becomes a line.
    """
    is_native = wants_native(message)
    markup, lines = _field_keyboard(message, text) if is_native else _inline(message)
    shown = file_line(message.file, text, lang=message.lang) if message.file else ""
    if document:
        calls = _with_document(_texts(message, chat, lines), chat, markup, document, shown)
    else:
        parts = _texts(message, chat, [*filter(None, [shown]), *lines])
        if parts:
            parts[-1]["reply_markup"] = markup
        calls = [Call("sendMessage", params) for params in parts]
    if message.pin:
        markup = NO_KEYBOARD if keyboard and not is_native else {}
        calls.append(_pin(message.pin, chat, text, markup))
    replace = message.replace if message.replace.isdecimal() else ""
    if replace and (is_native or document):
        # An edit brings no file and no keyboard under the field.
        calls.append(_without_buttons(chat, replace))
    elif replace and calls and calls[0].purpose is Purpose.TEXT:
        calls[0] = _edit(calls[0], replace)
    open_still = keyboard and not is_native
    if open_still and not any(call.params.get("reply_markup") == NO_KEYBOARD for call in calls):
        calls += _remove_keyboard(chat, text)
    return calls


def _texts(message: Message, chat: str, lines: list[str]) -> list[Params]:
    """Parameters of the text, in as many parts as it needs; none for a file without words."""
    title, body = sendable(message.title), sendable(lead_of(message))
    details = sendable(message.details)
    whole = "\n".join(filter(None, (title, body)))
    before = f"{whole}\n\n" if whole else ""
    whole = "\n\n".join(filter(None, (whole, details, "\n".join(lines))))
    if not whole and not message.pin and not message.file:
        whole = "…"  # buttons alone can't be sent
    parts: list[Params] = [
        {"chat_id": chat, "text": part, "link_preview_options": NO_PREVIEW}
        for part in split(whole, TEXT_UNITS)
    ]
    marks = [_mark("bold", 0, min(units(title), units(str(parts[0]["text"]))))] if title else []
    if details and len(parts) == 1:
        marks.append(_mark("expandable_blockquote", units(before), units(details)))
    if marks:
        parts[0]["entities"] = marks
    if message.to_copy:
        for part in parts:  # a tap copies it
            part["entities"] = [_mark("pre", 0, units(str(part["text"])))]
    return parts


def _mark(kind: str, offset: int, length: int) -> Params:
    return {"type": kind, "offset": offset, "length": length}


def _with_document(
    parts: list[Params], chat: str, markup: Params, document: Document, shown: str
) -> list[Call]:
    """The file with the text as its caption; a longer text goes before it.

    `shown` is its line, which stands for it when Telegram refuses the file.
    """
    params: Params = {"chat_id": chat, "reply_markup": markup}
    words: Params = {"chat_id": chat, "text": shown, "link_preview_options": NO_PREVIEW}
    if len(parts) == 1 and units(str(parts[0]["text"])) <= CAPTION_UNITS:
        (caption,) = parts
        params["caption"] = caption["text"]
        if "entities" in caption:
            params["caption_entities"] = caption["entities"]
        words = {**caption, "text": f"{caption['text']}\n\n{shown}"}
        parts = []
    instead = Call("sendMessage", {**words, "reply_markup": markup})
    before = [Call("sendMessage", part) for part in parts]
    return [*before, Call("sendDocument", params, instead=instead, document=document)]


def _inline(message: Message) -> tuple[Params, list[str]]:
    """The buttons under the message; lines for those that can't be buttons."""
    rows: list[list[Params]] = []
    lines: list[str] = []
    for row in message.rows:
        keys = [key for key in row if _fits(key)]
        lines += [line_of(key) for key in row if not _fits(key) and needs_line(key, message.text)]
        if keys:
            rows.append([_button(key) for key in keys])
    return ({"inline_keyboard": rows} if rows else dict(NO_KEYBOARD)), lines


def wants_native(message: Message) -> bool:
    """Whether its question gets a keyboard under the field."""
    return not NATIVE.keys().isdisjoint(message.wants)


def _field_keyboard(message: Message, text: Translate) -> tuple[Params, list[str]]:
    """The keyboard under the field: a pressed label comes back as typed text."""
    answers = [[_typed(key) for key in row if not key.url] for row in message.rows]
    asked = [NATIVE[want] for want in message.wants if want in NATIVE]
    native: list[list[Params]] = [[{"text": text(label), name: True}] for name, label in asked]
    rows = [*native, *filter(None, answers)]
    lines = [
        line_of(key)
        for row in message.rows
        for key in row
        if key.url and needs_line(key, message.text)
    ]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}, lines


def _fits(key: Key) -> bool:
    """Whether Telegram takes it as a button; one bad button would refuse the whole message."""
    if not key.url:
        return 0 < len(key.token.encode()) <= TOKEN_BYTES
    try:
        parts = urlsplit(key.url)
        return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        return False


def _typed(key: Key) -> Params:
    return {"text": cut(sendable(key.label), LABEL_UNITS) or "…"}


def _button(key: Key) -> Params:
    return _typed(key) | ({"url": key.url} if key.url else {"callback_data": key.token})


def _pin(pin: Pin, chat: str, text: Translate, markup: Params) -> Call:
    """The place on the map. Telegram wants both a title and an address of a venue."""
    where: Params = {
        "chat_id": chat,
        "latitude": pin.point.lat,
        "longitude": pin.point.lon,
        "disable_notification": True,
    }
    if markup:
        where["reply_markup"] = markup
    title, address = sendable(pin.title), sendable(pin.address)
    notes = ", ".join(filter(None, (address, text(APPROXIMATE) if pin.approximate else "")))
    if not title and not notes:
        return Call("sendLocation", where, Purpose.PIN)
    venue = {"title": title or notes, "address": notes or title}
    return Call("sendVenue", {**where, **venue}, Purpose.PIN)


def _edit(call: Call, message: str) -> Call:
    """The same text in place of the message whose button was pressed."""
    params = {**call.params, "message_id": int(message)}
    markup = params.get("reply_markup")
    if isinstance(markup, dict) and "inline_keyboard" not in markup:
        del params["reply_markup"]  # buttons go when none are given
    return Call("editMessageText", params, instead=call)


def _without_buttons(chat: str, message: str) -> Call:
    """An answered question keeps its text and loses its buttons."""
    params = {"chat_id": chat, "message_id": int(message)}
    return Call("editMessageReplyMarkup", params, Purpose.TIDY)


def _remove_keyboard(chat: str, text: Translate) -> list[Call]:
    """Inline buttons and the removal of a keyboard can't share a message.

    So another one brings the removal and is deleted at once.
    """
    params: Params = {
        "chat_id": chat,
        "text": text(HIDDEN),
        "disable_notification": True,
        "reply_markup": NO_KEYBOARD,
    }
    return [Call("sendMessage", params, Purpose.FLEETING)]
