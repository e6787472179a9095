"""How the page looks and reads: axe, sizes, zoom, the widget on a library's site."""

import asyncio

import pytest
from playwright.async_api import expect
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.browser import echo_bot
from tests.browser.chat import UK, Chat, chatting, violations
from tests.channels.web.served_chat import serving

pytestmark = pytest.mark.browser

THEMES = ("light", "dark")
WIDTHS = (360, 1280)
HOST = """<!doctype html><html lang="uk"><head><title>Бібліотека громади</title></head>
<body><main><h1>Бібліотека громади</h1><p>Ласкаво просимо.</p></main>
<script src="/widget.js" data-lang="uk" defer></script></body></html>"""
STRICT = "default-src 'none'; script-src 'self'; frame-src 'self'"


async def host(request: Request) -> Response:
    """A library's site with a policy of its own."""
    return HTMLResponse(HOST, headers={"Content-Security-Policy": STRICT})


def sized(width: int, theme: str) -> dict[str, object]:
    return {
        "viewport": {"width": width, "height": 740 if width < 600 else 800},
        "color_scheme": theme,
        "geolocation": {"latitude": 49.42, "longitude": 26.99},
        "permissions": ["geolocation"],
    }


async def converse(chat: Chat) -> None:
    """Until every kind of message is on the page."""
    await (await chat.button("Знайти бібліотеку")).click()
    await chat.says("Де ви зараз?")
    await chat.page.click(".locate")
    await chat.says("Зразкова бібліотека")
    await chat.write("Мені потрібна довідка про несудимість")
    await chat.says("витяг з реєстру")
    await chat.page.mouse.move(1, 1)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
async def test_axe_finds_nothing_in_the_chat(browser, results, theme, width):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, **sized(width, theme)) as chat,
    ):
        await chat.says("Добрий день")
        await chat.page.screenshot(path=results / f"chat-start-{width}-{theme}.png")
        assert await violations(chat.page) == ""
        await converse(chat)
        await chat.page.screenshot(path=results / f"chat-{width}-{theme}.png")
        assert await violations(chat.page) == ""
        high = await chat.page.evaluate("() => document.documentElement.scrollHeight")
        assert high <= (740 if width < 600 else 800)
        wide = await chat.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width
        await chat.page.click("#end")
        assert await violations(chat.page) == ""


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_with_the_widget(browser, results, theme):
    async with serving(answer=echo_bot.answer, more=[Route("/host", host)]) as served:
        context = await browser.new_context(color_scheme=theme, reduced_motion="reduce")
        page = await context.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.goto(f"{served.address}/host")
        opener = page.locator("mistok-chat .open")
        await opener.wait_for()
        assert await violations(page) == ""
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        inside = page.frame_locator("mistok-chat iframe")
        await inside.get_by_text("Добрий день").wait_for()
        await expect(inside.locator("#field")).to_be_focused()
        await page.screenshot(path=results / f"widget-{theme}.png")
        assert await violations(page) == ""
        assert await violations(page.frames[1]) == ""
        await page.keyboard.type("з віджета")
        await page.keyboard.press("Enter")
        await inside.get_by_text("Ви написали: з віджета").wait_for()
        await page.keyboard.press("Escape")
        await expect(opener).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(inside.locator("#field")).to_be_focused()
        assert await inside.get_by_text("Ви написали: з віджета").count() == 1
        assert [text for text in said if "favicon" not in text and "404" not in text] == []


async def test_a_site_that_is_not_allowed_gets_a_way_out(browser):
    async with serving(frame_ancestors=("'none'",), more=[Route("/host", host)]) as served:
        page = await browser.new_page()
        await page.clock.install()
        await page.goto(f"{served.address}/host")
        await page.locator("mistok-chat .open").click()
        await page.clock.fast_forward(11_000)
        link = page.locator("mistok-chat .panel a")
        assert await link.get_attribute("href") == f"{served.address}/chat?lang=uk"


async def test_large_letters_lose_nothing(browser, results):
    # A 320 px wide window is what a 1280 px one is at 400 % zoom; letters twice as large on top.
    small = {"viewport": {"width": 320, "height": 640}}
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, **small) as chat,
    ):
        await chat.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        await chat.says("Добрий день")
        await chat.write("довідка")
        await chat.says("витяг з реєстру")
        assert await chat.page.evaluate("() => document.documentElement.scrollWidth") <= 320
        beside = "(box) => box.scrollWidth - box.clientWidth"
        assert await chat.page.locator("#scroll").evaluate(beside) == 0
        seen = "() => document.getElementById('scroll').clientHeight"
        assert await chat.page.evaluate(seen) > 100
        await chat.page.locator("#field").scroll_into_view_if_needed()
        await expect(chat.page.locator("#field")).to_be_in_viewport()
        await chat.page.screenshot(path=results / "chat-large-letters.png")


async def test_targets_are_large_enough(browser):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, **sized(360, "light")) as chat,
    ):
        await chat.says("Добрий день")
        await converse(chat)
        small = await chat.page.evaluate(
            """() => [...document.querySelectorAll("button, .key, .brand a, .pin a")]
                .filter((one) => one.checkVisibility())
                .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
                .filter(([, box]) => box.width < 24 || box.height < 24)
                .map(([text]) => text)"""
        )
        assert small == []


PHONES = [("Обласна бібліотека", ["0382 79-47-31"])]


async def test_without_javascript_a_form_asks_and_answers(browser, results):
    async with serving(answer=echo_bot.answer, phones=lambda _: PHONES) as served:
        context = await browser.new_context(
            java_script_enabled=False, viewport={"width": 360, "height": 740}
        )
        page = await context.new_page()
        await page.goto(served.address)
        await expect(page.locator("#composer")).to_be_hidden()
        await expect(page.locator("#plain")).to_be_visible()
        await expect(page.get_by_role("link", name="0382 79-47-31")).to_be_visible()
        await page.screenshot(path=results / "plain.png")
        await page.fill("#plain-text", "Мені потрібна довідка")
        await page.get_by_role("button", name=UK["plain_ask"], exact=True).click()
        await expect(page.locator("article").last).to_contain_text("Що потрібно: паспорт")
        await page.get_by_role("button", name="Допоможіть мені з цим").click()
        await expect(page.locator("article").last).to_contain_text("Натиснуто: help")
        await served.memory.say(served.only_peer, echo_bot.NEAREST)
        await page.get_by_role("button", name=UK["plain_look"]).click()
        await expect(page.locator("article").last).to_contain_text("Зразкова бібліотека")
        wide = await page.locator("html").evaluate("(html) => html.scrollWidth")
        assert wide <= 360
        await page.screenshot(path=results / "plain-answer.png", full_page=True)
        await page.reload()
        assert [one.body.get("text") or one.body.get("token") for one in served.memory.events] == [
            "Мені потрібна довідка", "help",
        ]  # fmt: skip
        await context.close()


@pytest.mark.parametrize("theme", THEMES)
async def test_axe_finds_nothing_in_the_pages_without_scripts(browser, theme):
    async with serving(answer=echo_bot.answer, phones=lambda _: PHONES) as served:
        context = await browser.new_context(color_scheme=theme)
        page = await context.new_page()
        await page.goto(f"{served.address}/plain?lang=uk")
        await page.fill("#plain-text", "Мені потрібна довідка")
        await page.get_by_role("button", name=UK["plain_ask"], exact=True).click()
        await page.locator("article").last.wait_for()
        assert await violations(page) == ""
        await context.close()


async def test_a_browser_that_cannot_read_the_scripts_gets_the_form_too(browser):
    async with serving(answer=echo_bot.answer) as served:
        page = await browser.new_page()
        broken = {"status": 200, "content_type": "text/javascript", "body": "let 1 = ;"}
        await page.route("**/chat.js", lambda route: route.fulfill(**broken))
        await page.goto(served.address)
        await expect(page.locator("#plain")).to_be_visible()
        await page.fill("#plain-text", "довідка")
        await page.get_by_role("button", name=UK["plain_ask"], exact=True).click()
        await expect(page.locator("article").last).to_contain_text("витяг з реєстру")
        await page.close()


async def test_what_was_written_before_the_scripts_came_is_kept(browser):
    async with serving(answer=echo_bot.answer) as served:
        page = await browser.new_page()
        held = asyncio.Event()

        async def slowly(route):
            await held.wait()
            await route.continue_()

        await page.route("**/chat.js", slowly)
        await page.goto(served.address, wait_until="commit")
        await expect(page.locator("#plain")).to_be_visible()
        await page.fill("#plain-text", "я вже написала")
        held.set()
        await expect(page.locator("#field")).to_have_value("я вже написала")
        await expect(page.locator("#plain")).to_have_count(0)
        await page.close()
