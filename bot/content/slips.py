"""Remarks on slips that nothing refuses: text cut off by a «#», an empty field, a day to come."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from bot.content.problems import Problem, Severity
from bot.content.source import Source

_KEY: Final = re.compile(r"\A {0,99}(?:- {1,9})?(?:\w{1,40}: {1,99})?")
_NO_PLAIN_TEXT: Final = "|>'\"[{&*#"  # begin other things than words without quotes
DATES: Final = {"checked", "seen", "last_activity", "holidays_checked", "purposes_checked"}


def slips(folder: Path, sources: list[Source], today: date | None) -> Iterator[Problem]:
    """All of them; a day after tomorrow and later is an error."""
    for source in sources:
        path = folder / source.name.partition("/")[2]
        kept = "\n".join(one for _, one in _values(source.data, ()) if isinstance(one, str))
        yield from _cut_off(source.name, path.read_text(encoding="utf-8"), kept)
        for place, value in _values(source.data, ()):
            key = place[-1] if place else ""
            if value is None and isinstance(key, str):
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
