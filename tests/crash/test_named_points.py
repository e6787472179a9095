"""The bot is killed at each named point of a message's way and started again."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.keeper import Keeper
from tests.crash.scenario import Scenario, buttons_of, numbers_in, settings_for, shown
from tests.fakes.telegram.server import running

POINTS = (
    "before accept",
    "accepted",
    "in the turn",
    "before commit",
    "turn committed",
    "before send",
    "sent, not marked",
    "marked",
)
ONCE_A_BATCH = {"before accept", "accepted", "marked"}

Calm = dict[str, list[str]]


async def asks_and_confirms(scenario: Scenario, name: str, question: str) -> None:
    """Up to the last question before a request goes to the desk."""
    citizen = scenario.citizen(name)
    for text in ("людина", question, "будь-яка"):
        await citizen.says(text)
    await scenario.until(lambda: "Надіслати" in buttons_of(citizen))


async def opens_a_library(scenario: Scenario) -> None:
    petro = scenario.citizen("Петро")
    await petro.says("бібліотека в Деражні")
    await scenario.until(lambda: petro.sees[-1].buttons)
    await petro.taps(petro.sees[-1].buttons[0])
    await scenario.until(lambda: "Зберегти як мою" in buttons_of(petro))


async def first_part(scenario: Scenario) -> None:
    """A tap and a text together; a new citizen's texts; a tap that saves; a question."""
    olena, petro = scenario.citizen("Олена"), scenario.citizen("Петро")
    await scenario.citizen("Марія").starts()
    await olena.taps("Надіслати")
    await scenario.citizen("Іван").says("людина")
    await olena.says("мої запитання")
    await scenario.citizen("Іван").says("Де шукати церковні книги?")
    await petro.taps("Зберегти як мою")
    await scenario.citizen("Ганна").says("як оформити закордонний паспорт")


async def second_part(scenario: Scenario) -> None:
    """Answers typed blindly, and what shows that the effects are there."""
    for text in ("будь-яка", "так"):
        await scenario.citizen("Іван").says(text)
    await scenario.citizen("Марія").says("English")
    await scenario.citizen("Петро").starts("my_library")


async def third_part(scenario: Scenario) -> None:
    for name in scenario.people:
        await scenario.citizen(name).says("/about")


async def plays(scenario: Scenario, deaths: Sequence[tuple[str, int]] = ()) -> None:
    """All of it; after each part the bot is started and dies as told."""
    await scenario.opens()
    await asks_and_confirms(scenario, "Олена", "Хто написав «Кобзар» уперше?")
    await opens_a_library(scenario)
    await scenario.finishes()
    parts = [first_part, second_part, third_part]
    for part, (point, nth) in zip(parts, deaths, strict=False):
        await part(scenario)
        await scenario.opens(point=point, nth=nth)
        await scenario.dies()
    for part in parts[len(deaths) :]:
        await part(scenario)
    await scenario.opens()
    await scenario.finishes()


@pytest.fixture(scope="session")
def calm(keeper: Keeper, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """What each citizen is told by a bot that nobody kills."""
    path = tmp_path_factory.mktemp("calm") / "mistok.db"
    shutil.copy(fresh_sqlite, path)

    async def run() -> Calm:
        async with running() as telegram:
            scenario = Scenario(
                telegram.fake, keeper, settings_for(telegram.api, f"sqlite:///{path}")
            )
            await plays(scenario)
            return {
                name: [shown(text) for text in scenario.told.to(citizen)]
                for name, citizen in scenario.people.items()
            }

    return asyncio.run(run())


@pytest.mark.parametrize("point", POINTS)
async def test_a_village_is_answered_in_order_and_once(
    scenario: Scenario, calm: Calm, point: str
) -> None:
    second = 1 if point in ONCE_A_BATCH else 3
    await plays(scenario, [(point, 1), (point, second)])
    for name, citizen in scenario.people.items():
        assert scenario.heard(citizen, calm[name]), f"{name} misses something\n{scenario}"
    await no_effect_is_missing_or_doubled(scenario)
    held = await scenario.held()
    assert set(held.events) == {"done"}, scenario
    assert set(held.letters) == {"sent"}, scenario
    assert held.letters.total() == sum(map(len, calm.values())), scenario


async def no_effect_is_missing_or_doubled(scenario: Scenario) -> None:
    olena, ivan = scenario.citizen("Олена"), scenario.citizen("Іван")
    asked = {one: await scenario.asked(one) for one in (olena, ivan)}
    assert [words for _, words in asked[olena]] == ["Хто написав «Кобзар» уперше?"], scenario
    assert [words for _, words in asked[ivan]] == ["Де шукати церковні книги?"], scenario
    for citizen, rows in asked.items():
        assert numbers_in(scenario.told.to(citizen)) == [number for number, _ in rows], scenario
    assert (await scenario.known(scenario.citizen("Марія"))).lang == "en"
    assert (await scenario.known(scenario.citizen("Петро"))).profile["library"]


@pytest.mark.parametrize("point", POINTS)
async def test_only_a_send_in_flight_is_repeated(scenario: Scenario, point: str) -> None:
    """One citizen, one tap: nothing else is on its way when the bot dies."""
    olena = scenario.citizen("Олена")
    await scenario.opens()
    await asks_and_confirms(scenario, "Олена", "Хто написав «Кобзар» уперше?")
    await scenario.finishes()
    before = len(scenario.told.to(olena))
    await olena.taps("Надіслати")
    await scenario.opens(point=point)
    await scenario.dies()
    await scenario.opens()
    await scenario.finishes()
    said = scenario.told.to(olena)[before:]
    assert len(said) == (2 if point == "sent, not marked" else 1), scenario
    assert len(set(said)) == 1, scenario
    rows = await scenario.asked(olena)
    assert numbers_in(said) == [number for number, _ in rows], scenario
    assert (await scenario.held()).letters == Counter(sent=before + 1), scenario
