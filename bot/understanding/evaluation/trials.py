"""Trials of new ways of asking: one at a time, within a time, their results kept for a while."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Final

import structlog

from bot.understanding.evaluation.trial import Tell, Trial

log = structlog.get_logger(__name__)

SECONDS: Final = 300.0
WAITING: Final = 5
KEPT: Final = 30

# The id of a card, new lines, what is told of each step.
Run = Callable[[str, Sequence[str], Tell], Awaitable[Trial]]


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


@dataclass(slots=True)
class Going:
    """How far a trial is.

    Attributes:
        step: the number of the step it is at, of `STEPS`; 0 while another one has its turn.
        began: when it was begun, a moment of `time.monotonic`.
    """

    step: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> int:
        """How long ago it was begun."""
        return int(time.monotonic() - self.began)


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
        self._going: dict[str, Going] = {}

    def start(self, tried: Tried) -> str:
        """Begin one; what it is known by. Raises ManyTrialsError."""
        if sum(not task.done() for _, task in self._kept.values()) > self._waiting:
            raise ManyTrialsError
        while len(self._kept) >= KEPT:
            oldest = next(iter(self._kept))
            self._kept.pop(oldest)[1].cancel()
            self._going.pop(oldest)
        name = token_urlsafe(9)
        going = self._going[name] = Going()
        self._kept[name] = (tried, asyncio.create_task(self._one(tried, going)))
        return name

    def going(self, name: str) -> Going:
        """How far a kept trial is."""
        return self._going[name]

    def get(self, name: str, by: int) -> tuple[Tried, asyncio.Task[Trial | None]] | None:
        """The trial this person began; its task gives None when nothing could be found out."""
        found = self._kept.get(name)
        return found if found is not None and found[0].by == by else None

    async def _one(self, tried: Tried, going: Going) -> Trial | None:
        def tell(step: int) -> None:
            going.step = step

        async with self._turn:
            tell(1)
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._run(tried.card, tried.lines, tell)
            except TimeoutError:
                log.warning("content.trial_too_long", card=tried.card)
            except FailedTrialError as error:
                log.warning("content.trial_failed", card=tried.card, exc_info=error)
        return None
