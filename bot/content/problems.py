"""What is wrong with the content, said so that an editor can mend it."""

from dataclasses import dataclass
from enum import StrEnum


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
