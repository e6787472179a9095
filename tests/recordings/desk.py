"""One request from a village to the answer: `python -m tests.recordings.desk` writes docs/desk.md.

The citizen is in Telegram (the server is not the real one, the protocol is), the librarian in a
real browser. A day passes between: only the clock is moved.
"""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.app.content_index import cache_folder, learn
from bot.app.settings import ROOT
from bot.engine.wording import day, kyiv
from bot.requests.service import Requests
from bot.storage.migrate import migrate
from tests.chromium import CHROMIUM
from tests.console.served_desk import CENTRAL, OBLAST, VILLAGE, ServedDesk, served_desk
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import running
from tests.fakes.telegram.state import TOKEN
from tests.recordings.transcript import FLAGS

DOCS = ROOT / "docs"
ASKED = "Шукаю статтю про Загінецьку школу, десь 1998 рік, газета «Вісник Деражнянщини»"
ANSWER = "Добрий день! Знайшли: номер від 1 вересня 1998 року, сторінка 3. Копія – у файлі."
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SETTLED = 0.8
MOST_HOURS = 72
HEAD = """# Від села до відповіді

Одне звернення: людина пише в Telegram із села, сільська бібліотека мовчить, відповідає обласна –
у браузері, з файлом. Годинник тут пересунули, решта справжнє: програма, браузер і протокол
Telegram. Записує `python -m tests.recordings.desk`.
"""


@dataclass
class Story:
    """What happened, as it is written down."""

    served: ServedDesk
    citizen: Citizen
    lines: list[str] = field(default_factory=lambda: [HEAD])
    told: int = 0

    def stage(self, text: str) -> None:
        """Somebody does something."""
        now = kyiv(self.served.clock())
        self.lines.append(f"\n**{day(now.date(), 'uk')}, {now:%H:%M}.** {text}\n")

    async def heard(self) -> None:
        """What came to the citizen since the last time."""
        await self.served.app.rest()
        await asyncio.sleep(SETTLED)
        fresh = [one for one in self.citizen.sees if not one.own][self.told :]
        self.told += len(fresh)
        for one in fresh:
            text = f"{one.whole} (файл {one.file})" if one.file else one.whole
            self.lines += [f"> {line}".rstrip() + "  " for line in text.splitlines()]
            if one.buttons:
                self.lines.append("> " + " ".join(f"`{label}`" for label in one.buttons) + "  ")
            self.lines.append(">")

    async def says(self, text: str) -> None:
        self.stage(f"Людина пише: «{text}»")
        await self.citizen.says(text)
        await self.heard()

    async def taps(self, label: str) -> None:
        self.stage(f"Людина натискає «{label}».")
        await self.citizen.taps(label)
        await self.heard()


async def _at_desk(story: Story, page: Page, link: str) -> None:
    served = story.served
    await page.goto(served.address + link)
    await page.get_by_role("button", name="Відкрити стіл").click()
    await page.locator(".requests").wait_for()
    await page.screenshot(path=DOCS / "desk-list.png")
    story.stage("Обласна бібліотека відкриває стіл у браузері, бере звернення й відповідає.")
    story.lines.append("![Список звернень](desk-list.png)\n")
    await page.locator(".requests a").first.click()
    await page.get_by_role("button", name="Взяти звернення").click()
    await page.fill("#answer-words", ANSWER)
    await page.set_input_files(
        "#answer-files",
        {"name": "Вісник 1998-09-01 с. 3.pdf", "mimeType": "application/pdf", "buffer": PDF},
    )
    await page.screenshot(path=DOCS / "desk-answer.png", full_page=True)
    story.lines.append("![Відповідь із файлом](desk-answer.png)\n")
    await page.get_by_role("button", name="Надіслати відповідь").click()
    await page.get_by_text("Відповідь пішла до читача.").wait_for()


async def _silence(story: Story) -> None:
    """Nobody takes it up, until the oblast library has it."""
    for _ in range(MOST_HOURS):
        story.served.clock.later(hours=1)
        before = story.told
        await story.served.app.housekeeping.tick()
        await asyncio.sleep(SETTLED)
        if len([one for one in story.citizen.sees if not one.own]) > before:
            story.stage("Бібліотека, яка мала звернення, мовчить.")
            await story.heard()
        async with story.served.app.database.reading() as unit:
            desk = story.served.app.bind(unit)[Requests]
            citizen = await desk.citizen.mine(1, many=1)
        if citizen and citizen[0].holder.point == OBLAST:
            return


AT_THE_DESK = (("Ніна Коваль", VILLAGE), ("Ірина Бойко", CENTRAL), ("Ганна Швець", OBLAST))


async def _record(folder: Path) -> str:
    content, database = ROOT / "content", f"sqlite:///{folder / 'desk.db'}"
    migrate(database)
    known = learn(content, cache=cache_folder(content))
    async with running() as telegram, async_playwright() as playwright:
        settings = {"telegram_token": TOKEN, "telegram_api": telegram.api}
        async with served_desk(database, known, **settings) as served:
            for name, point in AT_THE_DESK:
                await served.librarian(name, point)
            oblast = await served.staff("Оксана Мельник", OBLAST)
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = await browser.new_page(viewport={"width": 1180, "height": 640})
            story = Story(served, Citizen(local(telegram.fake), name="Марія"))
            await story.citizen.starts()
            await story.citizen.hears()
            await asyncio.sleep(SETTLED)
            story.told = len([one for one in story.citizen.sees if not one.own])
            await story.says("людина")
            await story.says(ASKED)
            await story.says("Загінці")
            await story.taps("Надіслати")
            await _silence(story)
            await _at_desk(story, page, await served.link(oblast))
            story.stage("У Telegram приходить відповідь.")
            await story.heard()
            await story.taps("Допомогло")
            await story.says("Дуже дякую, шукала десять років!")
            await browser.close()
            return "\n".join(story.lines) + "\n"


def main() -> None:
    """Live it through, write it down."""
    with tempfile.TemporaryDirectory() as folder:
        (DOCS / "desk.md").write_text(asyncio.run(_record(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
