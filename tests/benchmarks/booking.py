"""A turn of a booking beside a plain turn: free times, a hold, a confirmation, a cancellation.

The target is 1.5 times a plain turn: a typed question that its card answers. Processor time of the
whole process; sixty libraries receive, each with as many people as come. Rounds alternate.
"""

import asyncio
import gc
import tempfile
import time
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

from bot.app.content_index import cache_folder, learn
from bot.app.settings import ROOT
from bot.appointments.schedule import Kind
from tests.benchmarks.ours import PEOPLE, Ours
from tests.unit.appointments.small import WORKDAYS, schedule

ROUNDS, LIBRARIES, GOAL = 9, 60, 1.5
PLAIN = "a typed question"
TURNS = {
    "the menu": "/menu",
    PLAIN: "як оформити субсидію",
    "free times": "/start help_hour__housing-subsidy",
    "a hold": "1",
    "a confirmation": "так",
    "mine": "мої записи",
    "to cancel": "скасуйте мій запис",
    "a cancellation": "так, скасувати",
}


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder)))


async def _run(folder: Path) -> list[str]:
    content = ROOT / "content"
    index = learn(content, cache=cache_folder(content))
    libraries = [one.id for one in index.content.access_points][:LIBRARIES]
    schedules = tuple(
        schedule(f"h{at}", library, kind=Kind.HELP_HOUR, capacity=PEOPLE, hours=WORKDAYS)
        for at, library in enumerate(libraries)
    )
    known = replace(index.content.appointments, all=schedules)
    index = replace(index, content=replace(index.content, appointments=known))
    spent: dict[str, list[float]] = defaultdict(list)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(Ours(folder, index).running())
        for text in ("/start help_hour__housing-subsidy", "Деражня"):
            for _ in range(PEOPLE):
                await ours.turn(text)
        for round in range(ROUNDS + 1):
            gc.collect()
            for name, text in TURNS.items():
                began = time.process_time()
                for _ in range(PEOPLE):
                    await ours.turn(text)
                if round:  # the first one warms up
                    spent[name].append(1e6 * (time.process_time() - began) / PEOPLE)
        last = ours.edge.last["text"]
    assert last.startswith("Скасовано"), last
    plain = median(spent[PLAIN])
    return [
        f"{name:18}{median(each):8.0f} µs CPU  {median(each) / plain:5.2f} of a plain turn"
        f" (goal ≤ {GOAL})"
        for name, each in spent.items()
    ]
