"""The whole program's web side in this process."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

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
async def site(
    fresh_sqlite: Path, tmp_path: Path, content_index: ContentIndex
) -> AsyncIterator[ServedDesk]:
    """All pages and endpoints, over SQLite."""
    path = copyfile(fresh_sqlite, tmp_path / "site.db")
    async with served_desk(f"sqlite:///{path}", content_index) as served:
        yield served
