"""/desk/coverage: figures, a map and a table for coordinators; what would change; a spreadsheet."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from bot.staff.model import Role
from tests.console.served_desk import ServedDesk

PATHS = ("/desk/coverage", "/desk/coverage/coverage.xlsx", "/desk/coverage/map.svg")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_coordinator_sees_who_is_reached_and_what_would_change(served: ServedDesk) -> None:
    librarian = await served.librarian("Оксана")
    for path in PATHS:
        await librarian.open(path)
        assert librarian.page
        assert librarian.page.status_code == 403
    one = await served.librarian("Надія", role=Role.COORDINATOR)
    await one.open("/desk/coverage?offers=wifi&day=2026-12-02")
    one.sees("Охоплення", "по прямій", "До 10 км", "Громади без бібліотеки у списку", "невідомо")
    assert one.page
    assert 'role="img"' in one.page.text
    assert "coverage.xlsx?offers=wifi&amp;day=2026-12-02" in one.page.text
    assert "style=" not in one.page.text
    assert re.search(r">\d{2,3}\u00a0\d{3}<", one.page.text)
    folded = re.findall(r"<details[^>]*>", one.page.text)
    assert [("open" in tag) for tag in folded if "folded" in tag] == [True, False, False]
    await one.open("/desk/coverage")
    assert one.page.text.count("<details") == one.page.text.count("</details")
    assert '<details class="folded" open>' not in one.page.text
    await one.open("/desk/coverage?with=Волочиськ&without=hounb")
    one.sees("Зараз")
    one.misses("Волочиська, Гвардійська")  # it would have one
    await one.open("/desk/coverage?offers=друк&offers=килим")
    one.sees("Що таке «килим»?", "Потрібно: друк.", "Не враховано, бо ніхто не знає, де вони")
    await one.open("/desk/coverage?with=Іванківці&day=колись&without=нема")
    one.sees("це кілька місць", "не день", "Виберіть")
    await one.open("/desk/coverage?with=Невідомівка")
    one.sees("Не знаємо, де «Невідомівка»")
    await one.open("/desk/coverage/coverage.xlsx?offers=wifi")
    book = CalamineWorkbook.from_filelike(io.BytesIO(one.page.content))
    assert len(book.get_sheet_by_name("Громади").to_python()) == 61
    await one.open("/desk/coverage/map.svg")
    assert one.page.headers["content-type"].startswith("image/svg+xml")
    await one.open("/desk/coverage?lang=en")
    one.sees("Who lives near a library that can help", "straight lines")
