"""What comes while a batch is being written gathers, and is written together: one commit for all.

Who comes alone waits for nobody.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 200  # of one batch, where nothing else is told


class Gathering(Generic[T, R]):
    """Items of many, written by `write` in the order they came; it gives what became of each.

    What it raises, all of its batch raise. A batch has `most` of them; `pause` are seconds in which
    the first waits for others.
    """

    def __init__(
        self,
        write: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        *,
        most: int = MOST,
        pause: float = 0.0,
    ) -> None:
        self._write = write
        self._most = most
        self._pause = pause
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, item: T) -> R:
        """Have it written; what became of it."""
        written: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, written))
        if self._writing is None:
            # A task of its own: who gives up waiting must not end the others' work.
            self._writing = asyncio.create_task(self._write_all())
        return await written

    async def _write_all(self) -> None:
        try:
            if self._pause:
                await asyncio.sleep(self._pause)
            while self._waiting:
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                try:
                    done = await self._write([item for item, _ in batch])
                except Exception as error:
                    _tell(batch, error)
                else:
                    for (_, written), one in zip(batch, done, strict=True):
                        if not written.done():
                            written.set_result(one)
        finally:
            self._writing = None
            for _, written in self._waiting:  # the program ends
                written.cancel()


def _tell(batch: Sequence[tuple[T, asyncio.Future[R]]], error: Exception) -> None:
    for _, written in batch:
        if not written.done():
            written.set_exception(error)
