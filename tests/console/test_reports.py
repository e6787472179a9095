"""What readers say is wrong, at the desk: whose it is, and how it is closed."""

import re
from pathlib import Path

from bot.libraries.report_model import NewReport, ReportKind
from bot.libraries.reports import Reports
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, ServedDesk
from tests.console.test_content import sends

CLOSE = "/desk/reports/close"
KALNA = "UA68040150140055347"


async def test_the_head_closes_it_with_an_answer_and_nobody_else_sees_it(
    served: ServedDesk,
) -> None:
    citizen = await served.citizen()
    async with served.app.database.unit() as unit:
        reports = served.app.bind(unit)[Reports]
        for about in (f"library:{CENTRAL}", "service:kep"):
            new = NewReport(about, ReportKind.PHONE, "гудки, ніхто не бере")
            assert await reports.tell(new, citizen=citizen, now=served.clock())
    head = await served.librarian("Галина", role=Role.HEAD)
    other = await served.librarian("Ніна", point=OBLAST, role=Role.HEAD)
    olha = await served.librarian("Ольга", point=OBLAST, role=Role.COORDINATOR)
    await other.open("/desk/reports")
    other.sees("Нічого не чекає")
    await olha.open("/desk/reports")
    olha.sees("Деражнянська міська", "електронний підпис")
    await head.open("/desk")
    head.sees("Від читачів (1)")
    await other.open("/desk")
    other.misses("Від читачів (")
    await olha.open("/desk")
    olha.sees("Від читачів (2)")
    await head.open("/desk/reports")
    head.sees("Деражнянська міська", "Телефон не відповідає", "гудки, ніхто не бере")
    head.misses("електронний підпис")
    assert head.page
    (card,) = re.findall(r'<a href="([^"]+)">Відкрити й виправити', head.page.text)
    assert card == f"/desk/library/card?library={CENTRAL}"
    found = re.search(r'name="report" value="(\d+)"', head.page.text)
    assert found
    number = found.group(1)
    await head.post(CLOSE, report=number, words="  ")
    head.sees("що змінено або чому нічого")
    await head.post(CLOSE, report=number, words="я" * 601)
    head.sees("щонайбільше 600 літер")
    assert "я" * 601 in head.page.text
    await other.post(CLOSE, report=number, words="не моє")
    other.sees("Цього повідомлення вже немає")
    await head.post(CLOSE, report=number, words="Новий номер: 03856 2-10-10.")
    head.sees("Зроблено. Читач отримає", "Нічого не чекає", "Новий номер", "Галина")
    head.misses("Від читачів (")
    await olha.post(CLOSE, report=number, words="Ще раз.")
    olha.sees("Цим уже займався хтось із колег.")
    assert sum("Новий номер" in str(one) for one in await served.letters()) == 1


async def test_an_editor_sees_to_what_is_of_the_content_and_opens_the_card_at_once(
    served: ServedDesk,
) -> None:
    citizen = await served.citizen()
    async with served.app.database.unit() as unit:
        new = NewReport("service:kep", ReportKind.OUTDATED, "ціна вже інша")
        assert await served.app.bind(unit)[Reports].tell(new, citizen=citizen, now=served.clock())
    librarian = await served.librarian("Оксана")
    await librarian.open("/desk/reports")
    assert librarian.page
    assert librarian.page.status_code == 403
    editor = await served.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk")
    editor.sees("Від читачів")
    await editor.open("/desk/reports")
    editor.sees("ціна вже інша")
    assert editor.page
    assert re.search(r'href="/desk/content/services/kep\?mark=\d+"', editor.page.text)
    found = re.search(r'name="report" value="(\d+)"', editor.page.text)
    assert found
    await editor.post(CLOSE, report=found.group(1), words="Ціну виправили.")
    editor.sees("Зроблено. Читач отримає", "Ціну виправили.")


async def test_an_editor_comes_back_to_the_mark_with_what_was_mended(
    desk: ServedDesk, own_content: Path
) -> None:
    citizen = await desk.citizen()
    async with desk.app.database.unit() as unit:
        new = NewReport("service:criminal-record", ReportKind.OUTDATED, "ціна вже інша")
        assert await desk.app.bind(unit)[Reports].tell(new, citizen=citizen, now=desk.clock())
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/reports")
    assert editor.page
    (card,) = re.findall(r'<a href="([^"]+)">Відкрити й виправити', editor.page.text)
    await editor.open(card)
    path = "/desk/content/services/criminal-record"
    await sends(editor, path, do="save", **{"cost.uk": "Безплатно на сайті."})
    editor.sees("Напишіть чому")
    await sends(editor, path, do="save", why="Сайт МВС")
    editor.sees("Від читачів", "Збережено. Напишіть читачеві", "Виправлено: скільки коштує.")
    await editor.open("/desk/reports?mended=1&kind=libraries&fields=phone,hours,hours_note,parent")
    editor.sees("Виправлено: телефон, години роботи, що там сказано.")
    for wrong in ("mended=1&kind=no&fields=cost", "mended=x&kind=services", "mended=1"):
        await editor.open(f"/desk/reports?{wrong}")
        editor.misses("Виправлено:")


async def test_a_library_that_a_reader_misses_is_added_with_its_place(served: ServedDesk) -> None:
    citizen = await served.citizen()
    async with served.app.database.unit() as unit:
        reports = served.app.bind(unit)[Reports]
        told = "у нас є бібліотека. вул. Замкова, 1, пн-пт з 9 до 17, обід 13-14. 067 123 98 76"
        new = NewReport(f"place:{KALNA}", ReportKind.MISSING, told, asked_from=19)
        assert await reports.tell(new, citizen=citizen, now=served.clock())
    editor = await served.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/reports")
    editor.sees("Додати цю бібліотеку", "Перевірте, чи це телефон бібліотеки")
    assert editor.page
    found = re.search(r'href="(/desk/content/libraries/new\?mark=\d+)"', editor.page.text)
    assert found
    await editor.open(found.group(1))
    editor.sees("Читач каже, що тут є бібліотека", "зателефонуйте туди")
    editor.misses("відповіді бібліотекаря")
    given = dict(re.findall(r'name="(\w+)" value="([^"]*)"', editor.page.text))
    assert given["id"] == "kalna-village"
    assert (given["settlement"], given["settlement_name"]) == (KALNA, "Кальна")
    assert given["hromada"] == "Деражнянська"
    assert given["address"] == "вул. Замкова, 1"
    assert given["hours"] == "Mo-Fr 09:00-13:00,14:00-17:00"
    assert "067 123-98-76</textarea>" in editor.page.text
    assert given["why"].startswith("Мітка читача, пн")
    assert '<option value="village" selected>' in editor.page.text
    assert 'name="walk_in" value="true" checked' in editor.page.text
    await editor.open("/desk/content/libraries/new?mark=9999")
    editor.misses("Читач каже")
