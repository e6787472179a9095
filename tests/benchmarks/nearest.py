"""The nearest of 29,707 settlements and 10,000 other points, beside a plain look at all.

In time of the processor: what else the machine does is not counted.
"""

import random
import time

from bot.places.distance import Nearest, distance_km

SOUTH, NORTH, WEST, EAST = 44.39, 52.38, 22.14, 40.23  # Ukraine's bounding box
POINTS = 29_707 + 10_000
QUESTIONS = 2000
COMPARED = 20
MANY = 5


def run() -> list[str]:
    """The figures, a line each."""
    chance = random.Random(20261123)
    points = [_anywhere(chance) for _ in range(POINTS)]
    began = time.perf_counter()
    nearest = Nearest(points)
    built = time.perf_counter() - began
    asked = [_anywhere(chance) for _ in range(QUESTIONS)]
    spent = []
    for lat, lon in asked:
        began = time.thread_time()
        nearest.nearest(lat, lon, MANY)
        spent.append(time.thread_time() - began)
    plain = []
    for at in asked[:COMPARED]:
        began = time.thread_time()
        found = sorted((distance_km(at, point), n) for n, point in enumerate(points))[:MANY]
        plain.append(time.thread_time() - began)
        assert [n for _, n in found] == [n for n, _ in nearest.nearest(*at, MANY)]
    p50, p99, anchor = _share(spent, 0.5), _share(spent, 0.99), _share(plain, 0.5)
    return [
        f"{MANY} nearest of {POINTS:,}, CPU: p50 {p50:.3f} ms, p99 {p99:.3f} ms (goal p99 ≤ 5 ms)",
        f"haversine to all: p50 {anchor:.1f} ms, {anchor / p50:.0f} times as long",
        f"the same answers in {COMPARED} of {COMPARED}; built in {1000 * built:.0f} ms",
    ]


def _anywhere(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST)


def _share(spent: list[float], share: float) -> float:
    """Milliseconds that this share of calls stays within."""
    return 1000 * sorted(spent)[int(share * (len(spent) - 1))]
