"""Remarks on slips that nothing refuses: text cut off by a «#», an empty field, a day to come."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from bot.content.indents import stuck
from bot.content.problems import Problem, Severity
from bot.content.source import Source

_KEY: Final = re.compile(r"\A {0,99}(?:- {1,9})?(?:\w{1,40}: {1,99})?")
_NO_PLAIN_TEXT: Final = "|>'\"[{&*#"  # begin other things than words without quotes
_OPENING: Final = {"“", "„", "‟", "‘", "’", "‚"}
_CLOSING: Final = {"“", "”", "‟", "‘", "’"}
_QUOTE: Final = re.compile("[“”„‟‘’‚]")
_STRAIGHT: Final = {"'", '"'}
DATES: Final = {"checked", "seen", "last_activity", "holidays_checked", "purposes_checked"}


def slips(folder: Path, sources: list[Source], today: date | None) -> Iterator[Problem]:
    """All of them; a day after tomorrow and later is an error."""
    for source in sources:
        path = folder / source.name.partition("/")[2]
        text = path.read_text(encoding="utf-8")
        kept = "\n".join(one for _, one in _values(source.data, ()) if isinstance(one, str))
        yield from _cut_off(source.name, text, kept)
        for message, line, column in stuck(text):
            yield Problem(source.name, line, column, message, Severity.WARNING)
        for place, value in _values(source.data, ()):
            key = place[-1] if place else ""
            if isinstance(value, str) and (told := _stray_quotes(value)):
                yield Problem(source.name, *source.place(place), told, Severity.WARNING)
            if value is None and isinstance(key, str) and ":" not in key:
                message = f"поле «{key}» порожнє. Впишіть значення або приберіть поле."
                yield Problem(
                    source.name, *source.place(place, of_key=True), message, Severity.WARNING
                )
            if today and key in DATES and (day := _day(value)) and day - today > timedelta(days=1):
                message = f"цей день ще не настав: {value}. Перевірте рік, місяць і число."
                yield Problem(source.name, *source.place(place), message)
            if key == "replies" and isinstance(value, list):
                yield from _split(source, place, value)


def _cut_off(name: str, text: str, kept: str) -> Iterator[Problem]:
    """What stands behind a «#» and is in none of the values that were `kept`."""
    for number, line in enumerate(text.splitlines(), 1):
        told, blank, rest = line.partition(" #")
        found = f"#{rest}"
        if blank and _is_plain_text(told) and found.rstrip("'\"") not in kept:
            message = (
                f"від «#» бот не читає: «{found[:40]}». Якщо це частина тексту, візьміть увесь "
                "текст у лапки."
            )
            yield Problem(name, number, len(told) + 2, message, Severity.WARNING)


def _is_plain_text(told: str) -> bool:
    """Whether a line's beginning is a value without quotes that people read: not in Latin."""
    key = _KEY.match(told)
    value = told[key.end() :] if key else told
    is_plain = value[:1] not in _NO_PLAIN_TEXT and "#" not in value
    return is_plain and any(one.isalpha() and not one.isascii() for one in value)


def _stray_quotes(value: str) -> str | None:
    """Quotes that were to enclose a text, and are shown as a part of it."""
    if value[:1] in _OPENING and value[-1:] in _CLOSING and not _QUOTE.search(value[1:-1]):
        return f"лапки {value[0]} {value[-1]} побачать люди. Якщо вони для файла, приберіть їх."
    if value[-1:] in _STRAIGHT and value.count(value[-1]) == 1:
        return f"лапку {value[-1]} закрито, але не відкрито. Приберіть її або допишіть на початку."
    return None


def _split(source: Source, place: tuple[str | int, ...], replies: list[Any]) -> Iterator[Problem]:
    """Replies in one line that a comma parted: all but the last end like a sentence."""
    for index, one in enumerate(replies[:-1]):
        if isinstance(one, str) and one[-1:] not in {".", "!", "?", "…"}:
            message = (
                f"схоже, кома розірвала одну відповідь на дві: «{one}». Візьміть її в лапки або "
                "пишіть кожну з рисочки."
            )
            where = source.place((*place, index))
            yield Problem(source.name, *where, message, Severity.WARNING)


def _values(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, (*path, index))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
