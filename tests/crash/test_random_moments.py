"""The bot is killed from outside at random moments while ten citizens write to it."""

import asyncio
import random
import shutil
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crash.keeper import Keeper
from tests.crash.scenario import Scenario, numbers_in, settings_for, shown
from tests.fakes.telegram.citizen import Citizen, Seen
from tests.fakes.telegram.server import running

KILLS = 50
SEED = 20261123
STARTING = (0.0, 0.3)  # seconds of a life that ends before or while it answers what was left
LIVING = (0.0, 0.45)  # seconds after it asked for updates: the same for four lives of five
READING = (0.0, 0.05)  # seconds after somebody wrote, where nobody had waited by then
PAUSE = 0.4  # seconds from a citizen's last answer to what they write next, on average
# So many of the moments must find a citizen without an answer, or the test shows little.
BUSY = 25

FIRST_BOOK = 300  # «книгу 18» would be the books that the state gives at the age of 18

Acts = Callable[[Scenario, Citizen, int], Awaitable[None]]


def question_of(cycle: int) -> str:
    """What somebody asks in this cycle: no card answers it."""
    return f"Хто написав книгу {FIRST_BOOK + cycle}?"


async def asks(scenario: Scenario, citizen: Citizen, cycle: int) -> None:
    """Ask a librarian; the last tap waits for its button, and a text comes together with it."""
    question = question_of(cycle)
    for text in ("людина", question, "будь-яка"):
        await citizen.says(text)

    def offers() -> list[Seen]:
        shown = citizen.sees
        return [seen for seen in shown if question in seen.text and "Надіслати" in seen.buttons]

    await scenario.until(offers)
    await citizen.taps("Надіслати", on=offers()[-1])
    await citizen.says("меню")


async def toggles(_street: Scenario, citizen: Citizen, cycle: int) -> None:
    """Change the language and change it back, blindly: one change too many would be seen."""
    if cycle == 1:
        await citizen.says("меню")
    for text in ("English", "Українська"):
        await citizen.says(text)


PEOPLE: dict[str, Acts] = {
    "Олена": asks,
    "Іван": asks,
    "Марія": asks,
    "Петро": asks,
    "Ганна": asks,
    "Андрій": toggles,
    "Софія": toggles,
    "Тарас": toggles,
    "Дарина": toggles,
    "Юрій": toggles,
}


class Calm:
    """What a bot that nobody kills tells in the first cycle, and in any later one."""

    def __init__(self, first: list[str], later: list[str]) -> None:
        self._first = first
        self._later = later

    def told(self, cycles: int) -> list[str]:
        """All that is told in so many cycles."""
        every = [*self._first]
        for cycle in range(2, cycles + 1):
            every += [text.replace(question_of(2), question_of(cycle)) for text in self._later]
        return every


class Load:
    """People who write, and write again soon after they are answered, `most` cycles each."""

    def __init__(
        self,
        scenario: Scenario,
        calm: dict[Acts, Calm],
        chance: random.Random,
        *,
        people: Mapping[str, Acts] = PEOPLE,
        pause: float = PAUSE,
        most: int = sys.maxsize,
    ) -> None:
        self.cycles = dict.fromkeys(people, 0)
        self._street = scenario
        self._calm = calm
        self._people = people
        self._pause = pause
        self._most = most
        self._stop = asyncio.Event()
        self._tasks = [
            asyncio.create_task(self._writes(name, random.Random(chance.random())))
            for name in people
        ]

    async def _writes(self, name: str, chance: random.Random) -> None:
        citizen = self._street.citizen(name)
        while not self._stop.is_set() and self.cycles[name] < self._most:
            self.cycles[name] += 1
            await self._people[name](self._street, citizen, self.cycles[name])
            told = self.expected(name)
            await self._street.until(lambda to=citizen, all=told: self._street.heard(to, all))
            with suppress(TimeoutError):
                async with asyncio.timeout(chance.uniform(0, 2 * self._pause)):
                    await self._stop.wait()

    def expected(self, name: str) -> list[str]:
        """What the citizen must have been told by now, or soon."""
        return self._calm[self._people[name]].told(self.cycles[name])

    def unanswered(self) -> int:
        """How many citizens wait for an answer."""
        return sum(one.sees[-1].own for one in self._street.people.values() if one.sees)

    def failed(self) -> bool:
        """Whether somebody saw what may not be."""
        return any(task.done() and task.exception() for task in self._tasks)

    async def ends(self) -> None:
        """Everybody is answered."""
        self._stop.set()
        await asyncio.gather(*self._tasks)


@pytest.fixture(scope="session")
def calm(
    keeper: Keeper, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Acts, Calm]:
    path = tmp_path_factory.mktemp("calm") / "mistok.db"
    shutil.copy(fresh_sqlite, path)

    async def run() -> dict[Acts, Calm]:
        async with running() as telegram:
            scenario = Scenario(
                telegram.fake, keeper, settings_for(telegram.api, f"sqlite:///{path}")
            )
            told: list[dict[str, list[str]]] = []
            for cycle in (1, 2):
                await scenario.opens()
                for name in ("Олена", "Андрій"):
                    await PEOPLE[name](scenario, scenario.citizen(name), cycle)
                await scenario.finishes()
                told.append(
                    {
                        name: [shown(text) for text in scenario.told.to(citizen)]
                        for name, citizen in scenario.people.items()
                    }
                )
            first, both = told
            return {
                PEOPLE[name]: Calm(first[name], both[name][len(first[name]) :]) for name in first
            }

    return asyncio.run(run())


async def test_killed_at_random_moments_nothing_is_lost_or_doubled(
    scenario: Scenario, calm: dict[Acts, Calm]
) -> None:
    chance = random.Random(SEED)
    load = Load(scenario, calm, chance)
    busy = kills = 0
    while kills < KILLS and not load.failed():
        await scenario.opens()
        if kills % 5:
            await scenario.polls()
        await asyncio.sleep(chance.uniform(*(LIVING if kills % 5 else STARTING)))
        if kills % 5 and not load.unanswered():
            await scenario.until(lambda: load.unanswered() or load.failed())
            await asyncio.sleep(chance.uniform(*READING))
        busy += load.unanswered() > 0
        await scenario.is_killed()
        kills += 1
    await scenario.opens()
    await load.ends()
    await scenario.finishes()
    for name in PEOPLE:
        assert scenario.heard(scenario.citizen(name), load.expected(name)), f"{name}\n{scenario}"
    for name, acts in PEOPLE.items():
        citizen = scenario.citizen(name)
        assert (await scenario.known(citizen)).lang == "uk", f"{name}\n{scenario}"
        rows = await scenario.asked(citizen)
        asked = load.cycles[name] if acts is asks else 0
        questions = [question_of(cycle) for cycle in range(1, asked + 1)]
        assert [words for _, words in rows] == questions, f"{name}\n{scenario}"
        assert numbers_in(scenario.told.to(citizen)) == [number for number, _ in rows], scenario
    held = await scenario.held()
    assert set(held.events) == {"done"}, scenario
    assert set(held.letters) == {"sent"}, scenario
    assert held.letters.total() == sum(len(load.expected(name)) for name in PEOPLE), scenario
    assert busy >= BUSY, f"only {busy} moments found somebody waiting\n{scenario}"
