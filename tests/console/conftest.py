"""The served desk for tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex
from tests.conftest import settled
from tests.console.served_desk import ServedDesk, served_desk
from tests.lines.quick import SECRET


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that knows its key already."""
    return settled(tmp_path_factory.mktemp("settled"), SECRET)


@pytest.fixture
async def served(database_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite and PostgreSQL in turn."""
    async with served_desk(database_url, content_index) as served:
        yield served


@pytest.fixture
async def desk(
    sqlite_url: str, content_index: ContentIndex, own_content: Path
) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite, with a content folder of its own."""
    async with served_desk(sqlite_url, content_index, content=own_content) as served:
        yield served
