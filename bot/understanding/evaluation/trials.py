"""Trials of new ways of asking: one at a time, within a time, their results kept for a while."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Final

import structlog

from bot.understanding.evaluation.trial import Trial

log = structlog.get_logger(__name__)

SECONDS: Final = 300.0
WAITING: Final = 5
KEPT: Final = 30

Run = Callable[[str, Sequence[str]], Awaitable[Trial]]  # the id of a card, new lines


class FailedTrialError(Exception):
    """Nothing was found out."""


class ManyTrialsError(Exception):
    """Others wait already."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Lines for a card that are tried, or were.

    Attributes:
        by: id of the person.
        card: id of the card.
        lines: new ways of asking for it.
        asked: numbers of the unclear questions among them.
    """

    by: int
    card: str
    lines: tuple[str, ...]
    asked: tuple[int, ...]


class Trials:
    """Those of this process.

    Args:
        run: does one, where nobody waits for it.
        seconds: after so many one is given up.
        waiting: how many may wait for their turn.
    """

    def __init__(self, run: Run, *, seconds: float = SECONDS, waiting: int = WAITING) -> None:
        self._run = run
        self._seconds = seconds
        self._waiting = waiting
        self._turn = asyncio.Lock()
        self._kept: dict[str, tuple[Tried, asyncio.Task[Trial | None]]] = {}

    def start(self, tried: Tried) -> str:
        """Begin one; what it is known by. Raises ManyTrialsError."""
        if sum(not task.done() for _, task in self._kept.values()) > self._waiting:
            raise ManyTrialsError
        while len(self._kept) >= KEPT:
            oldest = next(iter(self._kept))
            self._kept.pop(oldest)[1].cancel()
        name = token_urlsafe(9)
        self._kept[name] = (tried, asyncio.create_task(self._one(tried)))
        return name

    def get(self, name: str, by: int) -> tuple[Tried, asyncio.Task[Trial | None]] | None:
        """The trial this person began; its task gives None when nothing could be found out."""
        found = self._kept.get(name)
        return found if found is not None and found[0].by == by else None

    async def _one(self, tried: Tried) -> Trial | None:
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._run(tried.card, tried.lines)
            except TimeoutError:
                log.warning("content.trial_too_long", card=tried.card)
            except FailedTrialError as error:
                log.warning("content.trial_failed", card=tried.card, exc_info=error)
        return None
