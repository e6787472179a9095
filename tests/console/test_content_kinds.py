"""Every kind of content at the desk: its forms, taking out, and what lives hang on."""

import re
from datetime import date
from pathlib import Path

from bot.app.content_index import kept_folder
from bot.app.content_writer import content_writer
from bot.content import load
from bot.content.editing import Writer
from bot.content.editing.kinds import KINDS
from bot.content.links.kept import Checked, KeptLinks
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, ServedDesk
from tests.console.test_content import filled, sends, texts

WHY = "Лист від 30.11.2026"
LINE = "/desk/content/emergency_lines/112"


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_each_kind_has_a_form_that_changes_nothing_by_itself(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    for key, kind in KINDS.items():
        await editor.open(f"/desk/content?kind={key}")
        first = next(iter(content_writer(own_content).entries(key)), None)
        if first is not None:
            path = f"/desk/content/{key}/{first.id}"
            await editor.open(path)
            assert editor.page
            assert editor.page.status_code == 200, key
            await sends(editor, path, do="save", why=WHY, sure="yes")
            editor.sees("Поки що нічого не змінилося")
        await editor.open(f"/desk/content/{key}/new")
        assert editor.page
        assert editor.page.status_code == (200 if kind.is_listed else 403), key
    assert texts(own_content) == before


async def test_an_office_the_calendar_and_a_letter_are_changed_by_their_forms(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    writer = content_writer(own_content)
    office = next(writer.entries("offices"))
    path = f"/desk/content/offices/{office.id}"
    await editor.open(path)
    await sends(editor, path, do="save", why=WHY, hours="завжди")
    editor.sees("графік «завжди» не зрозумілий")
    await editor.open(path)
    await sends(editor, path, do="save", why=WHY, hours="Mo-Fr 09:00-16:00")
    editor.sees("Збережено")
    assert writer.find("offices", office.id).data["hours"] == "Mo-Fr 09:00-16:00"
    path = "/desk/content/calendar/all"
    await editor.open(path)
    await sends(editor, path, do="save", why=WHY, off="2026-12-31")
    editor.sees("Збережено")
    assert date(2026, 12, 31) in load(own_content).content.calendar.off
    book = next(writer.entries("playbooks"))
    path = f"/desk/content/playbooks/{book.id}"
    await editor.open(path)
    field = next(one for one in filled(editor) if one.endswith((".letter.uk", ".say.uk")))
    await sends(editor, path, do="save", why=WHY, **{field: "Добрий день.\r\n\r\nПрошу пояснити."})
    editor.sees("Збережено")
    assert "Добрий день.\\n\\nПрошу пояснити." in repr(writer.find("playbooks", book.id).data)
    await editor.open("/desk/content/history")
    editor.sees(book.id, office.id)


async def test_a_card_that_others_lead_to_stays_and_another_goes_and_comes_back_whole(
    desk: ServedDesk, own_content: Path
) -> None:
    before = files(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    named = "/desk/content/services/housing-subsidy"
    await editor.open(named)
    version = filled(editor)["version"]
    await editor.post(f"{named}/remove", version=version[0], why=" ")
    editor.sees("Напишіть чому")
    await editor.post(f"{named}/remove", version=version[0], why=WHY)
    assert editor.page
    assert editor.page.status_code == 422
    editor.sees("немає запису «housing-subsidy»")
    new = {"id": "made-up", "kind": "library", "route": "service", "title.uk": "Вигадане",
           "what.uk": "Спитайте у своїй бібліотеці."}  # fmt: skip
    await editor.open("/desk/content/services/new")
    assert editor.page
    (file, *_) = re.findall(r"<option>([^<]+)</option>", editor.page.text)
    await editor.post("/desk/content/services/new/save", **new, do="save", why=WHY,
                      file=file)  # fmt: skip
    editor.sees("Збережено")
    path = "/desk/content/services/made-up"
    await editor.open(path)
    await editor.post(f"{path}/asks", lines="вигадане запитання")
    added = files(own_content)
    await editor.open(path)
    await editor.post(f"{path}/remove", version=filled(editor)["version"][0], why=WHY)
    editor.sees("Прибрано", "Повернути можна")
    left = files(own_content)
    assert left == before
    await editor.open("/desk/content/history")
    editor.sees("№ 3: made-up")
    await editor.post("/desk/content/undo", number="4")  # both files were changed at once
    editor.sees("Зміну повернено")
    assert files(own_content) == added


async def test_danger_asks_for_the_password_and_that_all_was_compared(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/account")
    await editor.post("/desk/account/password", login="nina", password="горобина під снігом 7")
    desk.clock.later(minutes=30)
    await editor.open(LINE)
    editor.sees("Помилка тут може коштувати життя")
    text = "112 – єдиний номер допомоги"
    given = {**filled(editor), "do": "save", "why": WHY, "text.uk": text}
    await editor.post(f"{LINE}/save", **given)
    editor.sees("Це бачать люди в небезпеці", "пароль або код")
    assert texts(own_content) == before
    await editor.post(f"{LINE}/save", **given, confirm="горобина під снігом 7")
    editor.sees("Позначте, що звірили")
    assert texts(own_content) == before
    await editor.post(f"{LINE}/save", **given, sure="yes")
    editor.sees("Збережено")
    assert text in (own_content / "emergency.yaml").read_text()
    # Taking it back asks for the password as well, once the last one is long ago.
    saved = texts(own_content)
    desk.clock.later(minutes=30)
    await editor.open("/desk/content/history")
    await editor.post("/desk/content/undo", number="1")
    editor.sees("Це бачать люди в небезпеці", "пароль або код")
    assert texts(own_content) == saved
    await editor.post("/desk/content/undo", number="1", confirm="горобина під снігом 7")
    editor.sees("Зміну повернено")
    assert texts(own_content) == before
    # What check refuses is refused here as well.
    await editor.open(LINE)
    version = filled(editor)["version"][0]
    await editor.post(f"{LINE}/remove", version=version, why=WHY, sure="yes")
    editor.sees("номера «112» немає в списку lines")
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open(LINE)
    head.misses("Опублікувати", "Прибрати зі змісту")
    await head.post(f"{LINE}/remove", version=version, why=WHY, sure="yes")
    assert head.page
    assert head.page.status_code == 403


HOTLINE = "/desk/content/emergency_lines/15-47"


async def test_a_number_is_seen_as_people_in_danger_see_it(desk: ServedDesk) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(HOTLINE)
    text = "15-47 – вас вислухають, цілодобово"
    await sends(editor, HOTLINE, do="preview", **{"text.uk": text})
    editor.sees("Як це бачать люди", "насильство", "102 – поліція", text)
    await editor.open("/desk/content/dangers/grooming")
    editor.sees("Як це бачать люди", "116 111 – національна дитяча гаряча лінія")


async def test_a_text_with_another_number_asks_before_it_is_published(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    wrong = {"text.uk": "15-48 – гаряча лінія", "why": WHY, "sure": "yes"}
    await editor.open(HOTLINE)
    await sends(editor, HOTLINE, do="preview", **wrong)
    editor.sees("У тексті «15-48», а номер тут – 15-47")
    await sends(editor, HOTLINE, do="save", **wrong)
    editor.sees("У тексті «15-48», а номер тут – 15-47", "У тексті саме те, що треба")
    assert texts(own_content) == before
    await sends(editor, HOTLINE, do="save", **{**wrong, "text.uk": "Гаряча лінія"})
    editor.sees("У тексті немає номера 15-47")
    assert texts(own_content) == before
    await sends(editor, HOTLINE, do="save", meant="yes", **wrong)
    editor.sees("Збережено")


async def test_the_number_itself_changes_in_every_danger_and_comes_back(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(HOTLINE)
    new = {"number": "15-48", "text.uk": "15-48 – гаряча лінія", "text.en": "15-48 – hotline"}
    await sends(editor, HOTLINE, do="save", why=WHY, **new)
    editor.sees("Позначте, що звірили")
    await sends(editor, HOTLINE, do="save", why=WHY, sure="yes", **new)
    editor.sees("Збережено")
    emergency = load(own_content).content.emergency
    told = {line.number for danger in emergency.dangers for line in danger.lines}
    assert "15-48" in told
    assert "15-47" not in {*told, *(line.number for line in emergency.lines)}
    await editor.open("/desk/content/history")
    await editor.post("/desk/content/undo", number="1")
    editor.sees("Зміну повернено")
    assert texts(own_content) == before


async def test_a_number_goes_back_though_others_were_changed_since(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    writer = desk.app.program[Writer]

    def change(line: str, **fields: object) -> None:
        entry = writer.find("emergency_lines", line)
        assert writer.change(entry, fields, by="staff:1", why=WHY)

    def told() -> list[list[str]]:
        return [[line.number for line in danger.lines]
                for danger in load(own_content).content.emergency.dangers]  # fmt: skip

    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    first = told()
    change("15-47", number="15-48", text={"uk": "15-48 – лінія", "en": "15-48 – line"})
    change("103", text={"uk": "103 – швидка", "en": "103 – medics"})
    await editor.open("/desk/content/history")
    await editor.post("/desk/content/undo", number="1")
    editor.sees("Зміну повернено")
    assert told() == first
    assert writer.find("emergency_lines", "103").data["text"]["uk"] == "103 – швидка"
    await editor.post("/desk/content/undo", number="2")
    assert texts(own_content) == before

    change("15-47", number="15-49", text={"uk": "15-49 – лінія", "en": "15-49 – line"})  # № 5
    change("15-49", text={"uk": "15-49 – гаряча лінія", "en": "15-49 – hotline"})
    await editor.post("/desk/content/undo", number="5")
    editor.sees("Спершу поверніть № 6, тоді цю", "№ 6: Ніна, ")
    await editor.post("/desk/content/undo", number="6")
    await editor.post("/desk/content/undo", number="5")
    assert texts(own_content) == before


async def test_fields_dangers_and_changes_are_called_as_people_call_them(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    card = "/desk/content/services/housing-subsidy"
    await editor.open(card)
    editor.sees("(українська)", "(англійська)")
    editor.misses("(uk)", "(en)")
    nobody = {"call.0.phone": "0800 123 456", "call.0.whom.uk": ""}
    await sends(editor, card, do="save", why=WHY, **nobody)
    editor.sees("Впишіть «Чий телефон (українська)»")
    editor.misses("whom")
    await editor.open("/desk/content/services/new")
    unsourced = {"title.uk": "Вигадане", "what.uk": "Спитайте у бібліотеці.", "kind": "library"}
    await editor.post("/desk/content/services/new/save", id="made-up", route="service", do="save",
                      **unsourced, **{"now.uk": "Прийдіть."})  # fmt: skip
    editor.sees("«Що зробити зараз» без джерела. Додайте «Джерело")
    await editor.open("/desk/content?kind=dangers")
    editor.sees("дорослий чіпляється до дитини")
    lines = "/desk/content/lines?file=emergency/told/grooming.txt"
    await editor.open(lines)
    editor.sees("Небезпека «дорослий чіпляється до дитини»: так про неї розповідають")
    await editor.open("/desk/content/lines?file=examples/housing-subsidy.txt")
    title = content_writer(own_content).find("services", "housing-subsidy").data["title"]["uk"]
    editor.sees(f"Як питають: {title}")
    await editor.post("/desk/content/change-lines", file="examples/housing-subsidy.txt", why=WHY,
                      added="вигадане запитання про субсидію")  # fmt: skip
    await editor.open("/desk/content/history")
    editor.sees(f"№ 1: Як питають: {title}")
    editor.misses("№ 1: examples")
    await editor.open(card)
    await editor.post(f"{card}/asks", lines="ще одне вигадане запитання")
    await editor.open("/desk/content/history")
    editor.sees(f"Запитання людей: {title}")


async def test_links_that_do_not_open_and_pages_of_another_oblast_are_on_the_list(
    desk: ServedDesk, own_content: Path
) -> None:
    writer = content_writer(own_content)
    card = next(one for one in writer.entries("services") if one.data.get("official_url"))
    url = str(card.data["official_url"])
    day = date(2026, 11, 23)
    KeptLinks(kept_folder(own_content)).keep({url: Checked(day, "сторінка відповіла 404", day)})
    library = next(writer.entries("libraries"))
    writer.change(library, {"source": "https://lib.vl.gov.ua/"}, by="command", why=WHY)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/content/today")
    editor.sees("Не відкривається з 23.11.2026", url, "сторінка відповіла 404")
    editor.sees("Сторінка іншої області", "https://lib.vl.gov.ua/")


async def test_what_a_map_adds_to_a_library_is_checked_with_it_as_one(
    desk: ServedDesk, own_content: Path
) -> None:
    (own_content / "libraries" / "osm.yaml").write_text(
        "licence:\n  name: ODbL 1.0\n  url: https://opendatacommons.org/licenses/odbl/1-0/\n"
        "  by: {uk: © учасники OpenStreetMap, en: © OpenStreetMap contributors}\n"
        "libraries:\n  - id: osm-node-1\n    kind: town\n    name: {uk: Вигадана назва на карті}\n"
        "    settlement_name: Деражня\n    lat: 49.2687\n    lon: 27.4335\n"
        f"    supplements: {CENTRAL}\n    source: https://www.openstreetmap.org/node/1\n",
        encoding="utf-8",
    )
    entry = content_writer(own_content).find("libraries", CENTRAL)
    old = {"checked": "2020-01-01"}
    content_writer(own_content).change(entry, old, by="command", why=WHY)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/content/today")
    assert editor.page
    assert f"/desk/content/libraries/{CENTRAL}/right" in editor.page.text
    assert "/desk/content/libraries/osm-node-1/right" not in editor.page.text
    editor.sees("Що додає карта – Деражнянська міська центральна бібліотека")
    editor.misses("Вигадана назва на карті")
