"""One house a test session; a street for each test."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.crash.keeper import Keeper
from tests.crash.street import Street, settings_for
from tests.fakes.telegram.server import running


@pytest.fixture(scope="session")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path_factory.mktemp("house"))
    yield keeper
    keeper.close()


@pytest.fixture(scope="session")
def second_keeper(keeper: Keeper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keeper]:
    second = Keeper(tmp_path_factory.mktemp("second"), prepared=keeper.prepared)
    yield second
    second.close()


@pytest.fixture
async def street(keeper: Keeper, database_url: str) -> AsyncIterator[Street]:
    async with running() as telegram:
        street = Street(telegram.fake, keeper, settings_for(telegram.api, database_url))
        yield street
        if street.life is not None:
            await street.life.killed()
