"""The whole program's web side in this process."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import pytest

from bot.app.content_index import ContentIndex
from tests.console.served_desk import ServedDesk, served_desk


@pytest.fixture
async def site(
    fresh_sqlite: Path, tmp_path: Path, content_index: ContentIndex
) -> AsyncIterator[ServedDesk]:
    """All pages and endpoints, over SQLite."""
    path = copyfile(fresh_sqlite, tmp_path / "site.db")
    async with served_desk(f"sqlite:///{path}", content_index) as served:
        yield served
