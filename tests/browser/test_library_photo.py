"""The photo of a library in a real browser: sent by its form, looked at on a phone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.app.content_index import ContentIndex
from bot.content import load
from bot.staff.model import Role
from tests.browser.chat import violations
from tests.browser.test_desk import at_desk, fits
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk
from tests.unit.libraries.photos import of_a_telephone

pytestmark = pytest.mark.browser

SENT = {"name": "IMG_1.jpg", "mimeType": "image/jpeg"}
SEEN = "one => one.complete && one.naturalWidth"


@pytest_asyncio.fixture(loop_scope="session")
async def served(
    sqlite_url: str, content_index: ContentIndex, own_content: Path
) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite, with a content folder of its own."""
    async with served_desk(sqlite_url, content_index, content=own_content) as served:
        yield served


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
async def test_a_photo_is_sent_and_seen(
    browser: Browser, served: ServedDesk, own_content: Path, results: Path, width: int, theme: str
) -> None:
    looks = {"viewport": {"width": width, "height": 800}, "color_scheme": theme}
    async with at_desk(browser, served, role=Role.HEAD, but="422", **looks) as page:
        await page.goto(f"{served.address}/desk/library/card")
        await page.get_by_role("link", name="Додати фото").click()
        await expect(page.get_by_label("Що на фото")).to_have_value("Вхід до бібліотеки")
        assert await violations(page) == ""
        await page.screenshot(path=results / f"photo-none-{width}-{theme}.png", full_page=True)
        await page.get_by_label("Фото: JPEG").set_input_files(
            {"name": "list.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
        )
        for box in await page.get_by_role("checkbox").all():
            await box.check()
        await page.get_by_role("button", name="Опублікувати фото").click()
        await expect(page.get_by_role("alert")).to_contain_text("Це не фото")
        assert await fits(page)
        await page.get_by_label("Фото: JPEG").set_input_files({**SENT, "buffer": of_a_telephone()})
        await page.get_by_role("button", name="Опублікувати фото").click()
        await expect(page.get_by_text("Фото опубліковано")).to_be_visible()
        picture = page.get_by_role("img", name="Вхід до бібліотеки")
        await expect(picture).to_be_visible()
        assert await picture.evaluate(SEEN) == 960
        for one in await page.locator("main :is(button, .button, input[type=file])").all():
            assert (await one.bounding_box() or {})["height"] >= 44
        assert await fits(page)
        assert await violations(page) == ""
        await page.screenshot(path=results / f"photo-{width}-{theme}.png", full_page=True)
        await page.get_by_role("link", name="Назад до картки").click()
        await expect(page.get_by_role("img", name="Вхід до бібліотеки")).to_be_visible()
        assert await violations(page) == ""
        await page.screenshot(path=results / f"photo-card-{width}-{theme}.png")

        taken = replace(served.app._content.index, content=load(own_content).content)
        served.app._content._take(taken)
        page = await page.context.new_page()
        await page.goto(f"{served.address}/libraries/{CENTRAL}")
        picture = page.get_by_role("img", name="Вхід до бібліотеки")
        await picture.scroll_into_view_if_needed()
        await page.wait_for_function(f"({SEEN})(document.querySelector('figure img'))")
        assert await fits(page)
        assert await violations(page) == ""
        await page.screenshot(path=results / f"photo-public-{width}-{theme}.png", full_page=True)
