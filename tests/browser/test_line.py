"""The line between the page and the server, as it is outside: portals, proxies, many tabs."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, BrowserContext, Route, expect

from bot.engine.model import Message
from tests.browser import echo_bot
from tests.browser.chat import UK, Chat, chatting
from tests.channels.web.served_chat import ServedChat, serving
from tests.waiting import until

pytestmark = pytest.mark.browser

LISTENS_TO_TABS = """() => {
    new BroadcastChannel("mistok").onmessage = ({ data }) => (window.told ||= data.ours);
}"""
PORTAL = "<!doctype html><title>Wi-Fi</title><form><button>Увійти</button></form>"
STRANGERS = {
    "a captive portal": (200, "text/html", PORTAL),
    "a portal's data": (200, "application/json", '{"login": true}'),
    "our answer to another message": (202, "application/json", '{"id": "another"}'),
    "a firewall": (403, "text/html", "<h1>403 Forbidden</h1>"),
    "a method not allowed": (405, "text/html", "<h1>405</h1>"),
    "a small limit": (413, "text/html", "<h1>413 Request Entity Too Large</h1>"),
    "a broken gateway": (502, "text/html", "<h1>502 Bad Gateway</h1>"),
    "a sign-in": (401, "text/html", "<h1>401</h1>"),
    "a firewall's data": (403, "application/json", '{"error": "blocked"}'),
}


@pytest.mark.parametrize("case", STRANGERS)
async def test_only_our_own_answer_with_our_id_is_believed(browser, case):
    status, kind, body = STRANGERS[case]
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        tries = 0

        async def strange(route: Route) -> None:
            nonlocal tries
            tries += 1
            if tries > 2:
                await route.continue_()
            else:
                await route.fulfill(status=status, content_type=kind, body=body)

        await chat.page.route("**/chat/messages", strange)
        await chat.write("важливе")
        await expect(chat.page.locator("#status")).to_have_text(UK["troubled"])
        await expect(chat.page.locator(".own .note")).to_have_text(UK["waiting"])
        kept = "() => Object.keys(localStorage).some((key) => key.includes('unsent'))"
        assert await chat.page.evaluate(kept)
        await chat.says("Ви написали: важливе")
        await expect(chat.page.locator(".own .note")).to_have_count(0)
        await expect(chat.page.locator("#status")).to_be_empty()
        assert [one.body.get("text") for one in served.memory.events] == [None, "важливе"]
        assert str(status) not in await chat.page.locator("#log").inner_text()
        chat.console.clear()


@pytest.mark.parametrize("path", ["session", "history", "stream"])
async def test_a_portal_is_passed_wherever_it_stands(browser, path):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.write("раніше")
        await chat.says("Ви написали: раніше")
        if path == "session":
            await chat.page.evaluate("() => localStorage.clear()")
        seen = 0

        async def strange(route: Route) -> None:
            nonlocal seen
            seen += 1
            if seen > 1:
                await route.continue_()
            else:
                await route.fulfill(status=200, content_type="text/html", body=PORTAL)

        await chat.page.route(f"**/chat/{path}**", strange)
        await chat.page.reload()
        await chat.says("Добрий день")
        await chat.write("потім")
        await chat.says("Ви написали: потім")
        assert seen > 1
        session = await chat.page.evaluate("() => localStorage.getItem('mistok.session')")
        assert served.channel.sessions.read(session)
        chat.console.clear()


async def test_a_proxys_smaller_limit_is_told_in_words(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        refused = {"status": 413, "content_type": "text/html", "body": "<h1>413</h1>"}
        await chat.page.route("**/chat/files**", lambda route: route.fulfill(**refused))
        file = {"name": "скан.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
        await chat.page.set_input_files("#files", files=[file])
        await expect(chat.page.locator("#status")).to_have_text(f"скан.pdf: {UK['file_large']}")
        assert "413" not in await chat.page.inner_text("body")
        chat.console.clear()


async def tabs(context: BrowserContext, served: ServedChat, count: int) -> list[Chat]:
    return [await Chat(await context.new_page(), served).open() for _ in range(count)]


def streams(served: ServedChat) -> int:
    return sum(served.channel.pages_of(peer) for peer in served.memory.lines)


async def test_many_tabs_hold_one_connection_and_all_hear(browser):
    async with serving(answer=echo_bot.answer) as served:
        context = await browser.new_context()
        chats = await tabs(context, served, 8)
        for chat in chats:
            await chat.says("Добрий день")
        assert streams(served) == 1
        await chats[-1].write("усім")
        for chat in chats:
            await chat.says("Ви написали: усім")
            await expect(chat.page.locator(".own")).to_have_count(1)
        await chats[0].page.close()  # the one that listened
        await chats[3].write("далі")
        for chat in chats[1:]:
            await chat.says("Ви написали: далі")
        assert streams(served) == 1
        await context.close()


HIDING = """() => {
    let hidden = false;
    Object.defineProperty(document, "hidden", { get: () => hidden });
    window.hide = (now) => {
        hidden = now;
        document.dispatchEvent(new Event("visibilitychange"));
    };
}"""


async def test_a_hidden_tab_lets_go_and_another_takes_over(browser):
    async with serving(answer=echo_bot.answer) as served:
        context = await browser.new_context()
        await context.add_init_script(f"({HIDING})()")
        first, second = await tabs(context, served, 2)
        await first.page.evaluate("() => hide(true)")
        await second.page.evaluate("() => hide(true)")
        await second.page.evaluate("() => hide(false)")
        await second.write("хто чує")
        await second.says("Ви написали: хто чує")
        await first.says("Ви написали: хто чує")
        assert streams(served) == 1
        await first.page.close()
        await second.write("і далі")
        await second.says("Ви написали: і далі")
        await context.close()


async def test_a_tab_hidden_for_long_holds_no_connection_and_catches_up(browser):
    async with serving(answer=echo_bot.answer) as served:
        context = await browser.new_context()
        await context.add_init_script(f"({HIDING})()")
        (chat,) = await tabs(context, served, 1)
        await chat.says("Добрий день")
        await until(lambda: streams(served) == 1)
        await chat.page.clock.install()
        await chat.page.evaluate("() => hide(true)")
        await chat.page.clock.fast_forward(31_000)
        await until(lambda: streams(served) == 0)
        await served.memory.say(served.only_peer, echo_bot.NEAREST)
        await chat.page.clock.fast_forward(61_000)
        await chat.says("Зразкова бібліотека")
        assert streams(served) == 0
        await chat.page.evaluate("() => hide(false)")
        await until(lambda: streams(served) == 1)
        await context.close()


def without(*names: str) -> Iterator[str]:
    for name in names:
        owner, _, one = name.rpartition(".")
        yield f"delete {owner}[{json.dumps(one)}];"


IOS_15_3 = without(
    "Array.prototype.at", "window.HTMLDialogElement", "HTMLFormElement.prototype.requestSubmit",
    "window.BroadcastChannel", "Navigator.prototype.locks", "AbortSignal.timeout",
    "window.structuredClone", "String.prototype.toWellFormed", "Object.hasOwn",
    "CSSStyleSheet.prototype.replaceSync",
)  # fmt: skip
FIREFOX_104 = without(
    "window.TextDecoderStream", "String.prototype.toWellFormed", "Array.fromAsync"
)
OLDEST = without(
    "window.TextDecoderStream", "Response.prototype.body", "Array.prototype.at",
    "Element.prototype.replaceChildren", "String.prototype.replaceAll", "window.ResizeObserver",
    "String.prototype.matchAll", "window.BroadcastChannel", "Navigator.prototype.locks",
    "window.HTMLDialogElement", "HTMLFormElement.prototype.requestSubmit", "AbortSignal.timeout",
)  # fmt: skip
OLD = {"iOS 15.3": "".join(IOS_15_3), "Firefox 104": "".join(FIREFOX_104), "older": "".join(OLDEST)}


@pytest.mark.parametrize("name", OLD)
async def test_a_browser_of_some_years_ago_talks_all_the_same(browser, name):
    async with serving(answer=echo_bot.answer) as served:
        context = await browser.new_context()
        await context.add_init_script(OLD[name])
        chat = await Chat(await context.new_page(), served).open()
        await chat.says("Добрий день")
        await chat.write("довідка")
        await chat.says("0 800 213 103")
        await expect(chat.page.locator("#status")).to_be_empty()
        await served.memory.say(served.only_peer, echo_bot.NEAREST)
        await chat.says("Зразкова бібліотека")
        other = await Chat(await context.new_page(), served).open()
        await other.says("Зразкова бібліотека")
        await chat.page.click("#end")
        await expect(chat.page.locator("#ending")).to_be_visible()
        await chat.page.click("#ending [value=no]")
        await expect(chat.page.locator("#ending")).to_be_hidden()
        await chat.page.click("#end")
        await chat.page.click("#ending [value=yes]")
        await expect(chat.page.locator(".own")).to_have_count(0)
        await chat.says("Добрий день")
        assert chat.console == []
        await context.close()


async def test_what_comes_while_the_history_is_on_its_way_is_shown(browser: Browser) -> None:
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        read, go_on = asyncio.Event(), asyncio.Event()

        async def late(route: Route) -> None:
            response = await route.fetch()
            read.set()
            await go_on.wait()
            await route.fulfill(response=response)

        page = await chat.page.context.new_page()
        await page.route("**/chat/history*", late)
        await page.goto(served.address)
        await read.wait()
        await page.evaluate(LISTENS_TO_TABS)
        await served.memory.say(served.only_peer, echo_bot.NEAREST)
        await chat.says("Зразкова бібліотека")
        await page.wait_for_function("window.told")
        go_on.set()
        await Chat(page, served).says("Зразкова бібліотека")


async def test_the_whole_conversation_is_printed(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        for number in range(6):
            await chat.write(f"рядок {number}" + "\nщось іще" * 20)
            await chat.says(f"Ви написали: рядок {number}")
        await chat.page.emulate_media(media="print")
        measured = await chat.page.evaluate(
            """() => ({
                scroll: document.getElementById("scroll").scrollHeight
                    - document.getElementById("scroll").clientHeight,
                page: document.documentElement.scrollHeight,
                log: document.getElementById("log").getBoundingClientRect().height,
            })"""
        )
        assert measured["scroll"] == 0
        assert measured["page"] >= measured["log"] > 1500
        for one in ("#composer", "#menu", ".bridge", "nav"):
            await expect(chat.page.locator(one)).to_be_hidden()
        printed = await chat.page.pdf()
        assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") >= 2


async def test_only_what_somebody_looks_at_is_told_as_read(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.write("раніше")
        await chat.says("Ви написали: раніше")
        await until(lambda: len(served.memory.read.get(served.only_peer, ())) == 2)
        hide = (
            "(is) => Object.defineProperty(document, 'hidden', {get: () => is, configurable: true})"
        )
        await chat.page.evaluate(hide, True)
        await served.memory.say(served.only_peer, Message("Відповідь бібліотекаря"))
        await chat.says("Відповідь бібліотекаря")
        # The page would tell within this time.
        await chat.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 1000))")
        assert len(served.memory.read[served.only_peer]) == 2
        await chat.page.evaluate(hide, False)
        await chat.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        await until(lambda: len(served.memory.read[served.only_peer]) == 3)
