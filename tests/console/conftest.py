"""The desk's house for tests."""

from collections.abc import AsyncIterator

import pytest

from bot.knowledge import Knowledge
from tests.console.house import DeskHouse, desk_house


@pytest.fixture
async def house(database_url: str, knowledge: Knowledge) -> AsyncIterator[DeskHouse]:
    """The desk over SQLite and PostgreSQL in turn."""
    async with desk_house(database_url, knowledge) as house:
        yield house
