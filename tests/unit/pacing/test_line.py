"""Who is waited for goes first, and nobody waits for ever."""

import asyncio

from bot.pacing.line import IN_A_ROW, Line


class Crowd:
    """Many before one line; keeps the order in which they had their place."""

    def __init__(self, places: int = 1) -> None:
        self.line = Line(places)
        self.had: list[str] = []
        self.doors: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, *names: str, first: bool = False) -> None:
        for name in names:
            self.doors[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._visit(name, first=first))
        await asyncio.sleep(0)

    async def leave(self, *names: str) -> None:
        for name in names:
            self.doors[name].set()
            await self.tasks[name]
            await asyncio.sleep(0)

    async def empty(self) -> None:
        """All leave, one after another."""
        left = 0
        while left < len(self.had):
            await self.leave(self.had[left])
            left += 1

    async def _visit(self, name: str, *, first: bool) -> None:
        async with self.line.place(name, first=first):
            self.had.append(name)
            await self.doors[name].wait()


async def test_so_many_at_once_and_the_others_in_their_order() -> None:
    crowd = Crowd(2)
    await crowd.come("a")
    assert crowd.line.is_free
    await crowd.come("b", "c", "d")
    assert (crowd.had, crowd.line.is_free) == (["a", "b"], False)
    await crowd.empty()
    assert (crowd.had, crowd.line.is_free) == ([*"abcd"], True)


async def test_who_is_waited_for_goes_first() -> None:
    crowd = Crowd()
    await crowd.come("a", "b", "c")
    await crowd.come("d", first=True)
    await crowd.come("e", first=True)
    await crowd.empty()
    assert crowd.had == [*"adebc"]


async def test_the_others_are_not_forgotten_for_that() -> None:
    crowd = Crowd()
    await crowd.come("a", "b", "c")
    await crowd.come(*(str(number) for number in range(2 * IN_A_ROW + 1)), first=True)
    await crowd.empty()
    assert crowd.had.index("b") == 1 + IN_A_ROW
    assert crowd.had.index("c") == 2 + 2 * IN_A_ROW


async def test_who_waits_already_can_be_hurried() -> None:
    crowd = Crowd()
    await crowd.come("a", "b", "c", "d")
    crowd.line.hurry("d")
    crowd.line.hurry("nobody")
    await crowd.empty()
    assert crowd.had == [*"adbc"]


async def test_who_goes_away_takes_no_place() -> None:
    crowd = Crowd()
    await crowd.come("a", "b", "c")
    crowd.tasks["b"].cancel()
    await asyncio.sleep(0)
    await crowd.empty()
    assert (crowd.had, crowd.line.is_free) == ([*"ac"], True)


async def test_a_place_given_to_who_goes_away_in_that_moment_is_the_next_ones() -> None:
    crowd = Crowd()
    await crowd.come("a", "b", "c")
    crowd.doors["a"].set()
    await asyncio.sleep(0)  # a leaves; b has the place and does not know
    crowd.tasks["b"].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert crowd.had == ["a", "c"]
    await crowd.leave("c")
    assert crowd.line.is_free
