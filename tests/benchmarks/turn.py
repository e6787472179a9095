"""CPU time of one turn: Telegram's update in, everything durable, sendMessage out and marked.

All cases answer with the same text and the same buttons, in rounds that alternate. CPU time is of
the whole process, with the database's threads; the median of the rounds is told.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from tests.benchmarks.anchors import Library, Ordinary
from tests.benchmarks.ours import PEOPLE, Ours, Watch

ROUNDS = 9
TURNS = 100
CARD = "/start service__diia-app"
QUESTION = "як оформити субсидію"

Turn = Callable[[], Awaitable[None]]


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder)))


async def _run(folder: Path) -> list[str]:
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(Ours(folder).running())
        await services.turn("/menu")
        text = services.edge.last["text"]
        rows = json.loads(services.edge.last["reply_markup"])["inline_keyboard"]
        library = await stack.enter_async_context(Library(text, rows).running())
        ordinary = await stack.enter_async_context(Ordinary(folder, text, rows).running())
        services.telegram.noticing = False
        cases: dict[str, Turn] = {
            "ours, /menu": lambda: services.turn("/menu"),
            "ours, a card's link": lambda: services.turn(CARD),
            "ours, a typed question": lambda: services.turn(QUESTION),
            "ours, /menu, and typing…": lambda: _noticing(services),
            "python-telegram-bot": library.turn,
            "ordinary stack": ordinary.turn,
        }
        spent = await _rounds(cases)
        crowd = await _crowd(services)
        watch = await Watch(services).turns("/menu", 300)
        assert library.edge.sent == ordinary.session.sent == ROUNDS * TURNS + PEOPLE
        return _told(spent, crowd, watch)


async def _noticing(services: Ours) -> None:
    services.telegram.noticing = True
    await services.turn("/menu")
    services.telegram.noticing = False


async def _rounds(cases: dict[str, Turn]) -> dict[str, float]:
    """Median CPU microseconds of one turn of each."""
    for turn in cases.values():
        await _cpu(turn, PEOPLE)
    measured: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, turn in cases.items():
            measured[name].append(await _cpu(turn, TURNS))
    return {name: statistics.median(each) for name, each in measured.items()}


async def _cpu(turn: Turn, many: int) -> float:
    began = time.process_time()
    for _ in range(many):
        await turn()
    return 1e6 * (time.process_time() - began) / many


async def _crowd(services: Ours) -> float:
    """CPU microseconds of one turn when fifty citizens write at once."""
    each = [await _cpu(lambda: services.crowd("/menu", PEOPLE), 2) / PEOPLE for _ in range(ROUNDS)]
    return statistics.median(each)


def _told(spent: dict[str, float], crowd: float, watch: dict[str, float]) -> list[str]:
    ours, library = spent["ours, /menu"], spent["python-telegram-bot"]
    card, ordinary = spent["ours, a card's link"], spent["ordinary stack"]
    whole = sum(watch.values())
    parts = (f"{part} {us:.0f} ({us / whole:.0%})" for part, us in watch.items())
    return [
        *(f"{name:26}{us:8.0f} µs CPU  {us / library:5.2f}" for name, us in spent.items()),
        f"{f'ours, /menu, {PEOPLE} at once':26}{crowd:8.0f} µs CPU  {crowd / library:5.2f}",
        f"ours / python-telegram-bot: {ours / library:.2f}, a card {card / library:.2f} (goal ≤ 3)",
        f"ordinary stack / ours: {ordinary / ours:.2f}, a card {ordinary / card:.2f} (goal ≥ 2)",
        f"where /menu's {whole:.0f} µs of wall time go: " + ", ".join(parts),
    ]
