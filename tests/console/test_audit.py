"""The log for administrators: its filters, and the table for a spreadsheet."""

import csv
import io
from datetime import timedelta

import pytest

from bot.staff.acts import Act, Wanted
from bot.staff.model import Role
from bot.staff.repository.acts import Acts
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


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ("request=8716", "«8716» – не повний номер звернення"),
        ("request=8716-0000", "«8716-0000» – не повний номер звернення"),
        ("since=29.11.2026", "«29.11.2026» – не день"),
        ("until=2026-02-30", "«2026-02-30» – не день"),
        ("since=1066-01-01", "«1066-01-01» – не день"),
        ("since=2026-11-20&until=2026-11-01", "Перший день пізніше за останній"),
        ("person=oksana", "«oksana» немає серед того, що тут вибирають"),
        ("act=flown", "«flown» немає серед того, що тут вибирають"),
    ],
)
async def test_a_filter_that_is_not_understood_shows_nothing_but_that(
    served: ServedDesk, filters: str, told: str
) -> None:
    request = await served.ask("Перше питання")
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open(f"/desk/requests/{request.number}")
    for path in ("/desk/audit", "/desk/audit/file"):
        await admin.open(f"{path}?{filters}")
        assert admin.page
        assert admin.page.status_code == 400
        admin.sees(told, "Тому нічого не показано")
        admin.misses(request.number, "Нічого не знайшли", "Зберегти таблицею")
    await admin.open("/desk/audit?since=&until=&request=&person=&act=")
    admin.sees(request.number)
