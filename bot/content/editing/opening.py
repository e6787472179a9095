"""Files opened to be changed, and those that can't be."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.content.editing.document import Document
from bot.content.editing.errors import UnreadableError
from bot.content.editing.kinds import Kind
from bot.content.problems import Problem
from bot.content.source import BrokenFileError, Cache, read


def opened(file: str, text: str) -> Document:
    """The file to be changed. Raises UnreadableError."""
    try:
        return Document(text)
    except BrokenFileError as error:
        raise UnreadableError([replace(error.problem, file=file)]) from error


def unreadable(folder: Path, kind: Kind, cache: Cache) -> Iterator[Problem]:
    """What makes files of a kind unreadable."""
    for path in kind.files(folder):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        try:
            read(path.read_bytes(), name=name, cache=cache)
        except BrokenFileError as broken:
            yield broken.problem
        except OSError:
            continue
