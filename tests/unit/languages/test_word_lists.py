"""Lists of words: what an editor of a language writes, and how a slip is told."""

from pathlib import Path

import pytest

from bot.engine.texts import FALLBACK, MSGIDS
from bot.languages.check import Checked, check_word_lists
from bot.languages.folder import LOCALES
from bot.languages.word_lists import MissingListError, fingerprint, read_lists, word_lists


def written(folder: Path, code: str, text: str, topic: str = "reading") -> Path:
    path = folder / code / f"{topic}.txt"
    (path.parent / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def checked(folder: Path) -> Checked:
    found = check_word_lists(folder, models=("uk", "en"))
    return Checked(
        *(tuple(one.removeprefix(f"{folder}/") for one in each)
          for each in (found.errors, found.remarks))
    )  # fmt: skip


def test_a_list_goes_on_in_lines_that_begin_with_a_space(tmp_path: Path) -> None:
    path = written(
        tmp_path, "uk", "# Куди.\nwhere: де,  куди\n\n  # ще\n  на  якій, де,\nwho: хто\n"
    )
    assert read_lists(path) == {"where": ("де", "куди", "на якій"), "who": ("хто",)}


def test_no_file_is_no_list(tmp_path: Path) -> None:
    assert read_lists(tmp_path / "uk" / "reading.txt") == {}


def test_lists_of_all_languages_are_read_together(tmp_path: Path) -> None:
    written(tmp_path, "uk", "and: і, та\nonly_here: й")
    written(tmp_path, "en", "and: and")
    written(tmp_path, "eo", "and: kaj, and")
    lists = word_lists("reading", tmp_path)
    assert set(lists["and"]) == {"і", "та", "and", "kaj"}
    assert lists["only_here"] == ("й",)


def test_a_list_that_nobody_has_is_named(tmp_path: Path) -> None:
    written(tmp_path, "uk", "and: і")
    with pytest.raises(MissingListError, match=r"reading.txt.*“or”.*Put it back"):
        word_lists("reading", tmp_path)["or"]


def test_what_is_made_of_lists_is_made_anew_when_one_changes(tmp_path: Path) -> None:
    for folder, text in (("a", "and: і"), ("b", "and: і, та"), ("c", "# так само\nand: і")):
        written(tmp_path / folder, "uk", text)
    of = {name: fingerprint("reading", folder=tmp_path / name) for name in "abc"}
    assert of["a"] == of["c"]
    assert of["a"] != of["b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("and: і\nкуди де", "2:1: рядок не зрозумілий. Пишіть так: назва: слово, слово."),
        ("  і, та\nand: і", "1:1: рядок не зрозумілий."),
        (": і\nand: і", "1:1: рядок не зрозумілий."),
        ("and: і\nadn: та", "2:1: списку «adn» програма не читає. Перевірте назву."),
        ("and: і\nor: чи\nand: та", "3:1: список «and» уже є в рядку 1. Залиште один."),
        ("and: і, та,\n  і", "2:1: «і» уже є в цьому списку, у рядку 1. Залиште одне."),
        ("or: чи\nand: ,", "2:1: список «and» порожній. Впишіть слова або приберіть його."),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    written(tmp_path, "uk", "and: і\nor: чи")
    written(tmp_path, "en", "and: and")
    written(tmp_path, "pl", text)
    (error,) = checked(tmp_path).errors
    assert error.startswith(f"pl/reading.txt:{told}")


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    written(tmp_path, "uk", "and: і")
    written(tmp_path, "en", "and: and").write_bytes(b"and: \xff\xfe")
    assert checked(tmp_path).errors == (
        "en/reading.txt:1:1: файл не вдалося прочитати. Збережіть його як UTF-8.",
    )


def test_a_language_that_lacks_a_list_is_reminded(tmp_path: Path) -> None:
    written(tmp_path, "uk", "and: і\nor: чи\nonly_here: й")
    written(tmp_path, "en", "and: and\nor: or")
    written(tmp_path, "pl", "and: i")
    written(tmp_path, "eo", "", topic="else")
    found = checked(tmp_path)
    assert found.errors == ()
    assert [one.partition(". ")[0] for one in found.remarks] == [
        "eo/reading.txt:1:1: немає списку «and»",
        "eo/reading.txt:1:1: немає списку «or»",
        "pl/reading.txt:1:1: немає списку «or»",
    ]


def test_the_lists_that_come_with_the_program_are_right_and_complete() -> None:
    assert check_word_lists(LOCALES, models=(FALLBACK, MSGIDS)) == Checked((), ())
