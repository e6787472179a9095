"""Quotes of a YAML text followed line by line: where one stays open, and where it ends too soon."""

import re
from dataclasses import dataclass
from typing import Final

UNCLOSED: Final = "лапки відкрито, але не закрито. Закрийте їх."
TOO_SOON: Final = (
    "тут лапки закрилися, а текст іде далі. Усередині тексту ставте апостроф ’ і лапки «…»."
)
HEAD: Final = re.compile(
    r"\A(?P<dashes> {0,99}(?:- {1,9}){0,3})"
    r"(?:(?P<key>[A-Za-z0-9_-]{1,40}|'[^']{1,40}'|\"[^\"]{1,40}\"):(?: {1,99}|\Z))?"
)
"""A line's indent, dashes and field; its value stands behind."""
_BLOCK: Final = re.compile(r"[|>][+\-\d]{0,2} {0,99}(?:#.*)?")
_OPENS: Final = re.compile(r"[\[{,:] {0,9}(?=['\"])")
_ENDS: Final = re.compile(r" {0,99}(?: #.*)?\Z")
_ENDS_IN_BRACKETS: Final = re.compile(r" {0,99}(?:[,\]}:]|#|\Z)")
_PAST: Final = {"'": re.compile(r"(?:''|[^'])*"), '"': re.compile(r'(?:\\.|\\\Z|[^"\\])*')}
Slip = tuple[str, int, int]
"""What is wrong, with its line and column from 1."""


@dataclass(frozen=True, slots=True)
class Walked:
    """The lines (from 0) of which the beginning counts, and the first slip of quotes."""

    counting: tuple[int, ...]
    slip: Slip | None


def walked(lines: list[str]) -> Walked:
    """Go through a text until a quote is wrong; inside longer texts no beginning counts."""
    counting: list[int] = []
    number = 0
    while number < len(lines):
        counting.append(number)
        head = HEAD.match(lines[number])
        value = lines[number][head.end() :] if head else ""
        floor = _floor(head) if head else 0
        if _BLOCK.fullmatch(value):
            number = _behind(lines, number + 1, floor)
            continue
        last, slip = _quoted(lines, number, len(lines[number]) - len(value), floor)
        if slip:
            return Walked(tuple(counting), slip)
        number = last + 1
    return Walked(tuple(counting), None)


def _floor(head: re.Match[str]) -> int:
    """The column that lines of this value's text stand right of."""
    dashes = head["dashes"]
    if head["key"]:
        return len(dashes)
    return dashes.rindex("-") if "-" in dashes else len(dashes) - 1


def _behind(lines: list[str], number: int, floor: int) -> int:
    """The line behind a longer text: its first line says how far right the others stand."""
    told = next((one for one in lines[number:] if one.strip()), "")
    least = max(_indent(told), floor + 1)
    while number < len(lines) and (not lines[number].strip() or _indent(lines[number]) >= least):
        number += 1
    return number


def _quoted(lines: list[str], number: int, at: int, floor: int) -> tuple[int, Slip | None]:
    """Follow all quotes that open in a value: the last line of it, and what is wrong."""
    in_brackets = lines[number][at : at + 1] in {"[", "{"}
    ends = _ENDS_IN_BRACKETS if in_brackets else _ENDS
    if not in_brackets and lines[number][at : at + 1] not in _PAST:
        return number, None
    while True:
        if in_brackets:
            opens = _OPENS.search(lines[number], at)
            if opens is None:
                return number, None
            at = opens.end()
        closed = _closed(lines, number, at, floor)
        if closed is None:
            return number, (UNCLOSED, number + 1, at + 1)
        number, at = closed
        if not ends.match(lines[number], at):
            return number, (TOO_SOON, number + 1, at)
        if not in_brackets:
            return number, None


def _closed(lines: list[str], number: int, at: int, floor: int) -> tuple[int, int] | None:
    """The line and column behind the quote that closes the one there; None: there is none."""
    quote = lines[number][at]
    at += 1
    while True:
        found = _PAST[quote].match(lines[number], at)
        if found and found.end() < len(lines[number]):
            return number, found.end() + 1
        number, at = number + 1, 0
        if number >= len(lines):
            return None
        if lines[number].strip() and _indent(lines[number]) <= floor:
            return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
