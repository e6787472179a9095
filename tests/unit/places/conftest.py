"""The oblast's own gazetteer, loaded once, and two short questions to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.places.gazetteer import Gazetteer, load_gazetteer
from bot.places.meaning import Finding

PLACES = Path(__file__).resolve().parents[3] / "content" / "places"

Where = Callable[[str], str]
Find = Callable[[str], Finding]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    loaded = load_gazetteer(PLACES)
    loaded.warm()
    return loaded


@pytest.fixture(scope="session")
def find(gazetteer: Gazetteer) -> Find:
    """What the gazetteer finds; a failing example stays short to print."""
    return lambda text: gazetteer.find(text)


@pytest.fixture(scope="session")
def where(gazetteer: Gazetteer) -> Where:
    """Names of the settlements a text means, "" when it names none."""
    return lambda text: ", ".join(sorted({one.name for one in gazetteer.find(text).settlements}))


@pytest.fixture(scope="session")
def hromadas(gazetteer: Gazetteer) -> Where:
    """Hromadas of the settlements a text means: they tell places of one name apart."""
    return lambda text: ", ".join(sorted(one.hromada for one in gazetteer.find(text).settlements))
