"""What comes while something is being written is written together, in its order."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.pacing.gathering import MOST, Gathering


class Writer:
    """Writes when it may; keeps the batches."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may = asyncio.Event()

    async def __call__(self, batch: Sequence[int]) -> list[int]:
        self.batches.append(list(batch))
        await self.may.wait()
        if 13 in batch:
            raise ValueError("unlucky")
        return [10 * one for one in batch]


async def begun(gathering: Gathering[int, int], *items: int) -> list[asyncio.Task[int]]:
    tasks = [asyncio.create_task(gathering.add(one)) for one in items]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def test_who_comes_alone_is_written_at_once_and_others_together() -> None:
    write = Writer()
    gathering = Gathering(write)
    first = await begun(gathering, 1)
    rest = await begun(gathering, *range(2, 9))
    assert write.batches == [[1]]
    write.may.set()
    assert await asyncio.gather(*first, *rest) == [10 * n for n in range(1, 9)]
    assert write.batches == [[1], [*range(2, 9)]]


async def test_a_batch_is_bounded() -> None:
    write = Writer()
    gathering = Gathering(write)
    tasks = await begun(gathering, 0) + await begun(gathering, *range(100, 100 + MOST + 1))
    write.may.set()
    await asyncio.gather(*tasks)
    assert [len(one) for one in write.batches] == [1, MOST, 1]


async def test_one_that_fails_fails_its_batch_and_no_other() -> None:
    write = Writer()
    gathering = Gathering(write)
    first, second, third = (await begun(gathering, 1)) + (await begun(gathering, 12, 13))
    write.may.set()
    assert await first == 10
    for task in (second, third):
        with pytest.raises(ValueError, match="unlucky"):
            await task
    assert await gathering.add(5) == 50


async def test_who_no_longer_waits_ends_nobody_else() -> None:
    write = Writer()
    gathering = Gathering(write)
    (first,) = await begun(gathering, 1)
    second, third = await begun(gathering, 2, 3)
    first.cancel()
    second.cancel()
    write.may.set()
    assert await third == 30
