"""What readers say is wrong, at the desk: whose it is, and how it is closed."""

import re

from bot.libraries.report_model import NewReport, ReportKind
from bot.libraries.reports import Reports
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, ServedDesk

CLOSE = "/desk/reports/close"


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
    assert 'href="/desk/content/services/kep"' in editor.page.text
    found = re.search(r'name="report" value="(\d+)"', editor.page.text)
    assert found
    await editor.post(CLOSE, report=found.group(1), words="Ціну виправили.")
    editor.sees("Зроблено. Читач отримає", "Ціну виправили.")
