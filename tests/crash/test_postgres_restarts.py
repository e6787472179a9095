"""PostgreSQL is killed, stopped and started, and ends sessions, under a bot that lives on."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.crash.keeper import Keeper
from tests.crash.scenario import Scenario, numbers_in, settings_for
from tests.crash.test_random_moments import PEOPLE, Acts, Calm, Load, asks, calm, question_of
from tests.fakes.telegram.server import running
from tests.postgres_server import PostgresServer, own_postgres

__all__ = ["calm"]  # a fixture

pytestmark = pytest.mark.slow

BLOWS = 14
SEED = 20261130
CITIZENS = {f"{name} {number}": acts for number in (1, 2) for name, acts in PEOPLE.items()}
CYCLES = 6  # so many messages as one citizen may send without a pause
PAUSE = 2.0  # seconds from an answer to what is written next, on average
WELL = (0.0, 1.2)  # seconds from the end of one trouble to the next blow
AWAY = (0.0, 0.8)  # seconds that the server is away, if it is
BUSY = 8  # so many blows must find a citizen without an answer, or the test shows little


class Blows:
    """What is done to the server, each kind in turn."""

    def __init__(self, server: PostgresServer, chance: random.Random) -> None:
        self._server = server
        self._chance = chance
        self._kinds = [self._killed, self._stopped, self._sessions_ended, self._one_killed]

    async def strike(self, number: int) -> None:
        """Do the next thing; return when the server takes connections."""
        await self._kinds[number % len(self._kinds)]()

    async def _killed(self) -> None:
        await asyncio.to_thread(self._server.kill)
        await self._starts()

    async def _stopped(self) -> None:
        await asyncio.to_thread(self._server.stop)
        await self._starts()

    async def _starts(self) -> None:
        await asyncio.sleep(self._chance.uniform(*AWAY))
        await asyncio.to_thread(self._server.start)

    async def _sessions_ended(self) -> None:
        await asyncio.to_thread(self._server.end_sessions)

    async def _one_killed(self) -> None:
        await asyncio.to_thread(self._server.kill_a_backend)


class Log:
    """What the bot says of its database from now on."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._begins = keeper.log.stat().st_size

    def lines(self) -> list[str]:
        """All lines since."""
        written = self._keeper.log.read_bytes()[self._begins :]
        return written.decode("utf-8", "replace").splitlines()

    def troubles(self) -> list[bool]:
        """In order: True where trouble was told, False where it ended."""
        told = [line for line in self.lines() if "database." in line]
        return ["database.trouble" in line for line in told]

    def is_well(self, *, after: int) -> bool:
        """Whether all trouble has ended, the last one since there were so many of these lines."""
        later = self.troubles()[after:]
        return bool(later) and not later[-1]


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with own_postgres() as server:
        yield server


@pytest.fixture
async def scenario(keeper: Keeper, server: PostgresServer) -> AsyncIterator[Scenario]:
    async with running() as telegram:
        scenario = Scenario(telegram.fake, keeper, settings_for(telegram.api, server.url))
        yield scenario
        if scenario.life is not None:
            await scenario.life.killed()


async def test_whatever_befalls_postgres_nothing_is_lost_or_doubled(
    scenario: Scenario, server: PostgresServer, calm: dict[Acts, Calm]
) -> None:
    chance = random.Random(SEED)
    log = Log(scenario.keeper)
    blows = Blows(server, chance)
    await scenario.opens()
    await scenario.polls()
    load = Load(scenario, calm, chance, people=CITIZENS, pause=PAUSE, most=CYCLES)
    busy = 0
    for number in range(BLOWS):
        await asyncio.sleep(chance.uniform(*WELL))
        if load.failed():
            break
        before = len(log.troubles())
        busy += load.unanswered() > 0
        await blows.strike(number)
        scenario.story.append(f"blow {number} was struck")
        if number % 3 != 2:  # else the next one comes into the trouble of this one
            await scenario.until(lambda after=before: log.is_well(after=after))
    await load.ends()
    await scenario.finishes()
    await nothing_is_lost_or_doubled(scenario, load)
    lines = log.lines()
    assert not [line for line in lines if "Traceback" in line], scenario
    unforeseen = [line for line in lines if "error" in line and "database.trouble" not in line]
    assert not unforeseen, "\n".join(unforeseen)
    assert busy >= BUSY, f"only {busy} blows found somebody waiting\n{scenario}"


async def nothing_is_lost_or_doubled(scenario: Scenario, load: Load) -> None:
    for name, acts in CITIZENS.items():
        citizen = scenario.citizen(name)
        # No seams: the bot lives on, and repeats nothing at all.
        assert scenario.heard(citizen, load.expected(name)), f"{name}\n{scenario}"
        assert (await scenario.known(citizen)).lang == "uk", f"{name}\n{scenario}"
        asked = load.cycles[name] if acts is asks else 0
        rows = await scenario.asked(citizen)
        assert [words for _, words in rows] == [
            question_of(cycle) for cycle in range(1, asked + 1)
        ], f"{name}\n{scenario}"
        assert numbers_in(scenario.told.to(citizen)) == [number for number, _ in rows], scenario
    held = await scenario.held()
    assert set(held.events) == {"done"}, scenario
    assert set(held.letters) == {"sent"}, scenario
    assert held.letters.total() == sum(map(len, map(load.expected, CITIZENS))), scenario
