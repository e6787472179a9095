"""The content’s pages in a real browser: axe, 360 px, the keyboard."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.app import content_trial
from bot.app.content_index import ContentIndex
from bot.content import load
from bot.staff.model import Role
from bot.understanding.evaluation.trial import Trial
from tests.browser.chat import violations
from tests.browser.test_desk import LOOKS, at_desk, fits
from tests.console.served_desk import ServedDesk, served_desk
from tests.console.test_asking import FOUND
from tests.console.test_unclear import asked_by_people

pytestmark = pytest.mark.browser

CARD = "/desk/content/services/criminal-record"
PAGES = ("/desk/content", CARD, "/desk/content/libraries/hounb", "/desk/content/today",
         "/desk/content/history", "/desk/content/services/new", "/desk/content/calendar/all",
         "/desk/content/emergency_lines/112", "/desk/content/siblings/1",
         "/desk/content/about/all", "/desk/proposals", "/desk/reports", "/desk/content/lines",
         "/desk/content/unclear", "/desk/content/lines?file=emergency/told/fire.txt")  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def served(
    sqlite_url: str, content_index: ContentIndex, own_content: Path
) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite, with a content folder of its own."""
    async with served_desk(sqlite_url, content_index, content=own_content) as served:
        yield served


@pytest.mark.parametrize(("width", "theme"), LOOKS)
async def test_axe_finds_nothing_all_fits_and_keys_alone_publish(
    browser: Browser, served: ServedDesk, own_content: Path, width: int, theme: str
) -> None:
    size = {"width": width, "height": 740}
    look = {"viewport": size, "color_scheme": theme}
    await asked_by_people(served, "де взяти листок", offered=["criminal-record"])
    async with at_desk(browser, served, role=Role.EDITOR, **look) as page:
        for path in PAGES:
            await page.goto(served.address + path)
            assert await fits(page), path
            assert await violations(page) == "", path
        await page.goto(served.address + CARD)
        await page.locator("#f-now-uk").focus()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("Замовте на сайті МВС.")
        await page.locator("#why").focus()
        await page.keyboard.type("Сторінка МВС")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await expect(page.locator("button:focus")).to_have_text("Опублікувати")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").first).to_contain_text("Збережено")
        card = load(own_content).content.catalogue.get("criminal-record")
        assert card is not None
        assert card.now is not None
        assert card.now.main == "Замовте на сайті МВС."


async def test_a_number_that_the_text_does_not_say_asks_on_a_small_phone(
    browser: Browser, served: ServedDesk
) -> None:
    size = {"width": 360, "height": 740}
    async with at_desk(browser, served, role=Role.EDITOR, viewport=size) as page:
        await page.goto(f"{served.address}/desk/content/emergency_lines/15-47")
        await page.get_by_label("Текст (українська)").fill("15-48 – гаряча лінія")
        await page.get_by_role("button", name="Показати, як це буде").click()
        await expect(page.get_by_role("alert")).to_contain_text("а номер тут – 15-47")
        await expect(page.get_by_role("region", name="Як це бачать люди")).to_contain_text("15-48")
        await expect(page.get_by_label("У тексті саме те, що треба")).not_to_be_checked()
        assert await fits(page)
        assert await violations(page) == ""


async def test_what_a_question_would_change_is_read_by_all(
    browser: Browser, served: ServedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = asyncio.Event()

    async def trial_of(*_given: object, **_more: object) -> Trial:
        await go.wait()
        return FOUND

    monkeypatch.setattr(content_trial, "trial_of", trial_of)
    phone = {"viewport": {"width": 360, "height": 740}}
    async with at_desk(browser, served, role=Role.EDITOR, **phone) as page:
        await page.goto(served.address + CARD)
        await page.locator("#lines").fill("папірець що не сидів")
        await page.get_by_role("button", name="Побачити, що зміниться").click()
        await expect(page.get_by_role("status").first).to_contain_text("подивиться сама")
        assert await violations(page) == ""
        go.set()
        await expect(page.get_by_role("heading", name="Зіпсуються")).to_be_visible()  # by itself
        assert await fits(page)
        assert await violations(page) == ""
