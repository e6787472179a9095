"""The widget on libraries' sites, as their builders really put it there."""

import httpx2
import pytest
from playwright.async_api import Browser, Page, expect
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.browser import echo_bot
from tests.channels.web.served_chat import ServedChat, serving
from tests.waiting import PATIENCE

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="uk"><head><title>Бібліотека</title>{head}</head>
<body><main><h1>Бібліотека громади</h1></main>{body}</body></html>"""
LOADED = "window.loaded = true;"


class Host:
    """A library's site beside the chat: its page, its own scripts."""

    def __init__(self) -> None:
        self.head = self.body = self.bundle = ""

    def routes(self) -> list[Route]:
        return [
            Route("/host", self.page),
            Route("/assets/bundle.js", self.script),
        ]

    async def page(self, _: Request) -> Response:
        return HTMLResponse(PAGE.format(head=self.head, body=self.body))

    async def script(self, _: Request) -> Response:
        return Response(self.bundle, media_type="text/javascript")


async def widget_of(served: ServedChat) -> str:
    async with httpx2.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
        return (await http.get(f"{served.address}/widget.js")).text


async def opened(page: Page, site: ServedChat, chat: ServedChat) -> None:
    """The button opens the chat's own page, never the site's."""
    await page.goto(f"{site.address}/host")
    await page.locator("mistok-chat .open").click()
    inside = page.frame_locator("mistok-chat iframe")
    await inside.get_by_text("Добрий день").wait_for()
    source = await page.locator("mistok-chat iframe").get_attribute("src")
    assert source is not None
    assert source.startswith(f"{chat.address}/chat?widget")


WAYS = {
    "in the head": ('<script src="{home}/widget.js" data-lang="uk"></script>', "", ""),
    "in the head, at once": ('<script src="{home}/widget.js" async></script>', "", ""),
    "at the end": ("", '<script src="{home}/widget.js?v=2" defer></script>', ""),
    "added by a script": (
        "",
        ("<script>const s = document.createElement('script'); s.src = '{home}/widget.js';"
        "document.head.append(s);</script>"),
        "",
    ),
    "bundled": ("", '<script src="/assets/bundle.js"></script>', "{widget}"),
    "bundled as a module": (
        '<script type="module" src="/assets/bundle.js"></script>', "", "{widget}"),
    "bundled in the head": ('<script src="/assets/bundle.js"></script>', "", "{widget}"),
    "bundled, told": (
        "", '<script src="/assets/bundle.js" data-home="{home}/"></script>', "{unasked}"),
    "bundled, told elsewhere": (
        '<script src="/assets/bundle.js"></script><script data-home="{home}"></script>', "",
        "addEventListener('load', () => {{ {unasked} }});"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
async def test_it_opens_its_own_chat_wherever_it_stands(browser: Browser, way: str) -> None:
    head, body, bundle = WAYS[way]
    host = Host()
    async with (
        serving(answer=echo_bot.answer, frame_ancestors=("*",)) as chat,
        serving(more=host.routes()) as site,
    ):
        widget = await widget_of(chat)
        unasked = widget.replace(f"{chat.address}/", "")
        given = {"home": chat.address, "widget": f"{LOADED}\n{widget}", "unasked": unasked}
        host.head = head.replace("{home}", chat.address)
        host.body = body.replace("{home}", chat.address)
        host.bundle = bundle.format(**given)
        page = await browser.new_page()
        await opened(page, site, chat)
        await page.close()


async def test_without_an_address_it_does_nothing_and_says_so(browser: Browser) -> None:
    host = Host()
    async with serving() as chat, serving(more=host.routes()) as site:
        host.body = '<script src="/assets/bundle.js"></script>'
        host.bundle = (await widget_of(chat)).replace(f"{chat.address}/", "")
        page = await browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        await page.goto(f"{site.address}/host")
        assert await page.locator("mistok-chat").count() == 0
        assert any("data-home" in one for one in said)
        await page.close()


async def test_the_address_outside_is_known_where_it_is_set(browser: Browser) -> None:
    host = Host()
    async with serving(answer=echo_bot.answer, frame_ancestors=("*",)) as chat:
        told = {"home": chat.address}
        async with serving(**told) as inner, serving(more=host.routes()) as site:
            host.body = '<script src="/assets/bundle.js"></script>'
            host.bundle = await widget_of(inner)  # fetched past the proxy
            page = await browser.new_page()
            await opened(page, site, chat)
            await page.close()


async def test_a_page_is_printed_without_it_and_older_browsers_show_it(browser: Browser) -> None:
    host = Host()
    host.body = '<script src="/widget.js"></script>'
    async with serving(answer=echo_bot.answer, more=host.routes()) as site:
        context = await browser.new_context()
        await context.add_init_script("delete CSSStyleSheet.prototype.replaceSync")
        page = await context.new_page()
        await page.goto(f"{site.address}/host")
        opener = page.locator("mistok-chat .open")
        fixed = "(button) => getComputedStyle(button).position"
        assert await opener.evaluate(fixed) == "fixed"
        await page.emulate_media(media="print")
        await expect(opener).to_be_hidden()
        await page.emulate_media(media="screen")
        await opener.click()
        await page.emulate_media(media="print")
        await expect(page.locator("mistok-chat .panel")).to_be_hidden()
        await context.close()
