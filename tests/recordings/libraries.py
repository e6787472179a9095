"""A list of forty libraries, lived through: `python -m tests.recordings.libraries`.

It writes docs/libraries.md. All of the oblast is made up, its villages, libraries and phones; the
program is a real one, in a process of its own. The coordinator is in a real browser, the head of a
village library and the citizen are in Telegram: its server is not the real one, the protocol is.
"""

import asyncio
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.async_api import Page, async_playwright

from bot.app.settings import ROOT
from tests.chromium import CHROMIUM
from tests.e2e.command import mistok
from tests.fakes.telegram.citizen import Citizen, remote
from tests.fakes.telegram.state import TOKEN
from tests.flows.another_oblast import HROMADAS, SETTLEMENTS, content_of_another
from tests.processes import bot_process, fake_telegram_process
from tests.recordings.transcript import FLAGS
from tests.unit.library_list.sheets import xlsx_file
from tests.waiting import until

DOCS = ROOT / "docs"
SETTLED = 0.8  # seconds without a further message
HEAD = """# Список бібліотек: від таблиці до відповіді

Записано з програмою. Область, села, бібліотеки й телефони вигадані; програма справжня, в окремому
процесі. Координаторка – у справжньому браузері, завідувачка й читач – у Telegram (сервер
несправжній, протокол справжній). Записує `python -m tests.recordings.libraries`.
"""
STEMS = {
    "Ковил": "Kovyl", "Верб": "Verb", "Лип": "Lyp", "Калин": "Kalyn", "Дуб": "Dub",
    "Берез": "Berez", "Осик": "Osyk", "Терн": "Tern", "Глод": "Hlod", "Клен": "Klen",
}  # fmt: skip
ENDINGS = {"івка": "ivka", "ове": "ove", "ище": "yshche", "анка": "anka"}
COLUMNS = ("Назва", "Село", "Телефон", "Графік роботи", "Комп’ютери", "Принтер", "Укриття")
HOURS = ("пн-пт з 9 до 18, обід 13-14, сб вихідний", "вт-сб 10.00-17.00", "Пн., Ср., Пт. 9-15",
         "щодня 9:00-16:00, перерва 12-13, нд вихідний")  # fmt: skip
UNSURE = "як прийдеться"
HER_VILLAGE, HER_LIBRARY = "Калинівка", "kalynivka-village"
LETTER = "Лист Заріцької обласної бібліотеки від 30.11.2026"


def _villages() -> list[tuple[str, str]]:
    """Forty names, Ukrainian and Latin."""
    return [(f"{stem}{end}", f"{latin}{tail}") for stem, latin in STEMS.items()
            for end, tail in ENDINGS.items()]  # fmt: skip


def _content(folder: Path) -> Path:
    """The practice oblast, with its villages."""
    content = content_of_another(folder)
    hromada = "UA99020010000000009,Зарічанська,UA99020000000000010,Зарічанський"
    rows = "".join(
        f"UA99020010{100 + number}000001,C,{name},{hromada},,"
        f"{47 + number // 8 * 0.05:.2f},{33 + number % 8 * 0.05:.2f},,,{latin}\n"
        for number, (name, latin) in enumerate(_villages(), 1)
    )
    (content / "places/settlements.csv").write_text(SETTLEMENTS + rows, encoding="utf-8")
    (content / "places/hromadas.csv").write_text(HROMADAS, encoding="utf-8")
    return content


def _list(folder: Path) -> Path:
    """What a methodologist would send: one phone without its code, hours nobody can read."""
    rows = [
        (f"Сільська бібліотека с. {name}", name, f"067 000 00 {number:02}",
         HOURS[number % len(HOURS)], str(number % 4), "так" if number % 3 else "ні",
         "є" if number % 5 == 0 else "")
        for number, (name, _) in enumerate(_villages(), 1)
    ]  # fmt: skip
    rows[6] = (*rows[6][:2], "2-15-45", *rows[6][3:])
    rows[8] = (*rows[8][:3], UNSURE, *rows[8][4:])
    return xlsx_file(folder / "biblioteky.xlsx", (COLUMNS, *rows))


@dataclass
class Story:
    """What happened, as it is written down."""

    folder: Path
    base: str
    api: str
    lines: list[str] = field(default_factory=lambda: [HEAD])

    def stage(self, text: str) -> None:
        """Somebody does something."""
        self.lines.append(f"\n**{text}**\n")

    def shown(self, text: str, labels: tuple[str, ...] = ()) -> None:
        """What they see."""
        self.lines += [f"> {line}".rstrip() + "  " for line in text.splitlines()]
        if labels:
            self.lines.append("> " + " ".join(f"`{label}`" for label in labels) + "  ")
        self.lines.append(">")

    def invited(self, role: str, point: str, name: str) -> str:
        """What the command prints for somebody of the staff."""
        done = mistok(
            "staff", "invite", "--role", role, "--point", point, "--name", name, cwd=self.folder,
            database=f"sqlite:///{self.folder}/mistok.db", content=str(self.folder / "content"),
            port=self.base.rpartition(":")[2], telegram_token=TOKEN, telegram_api=self.api,
        )  # fmt: skip
        assert done.code == 0, done
        return done.out

    async def taken(self, many: int) -> None:
        """Until the running program has learnt the content so often."""
        log = self.folder / "log"
        await until(lambda: log.read_text(encoding="utf-8").count("content.taken") >= many)


@dataclass
class Person:
    """Somebody in Telegram."""

    story: Story
    name: str
    citizen: Citizen
    seen: dict[int, int] = field(default_factory=dict)

    async def says(self, text: str, *, told: str = "") -> None:
        """Write, and hear the answer; `told` is what is written down instead of the words."""
        self.story.stage(f"{self.name} пише: «{told or text}»")
        await self.citizen.says(text)
        await self.hears()

    async def taps(self, label: str) -> None:
        self.story.stage(f"{self.name} натискає «{label}».")
        await self.citizen.taps(label)
        await self.hears()

    async def hears(self) -> None:
        """What comes; at least something does."""
        await until(self._fresh)
        await asyncio.sleep(SETTLED)
        for one in self._fresh():
            self.seen[one.id] = one.version
            self.story.shown(one.whole, one.buttons)

    def _fresh(self) -> list:  # type: ignore[type-arg]
        return [one for one in self.citizen.sees
                if not (one.own or one.pin) and self.seen.get(one.id) != one.version]  # fmt: skip


async def _coordinator(story: Story, page: Page) -> None:
    story.lines.append("\n## 1. Координаторка надсилає таблицю\n")
    link = re.search(r"/desk/enter/\S+", story.invited("coordinator", "zaritska", "Ольга"))
    assert link
    await page.goto(story.base + link[0])
    await page.get_by_role("button", name="Відкрити стіл").click()
    await page.goto(f"{story.base}/desk/libraries/import")
    await page.locator("#list").set_input_files(_list(story.folder))
    await page.fill("#source", LETTER)
    story.stage("Ольга вибирає файл на сорок рядків, пише, хто його дав, і натискає "
                "«Показати, що зміниться».")  # fmt: skip
    await page.get_by_role("button", name="Показати, що зміниться").click()
    await page.locator("h1", has_text="Що змінює список").wait_for()
    counts = await page.locator("main ul").first.inner_text()
    asked = await page.locator("ul.problems").inner_text()
    story.shown(f"{counts}\n{asked}")
    await page.screenshot(path=DOCS / "libraries-list.png")
    story.lines.append("\n![Що змінює список](libraries-list.png)\n")
    story.stage("Два рядки доведеться уточнити в бібліотек; решту Ольга записує.")
    await page.get_by_role("button", name="Записати це").click()
    story.shown(await page.get_by_role("status").first.inner_text())
    await story.taken(1)


async def _head(story: Story) -> None:
    story.lines.append("\n## 2. Завідувачка сільської бібліотеки виправляє своє, з телефона\n")
    code = re.search(r"\b\w{4}-\w{4}\b", story.invited("head", HER_LIBRARY, "Ганна"))
    assert code
    hanna = Person(story, "Ганна", Citizen(remote(story.api), name="Ганна"))
    await hanna.says(code[0], told="код із запрошення")
    await hanna.taps("Картка бібліотеки")
    await hanna.taps("Інший телефон")
    await hanna.says("0670001122")
    await hanna.taps("Так, записати")
    story.stage("За мить приходить саме:")
    await hanna.hears()
    await story.taken(2)


async def _citizen(story: Story) -> None:
    story.lines.append("\n## 3. Читач питає й дістає\n")
    petro = Person(story, "Петро", Citizen(remote(story.api), name="Петро"))
    await petro.says("/start")
    await petro.says("де бібліотека в Калинівці")
    await petro.taps(f"Сільська бібліотека с. {HER_VILLAGE}")


async def _record(story: Story) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1000, "height": 900}, locale="uk-UA")
        await _coordinator(story, page)
        await browser.close()
    await _head(story)
    await _citizen(story)


def main() -> None:
    """Live it through, write it down."""
    with (
        tempfile.TemporaryDirectory() as name,
        httpx.Client(timeout=60) as http,
        fake_telegram_process() as api,
    ):
        folder = Path(name)
        settings = {
            "MISTOK_CONTENT": str(_content(folder)), "MISTOK_TELEGRAM_TOKEN": TOKEN,
            "MISTOK_TELEGRAM_API": api, "MISTOK_SENTENCE_MODEL": "off",
        }  # fmt: skip
        with bot_process(folder, http, settings) as (_, base, _):
            story = Story(folder, base, api)
            asyncio.run(_record(story))
    (DOCS / "libraries.md").write_text("\n".join(story.lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
