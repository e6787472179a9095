"""A list of libraries that came by a browser: read, and put in place, in a child process."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.content.library_list.compare import Changed, Kept, Plan
from bot.content.library_list.rows import Unclear
from bot.files.bounded_child import BoundedChild, NoAnswerError

ROOT: Final = Path(__file__).resolve().parents[2]
CHILD: Final = "bot.app.library_list_child"
PROGRAM: Final = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {CHILD}; {CHILD}.main()"
COMMAND: Final = (sys.executable, "-I", "-X", "utf8", "-c", PROGRAM)
KEPT: Final = ("PATH", "HOME", "TMPDIR")  # of the environment: a content in git gets its commit
SECONDS: Final = 180.0  # by the clock; its processor time is limited by itself
PATIENCE: Final = 60.0  # for one's turn
ANSWER_BYTES: Final = 32 * 1024 * 1024


class BadListError(Exception):
    """What is wrong with the list, in words for who sent it."""


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a list would change, or (`is_written`) has changed; `mark` tells this plan from others.

    `files` are those of the content that change.
    """

    plan: Plan
    mark: str
    files: Sequence[str]
    is_written: bool = False


class ListReader:
    """Reads lists for a content folder, one at a time.

    Args:
        folder: the content.
        command: the program that does it.
        seconds: after so many it is killed.
        patience: seconds a list may wait for its turn.
    """

    def __init__(
        self,
        folder: Path,
        *,
        command: tuple[str, ...] = COMMAND,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
    ) -> None:
        self._folder = folder
        env = {name: os.environ[name] for name in KEPT if name in os.environ}
        self._child = BoundedChild(
            command, at_once=1, seconds=seconds, patience=patience, answer_bytes=ANSWER_BYTES,
            env=env,
        )  # fmt: skip

    async def read(
        self,
        body: bytes,
        name: str,
        *,
        source: str,
        today: date,
        dated: date | None = None,
        is_shared: bool = False,
        matches: Sequence[str] = (),
        by: str = "",
        mark: str = "",
    ) -> ReadList:
        """What the list changes; with `by` it is put in place, if `mark` is still that of its plan.

        `dated` is the list's own day, None where nobody said it. `is_shared`: a telephone that
        stands at several libraries is that of each. `matches` are answers about a map's objects.

        Raises:
            BadListError: it is no list that we can read, or it can't be written.
            NoAnswerError: nothing could be found out; `fault` when the file is to blame.
        """
        header = {
            "name": name, "source": source, "by": by, "mark": mark, "today": today.isoformat(),
            "dated": dated.isoformat() if dated else "", "folder": str(self._folder.resolve()),
            "is_shared": is_shared, "matches": [*matches],
        }  # fmt: skip
        line = await self._child.ask(header, body)
        try:
            return _read(json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise NoAnswerError(fault=True) from None


def _read(told: Mapping[str, Any]) -> ReadList:
    if "error" in told:
        raise BadListError(str(told["error"]))
    plan = told["plan"]
    read = Plan(
        [dict(one) for one in plan["new"]],
        [Changed(**one) for one in plan["changed"]],
        [str(one) for one in plan["same"]],
        [Kept(**{**one, "told": date.fromisoformat(one["told"])}) for one in plan["kept"]],
        [Unclear(**one) for one in plan["unclear"]],
        {str(id): int(row) for id, row in plan["rows"].items()},
        [str(id) for id in plan["removed"]],
        {str(id): str(one) for id, one in plan["answers"].items()},
    )
    return ReadList(read, str(told["mark"]), [*told["files"]], is_written=bool(told["is_written"]))
