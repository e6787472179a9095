"""Facts as public pages say them: days, hours, sources, places on the map."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.catalogue.office import Office
from bot.engine.texts import N_
from bot.engine.wording import day, full_date
from bot.open_data.published import Spans

if TYPE_CHECKING:
    from bot.open_data.pages.public import Asked

DESCRIPTION_LETTERS = 160
UNKNOWN, CLOSED = N_("unknown"), N_("closed")


def week_told(asked: Asked, found: Iterable[tuple[date, Spans | None]]) -> list[tuple[str, str]]:
    """«пн, 30 листопада»: «09:00–13:00, 14:00–18:00»; [] where no day of it is known."""
    days = [*found]
    if all(spans is None for _, spans in days):
        return []
    return [(day(when, asked.lang), _spans(asked, spans)) for when, spans in days]


def _spans(asked: Asked, spans: Spans | None) -> str:
    if spans is None:
        return asked.say(UNKNOWN)
    return ", ".join(f"{opens}–{closes}" for opens, closes in spans) or asked.say(CLOSED)


def map_of(of: Library | Office) -> str:
    """Its point on OpenStreetMap, "" where nobody knows it."""
    if of.lat is None or of.lon is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={of.lat}&mlon={of.lon}#map=16/{of.lat}/{of.lon}"


def said(text: Text | None, lang: str) -> str:
    """The text, "" for none."""
    return text.in_(lang) if text else ""


def all_said(texts: Iterable[Text], lang: str) -> list[str]:
    """Each of them."""
    return [one.in_(lang) for one in texts]


def day_told(when: date | None, lang: str) -> str:
    """«23 листопада 2026», "" for none."""
    return full_date(when, lang) if when else ""


def source_told(source: str) -> tuple[str, str]:
    """What the source is called, and its address, "" for a letter or a call."""
    is_page = source.startswith(("https://", "http://"))
    return (urlsplit(source).hostname or source if is_page else source, source if is_page else "")


def dialled(number: str) -> str:
    """As a telephone dials it."""
    return "".join(sign for sign in number if sign.isdecimal() or sign == "+")


def shortened(text: str) -> str:
    """For search engines: cut at a word."""
    if len(text) <= DESCRIPTION_LETTERS:
        return text
    return f"{text[: DESCRIPTION_LETTERS - 1].rsplit(' ', 1)[0]}…"
