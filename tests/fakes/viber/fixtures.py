"""Fixtures: `from tests.fakes.viber.fixtures import viber, citizen` in a conftest."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.viber.citizen import Citizen, local
from tests.fakes.viber.server import Running, running


@pytest.fixture
async def viber() -> AsyncIterator[Running]:
    """A fake Viber that listens; `viber.api` is its address."""
    async with running() as server:
        yield server


@pytest.fixture
def citizen(viber: Running) -> Citizen:
    """A person who has not written yet."""
    return Citizen(local(viber.fake))
