"""The whole program's web side in this process."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import pytest

from bot.knowledge import Knowledge
from tests.console.house import DeskHouse, desk_house


@pytest.fixture
async def site(
    fresh_sqlite: Path, tmp_path: Path, knowledge: Knowledge
) -> AsyncIterator[DeskHouse]:
    """All pages and endpoints, over SQLite."""
    path = copyfile(fresh_sqlite, tmp_path / "site.db")
    async with desk_house(f"sqlite:///{path}", knowledge) as house:
        yield house
