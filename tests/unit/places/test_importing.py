"""A table of the country brought in: wrong rows are named, ours stay, nothing is half done."""

import csv
import gzip
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.places.gazetteer import load_gazetteer
from bot.places.register.codifier import UnusableFileError, read_codifier
from bot.places.register.importing import plan, write
from tests.unit.places.conftest import PLACES, SAMPLE
from tests.unit.places.small import REGION

HEADER = "katottg,category,name_uk,hromada_code,hromada,raion,oblast,lat,lon,aliases,name_en"
BERSHAD = (
    "UA05040010010024726,M,Бершадь,UA05040010000022470,Бершадська,Гайсинський,Вінницька,"
    "48.36787,29.52434,Бершад,Bershad"
)
OF_OURS = (
    "UA68020010999000001,C,Новеньке,UA68020010000017180,Гуківська,Кам’янець-Подільський,"
    "Хмельницька,48.85,26.24,,"
)
Table = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The oblast's tables, free to change."""
    copy = tmp_path / "places"
    shutil.copytree(PLACES, copy, ignore=shutil.ignore_patterns("country.csv"))
    return copy


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Write a table of these rows."""

    def written(*rows: str, header: str = HEADER) -> Path:
        path = tmp_path / "table.csv"
        path.write_text("\n".join((header, *rows, "")), encoding="utf-8")
        return path

    return written


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_other_oblasts_come_in_and_ours_stay(folder: Path) -> None:
    before = snapshot(folder)
    codifier = read_codifier(SAMPLE)
    planned = plan(folder, codifier, oblast=REGION.code)
    assert snapshot(folder) == before
    assert (planned.ours_kept, planned.ours_new, planned.new) == (1, 0, len(codifier.rows) - 1)
    write(folder, planned.files)
    after = snapshot(folder)
    assert after.keys() - before.keys() == {"country.csv"}
    assert {name: after[name] for name in before} == before
    loaded = load_gazetteer(folder, REGION)
    assert loaded.problems == ()
    assert len(loaded.country) == planned.new


def test_a_second_time_changes_nothing(folder: Path) -> None:
    write(folder, plan(folder, read_codifier(SAMPLE), oblast=REGION.code).files)
    before = snapshot(folder)
    again = plan(folder, read_codifier(SAMPLE), oblast=REGION.code)
    assert again.files == {}
    assert (again.new, again.changed, again.untouched) == (0, 0, 0)
    write(folder, again.files)
    assert snapshot(folder) == before


def test_rows_are_renewed_by_code_and_the_rest_stays(folder: Path, table: Table) -> None:
    write(folder, plan(folder, read_codifier(SAMPLE), oblast=REGION.code).files)
    other = read_codifier(table(BERSHAD.replace("Бершадь", "Нова Бершадь")))
    renamed = plan(folder, other, oblast=REGION.code)
    assert (renamed.new, renamed.changed, renamed.same) == (0, 1, 0)
    assert renamed.untouched == len(load_gazetteer(folder, REGION).country) - 1
    write(folder, renamed.files)
    bershad = load_gazetteer(folder, REGION).get("UA05040010010024726")
    assert bershad
    assert bershad.name == "Нова Бершадь"


def test_a_new_settlement_of_ours_is_added_beside_the_others(folder: Path, table: Table) -> None:
    before = (folder / "settlements.csv").read_text(encoding="utf-8").splitlines()
    planned = plan(folder, read_codifier(table(OF_OURS)), oblast=REGION.code)
    assert planned.ours_new == 1
    write(folder, planned.files)
    after = (folder / "settlements.csv").read_text(encoding="utf-8").splitlines()
    assert set(before) < set(after)
    assert len(after) == len(before) + 1
    (found,) = load_gazetteer(folder, REGION).find("живу в Новенькому").settlements
    assert (found.hromada, found.oblast) == ("Гуківська", "")


def test_our_own_name_stays_and_the_other_is_told(folder: Path, table: Table) -> None:
    other = OF_OURS.replace("UA68020010999000001", "UA68020010010091918")
    planned = plan(folder, read_codifier(table(other)), oblast=REGION.code)
    assert "settlements.csv" not in planned.files
    assert planned.renamed == ("рядок 2: «Новеньке», у нас «Гуків».",)


def test_the_oblast_of_the_region_is_ours(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    with pytest.raises(UnusableFileError, match=r"code в region\.yaml"):
        plan(folder, read_codifier(SAMPLE), oblast="")
    planned = plan(folder, read_codifier(SAMPLE), oblast="UA05000000000010236")
    write(folder, planned.files)
    loaded = load_gazetteer(folder, REGION)
    bershad = loaded.get("UA05040010010024726")
    assert bershad
    assert bershad.oblast == ""
    assert {one.code[:4] for one in loaded.settlements} == {"UA05"}
    assert "UA05" not in (folder / "country.csv").read_text(encoding="utf-8")
    assert {one.name for one in loaded.hromadas} == {one.hromada for one in loaded.settlements}
    (centre,) = loaded.find("Бершадська громада").settlements
    assert centre == bershad


def _as_semicolons(path: Path) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in csv.reader(path.read_text(encoding="utf-8").splitlines()):
        writer.writerow([cell.replace(".", ",") if cell[:2].isdigit() else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@pytest.mark.parametrize(
    "change",
    [_as_semicolons, lambda path: gzip.compress(path.read_bytes())],
    ids=["excel", "gzip"],
)
def test_other_ways_to_save_it(tmp_path: Path, change: Callable[[Path], bytes]) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(change(SAMPLE))
    found = read_codifier(path)
    assert found.rows == read_codifier(SAMPLE).rows
    assert found.wrong == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (BERSHAD.replace("UA05040010010024726", "5040010010024726"), "не за КАТОТТГ"),
        (BERSHAD.replace(",M,", ",Q,"), "категорія «Q» невідома"),
        (BERSHAD.replace("Бершадь", "Bershad"), "name_uk"),
        (BERSHAD.replace("Бершадь", ""), "name_uk"),
        (BERSHAD.replace("Вінницька", ""), "oblast"),
        (BERSHAD.replace("Гайсинський", "1"), "raion «1»"),
        (BERSHAD.replace("UA05040010000022470", "UA1"), "hromada_code"),
        (BERSHAD.replace("48.36787", "північ"), "не числа"),
        (BERSHAD.replace("48.36787", ""), "не числа"),
        (BERSHAD.replace("48.36787", "4836787"), "не в Україні"),
        (BERSHAD.replace("48.36787,29.52434", "29.52434,48.36787"), "переставлено"),
        (BERSHAD + ",зайве", "клітинок 12, а колонок 11"),
        (OF_OURS, "уже був у рядку 2"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_left_out(
    table: Table, row: str, message: str
) -> None:
    found = read_codifier(table(OF_OURS, "", row))
    (wrong,) = found.wrong
    assert wrong.startswith("рядок 4: ")
    assert message in wrong
    assert list(found.rows) == ["UA68020010999000001"]


def test_what_is_no_settlement_is_passed_over(table: Table) -> None:
    oblast = "UA05000000000010236,O,Вінницька,,,,Вінницька,,,,"
    found = read_codifier(table(oblast, BERSHAD))
    assert (found.other_units, len(found.rows), found.wrong) == (1, 1, [])


def test_spellings_are_made_ours(table: Table) -> None:
    row = BERSHAD.replace(",M,", ",м,").replace("Бершадь", " Кам'янка  Бузька ")
    row = row.replace("Бершад,Bershad", "Bershad|М.київ|Kamyanka Buzka,Kamianka Buzka")
    (found,) = read_codifier(table(row)).rows.values()
    assert (found["category"], found["name_uk"]) == ("M", "Кам’янка Бузька")
    assert (found["aliases"], found["name_en"]) == ("Bershad", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Бракує колонок"),
        (b"katottg,name_uk\nUA1,X\n", "Бракує колонок: category, hromada_code"),
        (HEADER.encode(), "немає населених пунктів"),
        (f"{HEADER}\nUA1,C\n".encode(), "Жодного правильного рядка"),
        (HEADER.encode() + "\nБершадь".encode("cp1251"), "не в UTF-8"),
        (b"\x1f\x8bbroken", "не читається"),
        (f'{HEADER}\n"UA1'.encode(), "Перевірте лапки"),
    ],
)
def test_a_file_of_no_use_is_refused_whole(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableFileError, match=message):
        read_codifier(path)


def test_a_broken_table_of_ours_is_not_written_over(folder: Path) -> None:
    (folder / "settlements.csv").write_bytes(b"\xff\xfe")
    before = snapshot(folder)
    with pytest.raises(UnusableFileError, match=r"settlements\.csv"):
        plan(folder, read_codifier(SAMPLE), oblast=REGION.code)
    assert snapshot(folder) == before


def test_a_disk_that_refuses_leaves_the_old_file(folder: Path) -> None:
    (folder / "country.csv").mkdir()
    with pytest.raises(OSError, match=r"country\.csv"):
        write(folder, {"country.csv": "new"})
    assert not list(folder.glob(".*"))
