"""What comes with a message and is no words of its sender: forwards, quotes, contacts, stickers."""

from collections.abc import Iterator

from bot.channels.fields import Json, listed, map_of, str_of
from bot.channels.telegram.service import SERVICE
from bot.engine.turn import Label, Labelled

QUOTED_LETTERS = 300
# Kinds of content with a name or words that a person can be shown.
NAMED = ("game", "invoice", "story", "paid_media", "checklist", "giveaway", "rich_message")


def labelled(message: Json) -> tuple[Labelled, ...]:
    """All of it, in the order it is read."""
    return tuple(one for one in _found(message) if one.text)


def replied_to(message: Json) -> str:
    """The text of the bot's own message that this one replies to, "" for none."""
    replied = map_of(message, "reply_to_message")
    return _words(replied) if map_of(replied, "from").get("is_bot") is True else ""


def phone_of(message: Json) -> str:
    """A shared contact's phone as it would be typed."""
    phone = str_of(map_of(message, "contact"), "phone_number")
    return f"+{phone}" if phone.isdecimal() and len(phone) > 10 else phone


def _found(message: Json) -> Iterator[Labelled]:
    yield Labelled(Label.FORWARDED, _origin(message))
    yield Labelled(Label.QUOTED, _quoted(message))
    if contact := map_of(message, "contact"):
        yield Labelled(Label.CONTACT, _joined(_name(contact), phone_of(message)))
    if venue := map_of(message, "venue"):
        yield Labelled(Label.VENUE, _joined(str_of(venue, "title"), str_of(venue, "address")))
    if sticker := map_of(message, "sticker") or map_of(message, "dice"):
        yield Labelled(Label.STICKER, str_of(sticker, "emoji") or "?")
    if poll := map_of(message, "poll"):
        options = [str_of(one, "text") for one in listed(poll, "options")]
        question = str_of(poll, "question")
        yield Labelled(Label.POLL, f"{question} ({' / '.join(options)})" if options else question)
    yield from (Labelled(Label.UNSEEN, name) for name in NAMED if name in message)


def _origin(message: Json) -> str:
    """Who wrote what was forwarded; fields of Bot API 7 and of those before."""
    if origin := map_of(message, "forward_origin"):
        return _author(origin)
    chat = map_of(message, "forward_from_chat")
    names = (
        _name(map_of(message, "forward_from")),
        str_of(message, "forward_sender_name"),
        str_of(chat, "title"),
    )
    return next(filter(None, names), "")


def _author(origin: Json) -> str:
    names = (
        _name(map_of(origin, "sender_user")),
        str_of(origin, "sender_user_name"),
        str_of(map_of(origin, "sender_chat"), "title"),
        str_of(map_of(origin, "chat"), "title"),
    )
    return next(filter(None, names), "?")


def _quoted(message: Json) -> str:
    """What is replied to: the part that was marked, or the beginning of the message."""
    elsewhere = map_of(message, "external_reply")
    text = str_of(map_of(message, "quote"), "text") or _words(map_of(message, "reply_to_message"))
    if len(text) > QUOTED_LETTERS:
        text = f"{text[:QUOTED_LETTERS].rstrip()}…"
    author = _author(map_of(elsewhere, "origin")) if elsewhere else ""
    return f"{author}: {text}" if author and text else text


def _words(message: Json) -> str:
    return str_of(message, "text") or str_of(message, "caption")


def _name(held: Json) -> str:
    return " ".join(filter(None, (str_of(held, "first_name"), str_of(held, "last_name"))))


def _joined(*texts: str) -> str:
    return ", ".join(filter(None, texts))


def is_service(message: Json) -> bool:
    """Whether it is a note of the app: nobody said anything."""
    return not SERVICE.isdisjoint(message)
