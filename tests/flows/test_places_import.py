"""`mistok places import`: what it says, what it writes, when it fails."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.app.settings import ROOT
from bot.cli.command import app
from tests.unit.places.conftest import SAMPLE


@pytest.fixture
def places(own_content: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (own_content / "places" / "country.csv").unlink(missing_ok=True)
    monkeypatch.setenv("MISTOK_CONTENT", str(own_content))
    return own_content / "places"


def bring_in(*words: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["places", "import", *words])
    return told.exit_code, told.output


def test_an_administrator_tries_then_brings_it_in(places: Path) -> None:
    code, told = bring_in("--dry-run", str(SAMPLE))
    assert code == 0
    assert "Населених пунктів у файлі: 41." in told
    assert "Наша область: лишаємо 1, нових 0." in told
    assert "Решта країни: нових 40, змінених 0" in told
    assert "Це проба: змінилися б places/country.csv." in told
    assert not (places / "country.csv").exists()
    code, told = bring_in(str(SAMPLE))
    assert code == 0
    assert "Записано: places/country.csv." in told
    written = (places / "country.csv").read_bytes()
    code, told = bring_in(str(SAMPLE))
    assert code == 0
    assert "файли не змінено" in told
    assert (places / "country.csv").read_bytes() == written


def test_the_folder_can_be_named(
    places: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MISTOK_CONTENT", str(ROOT / "content"))
    code, told = bring_in("--content", str(places.parent), str(SAMPLE))
    assert (code, "Записано: places/country.csv." in told) == (0, True)
    assert (places / "country.csv").exists()
    code, told = bring_in("--content", str(tmp_path / "nowhere"), str(SAMPLE))
    assert code == 2
    assert "nowhere" in re.sub(r"[\s│]", "", told)  # a long path is broken into lines


def test_wrong_rows_are_named_and_the_rest_is_written(places: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    text = SAMPLE.read_text(encoding="utf-8")
    table.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    code, told = bring_in(str(table))
    assert code == 1
    assert "table.csv: рядок 43: код UA05020050110071693 уже був у рядку 2." in told
    assert "Рядків з помилками пропущено: 1." in told
    assert (places / "country.csv").exists()


def test_a_file_of_no_use_changes_nothing(places: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    code, told = bring_in(str(table))
    assert code == 1
    assert "Бракує колонок: katottg" in told
    assert "Нічого не змінено." in told
    assert not (places / "country.csv").exists()
