"""Ask docs/transcript.jsonl in a real browser and in Telegram; write docs/transcript.md.

`python -m tests.recordings.transcript`. Each line {"id", "text", "remark"} is asked by a new
citizen in each channel. The remark is ours: what is good or bad about the answer.
"""

import asyncio
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.async_api import Browser, async_playwright

from bot.app.settings import ROOT
from tests.chromium import CHROMIUM
from tests.fakes.telegram.citizen import Citizen, remote
from tests.fakes.telegram.state import TOKEN
from tests.processes import bot_process, fake_telegram_process

LINES = ROOT / "docs" / "transcript.jsonl"
WRITTEN = LINES.with_suffix(".md")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTLED = 0.6  # seconds without a further message: the answer is whole
READ_PAGE = """() => {
    const label = (key) => [...key.childNodes]
        .map((part) => (part.className === "unseen" ? "" : part.textContent)).join("").trim();
    const messages = [...document.querySelectorAll(".message")];
    const asked = messages.findLastIndex((one) => one.classList.contains("own"));
    return messages.slice(asked + 1).map((one) => ({
        lines: [...one.querySelectorAll("h3, p.text")].map((part) => part.innerText),
        buttons: [...one.querySelectorAll(".key")].map(label),
    }));
}"""
HEAD = """# Як Місток відповідає

Двадцять запитань і десять місць, узятих з переліку через рівні проміжки, а не вибраних. Кожне
поставила нова людина: у вебчаті справжнім браузером і в Telegram (сервер несправжній, протокол
справжній). Нижче – відповідь у чаті; про Telegram сказано, якщо там інакше. Курсивом – наша думка
про відповідь. Точки на карті, які обидва канали показують поруч, тут пропущено.

Записує `python -m tests.recordings.transcript`.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot: its text, and the labels under it."""

    text: str
    buttons: tuple[str, ...]


async def _in_browser(browser: Browser, base: str, text: str) -> list[Said]:
    context = await browser.new_context(viewport={"width": 360, "height": 740})
    page = await context.new_page()
    await page.goto(base)
    await page.wait_for_selector(".ours button")
    await page.fill("#field", text)
    await page.keyboard.press("Enter")
    before, found = None, []
    while not found or found != before:
        await asyncio.sleep(SETTLED)
        before, found = found, await page.evaluate(READ_PAGE)
    await context.close()
    return [
        Said("\n\n".join(one["lines"]), tuple(one["buttons"])) for one in found if any(one.values())
    ]


async def _in_telegram(api: str, text: str) -> list[Said]:
    citizen = Citizen(remote(api), name="Марія")
    await citizen.starts()
    await citizen.hears()
    await asyncio.sleep(SETTLED)
    asked = len(citizen.sees)
    await citizen.says(text)
    await citizen.hears()
    await asyncio.sleep(SETTLED)
    fresh = [one for one in citizen.sees[asked:] if not (one.own or one.pin)]
    under_field = tuple(label for row in citizen.keyboard for label in row)
    return [Said(one.whole, one.buttons or under_field) for one in fresh]


def _shown(said: list[Said]) -> str:
    parts = []
    for one in said:
        lines = [f"> {line}".rstrip() + "  " for line in one.text.splitlines()]
        if one.buttons:
            lines.append("> " + " ".join(f"`{label}`" for label in one.buttons))
        parts.append("\n".join(lines))
    return "\n>\n".join(parts)


def _same(web: list[Said], telegram: list[Said]) -> bool:
    def words(said: list[Said]) -> list[str]:
        return [" ".join((one.text + " " + " ".join(one.buttons)).split()) for one in said]

    return words(web) == words(telegram)


async def _record(base: str, api: str) -> str:
    told = [HEAD]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for line in LINES.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            web = await _in_browser(browser, base, asked["text"])
            telegram = await _in_telegram(api, asked["text"])
            told += [f"## {asked['text']}\n", _shown(web) + "\n"]
            if not _same(web, telegram):
                told += ["У Telegram:\n", _shown(telegram) + "\n"]
            told.append(f"*{asked['remark']}*\n")
        await browser.close()
    return "\n".join(told)


def main() -> None:
    """Start everything, ask, write."""
    with (
        tempfile.TemporaryDirectory() as folder,
        httpx.Client(timeout=10) as http,
        fake_telegram_process() as api,
        bot_process(
            Path(folder), http, {"MISTOK_TELEGRAM_TOKEN": TOKEN, "MISTOK_TELEGRAM_API": api}
        ) as (_, base, _),
    ):
        WRITTEN.write_text(asyncio.run(_record(base, api)), encoding="utf-8")


if __name__ == "__main__":
    main()
