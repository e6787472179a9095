"""Lists of words by name, in a file a topic: `locales/<code>/<topic>.txt`.

    # How a question begins that somebody asks again.
    again: а, і, та,
      й, и

A name, a colon, words between commas; a line that begins with a space goes on with the one above,
`#` begins a remark. People mix languages, so what the program reads is the lists of all of them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.languages.folder import LOCALES

Lists = Mapping[str, tuple[str, ...]]


class MissingListError(Exception):
    """No language has a list that the program reads; the message says which."""

    def __init__(self, topic: str, name: str) -> None:
        super().__init__(
            f"locales/*/{topic}.txt: no language has the list “{name}”. Put it back as it was."
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: a list's name, or "" where the list above goes on; `number` from 1."""

    number: int
    name: str
    words: tuple[str, ...]


def read_rows(path: Path) -> Iterator[Row | int]:
    """The lines of a file; of one that can't be understood its number alone.

    Raises:
        OSError: the file can't be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    begun = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        goes_on = line[:1].isspace()
        name, colon, told = ("", ":", line) if goes_on else line.partition(":")
        if not colon or (goes_on and not begun) or (not goes_on and not name.strip()):
            yield number
            continue
        begun = True
        words = (" ".join(word.split()) for word in told.split(","))
        yield Row(number, name.strip(), tuple(filter(None, words)))


def read_lists(path: Path) -> Lists:
    """The lists of one file, none when it can't be read; a line that is wrong is left out."""
    try:
        rows = list(read_rows(path))
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[str, list[str]] = {}
    name = ""
    for row in rows:
        if isinstance(row, Row):
            name = row.name or name
            found.setdefault(name, []).extend(row.words)
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one topic, of all languages together."""

    topic: str
    lists: Lists

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """The words of a list, each once. Raises MissingListError when no language has it."""
        try:
            return self.lists[name]
        except KeyError:
            raise MissingListError(self.topic, name) from None


def by_language(topic: str, folder: Path = LOCALES) -> dict[str, Lists]:
    """The lists of a topic of each language that has any, by its code."""
    return {path.parent.name: read_lists(path) for path in sorted(folder.glob(f"*/{topic}.txt"))}


@cache
def word_lists(topic: str, folder: Path = LOCALES) -> WordLists:
    """The lists of a topic as all languages of `folder` have them."""
    joined: dict[str, dict[str, None]] = {}
    for lists in by_language(topic, folder).values():
        for name, words in lists.items():
            joined.setdefault(name, {}).update(dict.fromkeys(words))
    return WordLists(topic, {name: tuple(words) for name, words in joined.items()})


def fingerprint(*topics: str, folder: Path = LOCALES) -> bytes:
    """Changes with any list of these topics: for what is made from them and kept."""
    told = [(topic, sorted(word_lists(topic, folder).lists.items())) for topic in topics]
    return hashlib.sha256(repr(told).encode()).digest()
