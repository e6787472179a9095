"""How days, times, distances and phones are written, in both languages; Kyiv time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
NBSP = "\u00a0"

_WEEKDAYS = {
    "uk": ("пн", "вт", "ср", "чт", "пт", "сб", "нд"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "uk": (
        "січня", "лютого", "березня", "квітня", "травня", "червня",
        "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_COMMA = {"uk": ", ", "en": " "}
_UNITS = {"uk": ("км", "м"), "en": ("km", "m")}
_FAR_KM = 10


def alphabetical(text: str) -> tuple[tuple[int, str], ...]:
    """A key for sorting by the Ukrainian alphabet, where «і» follows «и» and «ґ» follows «г»."""
    return tuple((_ALPHABET.find(one), one) for one in text.casefold())


def kyiv(moment: datetime) -> datetime:
    """The moment on a Kyiv clock."""
    return moment.astimezone(KYIV)


def kyiv_time(moment: datetime) -> str:
    """«29.11.2026 11:45 за Києвом»: for operators, whose machines are in any time zone."""
    return f"{kyiv(moment):%d.%m.%Y %H:%M} за Києвом"


def day(when: date, lang: str) -> str:
    """«пт, 28 листопада», "Fri 28 November"."""
    weekday = _WEEKDAYS[lang][when.weekday()]
    return f"{weekday}{_COMMA[lang]}{when.day}{NBSP}{_MONTHS[lang][when.month - 1]}"


def full_date(when: date, lang: str) -> str:
    """«23 листопада 2026», "23 November 2026"."""
    return f"{when.day}{NBSP}{_MONTHS[lang][when.month - 1]}{NBSP}{when.year}"


def short_day(when: date, lang: str) -> str:
    """«вт 24.11», "Tue 24.11": for arithmetic."""
    return f"{_WEEKDAYS[lang][when.weekday()]}{NBSP}{when:%d.%m}"


def clock(at: time | datetime) -> str:
    """«09:00»; a datetime must stand in Kyiv time already."""
    return f"{at:%H:%M}"


def distance(km: float, lang: str) -> str:
    """«600 м», «4,2 км», «35 км»: as exact as a straight line deserves."""
    kilo, metre = _UNITS[lang]
    if km < 0.95:
        return f"{max(round(km * 10), 1) * 100}{NBSP}{metre}"
    if km < _FAR_KM:
        told = f"{km:.1f}".removesuffix(".0")
        return f"{told.replace('.', ',') if lang == 'uk' else told}{NBSP}{kilo}"
    return f"{round(km)}{NBSP}{kilo}"


def phone(number: str) -> str:
    """A number that no line break tears apart."""
    return number.replace(" ", NBSP)


def label(text: str, most: int = 40) -> str:
    """A name as a button's label, cut at a word where it is too long."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,.:;–«(')}…"


def quoted(words: str, lang: str, most: int = 300) -> str:
    """A citizen's own words, shown back in quotation marks."""
    shown = words if len(words) <= most else f"{words[:most].rstrip()}…"
    return f"«{shown}»" if lang == "uk" else f"“{shown}”"
