"""Text files of the content with a line for each thing: lines added, taken out, and taken back."""

from collections.abc import Collection, Iterable
from typing import Final

ENGLISH: Final = "# Англійською"


def is_line_file(file: str) -> bool:
    """Whether a file of the content is a list of lines."""
    return file.endswith((".txt", ".tsv"))


def is_danger_file(file: str) -> bool:
    """Whether somebody's life may hang on a list."""
    return file.startswith("emergency/")


def lines_of(text: str) -> list[str]:
    """Its lines, without comments and empty ones."""
    told = (line.strip() for line in text.splitlines())
    return [line for line in told if line and not line.startswith("#")]


def heading(text: str) -> str:
    """What the file says of itself in its first line."""
    first = text.partition("\n")[0].strip()
    return first.lstrip("# ") if first.startswith("#") else ""


def with_lines(text: str, lines: Iterable[str]) -> tuple[str, int]:
    """The text with these lines at its end, English ones in its English part; and how many are new.

    A line that is there already, in whatever case, is left out.
    """
    kept = text.splitlines(keepends=True)
    known = {line.strip().casefold() for line in kept}
    ours: list[str] = []
    english: list[str] = []
    end = "\r\n" if "\r\n" in text else "\n"
    for line in map(str.strip, lines):
        if line and line.casefold() not in known:
            known.add(line.casefold())
            (english if line.isascii() else ours).append(line + end)
    if kept and not kept[-1].endswith("\n") and (ours or english):
        kept[-1] += end
    at = next((n for n, line in enumerate(kept) if line.strip() == ENGLISH), len(kept))
    head = [] if at < len(kept) or not english else [ENGLISH + end]
    return "".join([*kept[:at], *ours, *head, *kept[at:], *english]), len(ours) + len(english)


def without_lines(text: str, lines: Collection[str]) -> str:
    """The text without these lines."""
    kept = text.splitlines(keepends=True)
    return "".join(line for line in kept if line.strip() not in lines or line.startswith("#"))


def taken_back(before: str, after: str, now: str) -> str | None:
    """The text as it is now, without what a change did to it; None when that is not there any more.

    Args:
        before: the text before the change.
        after: the text after it.
        now: the text as it is, with what was changed since.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    come, gone = set(new) - set(old), set(old) - set(new)
    there = now.splitlines(keepends=True)
    if not come <= set(there) or gone & set(there):
        return None
    there = [line for line in there if line not in come]
    for at, line in enumerate(old):
        if line in gone:
            above = next((one for one in reversed(old[:at]) if one in there), None)
            there.insert(there.index(above) + 1 if above is not None else 0, line)
    return "".join(there)
