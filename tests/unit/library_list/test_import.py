"""`mistok libraries import`: a methodologist's list becomes content; what is not clear is asked."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from bot.app.content_index import PARSED, cache_folder
from bot.app.content_writer import content_writer
from bot.content import load
from bot.places.access import AccessPoints
from tests.unit.library_list.sheets import CENTRAL, HEAD, KALNA, ROWS, TITLE, csv_file, xlsx_file

FILES = ("libraries/khmelnytskyi.yaml", "libraries/imported.yaml")


def libraries(folder: Path) -> dict[str, Any]:
    loaded = load(folder, cache=cache_folder(folder) / PARSED)
    assert not [one for one in loaded.problems if one.is_error], loaded.problems
    return {one.id: one for one in loaded.content.access_points}


def text(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted((folder / "libraries").glob("*.yaml"))}


@pytest.mark.parametrize(
    "make",
    [
        lambda path: csv_file(path / "list.csv"),
        lambda path: csv_file(path / "list.csv", encoding="utf-8-sig", mark=","),
        lambda path: csv_file(path / "list.csv", encoding="cp1251", mark="\t"),
        lambda path: xlsx_file(path / "list.xlsx"),
    ],
    ids=["utf-8", "comma", "windows-1251", "xlsx"],
)
def test_a_list_becomes_content(
    folder: Path, run: Callable[..., Result], tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    before = libraries(folder)
    file = make(tmp_path)
    done = run(file, "--source", "Лист Деражнянської бібліотеки від 20.11.2026")
    assert done.exit_code == 0, done.output
    assert "Нових 1, змінених 1, таких самих 0; рядків пропущено 0, взято без" in done.output
    assert " громада; філія" in done.output
    found = libraries(folder)
    central = found["derazhnia-tsentralna"]
    assert central.phones == ("03856 2-15-45",)
    assert central.hours == "Mo-Fr 09:00-13:00,14:00-18:00; Sa off"
    assert (central.address, central.settlement_name) == ("вул. Миру, 5", "Деражня")
    assert central.capabilities == before["derazhnia-tsentralna"].capabilities | {"wifi"}
    assert central.source.startswith("Лист")
    (new,) = found.keys() - before.keys()
    kalna = found[new]
    assert (kalna.name.main, kalna.settlement_name) == ("Бібліотека-філія с. Кальна", "Кальна")
    assert kalna.lacks == {"computers", "wifi"}
    assert kalna.phones == ("067 123-45-67",)
    assert {id: one for id, one in found.items() if id in before and id != central.id} == {
        id: one for id, one in before.items() if id != central.id
    }


def test_the_same_list_again_changes_nothing(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    file = csv_file(tmp_path / "list.csv")
    run(file)
    before = text(folder)
    done = run(file, "--json")
    told = json.loads(done.output)
    assert (told.pop("same"), {*map(str, told.values())}) == (2, {"0", "[]"})
    assert text(folder) == before


def test_a_trial_tells_and_writes_nothing(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    before = text(folder)
    done = run(csv_file(tmp_path / "list.csv"), "--dry-run")
    assert done.exit_code == 0
    assert "~ derazhnia-tsentralna: phone: – → 03856 2-15-45;" in done.output
    assert "+ Бібліотека-філія с. Кальна" in done.output
    assert "Це проба: змінилися б libraries/" in done.output
    assert text(folder) == before


def test_comments_order_and_other_entries_stay_to_the_letter(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    before = text(folder)["khmelnytskyi.yaml"].splitlines()
    run(csv_file(tmp_path / "list.csv", (HEAD, CENTRAL)))
    after = text(folder)["khmelnytskyi.yaml"].splitlines()
    gone = [line for line in before if line not in after]
    assert len(gone) == 2, gone  # what it has, and its source; the day may stand elsewhere too
    assert after[: before.index(gone[0])] == before[: before.index(gone[0])]
    assert any("pvisti.info" in line for line in after), "the other facts still rest on it"


def test_what_is_not_clear_is_asked_and_left_out(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    rows = (
        TITLE,
        HEAD,
        ("1", "Бібліотека с. Іванківці", "Іванківці", ""),
        ("2", "", "Деражня", ""),
        ("3", "Бібліотека с. Бармаглотівка", "Бармаглотівка", ""),
        (*KALNA[:5], "2-15-45", "як прийдеться"),
        CENTRAL,
        CENTRAL,
    )
    done = run(csv_file(tmp_path / "list.csv", rows), "--json")
    assert done.exit_code == 1
    told = json.loads(done.output)
    assert (told["new"], told["changed"]) == (1, 1)
    asked = {one["row"]: [] for one in told["unclear"]}
    for one in told["unclear"]:
        asked[one["row"]].append(one["what"])
    assert "таких місць кілька" in asked[3][0]
    assert "UA68040150130094857" in asked[3][0]
    assert "немає назви" in asked[4][0]
    assert "«Бармаглотівка» не знаємо" in asked[5][0]
    assert "неповний" in asked[6][0]
    assert "як прийдеться" in asked[6][1]
    assert "вже є в рядку 7" in asked[8][0]
    (new,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert (new.hours, new.phones) == (None, ())
    assert {one["row"] for one in told["unclear"] if one["skipped"]} == {3, 4, 5, 8}
    assert {one["row"] for one in told["unclear"] if not one["skipped"]} == {6}


def test_a_skipped_row_is_told_from_one_that_is_taken_without_its_hours(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    head = (*HEAD, "ПІБ", "Телефон працівника")
    rows = (
        head,
        ("1", "", "Деражня", ""),
        (*KALNA[:5], "2-15-45", "як прийдеться"),
        (*CENTRAL[:6], "коли як"),
        ("4", "Бібліотека с. Бармаглотівка", "Бармаглотівка", "", "", "", "теж коли як"),
    )
    done = run(csv_file(tmp_path / "list.csv", rows), "--dry-run")
    assert "? рядок 2 пропущено: немає назви" in done.output
    assert "? рядок 3 взято без цього: графік «як прийдеться»" in done.output
    assert "? рядок 1 взято без цього: колонку «Телефон працівника» не взяли" in done.output
    assert "рядків пропущено 2, взято без годин 2, без чогось іншого 2." in done.output


OWN = "Дані бібліотеки, 24.11.2026"


@pytest.mark.parametrize(
    ("sources", "letter", "is_taken"),
    [
        ({"source": OWN}, "", False),
        ({"source": OWN}, "Лист Деражнянської бібліотеки від 20.11.2026", False),
        ({"source": OWN}, "Лист Деражнянської бібліотеки від 24.11.2026", False),
        ({"source": OWN}, "Лист Деражнянської бібліотеки від 25.11.2026", True),
        ({"source": OWN}, "Лист Деражнянської бібліотеки від 25.11.2062", False),
        ({"source": "Лист від 28.11.2026", "sources_more": [OWN]}, "", False),
        ({"source": "Лист від 28.11.2026"}, "", True),
    ],
)
def test_what_a_library_told_of_itself_is_changed_by_a_later_list_alone(
    folder: Path,
    run: Callable[..., Result],
    tmp_path: Path,
    sources: Any,
    letter: str,
    is_taken: bool,
) -> None:
    file = csv_file(tmp_path / "list.csv", (HEAD, CENTRAL))
    writer = content_writer(folder)
    entry = writer.find("libraries", "derazhnia-tsentralna")
    own = {"phone": ["067 111-22-33"], "lacks": ["wifi"], "sources_more": None, **sources}
    writer.change(entry, own, by="staff:1", why="картка")
    before = text(folder)
    done = run(file, *(("--source", letter) if letter else ()), "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["changed"]) == ((0, 1) if is_taken else (1, 0))
    assert told["kept"] == ([] if is_taken else [{"row": 2, "id": "derazhnia-tsentralna"}])
    assert (text(folder) == before) is not is_taken
    if not is_taken:
        asked = run(file, "--dry-run").output
        assert "рядок 2: derazhnia-tsentralna: 24.11.2026 бібліотека сама сказала" in asked
        assert "phone: 067 111-22-33 → 03856 2-15-45" in asked


def test_the_facts_of_a_dated_list_are_as_old_as_it_is(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    run(csv_file(tmp_path / "list.csv"), "--source", "Лист бібліотеки від 20.11.2026")
    assert libraries(folder)["derazhnia-tsentralna"].checked == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "hours", "note", "told"),
    [
        ("", "пн-пт 9-17", "закрито на ремонт", "Закрито на ремонт."),
        ("", "пн-пт 9-17, не працює", "", "Зараз не працює."),
        ("", "тимчасово не працює", "", "Тимчасово не працює."),
        ("", "не працює", "прибудова", "Зараз не працює."),
        (" (закрита на ремонт)", "пн-пт 9-17", "", "Закрита на ремонт."),
    ],
)
def test_a_closed_library_has_no_hours_but_a_remark_until_a_list_opens_it(
    folder: Path,
    run: Callable[..., Result],
    tmp_path: Path,
    name: str,
    hours: str,
    note: str,
    told: str,
) -> None:
    head = (*HEAD, "Примітка")
    row = (CENTRAL[0], CENTRAL[1] + name, *CENTRAL[2:6], hours, *CENTRAL[7:], note)
    before = libraries(folder)["derazhnia-tsentralna"]
    run(csv_file(tmp_path / "open.csv", (HEAD, CENTRAL)))
    closed = csv_file(tmp_path / "closed.csv", (head, row))
    done = run(closed)
    assert done.exit_code == 0, done.output
    assert "hours: Mo-Fr 09:00-13:00,14:00-18:00; Sa off → off" in done.output
    ours, found = before, libraries(folder)["derazhnia-tsentralna"]
    assert found.hours_note
    assert found.hours_note.main == told
    assert found.note == ours.note
    for day in range(7):
        noon = datetime(2026, 11, 23 + day, 10, tzinfo=UTC)
        assert AccessPoints([found]).opening(found, noon).is_open is False
    assert json.loads(run(closed, "--json").output)["same"] == 1
    run(csv_file(tmp_path / "open.csv", (HEAD, CENTRAL)))
    found = libraries(folder)["derazhnia-tsentralna"]
    assert (found.hours, found.hours_note) == ("Mo-Fr 09:00-13:00,14:00-18:00; Sa off", None)


@pytest.mark.parametrize(("state", "is_closed"), [("ні", True), ("не працює", True),
                                                  ("так", False), ("працює", False)])  # fmt: skip
def test_a_column_may_say_which_libraries_work(
    folder: Path, run: Callable[..., Result], tmp_path: Path, state: str, is_closed: bool
) -> None:
    run(csv_file(tmp_path / "list.csv", ((*HEAD, "Чи працює"), (*CENTRAL, state))))
    assert (libraries(folder)["derazhnia-tsentralna"].hours == "off") is is_closed


def test_a_fact_that_a_row_does_not_tell_stays(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    run(csv_file(tmp_path / "list.csv"))
    run(csv_file(tmp_path / "later.csv", (HEAD, (*CENTRAL[:3], "", "", "067 1112233"))))
    found = libraries(folder)["derazhnia-tsentralna"]
    assert found.phones == ("067 111-22-33",)
    assert found.hours == "Mo-Fr 09:00-13:00,14:00-18:00; Sa off"
    assert "wifi" in found.capabilities


def test_what_matters_in_a_blackout_and_languages_are_read(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    head = (*HEAD[:4], "Туалет", "Генератор", "Інтернет без світла", "Мови", "Послуги")
    row = (*KALNA[:4], "так", "1", "Starlink, так", "англійською і польська; клінгонська",
           "Пункт незламності, укриття")  # fmt: skip
    done = run(csv_file(tmp_path / "list.csv", (head, row)), "--json")
    (asked,) = json.loads(done.output)["unclear"]
    assert "мови «клінгонська» не знаємо" in asked["what"]
    (kalna,) = [one for id, one in libraries(folder).items() if id.startswith("kalna")]
    assert kalna.languages == ("en", "pl")
    assert kalna.capabilities >= {"toilet", "generator", "resilience_point", "shelter"}


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("list.csv", "Це лист;без таблиці\n".encode(), "немає колонки з назвою"),
        ("list.csv", b"", "немає колонки з назвою"),
        ("list.xlsx", b"PK not a sheet", "не читається. Збережіть його як XLSX або CSV"),
    ],
)
def test_a_file_that_is_no_list_changes_nothing(
    folder: Path, run: Callable[..., Result], tmp_path: Path, name: str, raw: bytes, told: str
) -> None:
    before = text(folder)
    (tmp_path / name).write_bytes(raw)
    done = run(tmp_path / name)
    assert done.exit_code == 1
    assert told in done.output
    assert text(folder) == before


def test_a_broken_content_file_is_mended_first(
    folder: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    (folder / "libraries" / "oblast.yaml").write_text("libraries: [", encoding="utf-8")
    done = run(csv_file(tmp_path / "list.csv", ROWS))
    assert done.exit_code == 1
    assert "oblast.yaml у теці бібліотек із помилкою" in done.output
    assert "mistok check" in done.output
