"""The command over a content folder of its own."""

import filecmp
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
from typer.testing import CliRunner, Result

from bot.app import content_index as index
from bot.app.content_index import ContentIndex
from bot.app.settings import ROOT
from bot.catalogue.region import Region
from bot.cli.libraries import app
from bot.places.gazetteer import Gazetteer, load_gazetteer

PLACES = ROOT / "content" / "places"


@pytest.fixture
def folder(own_content: Path) -> Path:
    """Without the ways of asking, which take longest to read and say nothing of libraries."""
    rmtree(own_content / "examples")
    return own_content


@pytest.fixture(autouse=True)
def _places_known(content_index: ContentIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places as they are in the content are read once a session, others each time."""

    def read(folder: Path, region: Region) -> Gazetteer:
        names = [path.name for path in PLACES.iterdir() if path.is_file()]
        same, _, _ = filecmp.cmpfiles(PLACES, folder, names, shallow=False)
        if len(same) == len(names) and region == content_index.content.region:
            return content_index.gazetteer
        return load_gazetteer(folder, region)

    monkeypatch.setattr(index, "load_gazetteer", read)


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    def command(file: Path, *more: str) -> Result:
        return CliRunner().invoke(app, ["import", str(file), "--content", str(folder), *more])

    return command
