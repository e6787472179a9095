"""The public pages in a real browser: axe, 360 px, and a poster that fits one sheet of paper."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.app.content_index import ContentIndex
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import NewState, Term, end_of
from bot.places.live import LiveKind, of_library
from bot.staff.model import Role
from tests.browser.chat import violations
from tests.browser.test_desk import LOOKS, fits
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk

pytestmark = pytest.mark.browser

POSTER = f"/libraries/{CENTRAL}/poster"
PAGES = ("/libraries", f"/libraries/{CENTRAL}", f"/libraries/{CENTRAL}?lang=en", POSTER,
         "/services", "/services/criminal-record", "/data")  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def served(sqlite_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """The service, where a library is closed today."""
    async with served_desk(sqlite_url, content_index) as served:
        olha = await served.staff("Ольга", role=Role.COORDINATOR)
        now = served.clock()
        new = NewState(of_library(CENTRAL), LiveKind.CLOSED, end_of(Term.TODAY, now), "Мороз")
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[LiveDesk].tell(new, by=olha, now=now)
        yield served


@pytest.mark.parametrize(("width", "theme"), LOOKS)
async def test_axe_finds_nothing_and_all_fits(
    browser: Browser, served: ServedDesk, width: int, theme: str
) -> None:
    size = {"width": width, "height": 740}
    page = await browser.new_page(viewport=size, color_scheme=theme)
    for path in PAGES:
        await page.goto(served.address + path)
        assert await fits(page), path
        assert await violations(page) == "", path
    await page.goto(served.address + f"/libraries/{CENTRAL}")
    assert "Зачинено сьогодні. Мороз." in await page.locator("main").inner_text()
    await page.close()


async def test_a_poster_is_one_sheet(browser: Browser, served: ServedDesk) -> None:
    page = await browser.new_page()
    await page.goto(served.address + POSTER)
    printed = await page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    await page.close()
