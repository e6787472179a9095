"""The content alone, as commands read it."""

import shutil
from pathlib import Path

import pytest

from bot.app.content_index import (
    ContentIndex,
    cache_folder,
    content_and_places,
    content_of,
    kept_folder,
)
from bot.app.settings import CONTENT
from bot.content.last_good import LastGood
from tests.unit.content.small import small_content


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_the_service_has_prepared_is_used_and_kept_fresh(
    alone: Path, content_index: ContentIndex
) -> None:
    cache_folder(CONTENT).mkdir(parents=True)
    assert content_of(CONTENT).access_points == content_index.content.access_points
    (kept,) = (one for one in alone.rglob("*") if one.is_file())
    before = kept.stat().st_mtime_ns
    assert content_of(CONTENT).access_points == content_index.content.access_points
    assert kept.stat().st_mtime_ns == before


def test_in_another_folder_nothing_is_made(alone: Path) -> None:
    assert content_of(CONTENT).region.library
    assert list(alone.iterdir()) == []


def test_instead_of_a_broken_file_a_command_reads_what_the_service_does(alone: Path) -> None:
    folder = small_content(alone / "content")
    shutil.copytree(CONTENT / "places", folder / "places", dirs_exist_ok=True)
    known, register = content_and_places(folder)
    assert known.access_points
    LastGood(folder, kept_folder(folder)).keep((), known.version)
    for broken in (folder / "libraries").glob("*.yaml"):
        broken.write_text("entries:\n  - id: [\n", encoding="utf-8")
    table = folder / "places" / "settlements.csv"
    table.write_text(table.read_text(encoding="utf-8")[:40_000], encoding="utf-8")
    assert content_of(folder).access_points == known.access_points
    content, places = content_and_places(folder)
    assert content.access_points == known.access_points
    assert len(places.settlements) == len(register.settlements)
