"""Which letters of the outbox are this process's to send."""

import asyncio
from collections.abc import Callable, Set
from datetime import datetime
from typing import Protocol

from bot.storage import letter_owners
from bot.storage.database import Database
from bot.storage.outbox import Letter


class Process(Protocol):
    """Which of the processes that share the database this one is."""

    @property
    def epoch(self) -> str:
        """Whose our letters are; another one after others took us for dead."""
        ...

    async def hold_still(self) -> None:
        """Wait while others may take us for dead."""


class Ownership:
    """What this process took from the outbox, held against what it really sends.

    Args:
        held: ids of the letters that are being sent here.
        only: the one channel whose letters are taken, "" for all.

    Attributes:
        taking: held from before letters are taken until they are queued here.
    """

    def __init__(
        self,
        database: Database,
        *,
        process: Process,
        held: Callable[[], Set[int]],
        clock: Callable[[], datetime],
        only: str = "",
    ) -> None:
        self.taking = asyncio.Lock()
        self._database = database
        self._process = process
        self._held = held
        self._clock = clock
        self._only = only
        self._strays: set[int] = set()  # ours in the outbox, and yet not held here
        self._unsure: set[int] = set()  # taken, and nobody knows whether it was committed

    @property
    def is_sure(self) -> bool:
        """Whether it is known what is ours; else an earlier letter may be among it."""
        return not self._unsure

    async def take(self, above: int = 0) -> list[Letter]:
        """Some of the letters nobody holds, oldest first: written by others, or left by the dead.

        `above` is the last one that was taken before, 0 to begin.
        """
        me = self._process.epoch
        letters: list[Letter] = []
        try:
            async with self._database.unit() as unit:
                if not above:
                    letter_owners.free_dead(unit, now=self._clock())
                    letter_owners.release(unit, self._unsure - self._held(), me=me)
                letters = await letter_owners.take(unit, me=me, above=above, only=self._only)
        except BaseException:
            self._unsure.update(letter.id for letter in letters)
            raise
        if not above:
            self._unsure.clear()
        return letters

    async def settle(self, event: int) -> None:
        """A turn ended nobody knows how: let go of its letters, if it was committed."""
        me = self._process.epoch
        async with self._database.unit() as unit:
            ours = await letter_owners.answers(unit, event, me=me)
            letter_owners.release(unit, ours - self._held(), me=me)

    async def tidy(self) -> None:
        """Let go of letters that are ours twice in a row and that nobody here sends."""
        async with self._database.unit() as unit:
            me = self._process.epoch
            strays = await letter_owners.mine(unit, me=me) - self._held()
            lost, self._strays = strays & self._strays, strays
            letter_owners.release(unit, lost, me=me)

    async def waits(self) -> bool:
        """Whether there is a letter that nobody holds."""
        async with self._database.reading() as unit:
            return await letter_owners.waits(unit, only=self._only)
