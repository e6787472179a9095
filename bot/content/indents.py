"""Slips of indentation, blanks and quotes that the parser tells by another name or elsewhere."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bot.content.quoting import HEAD, Slip, walked

UNSEEN: Final = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_INDENT: Final = re.compile(rf"\A[ ]{{0,99}}[{UNSEEN}]")
_BEHIND: Final = re.compile(
    rf"\A(?: {{0,99}}(?:- {{1,9}})?\w{{1,40}}:[{UNSEEN}]| {{0,99}}-[{UNSEEN}])"
)
_NO_BLANK: Final = re.compile(r"\A {0,99}(?:- {1,9})?[a-z_]{2,40}:(?=[^\s/])")
_NO_BLANK_DASH: Final = re.compile(r"\A {0,99}-(?=[^\s\-.])")
_WHOLE: Final = re.compile(r"[^\s|>&*'\"].*")
_STEP: Final = 2  # how far right fields of a field stand
_CURLY: Final = re.compile(r"[“”„‟‘’‚‛]")
_CURLY_IN_BRACKETS: Final = re.compile(r"[\[{,:] {0,9}[“”„‟‘’‚‛]")
INVISIBLE: Final = "тут невидимий пробіл. Зітріть його й поставте звичайний."
DEEP: Final = "цей рядок зсунуто вправо. Поставте його рівно під полем вище."
SHIFTED: Final = "цей рядок має стояти рівно над полем нижче. Зсуньте його."
DEEP_FIRST: Final = "цей рядок зсунуто вправо. Поставте його на самий початок рядка."
NO_COLON: Final = "після назви поля немає двокрапки, або рядок тексту зсунуто вліво."
NO_BLANK: Final = "після двокрапки бракує пробілу. Поставте його."
NO_BLANK_DASH: Final = "після рисочки бракує пробілу. Поставте його."
CURLY: Final = "такі лапки для файла – звичайні букви. Поставте замість них прямі: '…' або \"…\"."


def slip(text: str, line: int, stumbled: int) -> Slip | None:
    """What is wrong, with its line and column from 1: of a text that is not YAML.

    Args:
        text: the file.
        line: where the parser says that it began, from 0.
        stumbled: where the parser went no further, from 0: the cause is there or above.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    last = min(stumbled, len(lines) - 1)
    way = walked(lines)
    if way.slip and way.slip[1] <= last + 1:
        return way.slip
    counting = [number for number in way.counting if number <= last]
    return (
        _unseen(lines, counting)
        or _curly(lines, counting)
        or _first(lines)
        or _loose(lines, counting, line)
        or _shifted(lines, counting, line)
        or _deep(lines, line)
    )


def stuck(text: str) -> Iterator[Slip]:
    """Lines of a sound text that went into the one above, for a blank is missing in them."""
    lines = text.removeprefix("\ufeff").splitlines()
    counting = walked(lines).counting
    for before, number in pairwise(counting):
        head = HEAD.match(lines[before])
        goes_on = head and lines[before][head.end() :].strip()
        is_comment = lines[before].lstrip().startswith("#")
        if goes_on and not is_comment and (found := _without_blank(lines, number)):
            yield found


def _unseen(lines: list[str], counting: list[int]) -> Slip | None:
    for number in reversed(counting):
        found = _INDENT.match(lines[number]) or _BEHIND.match(lines[number])
        if found:
            return INVISIBLE, number + 1, found.end()
    return None


def _curly(lines: list[str], counting: list[int]) -> Slip | None:
    """The field where the parser stumbled, or whose text goes on there."""
    for number in reversed(counting):
        head = HEAD.match(lines[number])
        if head and (head["key"] or "-" in head["dashes"]):
            in_brackets = lines[number][head.end() : head.end() + 1] in {"[", "{"}
            look = _CURLY_IN_BRACKETS.search if in_brackets else _CURLY.match
            found = look(lines[number], head.end())
            return (CURLY, number + 1, found.end()) if found else None
    return None


def _first(lines: list[str]) -> Slip | None:
    """The first field of a file, moved to the right."""
    told = (at for at, one in enumerate(lines) if one.strip() and not one.startswith("#"))
    number = next(told, None)
    if number is None or not lines[number].startswith(" "):
        return None
    return DEEP_FIRST, number + 1, _indent(lines[number]) + 1


def _loose(lines: list[str], counting: list[int], line: int) -> Slip | None:
    """A blank or a colon that is missing there, or in the line above at the same column or left."""
    if found := _without_blank(lines, line):
        return found
    head = HEAD.match(lines[line]) if line < len(lines) else None
    if not (head and head["key"]):
        return None
    column = len(head["dashes"])
    above = [one for one in counting if one < line and lines[one].strip()]
    for number in reversed(above):
        one = HEAD.match(lines[number])
        if one and len(one["dashes"]) > column:
            continue
        if found := _without_blank(lines, number):
            return found
        is_sound = lines[number].lstrip().startswith("#") or (one and one["key"])
        return None if is_sound else (NO_COLON, number + 1, _indent(lines[number]) + 1)
    return None


def _without_blank(lines: list[str], number: int) -> Slip | None:
    if number >= len(lines):
        return None
    for pattern, message in ((_NO_BLANK, NO_BLANK), (_NO_BLANK_DASH, NO_BLANK_DASH)):
        if found := pattern.match(lines[number]):
            return message, number + 1, found.end()
    return None


def _shifted(lines: list[str], counting: list[int], line: int) -> Slip | None:
    """The field above the one there, where only that one stands as fields of a field do."""
    column = _column(lines, line)
    fields = [(one, at) for one in counting
              if one < line and (at := _column(lines, one)) is not None]  # fmt: skip
    if column is None or len(fields) < 2:  # the one above, and what it belongs to
        return None
    above, at = fields[-1]
    owner = next((to for _, to in reversed(fields) if to < min(at, column)), None)
    if at == column or owner is None or column - owner != _STEP:
        return None
    return SHIFTED, above + 1, at + 1


def _column(lines: list[str], number: int) -> int | None:
    """Where the name of a field begins; None: no field stands there."""
    head = HEAD.match(lines[number]) if number < len(lines) else None
    return len(head["dashes"]) if head and head["key"] else None


def _deep(lines: list[str], line: int) -> Slip | None:
    """A field moved to the right of the one above, which has its value already."""
    if not 0 < line < len(lines):
        return None
    here, above = HEAD.match(lines[line]), HEAD.match(lines[line - 1])
    if not (here and here["key"] and above and above["key"]):
        return None
    is_whole = _WHOLE.fullmatch(lines[line - 1], above.end())
    deeper = len(here["dashes"]) > len(above["dashes"])
    return (DEEP, line + 1, _indent(lines[line]) + 1) if is_whole and deeper else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
