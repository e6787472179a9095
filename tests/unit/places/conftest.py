"""The oblast's own gazetteer, loaded once, and two short questions to it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.places.gazetteer import Gazetteer, load_gazetteer
from bot.places.reading.meaning import Finding
from bot.places.register.codifier import read_codifier
from bot.places.register.importing import plan, write
from tests.unit.places.small import REGION

PLACES = Path(__file__).resolve().parents[3] / "content" / "places"
# Real rows of a table as one is imported: namesakes of ours in other oblasts.
SAMPLE = Path(__file__).with_name("country_sample.csv")

Where = Callable[[str], str]
Find = Callable[[str], Finding]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    loaded = load_gazetteer(PLACES, REGION)
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


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The oblast's tables with a few settlements of other oblasts brought in."""
    folder = tmp_path_factory.mktemp("country") / "places"
    shutil.copytree(PLACES, folder, ignore=shutil.ignore_patterns("country.csv"))
    write(folder, plan(folder, read_codifier(SAMPLE), oblast=REGION.code).files)
    return folder


@pytest.fixture(scope="session")
def gazetteer_of_all(country: Path) -> Gazetteer:
    """The gazetteer of those tables."""
    loaded = load_gazetteer(country, REGION)
    loaded.warm()
    return loaded


@pytest.fixture(scope="session")
def there(gazetteer_of_all: Gazetteer) -> Where:
    """Name, hromada and oblast of each settlement a text means; ours have no oblast."""

    def told(text: str) -> str:
        found = gazetteer_of_all.find(text).settlements
        return ", ".join(sorted(f"{one.name} {one.hromada} {one.oblast}".strip() for one in found))

    return told
