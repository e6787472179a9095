"""The one writer: checked whole, put in place at once, with a history, and taken back."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content import load
from bot.content.editing import (
    ChangedMeanwhileError,
    EditError,
    MissingEntryError,
    UnsoundError,
    Writer,
)
from tests.unit.content.small import small_content

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
CENTRAL = "libraries/central.yaml"
BY = {"by": "staff:3", "why": "Лист бібліотеки від 29.11.2026"}


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return of(small_content(tmp_path), tmp_path / "kept")


def of(folder: Path, kept: Path) -> Writer:
    return Writer(
        folder, kept, check=lambda instead: load(folder, instead=instead).problems,
        clock=lambda: NOW,
    )  # fmt: skip


def library_file(writer: Writer) -> Path:
    return writer.folder / writer.find("libraries", "central").file


def test_a_field_changes_and_the_history_knows_who_when_and_why(writer: Writer) -> None:
    path = library_file(writer)
    before = path.read_text(encoding="utf-8")
    entry = writer.find("libraries", "central")
    assert writer.change(entry, {"phone": ["03856 2-12-35"]}, **BY) == 1
    assert path.read_text(encoding="utf-8") == before.replace("2-12-34", "2-12-35")
    (record,) = writer.history.newest()
    assert (record.by, record.why, record.at) == (BY["by"], BY["why"], NOW)
    assert (record.file, record.entry, record.before) == (entry.file, "central", before)
    # The same once more is no change.
    entry = writer.find("libraries", "central")
    assert writer.change(entry, {"phone": ["03856 2-12-35"]}, **BY) is None


def test_what_would_be_an_error_is_refused_with_its_line(writer: Writer) -> None:
    path = library_file(writer)
    before = path.read_bytes()
    entry = writer.find("libraries", "central")
    for fields, told in (
        ({"hours": "завжди"}, "«hours: завжди»: графік «завжди» не зрозумілий"),
        ({"parent": "nobody"}, "немає бібліотеки «nobody»"),
        ({"source": None}, "немає поля «source»"),
    ):
        with pytest.raises(UnsoundError) as refused:
            writer.change(entry, fields, **BY)
        assert told in str(refused.value)
    with pytest.raises(UnsoundError):  # a code that another file has
        writer.add("services/new.yaml", "services", {"id": "id-card"}, **BY)
    assert path.read_bytes() == before
    assert not list(writer.history.newest())


def test_an_error_that_was_there_does_not_stand_in_the_way(writer: Writer) -> None:
    (writer.folder / "services" / "broken.yaml").write_text("services: [", encoding="utf-8")
    assert writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 5"}, **BY)


def test_a_hand_edit_and_another_editors_are_never_lost(writer: Writer) -> None:
    mine = writer.find("libraries", "central")
    path = library_file(writer)
    text = path.read_text(encoding="utf-8")
    # Another place of the file: both stay.
    path.write_text(f"# рукою\n{text}", encoding="utf-8")
    assert writer.change(mine, {"address": "вул. Миру, 5"}, **BY)
    assert path.read_text(encoding="utf-8").startswith("# рукою\n")
    # The same entry: the later one is told.
    theirs = writer.find("libraries", "central")
    writer.change(theirs, {"address": "вул. Миру, 6"}, **BY)
    with pytest.raises(ChangedMeanwhileError) as told:
        writer.change(theirs, {"address": "вул. Миру, 7"}, **BY)
    assert told.value.now.data["address"] == "вул. Миру, 6"
    path.write_text(path.read_text().replace("  - id: central", "  - id: other"), encoding="utf-8")
    with pytest.raises(MissingEntryError):
        writer.change(theirs, {"address": "вул. Миру, 8"}, **BY)


def test_a_file_saved_by_hand_in_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    plain = of(folder, tmp_path / "kept")
    path = library_file(plain)
    by_hand = f"# рукою\n{path.read_text(encoding='utf-8')}"

    def check(instead):
        path.write_text(by_hand, encoding="utf-8")
        return load(folder, instead=instead).problems

    writer = Writer(folder, tmp_path / "kept", check=check, clock=lambda: NOW)
    with pytest.raises(ChangedMeanwhileError):
        writer.change(plain.find("libraries", "central"), {"address": "вул. Миру, 5"}, **BY)
    assert path.read_text(encoding="utf-8") == by_hand


def test_undo_gives_back_every_byte_and_keeps_what_came_later(writer: Writer) -> None:
    path = library_file(writer)
    first = path.read_bytes()
    number = writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 5"}, **BY)
    assert number
    writer.undo(number, **BY)
    assert path.read_bytes() == first
    again = writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 6"}, **BY)
    new = {**writer.find("libraries", "central").data, "id": "second", "address": None}
    added = writer.add(writer.find("libraries", "central").file, "libraries", new, **BY)
    assert again and added  # noqa: PT018
    writer.undo(again, **BY)  # another entry came since: it stays
    assert "second" in path.read_text()
    assert "вул. Миру" not in path.read_text()
    with pytest.raises(ChangedMeanwhileError):
        writer.undo(again, **BY)
    writer.undo(added, **BY)
    assert path.read_bytes() == first
    with pytest.raises(MissingEntryError):
        writer.undo(99, **BY)


def test_a_removed_entry_comes_back(writer: Writer) -> None:
    answers = writer.folder / "ready_answers.yaml"
    answers.write_text(
        "ready_answers:\n  - id: a\n    title: {uk: А}\n    text: {uk: Так}\n"
        "  - id: b\n    title: {uk: Б}\n    text: {uk: Ні}\n",
        encoding="utf-8",
    )
    before = answers.read_bytes()
    number = writer.remove(writer.find("ready_answers", "a"), **BY)
    assert number
    assert [one.id for one in writer.entries("ready_answers")] == ["b"]
    writer.undo(number, **BY)
    assert answers.read_bytes() == before


def test_a_folder_that_is_a_repository_gets_a_commit(writer: Writer) -> None:
    git = shutil.which("git")
    assert git

    def run(*command: str) -> str:
        told = subprocess.run([git, "-C", str(writer.folder), *command], check=True,
                              capture_output=True, text=True)  # fmt: skip
        return told.stdout

    run("init", "-q")
    stray = writer.folder / "notes.txt"
    stray.write_text("не чіпати", encoding="utf-8")
    writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 5"}, **BY)
    assert run("log", "--format=%an %s").strip() == f"staff:3 {BY['why']}"
    assert run("show", "--name-only", "--format=").split() == [
        writer.find("libraries", "central").file
    ]


def test_a_folder_inside_of_a_repository_gets_commits_where_its_owner_says_so(
    writer: Writer,
) -> None:
    git = shutil.which("git")
    assert git
    around = writer.folder.parent

    def run(*command: str) -> str:
        told = subprocess.run([git, "-C", str(around), *command], check=True,
                              capture_output=True, text=True)  # fmt: skip
        return told.stdout

    def save(address: str) -> None:
        writer.change(writer.find("libraries", "central"), {"address": address}, **BY)

    run("init", "-q")
    save("вул. Миру, 5")
    assert run("rev-list", "--all", "--count").strip() == "0"
    run("config", "mistok.commit", "true")
    save("вул. Миру, 6")
    file = f"{writer.folder.name}/{writer.find('libraries', 'central').file}"
    assert run("show", "--name-only", "--format=%an").split() == ["staff:3", file]
    run("config", "mistok.commit", "false")
    save("вул. Миру, 7")
    assert run("rev-list", "--all", "--count").strip() == "1"


def test_a_disk_that_takes_nothing_is_told_in_words(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(EditError, match="Скажіть тому, хто веде сервер"):
        writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 5"}, **BY)


def test_an_older_change_names_the_later_one_that_goes_back_first(writer: Writer) -> None:
    for phone in ("2-12-35", "2-12-36", "2-12-37"):
        entry = writer.find("libraries", "central")
        writer.change(entry, {"phone": [f"03856 {phone}"]}, **BY)
    with pytest.raises(ChangedMeanwhileError, match="Спершу поверніть № 3"):
        writer.undo(1, **BY)
    writer.undo(3, **BY)
    with pytest.raises(ChangedMeanwhileError, match="Спершу поверніть № 2"):
        writer.undo(1, **BY)
    writer.undo(2, **BY)
    writer.undo(1, **BY)
    path = library_file(writer)
    assert "2-12-34" in path.read_text(encoding="utf-8")
    entry = writer.find("libraries", "central")
    number = writer.change(entry, {"phone": ["03856 2-12-38"]}, **BY)
    assert number is not None
    by_hand = path.read_text(encoding="utf-8").replace("2-12-38", "2-12-39")
    path.write_text(by_hand, encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError, match="в самому файлі"):
        writer.undo(number, **BY)


def test_a_field_goes_back_though_another_of_the_same_entry_was_changed_since(
    writer: Writer,
) -> None:
    writer.change(writer.find("libraries", "central"), {"phone": ["03856 2-12-35"]}, **BY)
    writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 5"}, **BY)
    writer.change(writer.find("libraries", "central"), {"phone": ["03856 2-12-36"]}, **BY)
    writer.change(writer.find("libraries", "central"), {"address": "вул. Миру, 6"}, **BY)
    with pytest.raises(ChangedMeanwhileError, match="Спершу поверніть № 3"):  # not № 4
        writer.undo(1, **BY)
    writer.undo(3, **BY)
    writer.undo(1, **BY)
    data = writer.find("libraries", "central").data
    assert (data["phone"], data["address"]) == (["03856 2-12-34"], "вул. Миру, 6")


@pytest.mark.parametrize("copied", ["{} — копія.yaml", "{} (2).yaml", "{}-1.yaml", "копія {}.yaml"])
def test_an_entry_of_a_copied_file_is_changed_in_the_original(writer: Writer, copied: str) -> None:
    original = library_file(writer)
    copy = original.with_name(copied.format(original.stem))
    copy.write_bytes(was := original.read_bytes())
    assert [one.id for one in writer.entries("libraries")].count("central") == 1
    entry = writer.find("libraries", "central")
    assert entry.file == f"libraries/{original.name}"
    assert writer.change(entry, {"address": "вул. Миру, 5"}, **BY)
    assert copy.read_bytes() == was
    copy.unlink()  # as the message advises: what was typed stays
    assert writer.find("libraries", "central").data["address"] == "вул. Миру, 5"


def test_of_two_files_the_one_that_was_taken_is_the_original(tmp_path: Path) -> None:
    folder, late = small_content(tmp_path), "libraries/a.yaml"
    writer = Writer(
        folder, tmp_path / "kept", check=lambda instead: load(folder, instead=instead).problems,
        clock=lambda: NOW, held=lambda: {late},
    )  # fmt: skip
    original = library_file(writer)
    (folder / late).write_bytes(original.read_bytes())
    assert writer.find("libraries", "central").file == f"libraries/{original.name}"
