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
ZERO_WIDTH = "\u200b"
BOM = "\ufeff"
UNSEEN = "тут невидимий пробіл. Зітріть його й поставте звичайний."
NO_BLANK = "після двокрапки бракує пробілу. Поставте його."
NO_BLANK_DASH = "після рисочки бракує пробілу. Поставте його."
NO_COLON = "після назви поля немає двокрапки, або рядок тексту зсунуто вліво."
UNCLOSED = "лапки відкрито, але не закрито."
CURLY = "такі лапки для файла – звичайні букви. Поставте замість них прямі"
LIBRARY = "    name: {uk: Центральна бібліотека}\n"
LONG = "    name:\n      uk: Центральна бібліотека\n      en: Central library\n"
PHONE = "    phone: ['03856 2-12-34']\n"
PHONES = "    phone:\n      - '03856 2-12-34'\n      - '067 123-45-67'\n"
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
        # a quote that is not closed: where it opens, whatever comes behind
        (LIBRARY, LONG.replace("uk: Ц", "uk: 'Ц"), f"4:11: {UNCLOSED}"),
        (LIBRARY, LONG.replace("en: C", 'en: "C'), f"5:11: {UNCLOSED}"),
        (PHONE, PHONES.replace("34'", "34"), f"7:9: {UNCLOSED}"),
        (PHONE, PHONES.replace("67'", "67"), f"8:9: {UNCLOSED}"),
        ("34']", "34]", f"6:13: {UNCLOSED}"),
        ("id: central", "id: 'central", f"2:9: {UNCLOSED}"),
        (LIBRARY, LONG.replace("uk: Ц", "uk: 'О'Ц"), "4:13: тут лапки закрилися, а текст іде далі"),
        ("Центральна", "'Кам'янець'", "3:20: тут лапки закрилися, а текст іде далі"),
        # what nobody sees, also above the line where the parser stops
        (LIBRARY, LONG.replace("    name", f"{NBSP}   name"), f"3:1: {UNSEEN}"),
        (LIBRARY, LONG.replace("    name", f"{ZERO_WIDTH}   name"), f"3:1: {UNSEEN}"),
        (LIBRARY, LONG.replace("      en", f"   {NBSP}  en"), f"5:4: {UNSEEN}"),
        (PHONE, PHONES.replace("- '067", f"-{NBSP}'067"), f"8:8: {UNSEEN}"),
        (LIBRARY, LONG.replace("  en", "\ten"), "5:5: тут стоїть табуляція"),
        ("    phone", f"    {BOM}phone", "6:5: у назві поля «phone» невидимий пробіл."),
        ("    kind", f"    {ZERO_WIDTH}kind", "4:5: у назві поля «kind» невидимий пробіл."),
        ("hromada_central", f"hromada_central{ZERO_WIDTH}", "4:11: тут невидимий пробіл."),
        ("03856 2", f"03856{NBSP}2", "6:13: тут невидимий пробіл."),
        ("    kind", "    kіnd", "4:5: у назві поля «kind» українські букви."),
        ("    kind", "    kynd", "4:5: невідоме поле «kynd». Може, «kind»?"),
        # a blank or a colon that is missing, where it is missing
        ("kind: ", "kind:", f"4:9: {NO_BLANK}"),
        ("id: central", "id:central", f"2:7: {NO_BLANK}"),
        ("{uk: Ц", "{uk:Ц", f"3:12: {NO_BLANK}"),
        (LIBRARY, LONG.replace("uk: ", "uk:"), f"4:9: {NO_BLANK}"),
        (LIBRARY, LONG.replace("en: ", "en:"), f"5:9: {NO_BLANK}"),
        (LIBRARY, LONG.replace("uk: ", "uk "), f"4:7: {NO_COLON}"),
        (LIBRARY, LONG.replace("name:", "name"), f"3:5: {NO_COLON}"),
        ("libraries:", "libraries", f"1:1: {NO_COLON}"),
        ("  - id", "  -id", f"2:3: {NO_BLANK_DASH}"),
        (PHONE, PHONES.replace("- '067", "-'067"), f"8:7: {NO_BLANK_DASH}"),
        (PHONE, PHONES.replace("- ", "-"), f"7:7: {NO_BLANK_DASH}"),
        # quotes of a text processor around a value
        ("'03856 2-12-34'", "“03856 2-12-34”", f"6:13: {CURLY}"),
        ("Центральна бібліотека}", "„Центральна: одна“}", f"3:16: {CURLY}"),
        (LIBRARY, LONG.replace("uk: Центральна", "uk: “Міська: центральна”"), f"4:11: {CURLY}"),
        ("2026-11-23", "’2026-11-23’", f"9:14: {CURLY}"),
        # the one of two lines that stands elsewhere than its like
        (LIBRARY, LONG.replace("      uk", "       uk"), "4:8: цей рядок має стояти рівно над"),
        (LIBRARY, LONG.replace("      uk", "     uk"), "4:6: цей рядок має стояти рівно над"),
    ],
)
def test_a_slip_is_told_by_its_name_where_it_stands(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    (found,) = problems(tmp_path, **broken(PLACE, was, now))
    assert found.startswith(f"content/{PLACE}:{told}"), found


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (LIBRARY, LONG.replace("Центральна бібліотека", "“Центральна”"), "4:11: лапки “ ” побач"),
        (LIBRARY, LONG.replace("бібліотека", "бібліотека'"), "4:11: лапку ' закрито, але не"),
        (LIBRARY, LONG.replace("      en: ", "        en:"), f"5:11: {NO_BLANK}"),
    ],
)
def test_a_slip_that_leaves_the_file_sound_is_a_remark(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    found = remarks(tmp_path, **broken(PLACE, was, now))
    assert any(one.startswith(f"content/{PLACE}:{told}") for one in found), found


def test_the_first_field_of_a_file_is_told_when_it_is_moved(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, **broken("services/identity.yaml", "life_event", " life_event"))
    assert found.startswith("content/services/identity.yaml:1:2: цей рядок зсунуто вправо")


def test_long_texts_may_hold_what_elsewhere_is_a_slip(tmp_path: Path) -> None:
    long = f"    name:\n      uk: >-\n        'Тут{NBSP}й\n        kind:одна -і 'друга\n"
    long += "      en: 'It''s\n       one'\n"
    (found,) = problems(tmp_path, **broken(PLACE, LIBRARY, long.replace("one'", "one")))
    assert found.startswith(f"content/{PLACE}:7:11: {UNCLOSED}"), found
    assert not problems(tmp_path / "sound", **broken(PLACE, LIBRARY, long))


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
