"""The other language shows the same page: the same library, day and list, also after a form."""

import re
from html import unescape
from pathlib import Path

from bot.staff.model import Role
from tests.console.served_desk import VILLAGE, Librarian, ServedDesk
from tests.console.test_library_card import CARD, HERS, PUBLISH, version


async def switched(one: Librarian, lang: str = "en") -> str:
    """Press the link of the other language; the address where it leads."""
    assert one.page
    found = re.search(rf'<a href="([^"]+)" lang="{lang}"', one.page.text)
    assert found
    await one.open(unescape(found.group(1)))
    assert one.page.status_code == 200
    assert f'<html lang="{lang}">' in one.page.text
    return one.page.url.raw_path.decode()


async def test_all_that_the_address_asks_for_stays(desk: ServedDesk) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    for path in (
        f"{CARD}?library={VILLAGE}",
        f"{CARD}/photo?library={VILLAGE}",
        f"/desk/library?whom=library%3A{VILLAGE}",
        f"/desk/appointments/days?library={VILLAGE}",
        "/desk/content?kind=libraries&q=%D0%94%D0%B5%D1%80%D0%B0%D0%B6%D0%BD%D1%8F",
        "/desk/content/history",
    ):
        await olha.open(path)
        sign = "&" if "?" in path else "?"
        assert await switched(olha) == f"{path}{sign}lang=en"
        assert await switched(olha, "uk") == f"{path}{sign}lang=uk"


async def test_after_a_form_it_is_still_that_library(desk: ServedDesk, own_content: Path) -> None:
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    page = f"{CARD}?library={VILLAGE}"
    await olha.open(page)
    hers = {**HERS, "library": VILLAGE, "point": ""}
    await olha.post(PUBLISH, act="preview", version=version(olha), **hers)
    olha.sees("Так це побачать читачі")
    assert await switched(olha) == f"{page}&lang=en"
    await switched(olha, "uk")
    await olha.post(f"{CARD}/photo/send", library=VILLAGE, alt="Двері")
    olha.sees("Виберіть фото")
    assert await switched(olha) == f"{CARD}/photo?library={VILLAGE}&lang=en"
    await switched(olha, "uk")
    await olha.open(page)
    await olha.post(PUBLISH, act="publish", version=version(olha), **hers)
    olha.sees("Оприлюднено.")
    assert (await switched(olha)).startswith(f"{page}&")
    await olha.open(f"/desk/library?lang=uk&whom=library%3A{VILLAGE}")
    await olha.post("/desk/library/tell", whom=f"library:{VILLAGE}", kind="no_power")
    assert olha.page
    assert olha.page.status_code == 422
    assert await switched(olha) == f"/desk/library?whom=library%3A{VILLAGE}&lang=en"
    await olha.open("/desk/record?lang=uk")
    await olha.post("/desk/record", day="колись")
    assert olha.page.status_code == 422
    assert (await switched(olha)).startswith("/desk/record?")
