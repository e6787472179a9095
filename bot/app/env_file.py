"""The file of settings and the environment as they are written: what is unreadable or unknown."""

import logging
import os
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from dotenv.parser import parse_stream

logging.getLogger("dotenv.main").setLevel(logging.ERROR)  # it names its own line, not the file's


class UnreadableFileError(Exception):
    """The file can't be read; the message tells why and what to do."""


def check_is_text(path: Path) -> None:
    """Raise UnreadableFileError when the file is there and can't be read as text in UTF-8."""
    where = path.absolute()
    try:
        if not path.exists():
            return
        raw = path.read_bytes()
        if b"\0" in raw:
            raise UnicodeError
        raw.decode("utf-8-sig")
    except UnicodeError:
        raise UnreadableFileError(
            f"The file {where} is not in UTF-8: perhaps an editor of Windows saved it as "
            "«Unicode» (UTF-16) or «ANSI» (1251). Open it, choose «Save as» and the encoding "
            "UTF-8. Nothing was started."
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            f"The file {where} can't be read ({error.strerror}). Let this user read it, or put the "
            "settings into the environment."
        ) from None


def unknown_settings(prefix: str, names: Collection[str], path: Path) -> list[str]:
    """A line for each setting that there is not, and for each line of the file that sets nothing.

    Args:
        prefix: how our names begin; others are nobody's business.
        names: of all settings.
        path: the file.
    """
    told = [
        _unknown(name, names, "in the environment")
        for name in sorted(os.environ)
        if name.upper().startswith(prefix) and name.upper() not in names
    ]
    return [*told, *_in_file(prefix, names, path)]


def _in_file(prefix: str, names: Collection[str], path: Path) -> Iterator[str]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig") as file:
        for one in parse_stream(file):
            text = one.original.string
            empty = text[: len(text) - len(text.lstrip())].count("\n")  # lines that stand before
            where = f"{path}:{one.original.line + empty}"
            name = (one.key or "").upper()
            if one.error or (name and one.value is None):
                yield f"{where}: this line sets nothing; write NAME=value"
            elif name.startswith(prefix) and name not in names:
                yield _unknown(name, names, where)


def _unknown(name: str, names: Collection[str], where: str) -> str:
    near = get_close_matches(name.upper(), names, 1)
    perhaps = f"; perhaps {near[0]} is meant" if near else "; the README lists them all"
    return f"{name} ({where}): there is no such setting{perhaps}"
