"""One keeper of bots a test session; a scenario for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex
from tests.conftest import settled
from tests.crash.keeper import Keeper
from tests.crash.scenario import SECRET, Scenario, settings_for
from tests.fakes.telegram.server import running


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that knows its key already."""
    return settled(tmp_path_factory.mktemp("settled"), SECRET)


@pytest.fixture(scope="session")
def keeper(
    content_index: ContentIndex, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path_factory.mktemp("bots"), prepared=prepared)
    yield keeper
    keeper.close()


@pytest.fixture(scope="session")
def second_keeper(keeper: Keeper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    second = Keeper(tmp_path_factory.mktemp("second"), prepared=keeper.prepared)
    yield second
    second.close()


@pytest.fixture
async def scenario(keeper: Keeper, database_url: str) -> AsyncIterator[Scenario]:
    async with running() as telegram:
        scenario = Scenario(telegram.fake, keeper, settings_for(telegram.api, database_url))
        yield scenario
        if scenario.life is not None:
            await scenario.life.killed()
