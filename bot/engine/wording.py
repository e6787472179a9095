"""How days, times, distances and phones are written, in each language; Kyiv time."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal
from babel.units import format_unit

KYIV = ZoneInfo("Europe/Kyiv")
NBSP = "\u00a0"
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Where a language writes a day otherwise than «пт, 28 листопада».
_DAY = {"en": "EEE d MMMM"}
_QUOTES = {"uk": ("«", "»")}
_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_FAR_KM = 10


def alphabetical(text: str) -> tuple[tuple[int, str], ...]:
    """A key for sorting by the Ukrainian alphabet, where «і» follows «и» and «ґ» follows «г»."""
    return tuple((_ALPHABET.find(one), one) for one in text.casefold())


def undirected(text: str) -> str:
    """The text without marks that turn letters round: «photo\u202egpj.exe» looks like a photo."""
    return text if text.isascii() else DIRECTIONS.sub("", text)


def kyiv(moment: datetime) -> datetime:
    """The moment on a Kyiv clock."""
    return moment.astimezone(KYIV)


def kyiv_time(moment: datetime) -> str:
    """«29.11.2026 11:45 за Києвом»: for operators, whose machines are in any time zone."""
    return f"{kyiv(moment):%d.%m.%Y %H:%M} за Києвом"


def day(when: date, lang: str) -> str:
    """«пт, 28 листопада», "Fri 28 November"."""
    return format_date(when, _DAY.get(lang, "EEE, d MMMM").replace("d M", f"d{NBSP}M"), locale=lang)


def weekday(number: int, lang: str) -> str:
    """A day of the week by its ISO number: «ср», "Wed"."""
    return str(get_day_names("abbreviated", "stand-alone", lang)[number - 1])


def full_date(when: date, lang: str) -> str:
    """«23 листопада 2026», "23 November 2026"."""
    return format_date(when, f"d{NBSP}MMMM{NBSP}y", locale=lang)


def short_day(when: date, lang: str) -> str:
    """«вт 24.11», "Tue 24.11": for arithmetic."""
    return format_date(when, f"EEE{NBSP}dd.MM", locale=lang)


def clock(at: time | datetime) -> str:
    """«09:00»; a datetime must stand in Kyiv time already."""
    return f"{at:%H:%M}"


def distance(km: float, lang: str) -> str:
    """«600 м», «4,2 км», «35 км»: as exact as a straight line deserves."""
    if km < 0.95:
        return _measured(max(round(km * 10), 1) * 100, "length-meter", lang)
    return _measured(round(km, 1) if km < _FAR_KM else round(km), "length-kilometer", lang)


def decimal(number: float, lang: str) -> str:
    """«2,3», «4»: with a tenth where there is one."""
    return format_decimal(number, "0.#", locale=lang)


def _measured(number: float, unit: str, lang: str) -> str:
    told = format_unit(number, unit, length="short", format="0.#", locale=lang)
    return told.replace(" ", NBSP)


def phone(number: str) -> str:
    """A number that no line break tears apart."""
    return number.replace(" ", NBSP)


def label(text: str, most: int = 64) -> str:
    """A name as a button's label, cut at a word where it is too long."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,.:;–«(')}…"


def quoted(words: str, lang: str, most: int = 300) -> str:
    """A citizen's own words, shown back in quotation marks."""
    shown = words if len(words) <= most else f"{words[:most].rstrip()}…"
    opening, closing = _QUOTES.get(lang, ("“", "”"))
    return f"{opening}{shown}{closing}"
