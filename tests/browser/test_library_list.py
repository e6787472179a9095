"""A list of libraries in a real browser: axe, 360 px, and keys alone put it in place."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.app.content_index import ContentIndex
from bot.content import load
from bot.staff.model import Role
from tests.browser.chat import violations
from tests.browser.test_desk import LOOKS, at_desk, fits
from tests.console.served_desk import ServedDesk, served_desk
from tests.unit.library_list.sheets import CENTRAL, HEAD, KALNA, csv_file

pytestmark = pytest.mark.browser

PAGE = "/desk/libraries/import"
ASKED = ("3", "Бібліотека с. Іванківці", "Іванківці", "")


@pytest_asyncio.fixture(loop_scope="session")
async def served(
    sqlite_url: str, content_index: ContentIndex, own_content: Path
) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite, with a content folder of its own."""
    async with served_desk(sqlite_url, content_index, content=own_content) as served:
        yield served


@pytest.mark.parametrize(("width", "theme"), LOOKS)
async def test_axe_finds_nothing_all_fits_and_keys_alone_put_it_in_place(
    browser: Browser, served: ServedDesk, own_content: Path, tmp_path: Path, width: int, theme: str
) -> None:
    look = {"viewport": {"width": width, "height": 740}, "color_scheme": theme}
    file = csv_file(tmp_path / "list.csv", (HEAD, CENTRAL, KALNA, ASKED))
    async with at_desk(browser, served, role=Role.COORDINATOR, **look) as page:
        await page.goto(served.address + PAGE)
        assert await fits(page)
        assert await violations(page) == ""
        await page.locator("#list").set_input_files(file)
        await page.locator("#source").focus()
        await page.keyboard.type("Лист бібліотеки від 20.11.2026")
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).to_have_text("Що змінює список")
        assert await fits(page)
        assert await violations(page) == ""
        await page.locator("#main").focus()
        await page.keyboard.press("Tab")  # «Придумати пароль»: she has none yet
        await page.keyboard.press("Tab")
        await expect(page.locator("button:focus")).to_have_text("Записати це")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").first).to_contain_text("Нових бібліотек – 1")
        found = {one.id: one for one in load(own_content).content.access_points}
        assert found["derazhnia-tsentralna"].phones == ("03856 2-15-45",)
