"""A file that is broken before a restart takes nothing away."""

from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex, learn
from bot.content.last_good import LastGood
from tests.unit.app.test_content_reload import SERVICES, Watched, _titles, _watching
from tests.unit.content.small import FILES, small_content

PLACE = "libraries/all.yaml"


def told(found: ContentIndex) -> list[str]:
    """What is wrong with the files that were broken here: this map has no other places."""
    return [one for one in found.state.told if one.startswith("content/")]


def started(folder: Path, tmp_path: Path) -> ContentIndex:
    """What a service knows that starts now."""
    copies = LastGood(folder, tmp_path / "kept")
    found = learn(folder, cache=tmp_path / "cache", sentences=False, last_good=copies)
    copies.keep([one for one in found.problems if not isinstance(one, str)])
    return found


@pytest.mark.parametrize(
    "raw",
    [
        FILES[PLACE].encode("cp1251"),
        b"",
        FILES[PLACE].replace("2026-11-23", "2026-02-31").encode(),
        FILES[PLACE].replace("  - id", "- id: [").encode(),
    ],
    ids=["windows-1251", "empty", "31-february", "torn"],
)
def test_a_restart_with_a_broken_file_keeps_its_libraries_and_says_so(
    tmp_path: Path, raw: bytes
) -> None:
    folder = small_content(tmp_path)
    assert told(started(folder, tmp_path)) == []
    (folder / PLACE).write_bytes(raw)
    for _ in range(2):  # and a second restart as well
        found = started(folder, tmp_path)
        assert [one.id for one in found.content.access_points] == ["central"]
        assert found.stale == (PLACE,)
        assert all(f"content/{PLACE}:" in one for one in told(found))
        assert all("остання справна копія" in one for one in told(found))
    (folder / PLACE).write_text(FILES[PLACE].replace("Центральна", "Наша"), encoding="utf-8")
    found = started(folder, tmp_path)
    assert told(found) == []
    assert found.content.access_points[0].name.main.startswith("Наша")


def test_a_newcomer_with_an_old_code_does_not_put_the_old_one_out(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    started(folder, tmp_path)
    first = folder / "libraries" / "a.yaml"  # it is read before the old one
    first.write_text(FILES[PLACE].replace("Центральна", "Чужа"), encoding="utf-8")
    found = started(folder, tmp_path)
    assert told(found)


def test_without_copies_a_broken_file_is_left_out_and_told(tmp_path: Path) -> None:
    folder = small_content(tmp_path, **{PLACE: "libraries: ["})
    found = started(folder, tmp_path)
    assert found.content.access_points == ()
    assert found.stale == ()
    assert told(found)


@pytest.mark.slow
async def test_a_broken_file_does_not_keep_others_from_being_taken(tmp_path: Path) -> None:
    watched = Watched(small_content(tmp_path), tmp_path / "cache")
    copies = LastGood(watched.folder, tmp_path / "kept")
    copies.keep([])
    async with _watching(watched, last_good=copies):
        (watched.folder / PLACE).write_bytes(b"\xff\xfe")
        fresh = await watched.next()
        assert fresh.stale == (PLACE,)
        assert [one.id for one in fresh.content.access_points] == ["central"]
        watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
        fresh = await watched.next()
        assert "Картка" in _titles(fresh)
        assert [one.id for one in fresh.content.access_points] == ["central"]
