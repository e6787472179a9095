"""A real conversation as docs/conversation.png: `python -m tests.recordings.picture`."""

import asyncio
import tempfile
from pathlib import Path

import httpx
from playwright.async_api import Page, async_playwright

from bot.app.settings import ROOT
from tests.chromium import CHROMIUM
from tests.processes import bot_process
from tests.recordings.transcript import FLAGS

PICTURE = ROOT / "docs" / "conversation.png"


async def _write(page: Page, text: str, answer: str) -> None:
    await page.fill("#field", text)
    await page.keyboard.press("Enter")
    await page.locator(".ours", has_text=answer).last.wait_for()


async def _talk(base: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await browser.new_context(
            viewport={"width": 720, "height": 1320}, device_scale_factor=1.5, locale="uk-UA"
        )
        page = await context.new_page()
        await page.goto(base)
        await page.locator(".ours button").first.wait_for()
        await _write(page, "як полічити субсидію на газ бабусі", "субсидія")
        await page.get_by_role("button", name="Допоможіть із цим").click()
        await page.locator(".ours", has_text="Напишіть село чи місто").last.wait_for()
        await _write(page, "ми з Деражні", "Найближчі бібліотеки")
        await page.locator(".ours button").last.wait_for()
        await page.mouse.move(0, 0)
        await page.evaluate("document.activeElement.blur()")
        await asyncio.sleep(0.5)
        await page.screenshot(path=PICTURE)
        await browser.close()


def main() -> None:
    """Talk to the real program and take the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        httpx.Client(timeout=10) as http,
        bot_process(Path(folder), http, {}) as (_, base, _),
    ):
        asyncio.run(_talk(base))


if __name__ == "__main__":
    main()
