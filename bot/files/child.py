"""Judging a file in a child process, which may be killed: it reads bytes that a stranger chose."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.files.bounded_child import BoundedChild, NoAnswerError
from bot.files.kinds import RISKS

JUDGE = "bot.files.parsing.judge"
ROOT = Path(__file__).resolve().parents[2]
# Without the environment's own paths, without site-packages: it starts fast and is let into little.
PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {{}}; {{}}.main()"
COMMAND = (sys.executable, "-I", "-S", "-X", "utf8", "-c", PROGRAM.format(*[JUDGE] * 2))
ANSWER_BYTES = 4096
AT_ONCE = 2
SECONDS = 20.0  # by the clock; its processor time is limited by itself
PATIENCE = 60.0  # for one's turn


@dataclass(frozen=True, slots=True)
class FoundKind:
    """What the child said: None for a file we don't take."""

    media_type: str | None
    risks: tuple[str, ...]


class Child:
    """Judges files, at most `at_once` of them; see BoundedChild."""

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        *,
        at_once: int = AT_ONCE,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
    ) -> None:
        self._child = BoundedChild(
            command, at_once=at_once, seconds=seconds, patience=patience, answer_bytes=ANSWER_BYTES
        )

    async def judge(self, body: bytes, *, is_sheet: bool) -> FoundKind:
        """What the file is. Raises NoAnswerError."""
        found = _read(await self._child.ask({"sheet": is_sheet}, body))
        if found is None:
            raise NoAnswerError(fault=True)
        return found


def _read(line: bytes) -> FoundKind | None:
    """The answer; None for what is none."""
    try:
        said = json.loads(line)
        media_type, risks = said["media_type"], set(said["risks"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not (media_type is None or isinstance(media_type, str)):
        return None
    return FoundKind(media_type, tuple(one for one in RISKS if one in risks))
