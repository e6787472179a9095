"""Two processes share a PostgreSQL: they are stopped, killed and started again in turn."""

import asyncio
import random

import pytest

from tests.crash.keeper import Keeper
from tests.crash.scenario import Scenario, numbers_in
from tests.crash.test_random_moments import PEOPLE, Acts, Calm, Load, asks, calm, question_of

__all__ = ["calm"]  # a fixture

ROUNDS = 12
SEED = 20261129
LIVING = (0.2, 0.9)  # seconds until the next one ends


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_whatever_ends_and_starts_nothing_is_lost_or_doubled(
    scenario: Scenario,
    second_keeper: Keeper,
    calm: dict[Acts, Calm],
) -> None:
    chance = random.Random(SEED)
    both = [scenario, scenario.beside(second_keeper)]
    for one in both:
        await one.opens()
    load = Load(scenario, calm, chance)
    for turn in range(ROUNDS):
        await asyncio.sleep(chance.uniform(*LIVING))
        one = both[turn % 2]
        if turn % 3 == 2:
            await one.closes()  # a rolling restart
        else:
            await one.is_killed()
        if load.failed():
            break
        await one.opens()
    await load.ends()
    await both[1].closes()
    await scenario.finishes()
    for name, acts in PEOPLE.items():
        citizen = scenario.citizen(name)
        assert scenario.heard(citizen, load.expected(name)), f"{name}\n{scenario}"
        asked = load.cycles[name] if acts is asks else 0
        rows = await scenario.asked(citizen)
        assert [words for _, words in rows] == [
            question_of(cycle) for cycle in range(1, asked + 1)
        ], f"{name}\n{scenario}"
        assert numbers_in(scenario.told.to(citizen)) == [number for number, _ in rows], scenario
    held = await scenario.held()
    assert set(held.events) == {"done"}, scenario
    assert set(held.letters) == {"sent"}, scenario
    assert held.letters.total() == sum(len(load.expected(name)) for name in PEOPLE), scenario
    logs = [keeper.log.read_text(encoding="utf-8") for keeper in (scenario.keeper, second_keeper)]
    assert not [line for log in logs for line in log.splitlines() if "telegram.conflict" in line]
