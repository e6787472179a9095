"""Quick exit: who reads of danger leaves in one press, and the page tells nobody of it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route, expect
from starlette.routing import Route as ServerRoute

from bot.engine.model import Key, Message
from bot.engine.turn import Turn
from tests.browser import echo_bot
from tests.browser.chat import UK, Chat, chatting, violations
from tests.browser.conftest import with_page_cache
from tests.browser.test_shared import KIOSK, NOTHING, kept, seen
from tests.browser.test_widget import Host
from tests.channels.web.served_chat import ServedChat, serving

pytestmark = pytest.mark.browser

ELSEWHERE = "https://weather.example/"
SECRET = "чоловік б’є мене"
LATER = "Дякую, приватне"
NUMBERS = Message(
    "102 – поліція.\n0 800 500 335 – допомога постраждалим, приватне.",
    rows=((Key("Послуга", token="services"),),),
    danger="violence",
)
PRIVATE = "приват|б’є|500 335"
SLOWLY = 1_600  # milliseconds


def answer(turn: Turn) -> list[Message]:
    return [NUMBERS] if SECRET in turn.text else echo_bot.answer(turn)


@asynccontextmanager
async def in_danger(
    browser: Browser, *, path: str = "/", **options: object
) -> AsyncIterator[tuple[ServedChat, Chat]]:
    """A conversation in which the numbers were told."""
    async with (
        serving(answer=answer, quick_exit=ELSEWHERE) as served,
        chatting(browser, served, path=path, **options) as chat,
    ):
        await elsewhere(chat.page)
        await chat.says("Добрий день")
        await expect(chat.page.locator("#exit")).to_be_hidden()
        await tell(chat)
        yield served, chat


async def elsewhere(page: Page) -> None:
    """The page to leave for is not asked from the internet."""

    async def fulfil(route: Route) -> None:
        assert "referer" not in route.request.headers
        await route.fulfill(body="<title>Погода</title>", content_type="text/html")

    await page.context.route(f"{ELSEWHERE}**", fulfil)


async def tell(chat: Chat) -> None:
    await chat.write(SECRET)
    await chat.says("102 – поліція")
    await expect(chat.page.locator("#exit")).to_be_visible()


async def leave(page: Page, how: str) -> None:
    if how == "click":
        await page.click("#exit")
    else:
        await page.focus("#field" if how == "Escape in the field" else "#exit")
        for _ in range(2 if how.startswith("Escape") else 1):
            await page.keyboard.press(how.partition(" ")[0])


@pytest.mark.parametrize("how", ["click", "Enter", "Escape", "Escape in the field"])
@pytest.mark.parametrize("path", ["/", KIOSK])
async def test_one_press_leaves_and_nothing_is_seen_on_the_way_back(
    browser: Browser, path: str, how: str
) -> None:
    async with in_danger(browser, path=path) as (served, chat):
        page = chat.page
        other = f"{served.address}{path}{'&' if '?' in path else '?'}lang=uk"
        await page.goto(other)  # an earlier page of it lies in the tab's history
        await chat.says("Добрий день")
        if path == KIOSK:
            await tell(chat)
        await page.fill("#field", "приватна чернетка")
        async with page.expect_request(ELSEWHERE):
            await leave(page, how)
        await page.wait_for_url(ELSEWHERE)
        await page.go_back()
        await chat.says("Добрий день")
        assert page.url == served.address + path
        assert not re.search(PRIVATE, await seen(page))
        await expect(page.locator("#exit")).to_be_hidden()
        stored = await kept(page)
        if path == KIOSK:
            assert stored == NOTHING
        else:
            assert not re.search(PRIVATE, await page.evaluate("() => JSON.stringify(localStorage)"))
        await page.go_forward()
        await page.wait_for_url(ELSEWHERE)


async def test_who_left_comes_back_by_words_and_others_see_nothing_to_come_back_to(
    browser: Browser,
) -> None:
    async with in_danger(browser) as (served, chat):
        await expect(chat.page.locator("#status")).to_have_text(UK["exit_told"])
        assert UK["exit_told"].endswith(UK["exit_back"])
        await chat.page.click("#exit")
        await chat.page.wait_for_url(ELSEWHERE)
        await chat.page.goto(served.address)
        await chat.says("Добрий день")
        assert not re.search(PRIVATE, await seen(chat.page))
        await chat.write(LATER)  # a new conversation goes on as any other
        await chat.says(f"Ви написали: {LATER}")
        await chat.write(f"«{UK['exit_back'].capitalize()}».")
        await chat.says("102 – поліція")
        await expect(chat.page.locator("#exit")).to_be_visible()
        assert LATER not in " ".join(await chat.lines())
        # It was no message: the bot has not heard it.
        assert not any(UK["exit_back"] in str(one.body).lower() for one in served.memory.events)
        await chat.page.reload()
        await chat.says("102 – поліція")


async def test_a_shared_computer_has_no_way_back_and_says_so(browser: Browser) -> None:
    async with in_danger(browser, path=KIOSK) as (served, chat):
        await expect(chat.page.locator("#status")).to_have_text(UK["exit_told_shared"])
        await chat.page.click("#exit")
        await chat.page.wait_for_url(ELSEWHERE)
        assert any("left" in event.body for event in served.memory.events)
        await chat.page.goto(served.address + KIOSK)
        await chat.says("Добрий день")
        await chat.write(UK["exit_back"])
        await chat.says(f"Ви написали: {UK['exit_back']}")


async def test_one_escape_or_two_slow_ones_leave_nothing(browser: Browser) -> None:
    async with in_danger(browser) as (_, chat):
        await chat.page.clock.install()
        await chat.page.keyboard.press("Escape")
        await chat.page.clock.fast_forward(SLOWLY)
        await chat.page.keyboard.press("Escape")
        await chat.has_focus("field")
        await chat.says("102 – поліція")
        assert chat.page.url == f"{chat.served.address}/"


async def test_no_danger_no_button_and_escape_only_finds_the_field(browser: Browser) -> None:
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        for _ in range(3):
            await chat.page.keyboard.press("Escape")
        await chat.has_focus("field")
        await expect(chat.page.locator("#exit")).to_be_hidden()


async def test_it_stands_in_the_head_of_a_narrow_page_and_is_read_out(
    browser: Browser, results
) -> None:
    async with in_danger(browser, viewport={"width": 360, "height": 640}) as (_, chat):
        button = chat.page.get_by_role("button", name=UK["exit"])
        box = await button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 140
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] + box["width"] <= 360
        assert not await chat.page.evaluate("() => document.body.scrollWidth > innerWidth")
        assert await violations(chat.page) == ""
        await chat.page.screenshot(path=results / "chat-quick-exit.png")
        await chat.page.reload()
        await expect(button).to_be_visible()  # danger was told earlier in this conversation


async def test_every_tab_of_the_conversation_forgets_it(browser: Browser) -> None:
    async with in_danger(browser) as (served, chat):
        other = await Chat(await chat.page.context.new_page(), served).open()
        await other.says("102 – поліція")
        await chat.page.click("#exit")
        await chat.page.wait_for_url(ELSEWHERE)
        await expect(other.page.locator(".own")).to_have_count(0)
        await other.says("Добрий день")
        assert not re.search(PRIVATE, await seen(other.page))


async def test_a_page_kept_for_the_back_button_shows_nothing_either() -> None:
    async with (
        with_page_cache() as with_cache,
        serving(answer=answer, quick_exit=ELSEWHERE) as served,
    ):
        page = await with_cache.new_page()
        await elsewhere(page)
        chat = await Chat(page, served).open()
        await tell(chat)
        await page.goto(f"{served.address}/?lang=en")
        await page.get_by_text("102 – поліція").wait_for()
        await page.click("#exit")
        await page.wait_for_url(ELSEWHERE)
        await page.evaluate("() => { setTimeout(() => history.back()) }")
        await page.wait_for_url(f"{served.address}/")
        await page.wait_for_selector("#log[aria-live=polite]")
        await page.get_by_text("Добрий день").first.wait_for()
        assert not re.search(PRIVATE, await seen(page))


@pytest.mark.parametrize("how", ["click", "Escape"])
async def test_in_a_librarys_site_the_widget_closes_and_is_empty(
    browser: Browser, how: str
) -> None:
    host = Host()
    routes: list[ServerRoute] = host.routes()
    async with (
        serving(answer=echo_bot.answer, more=routes) as site,
        serving(answer=answer, frame_ancestors=("'self'", site.address)) as served,
    ):
        host.body = f'<script src="{served.address}/widget.js"></script>'
        page = await browser.new_page()
        await page.goto(f"{site.address}/host")
        await page.locator("mistok-chat .open").click()
        inside = page.frame_locator("mistok-chat iframe")
        await inside.get_by_text("Добрий день").wait_for()
        await inside.locator("#field").fill(SECRET)
        await page.keyboard.press("Enter")
        await inside.get_by_text("102 – поліція").wait_for()
        if how == "click":
            await inside.locator("#exit").click()
        else:
            for _ in range(2):
                await page.keyboard.press("Escape")
        await expect(page.locator("mistok-chat .panel")).to_be_hidden()
        await page.locator("mistok-chat .open").click()
        await inside.get_by_text("Добрий день").wait_for()
        await expect(inside.get_by_text("102 – поліція")).to_have_count(0)
        assert page.url == f"{site.address}/host"
        await page.close()
