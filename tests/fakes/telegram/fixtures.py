"""Fixtures: `from tests.fakes.telegram.fixtures import telegram, citizen` in a conftest."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import Running, running


@pytest.fixture
async def telegram() -> AsyncIterator[Running]:
    """A fake Bot API server that listens; `telegram.api` is its address."""
    async with running() as server:
        yield server


@pytest.fixture
def citizen(telegram: Running) -> Citizen:
    """A person who has not written yet."""
    return Citizen(local(telegram.fake))
