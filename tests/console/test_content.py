"""Editors at the desk: a form of the entry's schema, a preview, publishing, history and undo."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from bot.app.content_index import ContentIndex
from bot.app.content_writer import content_writer
from bot.content import Problem, load
from bot.learning.model import UnclearReason
from bot.learning.service import Learning
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, Librarian, ServedDesk

CARD = "/desk/content/services/criminal-record"
LIBRARY = f"/desk/content/libraries/{CENTRAL}"
INPUT = re.compile(r'<input[^>]* name="([^"]+)"[^>]*>')
WHY = "Дзвінок бібліотеки 30.11.2026"


def filled(browser: Librarian) -> dict[str, object]:
    """What the form of the page holds, as a browser would send it."""
    assert browser.page
    html = browser.page.text
    html = html[html.rindex("<form", 0, html.index('name="why"')) :].partition("</form>")[0]
    found: dict[str, list[str]] = {}
    for tag in re.finditer(r"<input[^>]*>", html):
        name, value = (re.search(rf' {one}="([^"]*)"', tag[0]) for one in ("name", "value"))
        is_box = 'type="checkbox"' in tag[0]
        if name and name[1] not in {"csrf", "confirm"} and (not is_box or " checked" in tag[0]):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    areas = r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>'
    for name, text in re.findall(areas, html, re.S):
        found[name] = [unescape(text).replace("\n", "\r\n")]
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = [chosen[1] if chosen else ""]
    return dict(found)


async def sends(browser: Librarian, path: str, **given: object) -> Librarian:
    return await browser.post(f"{path}/save", **{**filled(browser), **given})


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


async def test_an_editor_mends_a_card_sees_it_before_and_takes_it_back(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/admin")
    editor.sees("Зміст", "Картки")
    await editor.open("/desk/content?kind=services&q=несудимість")
    editor.sees("Довідка про несудимість")
    await editor.open(CARD)
    editor.sees("Як це бачать люди", "Перевірено", "Checked on")
    # Nothing was typed: nothing changes.
    await sends(editor, CARD, do="save", why=WHY)
    editor.sees("Поки що нічого не змінилося")
    assert texts(own_content) == before
    new = "Замовте на сайті МВС: це швидше."
    await sends(editor, CARD, do="preview", **{"now.uk": new})
    editor.sees(f"Що зробити зараз: {new}")
    await sends(editor, CARD, do="preview", **{"now.uk": "Здійснюйте замовлення на сайті."})
    editor.sees("«Здійснюйте»: простіше «робити»")
    assert texts(own_content) == before
    await sends(editor, CARD, do="save", **{"now.uk": new})
    editor.sees("Напишіть чому")
    await sends(editor, CARD, do="save", why=WHY, **{"now.uk": new})
    editor.sees("Збережено")
    ((name, now),) = texts(own_content).items() - before.items()
    gone = set(before[name].splitlines()) - set(now.splitlines())
    come = set(now.splitlines()) - set(before[name].splitlines())
    assert new.encode() in b"".join(come)
    assert len(come) <= 2, come
    assert len(gone) <= 3, gone
    assert load(own_content).content.catalogue.get("criminal-record").now.main == new
    await editor.open("/desk/content/history")
    editor.sees("№ 1: Довідка про несудимість", "Ніна", WHY, new)
    await editor.post("/desk/content/undo", number="1")
    editor.sees("Зміну повернено")
    assert texts(own_content) == before
    editor.misses("staff:")


async def test_a_head_changes_her_own_library_alone_and_a_librarian_nothing(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open("/desk/content")
    head.sees("Картка моєї бібліотеки")
    await head.open(LIBRARY)
    await sends(head, LIBRARY, do="save", why=WHY, phone="03856 2-15-45")
    head.sees("Збережено")
    central = next(one for one in load(own_content).content.access_points if one.id == CENTRAL)
    assert central.phones == ("03856 2-15-45",)
    before = texts(own_content)
    librarian = await desk.librarian("Оксана")
    for browser, path in ((head, CARD), (head, "/desk/content/libraries/hounb"),
                          (librarian, LIBRARY)):  # fmt: skip
        await browser.open(path)
        browser.misses("Опублікувати")
        for act in ("save", "right", "asks"):
            await browser.open(path)
            await browser.post(f"{path}/{act}", do="save", why=WHY, version="x", lines="а")
            assert browser.page
            assert browser.page.status_code == 403, (path, act)
    await librarian.post("/desk/content/undo", number="1")
    assert librarian.page
    assert librarian.page.status_code == 403
    assert texts(own_content) == before


async def test_what_check_would_refuse_is_told_by_the_fields_name_and_nothing_is_lost(
    desk: ServedDesk, own_content: Path
) -> None:
    before = texts(own_content)
    editor = await desk.librarian("Ніна", role=Role.ADMIN)
    await editor.open(LIBRARY)
    await sends(editor, LIBRARY, do="save", why=WHY, hours="завжди", phone="дзвоніть")
    assert editor.page
    assert editor.page.status_code == 422
    editor.sees("графік «завжди» не зрозумілий", "«Телефон, як набирають»: «дзвоніть» не телефон")
    assert 'value="завжди"' in editor.page.text
    await editor.open(LIBRARY)
    await sends(editor, LIBRARY, do="save", why=WHY, parent="nobody")
    editor.sees("немає бібліотеки «nobody»")
    assert texts(own_content) == before


async def test_two_editors_are_told_of_each_other_and_neither_is_overwritten(
    desk: ServedDesk, own_content: Path
) -> None:
    nina, olha = [await desk.librarian(name, role=Role.EDITOR) for name in ("Ніна", "Ольга")]
    await nina.open(LIBRARY)
    await olha.open(LIBRARY)
    olha.sees("Ніна тут теж")
    mine = {**filled(nina), "address": "вул. Миру, 5"}
    theirs = {**filled(olha), "address": "вул. Миру, 6"}
    await nina.post(f"{LIBRARY}/save", **{**mine, "do": "save", "why": WHY})
    nina.sees("Збережено")
    await olha.post(f"{LIBRARY}/save", **{**theirs, "do": "save", "why": WHY})
    assert olha.page
    assert olha.page.status_code == 409
    olha.sees("змінив хтось інший")
    assert 'value="вул. Миру, 6"' in olha.page.text
    # A hand edit counts as well.
    await nina.open(LIBRARY)
    file = own_content / content_writer(own_content).find("libraries", CENTRAL).file
    file.write_text(file.read_text().replace("вул. Миру, 5", "вул. Миру, 7"), encoding="utf-8")
    await sends(nina, LIBRARY, do="save", why=WHY, address="вул. Миру, 8")
    nina.sees("змінив хтось інший")
    assert "вул. Миру, 7" in file.read_text()


async def test_an_entry_is_added_checked_with_one_tap_and_marks_come_first(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    path = "/desk/content/ready_answers/new"
    await editor.open(path)
    given = {"title.uk": "Дякуємо", "text.uk": "Дякуємо, {name}!", "id": "thanks-again"}
    await editor.post(f"{path}/save", **given, do="save", why=WHY)
    editor.sees("Збережено")
    assert "thanks-again" in {one.id for one in load(own_content).content.desk.ready_answers}
    desk.clock.later(days=300)
    await editor.open("/desk")
    editor = await editor.enter(await desk.link(editor.person))  # the old session is over
    await editor.open("/desk/content/today")
    editor.sees("Так, усе правильно", "звірено")
    assert editor.page
    first = re.search(r'action="(/desk/content/[^"]+)/right"', editor.page.text)
    version = re.search(r'name="version" value="(\w+)"', editor.page.text)
    assert first
    assert version
    await editor.post(f"{first[1]}/right", version=version[1])
    editor.sees("Збережено")
    _, key, id = first[1].rsplit("/", 2)
    checked = content_writer(own_content).find(key, id).data["checked"]
    assert checked == desk.clock().date().isoformat()


async def test_administrators_are_told_of_a_broken_file_on_every_page_and_readyz_says_it(
    desk: ServedDesk, content_index: ContentIndex
) -> None:
    admin, other = [await desk.librarian(f"Ніна {one}", role=one)
                    for one in (Role.ADMIN, Role.LIBRARIAN)]  # fmt: skip
    await admin.open("/desk")
    admin.misses("У файлах змісту")
    broken = Problem("content/libraries/oblast.yaml", 3, 1, "файл не в кодуванні UTF-8.")
    desk.app._content._take(
        replace(content_index, problems=[broken], stale=("libraries/oblast.yaml",))
    )
    await admin.open("/desk")
    admin.sees("У файлах змісту 1 помилка")
    await admin.open("/desk/content")
    admin.sees(str(broken), "ще не взяв")
    await other.open("/desk")
    other.misses("У файлах змісту")
    ready = await other.http.get("/readyz")
    assert ready.status_code == 200
    assert ready.text.startswith("ok, but the content has errors:")
    assert str(broken) in ready.text


async def test_questions_of_people_become_ways_of_asking(
    desk: ServedDesk, own_content: Path
) -> None:
    async with desk.app.database.unit() as unit:
        desk.app.bind(unit)[Learning].note(
            "папірець що не сидів", asker=("web", "a"), why=UnclearReason.OTHER,
            now=desk.clock(), offered=["criminal-record"], chosen="criminal-record",
        )  # fmt: skip
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(CARD)
    editor.sees("Що люди питали", "папірець що не сидів")
    await editor.post(f"{CARD}/asks", asked="1", lines="чиста довідка з поліції\n")
    editor.sees("Додано 2 способи запитати")
    editor.misses("папірець що не сидів")
    lines = (own_content / "examples" / "criminal-record.txt").read_text().splitlines()
    assert {"папірець що не сидів", "чиста довідка з поліції"} <= set(lines)
