"""An editor mends a card from a real question: `python -m tests.recordings.editing` writes it down.

The citizen is in the web chat and the editor at the desk, both in a real browser; the bot watches a
copy of the content and takes each change by itself. What a change would do is really measured.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.app.content_index import cache_folder
from bot.app.settings import ROOT
from bot.staff.model import Role
from bot.storage.migrate import migrate
from tests.chromium import CHROMIUM
from tests.console.served_desk import OBLAST, ServedDesk, served_desk
from tests.recordings.transcript import FLAGS, READ_PAGE
from tests.waiting import until

DOCS = ROOT / "docs"
CARD = "/desk/content/services/criminal-record"
QUESTION = "листок що я чистий, беруть сторожем"
CHOSEN = "Довідка про несудимість"
AGAIN = "треба листок що я чистий, беруть сторожем"
PATIENCE_MS = 900_000.0  # the trial asks hundreds of questions
SETTLED = 1.5
LINES = 6  # of a message: the rest of a card is not what this is about
HEAD = """# Редакторка вчить бота з запитання людини

Записано з програмою: людина – у вебчаті, редакторка – за столом, обидві у справжньому браузері.
Бот стежить за копією змісту й сам бере кожну зміну. Записує `python -m tests.recordings.editing`.
"""


class Story:
    """What happened, as it is written down."""

    def __init__(self, served: ServedDesk, browser: Browser, folder: Path) -> None:
        self.served = served
        self.browser = browser
        self.folder = folder
        self.lines = [HEAD]

    def tell(self, text: str) -> None:
        """Somebody does something."""
        self.lines.append(f"\n{text}\n")

    async def asks(self, text: str, tap: str = "") -> None:
        """A new person writes in the chat, and perhaps presses a button."""
        context = await self.browser.new_context(locale="uk", reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(self.served.address)
        await page.wait_for_selector("#log[aria-live=polite]")
        await asyncio.sleep(SETTLED)
        await page.fill("#field", text)
        await page.keyboard.press("Enter")
        await self._answered(page)
        if tap:
            self.tell(f"Людина натискає «{tap}».")
            await page.locator(".key", has_text=tap).last.click()
            await asyncio.sleep(2 * SETTLED)
        await context.close()

    async def _answered(self, page: Page) -> None:
        await page.wait_for_selector(".own ~ .message:not(.own)")
        await asyncio.sleep(2 * SETTLED)
        for one in await page.evaluate(READ_PAGE):
            text = "\n".join(one["lines"]).strip()
            told = text.splitlines()[:LINES]
            self.lines += [f"> {line}  " for line in told if line.strip()]
            if one["buttons"]:
                self.lines.append("> " + " ".join(f"`{label}`" for label in one["buttons"][:4]))
            self.lines.append(">")


async def _editor(story: Story) -> Page:
    page = await story.browser.new_page(viewport={"width": 900, "height": 760})
    person = await story.served.staff("Ніна Савчук", OBLAST, Role.EDITOR)
    await page.goto(story.served.address + await story.served.link(person))
    await page.get_by_role("button", name="Відкрити стіл").click()
    await page.wait_for_url(lambda url: "/enter/" not in url)
    return page


async def _mends(story: Story, page: Page) -> None:
    await page.goto(story.served.address + CARD)
    section = page.locator("section", has=page.locator("#asked"))
    story.tell("Редакторка відкриває картку. Біля неї – запитання, яких бот не зрозумів:")
    for label in await section.locator("label.check").all_inner_texts():
        story.lines.append(f"> {label.strip()}")
    await section.locator("input[type=checkbox]").first.check()
    story.tell("Позначає запитання й натискає «Побачити, що зміниться». Нічого ще не опубліковано.")
    await page.get_by_role("button", name="Побачити, що зміниться").click()
    await page.wait_for_selector("h2:has-text('Ваші рядки')", timeout=PATIENCE_MS)
    main = page.locator("main")
    said = (await main.inner_text()).partition("Що зміниться")[2].partition("Як про це питають")[0]
    story.lines += [f"> {line.strip()}  " for line in said.splitlines() if line.strip()]
    await page.screenshot(path=DOCS / "editing-effect.png")
    story.lines.append("\n![Що зміниться](editing-effect.png)\n")
    await page.get_by_role("button", name="Опублікувати").click()
    await page.wait_for_url(lambda url: "added=" in url)
    told = await page.get_by_role("status").first.inner_text()
    story.tell(f"Зважує й публікує одним натисканням. «{told.strip()}»")


async def _undoes(story: Story, page: Page) -> None:
    await page.goto(f"{story.served.address}/desk/content/history")
    first = page.locator("ol.problems > li").first
    story.tell(f"Історія: «{' '.join((await first.locator('p').first.inner_text()).split())}»")
    await first.get_by_role("button").click()
    await page.wait_for_url(lambda url: "done=" in url)
    told = await page.get_by_role("status").first.inner_text()
    story.tell(f"Повертає зміну. «{told.strip()}»")


async def _lived(story: Story) -> None:
    before = _files(story.folder)
    story.tell(f"Людина пише: «{QUESTION}»")
    await story.asks(QUESTION, tap=CHOSEN)
    page = await _editor(story)
    version = story.served.app.content_index.content.version
    await _mends(story, page)
    await until(lambda: story.served.app.content_index.content.version != version, within=600)
    story.tell(f"Бот узяв зміну. Інша людина пише: «{AGAIN}»")
    await story.asks(AGAIN)
    await _undoes(story, page)
    same = "до байта такі, як були" if _files(story.folder) == before else "ІНШІ"
    story.tell(f"Файли змісту {same}.")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[tuple[ServedDesk, Path]]:
    """The bot over a copy of the content, which it watches."""
    cached = ROOT / cache_folder(ROOT / "content")
    content = Path(shutil.copytree(ROOT / "content", folder / "content"))
    os.chdir(folder)  # what is kept of the copy rests there
    if cached.is_dir():
        shutil.copytree(cached, cache_folder(content))
    database = f"sqlite:///{folder / 'a.db'}"
    migrate(database)
    async with served_desk(database, None, content=content) as served:
        yield served, content


async def _record() -> str:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with tempfile.TemporaryDirectory() as folder:
            async with _served(Path(folder)) as (served, content):
                story = Story(served, browser, content)
                await _lived(story)
        await browser.close()
    return "\n".join(story.lines) + "\n"


def main() -> None:
    """Live it through, write it down."""
    (DOCS / "editing.md").write_text(asyncio.run(_record()), encoding="utf-8")


if __name__ == "__main__":
    main()
