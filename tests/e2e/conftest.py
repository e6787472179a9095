"""The real bot in a process of its own; one town for most conversations of a session."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.knowledge import Knowledge
from tests.e2e.telegram import Telegram, fake_telegram
from tests.e2e.town import Town, at_home, living
from tests.fakes.telegram.citizen import Citizen


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, verify=False, timeout=30) as http:
        yield http


@pytest.fixture(scope="session", autouse=True)
def _prepared(knowledge: Knowledge) -> None:
    """Every start finds ready what a first one would take long to make."""


@pytest.fixture
def home(tmp_path: Path, prepared: Path) -> Path:
    """An empty folder to run in."""
    return at_home(tmp_path, prepared)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """A Telegram of the test's own."""
    with fake_telegram() as telegram:
        yield telegram


@pytest.fixture(scope="session")
def town(
    http: httpx.Client, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """A bot that polls a fake Telegram and serves the web chat."""
    folder = at_home(tmp_path_factory.mktemp("town"), prepared)
    with fake_telegram() as telegram, living(folder, http, telegram=telegram) as town:
        yield town
        assert telegram.do("received", {})["refusals"] == []
        town.log_is_calm()


@pytest.fixture
def citizen(town: Town) -> Citizen:
    """A person of the town who has not written yet."""
    return town.telegram.citizen()
