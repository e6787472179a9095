"""The content alone, as commands read it."""

from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex, cache_folder, content_of
from bot.app.settings import CONTENT


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
