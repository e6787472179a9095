"""Appointments at the desk in a real browser: a visitor is booked by keys and clicks; axe."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.app.content_index import ContentIndex
from bot.appointments.schedule import Schedules
from bot.requests.model import RequestKind
from tests.browser.chat import violations
from tests.browser.test_desk import LOOKS, at_desk, fits
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk
from tests.unit.appointments.small import TOPICS, schedule

pytestmark = pytest.mark.browser

LIST = "/desk/appointments?day=2026-11-24"


@pytest_asyncio.fixture(loop_scope="session")
async def served(sqlite_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """A desk whose library has a lawyer on weekday mornings."""
    content = replace(
        content_index.content, appointments=Schedules((schedule(library=CENTRAL),), TOPICS)
    )
    index = replace(content_index, content=content)
    async with served_desk(sqlite_url, index) as served:
        yield served


@pytest.mark.parametrize(("width", "theme"), LOOKS)
async def test_a_visitor_is_booked_and_every_page_reads_well(
    browser: Browser, served: ServedDesk, results: Path, width: int, theme: str
) -> None:
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": theme}
    async with at_desk(browser, served, but="409", **look) as page:

        async def reads(name: str) -> None:
            await page.screenshot(path=results / f"appointments-{name}-{width}-{theme}.png")
            assert await violations(page) == "", name
            assert await fits(page), name

        await page.goto(served.address + LIST)
        await reads("empty")
        await page.get_by_role("link", name="10:00").click()
        await reads("book")
        await page.get_by_label("Як звертатися").fill("Ганна Петрівна")
        await page.get_by_label("Про що").select_option(label="Сім’я")
        await page.get_by_role("button", name="Записати", exact=True).click()
        await expect(page.get_by_text("Записано. Надрукуйте талон")).to_be_visible()
        await reads("one")
        await page.get_by_role("link", name="Талон для друку").click()
        await expect(page.get_by_role("heading", name="10:00")).to_be_visible()
        await reads("slip")
        await page.goto(served.address + LIST)
        await expect(page.get_by_role("link", name="Ганна Петрівна")).to_be_visible()
        await reads("day")
        await page.get_by_role("link", name="Вихідні й інші години").click()
        await page.get_by_label("День", exact=True).fill("2026-11-24")
        await page.get_by_label("Вихідний").check()
        await page.get_by_role("button", name="Змінити день").click()
        await expect(page.get_by_text("Поки нічого не змінено")).to_be_visible()
        await reads("warned")
        await page.get_by_role("button", name="Змінити, а людей перенести").click()
        await expect(page.get_by_text("оберіть кожному новий")).to_be_visible()
        await reads("affected")
        await page.get_by_role("button", name="ср, 25 листопада, 10:00").click()
        await expect(page.get_by_text("Перенесено.")).to_be_visible()
        await page.goto(f"{served.address}/desk/appointments/report")
        await reads("report")


@pytest.mark.parametrize(("width", "theme"), LOOKS)
async def test_a_time_is_set_in_a_request_and_changed(
    browser: Browser, served: ServedDesk, results: Path, width: int, theme: str
) -> None:
    asked = await served.ask("Прошу час юриста", kind=RequestKind.LEGAL_AID, name="Олена")
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": theme}
    async with at_desk(browser, served, **look) as page:
        await page.goto(f"{served.address}/desk/requests/{asked.number}")
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.get_by_text("Призначити час").click()
        await page.get_by_label("День", exact=True).fill("2026-11-25")
        await page.get_by_label("Час", exact=True).fill("10:00")
        await page.screenshot(path=results / f"appointments-agreed-{width}-{theme}.png")
        assert await violations(page) == ""
        assert await fits(page)
        await page.get_by_role("button", name="Призначити", exact=True).click()
        await expect(page.get_by_role("heading", name="ср, 25 листопада, 10:00")).to_be_visible()
        await expect(page.get_by_text("Олена")).to_be_visible()
        await page.get_by_label("Час", exact=True).fill("12:30")
        assert await violations(page) == ""
        await page.get_by_role("button", name="Призначити", exact=True).click()
        await expect(page.get_by_role("heading", name="ср, 25 листопада, 12:30")).to_be_visible()
    assert "Ваш час: ср" in "\n".join(await served.told())
