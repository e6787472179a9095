"""Four appointments, lived through: `python -m tests.recordings.appointments` writes them down.

Citizens are in Telegram (the server is not the real one, the protocol is), the librarian and a
visitor's daughter in a real browser. Days pass between: only the clock is moved. The schedules are
made up: no library has told any yet.
"""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bot.app.content_index import ContentIndex, cache_folder, learn
from bot.app.settings import ROOT
from bot.appointments.schedule import Kind, Schedule
from bot.catalogue.model import Text
from bot.engine.wording import day, kyiv
from bot.storage.migrate import migrate
from tests.chromium import CHROMIUM
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk
from tests.fakes.telegram.citizen import Citizen, Seen, local
from tests.fakes.telegram.server import Running, running
from tests.fakes.telegram.state import TOKEN
from tests.recordings.transcript import FLAGS, READ_PAGE

DOCS = ROOT / "docs"
SETTLED = 0.8  # seconds without a further message
HEAD = """# Прийом: чотири розмови

Записано з програмою: люди – у Telegram (сервер несправжній, протокол справжній), бібліотекарка й
донька відвідувачки – у справжньому браузері. Годинник пересунули. Розклади вигадані: жодна
бібліотека свого ще не повідомила. Записує `python -m tests.recordings.appointments`.
"""
HOURS = (((time(10), time(13)),),) * 5 + ((), ())
ONE_HOUR = (((time(10), time(11)),),) * 5 + ((), ())


def _schedule(id: str, kind: Kind, title: str, **given: object) -> Schedule:
    values: dict[str, object] = {
        "library": CENTRAL, "hours": HOURS, "slot_minutes": 30, "source": "https://example.org",
        "checked": date(2026, 11, 23),
    }  # fmt: skip
    return Schedule(id=id, kind=kind, title=Text(title), **{**values, **given})  # type: ignore[arg-type]


LAWYER = _schedule(
    "lawyer", Kind.LEGAL_AID, "Прийом юриста", bring=(Text("паспорт"), Text("папери справи"))
)
RARE = _schedule("lawyer", Kind.LEGAL_AID, "Прийом юриста", hours=ONE_HOUR, slot_minutes=60)
HELP = _schedule("help", Kind.HELP_HOUR, "Година допомоги", slot_minutes=60)


@dataclass
class Story:
    """What happened, as it is written down."""

    served: ServedDesk
    telegram: Running
    browser: Browser
    lines: list[str] = field(default_factory=list)

    def stage(self, text: str) -> None:
        """Somebody does something."""
        now = kyiv(self.served.clock())
        self.lines.append(f"\n**{day(now.date(), 'uk')}, {now:%H:%M}.** {text}\n")

    async def comes(self, name: str) -> "Person":
        """Somebody opens the bot in Telegram."""
        person = Person(self, Citizen(local(self.telegram.fake), name=name), name)
        await person.citizen.starts()
        await person.skip()
        return person

    async def later(self, **given: float) -> None:
        """Time goes on; what is due is done."""
        self.served.clock.later(**given)
        await self.served.app.housekeeping.tick()
        await self.served.app.rest()
        await asyncio.sleep(SETTLED)

    def shown(self, text: str, labels: list[str]) -> None:
        """A message of the bot."""
        self.lines += [f"> {line}".rstrip() + "  " for line in text.splitlines()]
        if labels:
            self.lines.append("> " + " ".join(f"`{label}`" for label in labels) + "  ")
        self.lines.append(">")


@dataclass
class Person:
    """A citizen in Telegram; `told` are the messages that are written down, by their versions."""

    story: Story
    citizen: Citizen
    name: str
    told: dict[int, int] = field(default_factory=dict)

    async def skip(self) -> None:
        """What came is not written down."""
        await self._fresh()

    async def hears(self) -> None:
        """What came since the last time; a message that was changed comes anew."""
        for one in await self._fresh():
            self.story.shown(one.whole, list(one.buttons))

    async def _fresh(self) -> list[Seen]:
        await self.story.served.app.rest()
        await asyncio.sleep(SETTLED)
        found = [one for one in self.citizen.sees if not (one.own or one.pin)]
        fresh = [one for one in found if self.told.get(one.id) != one.version]
        self.told |= {one.id: one.version for one in fresh}
        return fresh

    async def says(self, text: str) -> None:
        self.story.stage(f"{self.name} пише: «{text}»")
        await self.citizen.says(text)
        await self.hears()

    async def taps(self, label: str) -> None:
        self.story.stage(f"{self.name} натискає «{label}».")
        await self.citizen.taps(label)
        await self.hears()


@asynccontextmanager
async def _told(browser: Browser, *schedules: Schedule) -> AsyncIterator[Story]:
    with tempfile.TemporaryDirectory() as folder:
        content, database = ROOT / "content", f"sqlite:///{Path(folder) / 'a.db'}"
        migrate(database)
        known = _receiving(learn(content, cache=cache_folder(content)), schedules)
        async with running() as telegram:
            settings = {"telegram_token": TOKEN, "telegram_api": telegram.api}
            async with served_desk(database, known, **settings) as served:
                yield Story(served, telegram, browser)


def _receiving(index: ContentIndex, schedules: tuple[Schedule, ...]) -> ContentIndex:
    content = index.content
    appointments = replace(content.appointments, all=schedules)
    return replace(index, content=replace(content, appointments=appointments))


async def _villager(story: Story) -> None:
    story.lines.append("\n## 1. Мешканка села записується до юриста в Telegram\n")
    maria = await story.comes("Марія")
    await maria.says("мені треба юрист")
    await maria.says("сусід забрав частину городу")
    await maria.taps("Можна почекати")
    await maria.taps("Записатися")
    await maria.says("Загінці")
    await maria.says("в четвер зранку")
    await maria.says("в четвер о 10:30")
    await maria.taps("Підтвердити")
    await story.later(days=2, hours=20, minutes=31)
    story.stage("За дві години до прийому приходить нагадування: без слова про юриста.")
    await maria.hears()
    await maria.taps("Буду")


async def _visitor(story: Story) -> None:
    story.lines.append("\n## 2. Літню відвідувачку записує бібліотекарка за столом\n")
    served = story.served
    page = await story.browser.new_page(viewport={"width": 1000, "height": 700})
    person = await served.staff("Ірина Бойко", CENTRAL)
    await page.goto(served.address + await served.link(person))
    await page.get_by_role("button", name="Відкрити стіл").click()
    await page.locator("nav a", has_text="Прийом").first.click()
    await page.locator("nav.tabs a", has_text="вт").first.click()
    await page.locator("ul.inline a").first.click()
    await page.fill("#name", "Ганна Петрівна")
    await page.screenshot(path=DOCS / "appointment-book.png")
    story.stage("Ганна Петрівна прийшла сама, чату в неї немає. Бібліотекарка записує її.")
    story.lines.append("![Запис відвідувачки](appointment-book.png)\n")
    await page.locator("button.strong").click()
    await page.wait_for_load_state()
    number = re.search(r"\d{3}-\d{3}", page.url)
    assert number, page.url
    await page.goto(f"{served.address}/desk/appointments/{number[0]}/slip")
    await page.screenshot(path=DOCS / "appointment-slip.png", full_page=True)
    story.stage("Друкує талон: великий, без теми, з кодом для камери.")
    story.lines.append("![Талон](appointment-slip.png)\n")
    link = await page.locator(".slip .link").inner_text()
    await _daughter(story, link.strip())


async def _daughter(story: Story, link: str) -> None:
    path = link[link.index("/appointment/") :]
    context = await story.browser.new_context(viewport={"width": 360, "height": 740}, locale="uk")
    page = await context.new_page()
    await page.goto(story.served.address + path)
    story.stage("Удома донька наводить камеру на код. Відкривається сторінка:")
    story.shown(await page.locator("main").inner_text(), [])
    await page.get_by_role("link", name="Відкрити в чаті").click()
    await page.wait_for_selector(".ours button")
    await asyncio.sleep(2 * SETTLED)
    story.stage("Донька натискає «Відкрити в чаті»: запис тепер у її чаті, нагадування прийде їй.")
    await _seen(story, page)
    await context.close()


async def _seen(story: Story, page: Page) -> None:
    for one in await page.evaluate(READ_PAGE):
        if one["lines"] and not one["lines"][0].startswith("Це Місток"):
            story.shown("\n".join(one["lines"]), one["buttons"])


async def _from_a_card(story: Story) -> None:
    story.lines.append("\n## 3. Година допомоги з картки послуги\n")
    petro = await story.comes("Петро")
    await petro.says("як оформити субсидію")
    await petro.says("допоможіть заповнити")
    await petro.says("завтра об 11")
    await petro.says("для мами")
    await petro.taps("Підтвердити")
    await petro.says("не зможу прийти")
    await petro.taps("Перенести")
    await petro.says("в середу о 12")


async def _freed(story: Story) -> None:
    story.lines.append("\n## 4. Звільнений час іде чергою\n")
    olha, petro, nina = [await story.comes(name) for name in ("Ольга", "Петро", "Ніна")]
    for said in ("треба юрист", "спадщина", "не спішу", "записатися", "завтра о 10"):
        await olha.citizen.says(said)
        await olha.skip()
    await olha.taps("Підтвердити")
    for one in (petro, nina):
        for said in ("треба юрист", "борги", "не спішу", "записатися"):
            await one.citizen.says(said)
            await one.skip()
        await one.says("завтра")
        await one.taps("Жоден не підходить")
        await one.taps("Напишіть мені")
        await story.later(minutes=2)
    await olha.says("не зможу прийти")
    await olha.taps("Так, скасувати")
    await story.later(minutes=1)
    story.stage("Першому в черзі:")
    await petro.hears()
    await story.later(minutes=31)
    story.stage("Петро мовчить пів години.")
    await petro.hears()
    await story.later(minutes=1)
    story.stage("Наступній:")
    await nina.hears()
    await nina.taps("Беру")


async def _record() -> str:
    lines = [HEAD]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for tell, schedules in (
            (_villager, (LAWYER, HELP)),
            (_visitor, (LAWYER, HELP)),
            (_from_a_card, (LAWYER, HELP)),
            (_freed, (RARE,)),
        ):
            async with _told(browser, *schedules) as story:
                await tell(story)
                lines += story.lines
        await browser.close()
    return "\n".join(lines) + "\n"


def main() -> None:
    """Live them through, write them down."""
    (DOCS / "appointments.md").write_text(asyncio.run(_record()), encoding="utf-8")


if __name__ == "__main__":
    main()
