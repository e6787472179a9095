"""The bot is killed at each named point of a message's way and started again."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.keeper import Keeper
from tests.crash.street import Street, buttons_of, numbers_in, settings_for, shown
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


async def asks_and_confirms(street: Street, name: str, question: str) -> None:
    """Up to the last question before a request goes to the desk."""
    citizen = street.citizen(name)
    for text in ("людина", question, "будь-яка"):
        await citizen.says(text)
    await street.until(lambda: "Надіслати" in buttons_of(citizen))


async def opens_a_library(street: Street) -> None:
    petro = street.citizen("Петро")
    await petro.says("бібліотека в Деражні")
    await street.until(lambda: petro.sees[-1].buttons)
    await petro.taps(petro.sees[-1].buttons[0])
    await street.until(lambda: "Зберегти як мою" in buttons_of(petro))


async def first_part(street: Street) -> None:
    """A tap and a text together; a new citizen's texts; a tap that saves; a question."""
    olena, petro = street.citizen("Олена"), street.citizen("Петро")
    await street.citizen("Марія").starts()
    await olena.taps("Надіслати")
    await street.citizen("Іван").says("людина")
    await olena.says("мої запитання")
    await street.citizen("Іван").says("Де шукати церковні книги?")
    await petro.taps("Зберегти як мою")
    await street.citizen("Ганна").says("як оформити закордонний паспорт")


async def second_part(street: Street) -> None:
    """Answers typed blindly, and what shows that the effects are there."""
    for text in ("будь-яка", "так"):
        await street.citizen("Іван").says(text)
    await street.citizen("Марія").says("English")
    await street.citizen("Петро").starts("my_library")


async def third_part(street: Street) -> None:
    for name in street.people:
        await street.citizen(name).says("/about")


async def plays(street: Street, deaths: Sequence[tuple[str, int]] = ()) -> None:
    """All of it; after each part the bot is started and dies as told."""
    await street.opens()
    await asks_and_confirms(street, "Олена", "Хто написав «Кобзар» уперше?")
    await opens_a_library(street)
    await street.finishes()
    parts = [first_part, second_part, third_part]
    for part, (point, nth) in zip(parts, deaths, strict=False):
        await part(street)
        await street.opens(point=point, nth=nth)
        await street.dies()
    for part in parts[len(deaths) :]:
        await part(street)
    await street.opens()
    await street.finishes()


@pytest.fixture(scope="session")
def calm(keeper: Keeper, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """What each citizen is told by a bot that nobody kills."""
    path = tmp_path_factory.mktemp("calm") / "mistok.db"
    shutil.copy(fresh_sqlite, path)

    async def run() -> Calm:
        async with running() as telegram:
            street = Street(telegram.fake, keeper, settings_for(telegram.api, f"sqlite:///{path}"))
            await plays(street)
            return {
                name: [shown(text) for text in street.told.to(citizen)]
                for name, citizen in street.people.items()
            }

    return asyncio.run(run())


@pytest.mark.parametrize("point", POINTS)
async def test_a_village_is_answered_in_order_and_once(
    street: Street, calm: Calm, point: str
) -> None:
    second = 1 if point in ONCE_A_BATCH else 3
    await plays(street, [(point, 1), (point, second)])
    for name, citizen in street.people.items():
        assert street.heard(citizen, calm[name]), f"{name} misses something\n{street}"
    await no_effect_is_missing_or_doubled(street)
    held = await street.held()
    assert set(held.events) == {"done"}, street
    assert set(held.letters) == {"sent"}, street
    assert held.letters.total() == sum(map(len, calm.values())), street


async def no_effect_is_missing_or_doubled(street: Street) -> None:
    olena, ivan = street.citizen("Олена"), street.citizen("Іван")
    asked = {one: await street.asked(one) for one in (olena, ivan)}
    assert [words for _, words in asked[olena]] == ["Хто написав «Кобзар» уперше?"], street
    assert [words for _, words in asked[ivan]] == ["Де шукати церковні книги?"], street
    for citizen, rows in asked.items():
        assert numbers_in(street.told.to(citizen)) == [number for number, _ in rows], street
    assert (await street.known(street.citizen("Марія"))).lang == "en"
    assert (await street.known(street.citizen("Петро"))).profile["library"]


@pytest.mark.parametrize("point", POINTS)
async def test_only_a_send_in_flight_is_repeated(street: Street, point: str) -> None:
    """One citizen, one tap: nothing else is on its way when the bot dies."""
    olena = street.citizen("Олена")
    await street.opens()
    await asks_and_confirms(street, "Олена", "Хто написав «Кобзар» уперше?")
    await street.finishes()
    before = len(street.told.to(olena))
    await olena.taps("Надіслати")
    await street.opens(point=point)
    await street.dies()
    await street.opens()
    await street.finishes()
    said = street.told.to(olena)[before:]
    assert len(said) == (2 if point == "sent, not marked" else 1), street
    assert len(set(said)) == 1, street
    rows = await street.asked(olena)
    assert numbers_in(said) == [number for number, _ in rows], street
    assert (await street.held()).letters == Counter(sent=before + 1), street
