"""Pictures of libraries in the content folder: put beside, committed, swept, named by the check."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.catalogue.photos import FOLDER, library_of, name_of
from bot.content import load
from bot.content.check import check
from bot.content.editing import EditError, Writer
from bot.content.editing.photo import KEPT, put_photo, sweep_photos
from tests.unit.content.small import small_content
from tests.unit.content_editing.test_writer import BY, of
from tests.unit.libraries.photos import photo

ALT = {"uk": "Вхід до бібліотеки"}


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return of(small_content(tmp_path), tmp_path / "kept")


def shows(writer: Writer, body: bytes, size: tuple[int, int] = (400, 300)) -> int | None:
    """Put a picture and let the library's record name it."""
    file = put_photo(writer, "central", body)
    fact = {"file": file, "width": size[0], "height": size[1], "alt": ALT,
            "source": "Дані бібліотеки, 30.11.2026", "checked": "2026-11-30"}  # fmt: skip
    entry = writer.find("libraries", "central")
    return writer.change(entry, {"photo": fact}, **BY, beside=[f"{FOLDER}/{file}"])


def remarks(writer: Writer) -> list[str]:
    return [str(one) for one in check(writer.folder) if "фото" in str(one) or FOLDER in str(one)]


def small(red: int) -> bytes:
    return photo((400, 300), quality=red)


def test_the_record_names_it_and_taking_it_back_needs_no_other_file(writer: Writer) -> None:
    first, second = small(60), small(70)
    shows(writer, first)
    number = shows(writer, second)
    assert number
    (library,) = load(writer.folder).content.access_points
    assert library.photo
    assert library.photo.file == name_of("central", second)
    assert (library.photo.width, library.photo.alt.main) == (400, ALT["uk"])
    writer.undo(number, **BY)
    (library,) = load(writer.folder).content.access_points
    assert library.photo
    assert (writer.folder / FOLDER / library.photo.file).read_bytes() == first
    assert remarks(writer) == []


def test_it_goes_into_the_commit_of_its_record(writer: Writer) -> None:
    git = shutil.which("git")
    assert git

    def run(*command: str) -> str:
        return subprocess.run([git, "-C", str(writer.folder), *command], check=True,
                              capture_output=True, text=True).stdout  # fmt: skip

    run("init", "-q")
    shows(writer, small(60))
    assert run("show", "--name-only", "--format=").split() == [
        writer.find("libraries", "central").file, f"{FOLDER}/{name_of('central', small(60))}",
    ]  # fmt: skip
    for quality in range(61, 61 + KEPT + 1):
        shows(writer, small(quality))
    (gone,) = sweep_photos(writer, "central", **BY)
    assert run("status", "--porcelain", FOLDER) == ""
    assert gone not in run("ls-files")


def test_the_oldest_that_nothing_shows_go(writer: Writer) -> None:
    bodies = [small(quality) for quality in range(50, 80, 5)]
    for age, body in enumerate(bodies):
        shows(writer, body)
        path = writer.folder / FOLDER / name_of("central", body)
        os.utime(path, ns=(age, age))
    anothers = writer.folder / FOLDER / name_of("central-2", bodies[0])
    anothers.write_bytes(bodies[0])
    gone = sweep_photos(writer, "central", **BY)
    assert gone == [f"{FOLDER}/{name_of('central', one)}" for one in (bodies[1], bodies[0])]
    left = {path.name for path in (writer.folder / FOLDER).iterdir()}
    assert left == {name_of("central", one) for one in bodies[2:]} | {anothers.name}
    assert len(bodies[2:]) == KEPT + 1
    assert sweep_photos(writer, "central", **BY) == []


def test_the_check_names_what_is_wrong_with_a_picture(writer: Writer) -> None:
    shows(writer, small(60))
    path = writer.folder / FOLDER / name_of("central", small(60))
    for body, told in (
        (b"no picture", "не JPEG"),
        (small(60) + bytes(400 * 1024), "завелике: 4"),
        (photo((1400, 300)), "1400×300"),
        (photo((300, 400)), "розмір фото – 300×400, а записано інший"),
    ):
        path.write_bytes(body)
        (found,) = remarks(writer)
        assert told in found, found
        assert found.startswith(
            f"{writer.folder.name}/{writer.find('libraries', 'central').file}:"
        ), found
    path.unlink()
    (found,) = remarks(writer)
    assert "немає або воно не читається" in found
    path.write_bytes(small(60))
    for name in (name_of("gone", small(60)), "IMG_1234.png"):
        (path.parent / name).write_bytes(small(60))
        (found,) = remarks(writer)
        assert f"{FOLDER}/{name}:1:1: файл не є фото жодної бібліотеки" in found
        (path.parent / name).unlink()


@pytest.mark.parametrize("file", ["../about.jpg", "a/b-12345678.jpg", "central.jpg",
                                  "x-1234567G.jpg", "central-12345678.png",
                                  "C-12345678.jpg"])  # fmt: skip
def test_a_name_that_leads_elsewhere_is_an_error(writer: Writer, file: str) -> None:
    fact = {"file": file, "width": 400, "height": 300, "alt": ALT,
            "source": "Дані бібліотеки, 30.11.2026", "checked": "2026-11-30"}  # fmt: skip
    with pytest.raises(EditError, match="не назва фото"):
        writer.change(writer.find("libraries", "central"), {"photo": fact}, **BY)


def test_a_folder_that_takes_nothing_is_told_in_words(writer: Writer) -> None:
    (writer.folder / FOLDER).write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(EditError, match="Скажіть тому, хто веде сервер"):
        put_photo(writer, "central", small(60))


def test_a_library_is_known_by_the_name_of_its_file() -> None:
    assert library_of(name_of("derazhnia-tsentralna", b"x")) == "derazhnia-tsentralna"
