"""A list of libraries sent by a browser: looked at row by row, put in place once."""

import asyncio
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.files.bounded_child import NoAnswerError
from bot.libraries.list_reader import ListReader
from bot.staff.model import Role
from tests.console.served_desk import Librarian, ServedDesk
from tests.talk import MONDAY_NOON
from tests.unit.library_list.sheets import CENTRAL, HEAD, KALNA, TITLE, csv_file, xlsx_file

PAGE = "/desk/libraries/import"
LETTER = "Лист Деражнянської бібліотеки від 20.11.2026"
TWO_OF_A_NAME = ("3", "Бібліотека с. Іванківці", "Іванківці", "")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR_CORNERS = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)


async def sent(one: Librarian, file: Path, source: str = LETTER) -> None:
    """Open the page and send a file, as a browser does."""
    await one.open(PAGE)
    body = await asyncio.to_thread(file.read_bytes)
    files = {"list": (file.name, body, "application/octet-stream")}
    await one.post(f"{PAGE}/send", source=source, files=files)


async def applied(one: Librarian) -> None:
    assert one.page
    form = one.page.text.partition(f'action="{PAGE}/apply"')[2].partition("</form>")[0]
    given: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        given.setdefault(name, []).append(value)
    given.pop("csrf", None)
    await one.post(f"{PAGE}/apply", **given)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (folder / "libraries").glob("*.yaml")}


async def test_every_row_is_seen_then_put_in_place_once(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    before = texts(own_content)
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    file = xlsx_file(tmp_path / "list.xlsx", (TITLE, HEAD, CENTRAL, KALNA, TWO_OF_A_NAME))
    await sent(olha, file)
    olha.sees("1 нова бібліотека", "1 бібліотека змінюється", "1 рядок пропущено", LETTER)
    olha.sees("Рядок 5: «Бібліотека с. Іванківці»: таких місць кілька")
    olha.sees("Телефон: – → 03856 2-15-45", "Адреса: – → вул. Миру, 5")
    olha.sees("Години: – → пн–пт 09:00–18:00, обід 13:00–14:00; сб, нд вихідний")
    olha.sees("Бібліотека-філія с. Кальна Рядок 4 Кальна, Деражнянська громада")
    assert texts(own_content) == before
    await applied(olha)
    olha.sees("Нових бібліотек – 1, змінених – 1", "Рядків пропущено: 1. Виправте це у файлі")
    olha.misses("без годин", "без чогось іншого")
    after = texts(own_content)
    assert f"source: {LETTER}" in after["imported.yaml"]
    assert "03856 2-15-45" in after["khmelnytskyi.yaml"]
    await olha.open("/desk/content/history")
    olha.sees("Ольга", LETTER)
    await sent(olha, file)
    olha.sees("0 нових бібліотек", "2 лишаються як є", "Усе, що зрозуміло, вже записано")
    olha.misses("Записати це")
    assert texts(own_content) == after


async def test_the_centres_telephone_is_right_for_all_with_one_button(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    branches = [
        (str(n), f"Бібліотека с. {place}", place, "Деражнянська", "", CENTRAL[5])
        for n, place in enumerate(("Кальна", "Галузинці", "Гатна"), 2)
    ]
    file = csv_file(tmp_path / "list.csv", (HEAD[:6], CENTRAL[:6], *branches))
    await sent(olha, file)
    olha.sees("3 нові бібліотеки", "телефон 03856 2-15-45 стоїть біля бібліотек кількох сіл")
    assert olha.page
    button = re.search(r'<form action="(/desk/libraries/import/look)"', olha.page.text)
    assert button
    given = dict(re.findall(r'name="(list|name|source|dated)" value="([^"]*)"', olha.page.text))
    await olha.open(f"{button[1]}?{urlencode({**given, 'shared': 1})}")
    olha.misses("кількох сіл", "Спільний телефон годиться")
    await applied(olha)
    assert texts(own_content)["imported.yaml"].count("03856 2-15-45") == 3
    await sent(olha, file)
    olha.sees("4 лишаються як є")
    olha.misses("кількох сіл")


async def test_a_closed_library_is_shown_as_closed(desk: ServedDesk, tmp_path: Path) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    row = (*CENTRAL, "закрито на ремонт")
    await sent(olha, csv_file(tmp_path / "list.csv", ((*HEAD, "Примітка"), row)))
    olha.sees("Години: – → зачинено в усі дні", "Чого не скажеш графіком: – → Закрито на ремонт.")
    olha.misses("пн–пт 09:00–18:00")


async def test_a_row_without_its_hours_is_taken_and_told_so(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    rows = (
        HEAD,
        (*KALNA[:5], "067 123 45 67", "як прийдеться"),
        TWO_OF_A_NAME,
        (*CENTRAL[:6], "пн-пт 9-18, перерва 13-14, санітарний день – остання п’ятниця місяця"),
    )
    await sent(olha, csv_file(tmp_path / "list.csv", rows))  # fmt: skip
    olha.sees("1 рядок узято без годин", "Узято без того, чого не зрозуміли")
    olha.sees("Деражнянська громада; філія")
    olha.sees("Рядок 2: графік «як прийдеться» не зрозуміли", "1 рядок пропущено")
    olha.sees("сб, нд вихідний; вихідний – остання пт місяця")
    await applied(olha)
    olha.sees("Нових бібліотек – 1, змінених – 1. Рядків пропущено: 1. Узято без годин: 1.")
    assert "067 123-45-67" in texts(own_content)["imported.yaml"]


async def test_a_librarys_own_word_stays_till_the_list_is_dated_later(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    file = own_content / "libraries" / "khmelnytskyi.yaml"
    text = file.read_text(encoding="utf-8")
    own = "id: derazhnia-tsentralna\n    phone: [067 111-22-33]\n    sources_more: ["
    told = f"{own}'Дані бібліотеки, 21.11.2026']\n"
    file.write_text(text.replace("id: derazhnia-tsentralna\n", told), encoding="utf-8")
    before = texts(own_content)
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    sheet = csv_file(tmp_path / "list.csv", (HEAD, CENTRAL))
    for source in ("", LETTER):
        await sent(olha, sheet, source)
        olha.sees("0 бібліотек змінюються", "1 бібліотека каже інакше", "Бібліотека каже інакше")
        olha.sees("Бібліотека повідомила це 21.11.2026", "впишіть його день у джерело")
        olha.sees("Телефон: лишаємо 067 111-22-33, у списку 03856 2-15-45")
        olha.sees("Записувати нічого, доки не з’ясовано запитань нижче")
        olha.misses("Записати це", "Нового в ньому нічого немає")
    assert texts(own_content) == before
    await sent(olha, sheet, "Лист Деражнянської бібліотеки від 22.11.2026")
    olha.sees("1 бібліотека змінюється", "Телефон: 067 111-22-33 → 03856 2-15-45")
    await applied(olha)
    olha.sees("Нових бібліотек – 0, змінених – 1")
    assert "067 111-22-33" not in texts(own_content)["khmelnytskyi.yaml"]


async def test_what_was_changed_since_it_was_looked_at_is_looked_at_again(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    olha = await desk.librarian("Ольга", role=Role.EDITOR)
    await sent(olha, csv_file(tmp_path / "list.csv"))
    file = own_content / "libraries" / "khmelnytskyi.yaml"
    text = file.read_text(encoding="utf-8")
    told = "id: derazhnia-tsentralna\n    address: вул. Інша, 7\n"
    file.write_text(text.replace("id: derazhnia-tsentralna\n", told), encoding="utf-8")
    await applied(olha)
    olha.sees("Тим часом хтось змінив бібліотеки цього списку", "Адреса: вул. Інша, 7 →")
    assert "2-15-45" not in file.read_text(encoding="utf-8")
    await applied(olha)
    olha.sees("Нових бібліотек – 1, змінених – 1")
    assert "2-15-45" in file.read_text(encoding="utf-8")


async def test_a_file_that_is_no_list_says_what_to_do(desk: ServedDesk, tmp_path: Path) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    (tmp_path / "a.csv").write_text("Це лист;без таблиці\n", encoding="utf-8")
    await sent(olha, tmp_path / "a.csv")
    olha.sees("немає колонки з назвою бібліотеки")
    await sent(olha, csv_file(tmp_path / "list.csv"), source="сказали")
    olha.sees("«сказали» не джерело")
    (tmp_path / "a.exe").write_bytes(b"MZ\x90\x00" * 40)
    await sent(olha, tmp_path / "a.exe")
    olha.sees("Такий файл передати не можна")
    await olha.open(PAGE)
    await olha.post(f"{PAGE}/send", source=LETTER)
    olha.sees("Виберіть файл")
    await olha.open(f"{PAGE}/look?list=none&name=a&source=2026")
    olha.sees("Цього списку тут уже немає")
    await sent(olha, xlsx_file(tmp_path / "many.xlsx", (HEAD, *[("1",)] * 20_001)))
    olha.sees("більше ніж 20000 рядків")


async def test_a_file_made_to_fill_the_memory_ends_alone(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    """Two cells in the far corners of a sheet make a table of 17 milliards."""
    before = texts(own_content)
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    whole = xlsx_file(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(whole) as given, zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as made:
        for name in given.namelist():
            sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{FAR_CORNERS}</sheetData></worksheet>'
            made.writestr(name, sheet if "sheet1" in name else given.read(name))
    await sent(olha, tmp_path / "bad.xlsx")
    olha.sees("Файл не вдалося прочитати", "щонайбільше 20000 рядків", "збережіть його як XLSX")
    await olha.open("/desk/library")
    olha.sees("Сьогодні в бібліотеці")
    assert texts(own_content) == before


async def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    slow = ("/usr/bin/env", "sleep", "600")
    reader = ListReader(tmp_path, command=slow, seconds=1)
    with pytest.raises(NoAnswerError) as failed:
        await reader.read(b"x", "a.csv", source="2026", today=MONDAY_NOON.date())
    assert not failed.value.fault


async def test_a_bomb_is_refused_before_it_is_unpacked(desk: ServedDesk, tmp_path: Path) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    whole = xlsx_file(tmp_path / "whole.xlsx")
    with (
        zipfile.ZipFile(whole) as given,
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            if "sheet1" not in name:
                made.writestr(name, given.read(name))
        with made.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b"a" * 1_000_000)
    await sent(olha, tmp_path / "bomb.xlsx")
    olha.sees("Такий файл передати не можна")


async def test_heads_and_librarians_bring_in_no_lists(desk: ServedDesk) -> None:
    for name, role in (("Галина", Role.HEAD), ("Ніна", Role.LIBRARIAN)):
        one = await desk.librarian(name, role=role)
        await one.open(PAGE)
        one.sees("Списки бібліотек додають координатори й редактори")
        await one.post(f"{PAGE}/apply", list="x", name="x", source="x", mark="x", csrf="")
        assert one.page
        assert one.page.status_code == 403


async def test_the_empty_list_has_headings_that_are_understood(
    desk: ServedDesk, tmp_path: Path
) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    await olha.open(f"{PAGE}/sample.xlsx")
    assert olha.page
    (tmp_path / "sample.xlsx").write_bytes(olha.page.content)
    await sent(olha, tmp_path / "sample.xlsx")
    olha.sees("0 нових бібліотек", "записувати нічого")
    olha.misses("пропущено", "Узято без")


async def test_which_of_ours_an_object_of_the_map_is_is_chosen_beside_the_question(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    objects = [
        {"type": "node", "id": n, "lat": 49.423, "lon": 26.9871, "tags": {"amenity": "library"}}
        for n in (8, 9)
    ]
    file = tmp_path / "map.json"
    await asyncio.to_thread(file.write_text, json.dumps({"elements": objects}))
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    await sent(olha, file)
    olha.sees("Котра це з наших?", "Рядок 1: «Бібліотека» (osm-node-8): котра з наших")
    olha.misses("Записати це")
    assert olha.page
    assert '<option value="osm-node-8=hounb">' in olha.page.text
    await olha.open(f"{olha.page.url}&match=osm-node-8%3Dhounb&match=osm-node-9%3Dnone")
    olha.sees("0 нових бібліотек", "Карта доповнює 1 нашу бібліотеку")
    olha.sees("Не беремо з карти: osm-node-9")
    olha.misses("котра з наших")
    await applied(olha)
    olha.sees("Нових бібліотек – 0", "Доповнено з карти наших бібліотек: 1.")
    kept = await asyncio.to_thread((own_content / "libraries" / "osm.yaml").read_text)
    assert "supplements: hounb" in kept
    assert "osm-node-9" in kept
    await sent(olha, file)
    olha.sees("0 нових бібліотек", "Не беремо з карти: osm-node-9")
    olha.misses("Котра це з наших?")
