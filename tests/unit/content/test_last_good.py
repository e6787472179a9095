"""A file that is broken before a restart takes nothing away."""

import shutil
from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex, learn
from bot.content.last_good import LastGood
from bot.content.load import version_of
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
    copies.keep(found.stale, found.content.version)
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
        assert all("ще не взяв" in one for one in told(found))
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
    assert found.content.access_points[0].name.main.startswith("Центральна")


def test_a_copied_file_and_a_renamed_code_wait_and_the_rest_is_taken(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    started(folder, tmp_path)
    (folder / "services" / "identity copy.yaml").write_text(FILES[SERVICES], encoding="utf-8")
    (folder / SERVICES).write_text(
        FILES[SERVICES].replace("uk: Паспорт\n", "uk: Картка\n"), encoding="utf-8"
    )
    (folder / PLACE).write_text(FILES[PLACE].replace("Центральна", "Наша"), encoding="utf-8")
    for _ in range(2):
        found = started(folder, tmp_path)
        assert found.stale == ("services/identity copy.yaml",)
        assert "Картка" in _titles(found)
        assert found.content.access_points[0].name.main.startswith("Наша")
        assert "identity copy.yaml" in told(found)[0]
    (folder / "services" / "identity copy.yaml").unlink()
    renamed = FILES[SERVICES].replace("id: passport-lost", "id: lost")
    (folder / SERVICES).write_text(renamed, encoding="utf-8")
    found = started(folder, tmp_path)
    assert found.stale == (SERVICES,)
    assert "passport-lost" in {one.id for one in found.content.catalogue}
    assert any("ще не взяв" in one for one in found.state.told)


def test_changes_that_need_one_another_are_taken_beside_a_faulty_one(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    started(folder, tmp_path)
    (folder / PLACE).write_bytes(b"\xff")
    card, event = FILES[SERVICES].split("  - id: passport-lost")
    (folder / SERVICES).write_text(card.replace("[passport-lost]", "[gone]"), encoding="utf-8")
    new = "life_event: identity\nservices:\n  - id: gone" + event
    (folder / "services" / "zz.yaml").write_text(new, encoding="utf-8")
    found = started(folder, tmp_path)
    assert found.stale == (PLACE,)
    assert {one.id for one in found.content.catalogue} == {"id-card", "gone"}


def test_a_file_that_others_need_and_that_is_gone_stays(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    started(folder, tmp_path)
    (folder / "calendar.yaml").unlink()
    for _ in range(2):
        found = started(folder, tmp_path)
        assert found.stale == ("calendar.yaml",)
        assert any("calendar.yaml" in one for one in found.state.told)


def test_a_broken_register_of_places_stays_as_it_was(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    shutil.copytree(Path("content/places"), folder / "places", dirs_exist_ok=True)
    known = started(folder, tmp_path).gazetteer.settlements
    table = folder / "places" / "settlements.csv"
    table.write_text(table.read_text(encoding="utf-8")[:40_000], encoding="utf-8")
    (folder / SERVICES).write_text(
        FILES[SERVICES].replace("uk: Паспорт\n", "uk: Картка\n"), encoding="utf-8"
    )
    for _ in range(2):
        found = started(folder, tmp_path)
        assert len(found.gazetteer.settlements) == len(known)
        assert found.stale == ("places/settlements.csv",)
        assert any("settlements.csv" in one for one in found.state.told)
        assert "Картка" in _titles(found)


def test_what_was_saved_while_the_rest_was_learnt_is_not_kept_as_sound(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    found = started(folder, tmp_path)
    (folder / PLACE).write_bytes(b"\xff")  # before the copies of what was learnt are made
    copies = LastGood(folder, tmp_path / "kept")
    copies.keep((), found.content.version)
    assert set(copies.changed()) == {PLACE}


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
    copies.keep((), version_of(watched.folder))
    async with _watching(watched, last_good=copies):
        (watched.folder / PLACE).write_bytes(b"\xff\xfe")
        fresh = await watched.next()
        assert fresh.stale == (PLACE,)
        assert [one.id for one in fresh.content.access_points] == ["central"]
        watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
        fresh = await watched.next()
        assert "Картка" in _titles(fresh)
        assert [one.id for one in fresh.content.access_points] == ["central"]
