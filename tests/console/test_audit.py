"""The log for administrators: its filters, and the table for a spreadsheet."""

import csv
import io
from datetime import timedelta

from bot.staff.acts import Act, Acts, Wanted
from bot.staff.model import Role
from bot.staff.service import Staff
from tests.console.served_desk import ServedDesk


async def test_the_log_is_asked_by_person_act_and_request(served: ServedDesk) -> None:
    oksana = await served.librarian("Оксана")
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    first, second = (
        await served.ask("Перше питання"),
        await served.ask("Друге питання", peer="ihor"),
    )
    for request in (first, second):
        await oksana.open(f"/desk/requests/{request.number}")
    assert oksana.person
    await admin.open(f"/desk/audit?person={oksana.person.id}")
    admin.sees(first.number, second.number)
    await admin.open(f"/desk/audit?request={first.number}&act=read")
    admin.sees(first.number)
    admin.misses(second.number, "питання")
    await admin.open(f"/desk/audit?person={oksana.person.id}&act=signed_out")
    admin.sees("Нічого не знайшли")
    await admin.open("/desk/audit?since=2020-01-01&until=2020-02-01")
    admin.sees("Нічого не знайшли")


async def test_the_table_holds_the_same_lines_and_no_formula(served: ServedDesk) -> None:
    await served.librarian("=HYPERLINK(1)")
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open("/desk/audit/file")
    assert admin.page
    assert admin.page.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in admin.page.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(admin.page.content.decode("utf-8-sig")), delimiter=";"))
    cells = [cell for row in rows[1:] for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    await admin.open("/desk/audit?act=exported")
    admin.sees("Ніна")
    assert len(rows) > 2


async def test_a_second_reader_is_logged_though_sqlite_uses_the_number_of_their_session_again(
    served: ServedDesk,
) -> None:
    request = await served.ask("Де метрика 1913 року?")
    oksana = await served.librarian("Оксана")
    await oksana.open("/desk")
    await oksana.post("/desk/sign-out")
    petro = await served.librarian("Петро")
    petro.sees(request.number)
    async with served.app.database.reading() as unit:
        people = {one.id: one.name for one in await Staff(unit).everybody()}
        now = served.clock()
        wanted = Wanted(
            since=now - timedelta(days=1), until=now + timedelta(days=1), did=Act.LISTED
        )
        logged = await Acts(unit).find(wanted, many=10, skip=0)
    assert {people[one.by] for one in logged if one.by} == {"Оксана", "Петро"}
