"""The real bot in a process of its own; one town for most conversations of a session."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.app.content_index import ContentIndex
from tests.e2e.deployment import Deployment, at_home, living
from tests.e2e.telegram import Telegram, fake_telegram
from tests.fakes.telegram.citizen import Citizen
from tests.waiting import PATIENCE


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, verify=False, timeout=PATIENCE) as http:
        yield http


@pytest.fixture(scope="session", autouse=True)
def _prepared(content_index: ContentIndex) -> None:
    """Every start finds ready what a first one would take long to make."""


@pytest.fixture
def home(tmp_path: Path, prepared: Path) -> Path:
    """An empty folder to run in."""
    return at_home(tmp_path, prepared)


@pytest.fixture(scope="session")
def answering(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the program only answers lines."""
    return at_home(tmp_path_factory.mktemp("answering"), prepared)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """A Telegram of the test's own."""
    with fake_telegram() as telegram:
        yield telegram


@pytest.fixture(scope="session")
def deployment(
    http: httpx.Client, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """A bot that polls a fake Telegram and serves the web chat."""
    folder = at_home(tmp_path_factory.mktemp("town"), prepared)
    with fake_telegram() as telegram, living(folder, http, telegram=telegram) as deployment:
        yield deployment
        assert telegram.do("received", {})["refusals"] == []
        deployment.log_is_calm()


@pytest.fixture
def citizen(deployment: Deployment) -> Citizen:
    """A person of the town who has not written yet."""
    return deployment.telegram.citizen()
