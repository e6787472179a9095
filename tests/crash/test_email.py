"""Killed at each named point and at random moments, the bot loses no letter by e-mail.

Two people in Viber ask a librarian, whose mailbox gets a letter of each request, from a real mail
server of this computer. Only a letter on its way may come once more.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

import pytest

from bot.staff.mailboxes import Mailboxes, Wish
from bot.staff.model import Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from tests.crash.keeper import Keeper
from tests.crash.scenario import NUMBER, database_of
from tests.crash.test_named_points import POINTS
from tests.crash.test_viber import asks
from tests.crash.viber import ViberScenario, settings_for
from tests.fakes.mail import PostOffice, post_office
from tests.fakes.viber.server import running
from tests.waiting import until

ADDRESS = "oksana@library.example"
NAMES = ("Олена", "Марія")
KILLS = 10
SEED = 20261130


async def open_mailbox(url: str) -> None:
    """A librarian of the oblast library with a confirmed address."""

    async def nobody(_events: Sequence[object]) -> None:
        """The letter with the code is not written."""

    now = datetime.now(UTC)
    async with database_of(url) as database, database.unit() as unit:
        unit.listen(nobody, lambda: None)
        invited = await Staff(unit).invite(
            "Оксана", role=Role.LIBRARIAN, point="hounb", now=now, by=None
        )
        person, _ = await SignIn(unit).enter(invited.link, now=now)
        mailboxes = Mailboxes(unit)
        await mailboxes.offer(person, ADDRESS, wish=Wish.EACH, lang="uk", now=now)
        await mailboxes.confirm(person, mailboxes._code(person.id, ADDRESS), now=now)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
async def scenario(
    keeper: Keeper, database_url: str, office: PostOffice
) -> AsyncIterator[ViberScenario]:
    await open_mailbox(database_url)
    mail = {
        "smtp_host": "127.0.0.1", "smtp_port": office.port, "smtp_security": "none",
        "smtp_from": "mistok@library.example",
    }  # fmt: skip
    async with running() as viber:
        scenario = ViberScenario(viber, keeper, settings_for(viber, database_url) | mail)
        yield scenario
        if scenario.life is not None:
            await scenario.life.killed()


async def all_letters_came(scenario: ViberScenario, office: PostOffice, *, deaths: int) -> None:
    events, letters = await scenario.held()
    assert set(events) == {"done"}, scenario
    assert set(letters) == {"sent"}, scenario
    assert await scenario.requests() == len(NAMES), scenario
    told = [number for text in office.to(ADDRESS) for number in NUMBER.findall(text)[:1]]
    once = [number for number, _ in groupby(told)]  # what comes again comes at once
    assert len(once) == len(set(once)) == len(NAMES), f"{told}\n{scenario}"
    assert len(told) - len(once) <= deaths, f"{told}\n{scenario}"


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("nth", [3, 9])
async def test_at_a_named_point(
    scenario: ViberScenario, office: PostOffice, point: str, nth: int
) -> None:
    await scenario.opens(point=point, nth=nth)
    for name in NAMES:
        await asks(scenario, name)
    await scenario.dies()
    await scenario.opens()
    await scenario.finishes()
    await all_letters_came(scenario, office, deaths=1)


async def test_at_random_moments(scenario: ViberScenario, office: PostOffice) -> None:
    chance = random.Random(SEED)
    await scenario.opens()
    await until(lambda: scenario.viber.fake.webhook)
    for name in NAMES:
        await asks(scenario, name)
    deaths = 0
    while deaths < KILLS and (scenario.viber.fake.waiting or len(office.letters) < len(NAMES)):
        await asyncio.sleep(chance.uniform(0.0, 0.4))
        await scenario.is_killed()
        await scenario.opens()
        deaths += 1
    await scenario.finishes()
    await all_letters_came(scenario, office, deaths=deaths)
