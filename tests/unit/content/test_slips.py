"""Slips that were told by another name, in another place, or not at all."""

from datetime import date
from pathlib import Path

import pytest

from bot.content.check import check, errors_of, warnings_of
from tests.unit.content.small import FILES, broken, small_content

TODAY = date(2026, 11, 30)
PLACE = "libraries/all.yaml"
FIELD = "    hours: Mo-Fr 09:00-18:00\n"
NBSP = "\u00a0"
UNSEEN = "тут стоїть нерозривний пробіл, якого не видно. Зітріть його й поставте звичайний."
PRACTICE = "practice:\n  - id: a\n    kind: reference\n    words: Шукаю\n    replies: "


def problems(tmp_path: Path, **changed: str) -> list[str]:
    return [str(one) for one in errors_of(check(small_content(tmp_path, **changed), today=TODAY))]


def remarks(tmp_path: Path, **changed: str) -> list[str]:
    return [str(one) for one in warnings_of(check(small_content(tmp_path, **changed), today=TODAY))]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("2026-11-23", "2026-02-31", "9:14: дня «2026-02-31» немає в календарі"),
        ("2026-11-23", "23.11.2026", "9:14: «23.11.2026» не дата"),
        ("2026-11-23", "2062-11-23", "9:14: цей день ще не настав: 2062-11-23"),
        ("    phone", f"{NBSP}   phone", f"6:1: {UNSEEN}"),
        ("    phone", f"  {NBSP}{NBSP}phone", f"6:3: {UNSEEN}"),
        ("kind: ", f"kind:{NBSP}", f"4:10: {UNSEEN}"),
        ("    phone", "      phone", "6:7: цей рядок зсунуто вправо"),
    ],
)
def test_a_slip_is_told_by_its_name_where_it_stands(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    (found,) = problems(tmp_path, **broken(PLACE, was, now))
    assert found.startswith(f"content/{PLACE}:{told}"), found


def test_what_a_mark_cuts_off_an_empty_field_and_a_split_reply_are_remarks(tmp_path: Path) -> None:
    changed = broken(PLACE, FIELD, f"    address: вул. Миру, 5 #2\n    hromada:\n{FIELD}")
    changed["practice.yaml"] = f"{PRACTICE}[Здається, Коваленко., Читала давно.]\n"
    found = remarks(tmp_path, **changed)
    for told in (
        f"content/{PLACE}:7:27: від «#» бот не читає: «#2».",
        f"content/{PLACE}:8:5: поле «hromada» порожнє.",
        "content/practice.yaml:5:15: схоже, кома розірвала одну відповідь на дві: «Здається».",
    ):
        assert any(one.startswith(told) for one in found), (told, found)
    quiet = broken(PLACE, FIELD, f"    address: 'вул. Миру, 5 #2'\n{FIELD}    # примітка\n")
    quiet["practice.yaml"] = f"{PRACTICE}['Здається, Коваленко.', Читала давно.]\n"
    told = remarks(tmp_path / "quiet", **quiet)
    assert not [one for one in told if "«#»" in one or "кома" in one or "порожнє" in one]


def test_a_copied_file_is_told_once_and_as_a_copy(tmp_path: Path) -> None:
    copy = {PLACE.replace(".yaml", " - копія.yaml"): FILES[PLACE]}
    (found,) = problems(tmp_path, **copy)
    assert found.startswith(
        "content/libraries/all - копія.yaml:1:1: ті самі коди, що й у файлі content/"
    )
    assert "приберіть копію з теки" in found


def test_a_code_of_another_file_names_both_places(tmp_path: Path) -> None:
    other = {PLACE.replace("all", "other"): FILES[PLACE].replace("Центральна", "Інша")}
    (found,) = problems(tmp_path, **other)
    assert found == (
        "content/libraries/other.yaml:2:9: код «central» вже є в content/libraries/all.yaml:2. "
        "Давній запис не чіпайте: дайте інший код новому."
    )
