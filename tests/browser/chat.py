"""The chat page as a person uses it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Locator,
    Page,
    expect,
)

from bot.channels.web.texts import page_texts
from tests.channels.web.served_chat import ServedChat, about

UK = page_texts(about().translate["uk"])
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
}
OFFLINE = "ERR_INTERNET_DISCONNECTED"


class Chat:
    """An open chat page and what its console said."""

    def __init__(self, page: Page, served: ServedChat) -> None:
        self.page = page
        self.served = served
        self.console: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and OFFLINE not in message.text:
            self.console.append(message.text)

    async def open(self, path: str = "/") -> "Chat":
        await self.page.goto(self.served.address + path)
        await self.page.wait_for_selector("#log[aria-live=polite]")
        return self

    async def write(self, text: str) -> None:
        await self.page.fill("#field", text)
        await self.page.keyboard.press("Enter")

    async def says(self, text: str) -> Locator:
        """Wait for a message of ours that holds `text`."""
        message = self.page.locator(".ours", has_text=text).last
        await message.wait_for()
        return message

    async def lines(self) -> list[str]:
        """The conversation, as it is seen: own lines begin with ">"."""
        return await self.page.evaluate(
            """() => [...document.querySelectorAll(".message")].map((one) =>
                one.classList.contains("own")
                    ? "> " + one.querySelector(".text").lastChild.textContent
                    : [...one.querySelectorAll("h3, .text")].map((p) => p.textContent).join(" | "))
            """
        )

    async def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).last

    async def has_focus(self, id: str) -> None:
        """It gets the focus: a dialog gives it back a moment after it has closed."""
        await expect(self.page.locator(f"#{id}")).to_be_focused()

    async def focused(self) -> str:
        return await self.page.evaluate(
            "() => document.activeElement.id || document.activeElement.textContent"
        )


@asynccontextmanager
async def chatting(
    browser: Browser, served: ServedChat, *, path: str = "/", **options: object
) -> AsyncIterator[Chat]:
    """A chat in a fresh profile; at the end its console must be silent."""
    context: BrowserContext = await browser.new_context(
        **{"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce", **options}
    )
    chat = await Chat(await context.new_page(), served).open(path)
    yield chat
    assert not chat.console, chat.console
    await context.close()


async def violations(frame: Page | Frame) -> str:
    """What axe finds, "" for nothing."""
    found = (await Axe().run(frame, options=RULES)).response["violations"]
    return "\n".join(
        f"{one['id']}: {one['help']}: {[node['html'] for node in one['nodes']]}" for one in found
    )
