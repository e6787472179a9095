"""What is wrong with the content, said so that an editor can mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

_PLACE: Final = re.compile(r":\d+:\d+: ")


P = TypeVar("P", bound="Problem | str")


class Severity(StrEnum):
    """An error leaves the entry out; a warning only asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem; lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


def new_problems(found: Iterable[P], known: Iterable[P]) -> list[P]:
    """The problems that were not there before; lines may have moved meanwhile."""
    old = {_what(problem) for problem in known}
    return [problem for problem in found if _what(problem) not in old]


def _what(problem: Problem | str) -> tuple[str, ...]:
    return (problem,) if isinstance(problem, str) else (problem.file, problem.message)


def as_error(told: str) -> str:
    """The line of an error where remarks stand too: «file:1:5: помилка: …»."""
    return _PLACE.sub(lambda place: f"{place.group()}помилка: ", told, count=1)
