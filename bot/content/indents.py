"""Slips of indentation and blanks that the parser tells by another name."""

import re
from typing import Final

_UNSEEN: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_INDENT: Final = re.compile(rf"\A[ ]{{0,99}}[{_UNSEEN}]")
_BEHIND: Final = re.compile(
    rf"\A(?: {{0,99}}(?:- {{1,9}})?\w{{1,40}}:[{_UNSEEN}]| {{0,99}}-[{_UNSEEN}])"
)
_FIELD: Final = re.compile(r"\A( {0,99})(?:- )?\w{1,40}:")
_WHOLE: Final = re.compile(r"\A( {0,99}(?:- {1,9})?)\w{1,40}: {1,99}[^\s|>&*].*")
NBSP: Final = "тут стоїть нерозривний пробіл, якого не видно. Зітріть його й поставте звичайний."
DEEP: Final = "цей рядок зсунуто вправо. Поставте його рівно під полем вище."


def slip(text: str, line: int) -> tuple[str, int, int] | None:
    """What is wrong there, with its line and column from 1: of a text that is not YAML.

    Args:
        text: the file.
        line: where the parser stumbled, from 0.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    for number in range(min(line, len(lines) - 1), -1, -1):
        found = _INDENT.match(lines[number]) or _BEHIND.match(lines[number])
        if found:
            return NBSP, number + 1, found.end()
        if number < line - 1:
            break
    above = lines[line - 1] if 0 < line < len(lines) else ""
    here = _FIELD.match(lines[line]) if line < len(lines) else None
    whole = _WHOLE.fullmatch(above)
    if here and whole and len(here[1]) > len(whole[1]):
        return DEEP, line + 1, len(here[1]) + 1
    return None
