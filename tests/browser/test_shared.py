"""A computer that many people use: the end, the kiosk mode, a conversation left open."""

import re
import time

import pytest
from playwright.async_api import Browser, Page, expect
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.web.session import OWN_SECONDS, Sessions
from bot.channels.web.texts import ERRORS
from bot.engine.model import FileLink, Key, Message
from bot.engine.turn import Turn, TurnKind
from tests.browser import echo_bot
from tests.browser.chat import UK, Chat, about, chatting, violations
from tests.browser.conftest import with_page_cache
from tests.browser.test_files import file
from tests.browser.test_looks import HOST, STRICT
from tests.channels.web.served_chat import ServedChat, serving

pytestmark = pytest.mark.browser

KIOSK = "/chat?kiosk=1"
USUAL = 5 * 60_000
SECRET = "моє приватне питання"
NUMBER = "4829-1532"
ISSN = "0317-8471"
KEPT = """async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage),
    databases: await indexedDB.databases(), caches: await caches.keys(),
    cookies: document.cookie, name: window.name})"""
# What was on its way when the conversation was ended and comes to the server's turn later.
ASKED_LATE = """async () => {
    const page = document.querySelector("script[src$='/chat.js']").src;
    const { Api } = await import(page.replace("chat.js", "api.js"));
    const asked = new Api({ lang: "uk" }, () => {}).history();
    return asked.then(() => "answered", (error) => error.constructor.name);
}"""
NOTHING = {"local": [], "session": [], "databases": [], "caches": [], "cookies": "", "name": ""}


async def kept(page: Page) -> dict[str, object]:
    """What this browser holds of the site."""
    return await page.evaluate(KEPT)


async def end(chat: Chat) -> None:
    await chat.page.click("#end")
    await chat.page.click("#ending [value=yes]")


async def seen(page: Page) -> str:
    """Everything a person, a screen reader or the address bar can tell."""
    return await page.evaluate(
        "() => document.documentElement.innerHTML + location + document.title"
    )


async def test_a_kiosk_keeps_nothing_in_the_browser_even_while_it_is_used(browser):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path=KIOSK) as chat,
    ):
        await chat.says("Добрий день")
        await chat.page.set_input_files("#files", [file("Довідка про мене.pdf")])
        await expect(chat.page.locator("#attached button")).to_have_count(1)
        await chat.write(SECRET)
        await expect(chat.page.locator(".own")).to_have_count(1)
        await chat.page.fill("#field", "чернетка")
        assert await kept(chat.page) == NOTHING
        other = await chat.page.context.new_page()
        for path in ("/", KIOSK):
            await other.goto(served.address + path)
            await other.get_by_text("Добрий день").wait_for()
            assert await other.locator(".own").count() == 0
        await other.close()
        assert chat.served.channel.sessions.read(await token(chat)).shared


async def token(chat: Chat) -> str:
    """The session as this page shows it to the server."""
    async with chat.page.expect_request("**/chat/messages") as asked:
        await chat.page.click("#menu")
    return (await (await asked.value).all_headers())["authorization"].removeprefix("Bearer ")


@pytest.mark.parametrize("path", ["/", KIOSK])
async def test_after_the_end_nothing_is_left(browser, path):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path=path) as chat,
    ):
        await chat.page.set_input_files("#files", [file("Довідка про мене.pdf")])
        await expect(chat.page.locator("#attached button")).to_have_count(1)
        await chat.page.click(".send")
        await chat.write(SECRET)
        await chat.says(f"Ви написали: {SECRET}")
        await chat.page.fill("#field", "приватна чернетка")
        await end(chat)
        await expect(chat.page.locator("#status")).to_have_text(UK["ended"])
        await chat.says("Добрий день")
        assert await chat.page.input_value("#field") == ""
        assert not re.search("приватн|про мене", await seen(chat.page))
        assert chat.page.url == served.address + path
        if path == KIOSK:
            assert await kept(chat.page) == NOTHING
        for leave in (chat.page.go_back, chat.page.go_forward, chat.page.reload):
            await leave()
            assert not re.search("приватн|про мене", await seen(chat.page))


@pytest.mark.parametrize("path", ["/", KIOSK])
async def test_the_end_clears_the_page_without_a_connection(browser, path):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path=path) as chat,
    ):
        await chat.says("Добрий день")
        await chat.page.context.set_offline(True)
        await chat.write(SECRET)
        await expect(chat.page.locator(".own .note")).to_have_count(1)
        await chat.page.click("#end")
        await expect(chat.page.locator("#ending-unsent")).to_be_visible()
        await chat.page.click("#ending [value=yes]")
        await expect(chat.page.locator("#ended")).to_contain_text(UK["ended_offline"])
        assert "приватне" not in await seen(chat.page)
        assert await kept(chat.page) == NOTHING
        assert await violations(chat.page) == ""
        await chat.page.context.set_offline(False)
        assert await chat.page.evaluate(ASKED_LATE) == "Foreign"
        await chat.page.click("#begin")
        await chat.says("Добрий день")
        assert len(served.memory.lines) == 2
        assert all(SECRET not in str(event.body) for event in served.memory.events)


async def test_a_slow_connection_does_not_hold_the_end_up(browser):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path=KIOSK) as chat,
    ):
        await chat.says("Добрий день")
        held = []
        await chat.page.route("**/chat/**", lambda route: held.append(route))
        await chat.page.route("**/chat?kiosk=1", lambda route: held.append(route))
        await chat.write(SECRET)
        await expect(chat.page.locator(".own")).to_have_count(1)
        await end(chat)
        await expect(chat.page.locator("#ended")).to_be_visible()
        assert "приватне" not in await seen(chat.page)
        assert await kept(chat.page) == NOTHING


async def test_an_answer_that_comes_after_the_end_keeps_no_session(browser):
    async with serving(answer=echo_bot.answer) as served:
        page = await browser.new_page()
        held = []
        await page.route("**/chat/session", lambda route: held.append(route))
        await page.goto(served.address)
        await page.wait_for_selector("#log[aria-live=polite]")
        await page.route(f"{served.address}/", lambda route: route.abort())
        await page.click("#end")
        await page.click("#ending [value=yes]")
        await expect(page.locator("#ended")).to_contain_text(UK["ended_offline"])
        async with page.expect_response("**/chat/session"):
            await held[0].continue_()
        await page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 50))")
        assert await kept(page) == NOTHING
        await page.close()


async def test_the_end_tells_the_numbers_and_how_to_learn_the_answer(browser, results):
    async with serving(answer=lambda turn: []) as served, chatting(browser, served) as chat:
        await chat.write("питання")
        await expect(chat.page.locator(".own")).to_have_count(1)
        said = f"Надіслали. Номер запитання: {NUMBER}.\n\nЖурнал має ISSN {ISSN}."
        link = FileLink(1, "Стаття.pdf", 1024, "/file/abc")
        await served.memory.say(served.only_peer, Message(said))
        await served.memory.say(served.only_peer, Message(said, file=link))
        await expect(chat.page.locator(".ours")).to_have_count(2)
        await chat.page.click("#end")
        assert await chat.page.locator("#ending li").all_inner_texts() == [NUMBER]
        for text in ("end_explained", "end_numbers", "end_answers", "end_files"):
            await expect(chat.page.get_by_text(UK[text])).to_be_visible()
        await expect(chat.page.get_by_text(UK["end_unsent"])).to_be_hidden()
        assert await violations(chat.page) == ""
        await chat.page.screenshot(path=results / "chat-ending.png")
        await chat.page.keyboard.press("Escape")
        await chat.has_focus("end")
        await expect(chat.page.locator(".ours")).to_have_count(2)


async def test_an_address_for_the_answer_can_be_left_before_the_end(browser):
    leave = "leave_mail__4829-1532"
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        await chat.page.click("#end")
        await expect(chat.page.get_by_text(UK["end_question"])).to_be_visible()
        await expect(chat.page.locator("#ending-mail")).to_be_hidden()
        await chat.page.keyboard.press("Escape")
        rows = ((Key("Сповістити на пошту", token=leave),),)
        await served.memory.say(served.only_peer, Message(f"Номер: {NUMBER}", rows=rows))
        await chat.says(NUMBER)
        await chat.page.click("#end")
        await chat.page.click("#ending-mail")
        await chat.says(f"Натиснуто: {leave}")
        await expect(chat.page.locator("#ending")).to_be_hidden()


async def idle(chat: Chat, milliseconds: int) -> None:
    await chat.page.clock.run_for(milliseconds)


async def kiosk_with_words(chat: Chat) -> None:
    await chat.says("Добрий день")
    await chat.write(SECRET)
    await chat.says(f"Ви написали: {SECRET}")


class Kiosk:
    """A kiosk whose clock stands still until it is moved."""

    def __init__(self, browser: Browser, served: ServedChat, path: str = KIOSK, **options: object):
        self.opened = (browser, served, path, options)

    async def __aenter__(self) -> Chat:
        browser, served, path, options = self.opened
        self.context = await browser.new_context(
            **{"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce", **options}
        )
        page = await self.context.new_page()
        await page.clock.install()
        self.chat = await Chat(page, served).open(path)
        await kiosk_with_words(self.chat)
        await page.clock.pause_at(await page.evaluate("() => (Date.now() + 1000) / 1000"))
        return self.chat

    async def __aexit__(self, failed: object, *_: object) -> None:
        assert failed or self.chat.console == []
        await self.context.close()


async def test_a_kiosk_left_alone_warns_and_ends(browser):
    async with serving(answer=echo_bot.answer) as served, Kiosk(browser, served) as chat:
        warning = chat.page.locator("#warning")
        await idle(chat, USUAL - 10_000)
        await expect(warning).to_be_hidden()
        await idle(chat, 12_000)
        await expect(warning).to_be_visible()
        assert await chat.focused() == UK["warn_stay"]
        await expect(chat.page.locator("#left-said")).to_be_empty()
        await idle(chat, 20_000)
        left = int(await chat.page.locator("#left").inner_text())
        assert 35 <= left <= 41
        await idle(chat, 30_000)
        await expect(chat.page.locator("#left-said")).to_contain_text(UK["warn_left"])
        await idle(chat, 9_000)
        await expect(chat.page.locator(".own")).to_have_count(0)
        await chat.page.clock.resume()
        await chat.says("Добрий день")
        assert "приватне" not in await seen(chat.page)
        assert await kept(chat.page) == NOTHING


async def test_the_countdown_shows_the_numbers_of_questions(browser):
    def answer(turn: Turn) -> list[Message]:
        number = Message(f"Номер звернення – {NUMBER}. Не номер: {ISSN}.")
        return [*echo_bot.answer(turn), *([number] if turn.kind is TurnKind.TEXT else [])]

    async with serving(answer=answer) as served, Kiosk(browser, served) as chat:
        await chat.says(NUMBER)
        await idle(chat, USUAL + 5_000)
        await expect(chat.page.locator("#warning")).to_be_visible()
        await expect(chat.page.get_by_text(UK["warn_numbers"])).to_be_visible()
        assert await chat.page.locator("#warning li").all_inner_texts() == [NUMBER]
    async with serving(answer=echo_bot.answer) as served, Kiosk(browser, served) as chat:
        await idle(chat, USUAL + 5_000)
        await expect(chat.page.locator("#warning")).to_be_visible()
        await expect(chat.page.get_by_text(UK["warn_numbers"])).to_be_hidden()


@pytest.mark.parametrize("press", ["Enter", "Escape", "click"])
async def test_one_press_stops_the_countdown(browser, press):
    async with serving(answer=echo_bot.answer) as served, Kiosk(browser, served) as chat:
        warning = chat.page.locator("#warning")
        await chat.page.fill("#field", "недописане")
        await idle(chat, USUAL + 30_000)
        await expect(warning).to_be_visible()
        await chat.page.mouse.move(5, 5)
        await chat.page.mouse.move(50, 50)
        await expect(warning).to_be_visible()  # a passer-by who moves the mouse is not the person
        if press == "click":
            await chat.page.get_by_role("button", name=UK["warn_stay"]).click()
        else:
            await chat.page.keyboard.press(press)
        await expect(warning).to_be_hidden()
        await idle(chat, USUAL - 10_000)
        await expect(warning).to_be_hidden()
        assert await chat.page.input_value("#field") == "недописане"
        await expect(chat.page.locator(".own")).to_have_count(1)
        await idle(chat, 12_000)
        await expect(warning).to_be_visible()
        await chat.page.click("#warning [value=end]")
        await expect(chat.page.locator(".own")).to_have_count(0)
        await chat.says("Добрий день")


async def test_a_computer_that_slept_shows_nothing_when_it_wakes(browser):
    async with serving(answer=echo_bot.answer) as served, Kiosk(browser, served) as chat:
        await chat.page.clock.fast_forward(8 * 3_600_000)
        await expect(chat.page.locator(".own")).to_have_count(0)
        await chat.says("Добрий день")
        assert len(served.memory.lines) == 2


async def test_minutes_are_the_librarians_choice_and_signs_of_a_person_count(browser):
    path = "/chat?kiosk=10"
    async with serving(answer=echo_bot.answer) as served, Kiosk(browser, served, path) as chat:
        await expect(chat.page.locator("#shared")).to_have_text(UK["shared"].replace("%(n)s", "10"))
        warning = chat.page.locator("#warning")
        await idle(chat, 9 * 60_000)
        await chat.page.mouse.move(40, 40)
        await chat.page.mouse.move(90, 90)
        await idle(chat, 9 * 60_000)
        await chat.page.keyboard.press("Tab")
        await idle(chat, 9 * 60_000)
        await expect(warning).to_be_hidden()
        await idle(chat, 61_000)
        await expect(warning).to_be_visible()


async def test_an_unused_kiosk_stays_as_it_is(browser):
    async with serving(answer=echo_bot.answer) as served:
        page = await browser.new_page()
        await page.clock.install()
        chat = await Chat(page, served).open(KIOSK)
        await chat.says("Добрий день")
        for _ in range(3):
            await page.clock.fast_forward(3_600_000)
        await expect(page.locator("#warning")).to_be_hidden()
        assert len(served.memory.lines) == 1
        await page.close()


async def test_leaving_or_reloading_a_kiosk_ends_the_conversation(browser):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path=KIOSK) as chat,
    ):
        await kiosk_with_words(chat)
        await chat.page.focus("#field")
        for key in ("F5", "Control+r"):
            await chat.page.keyboard.press(key)  # by mistake: it is asked first
            await chat.page.click("#ending [value=no]")
        assert SECRET in " ".join(await chat.lines())
        await chat.page.goto("about:blank")
        await chat.page.go_back()
        await chat.says("Добрий день")
        assert "приватне" not in await seen(chat.page)
        await kiosk_with_words(chat)
        await chat.page.reload()
        await chat.says("Добрий день")
        assert "приватне" not in await seen(chat.page)


async def test_the_other_language_goes_on_with_a_kiosks_conversation(browser):
    path = "/chat?kiosk=7"
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path=path) as chat,
    ):
        await kiosk_with_words(chat)
        await chat.page.click("nav a")
        await chat.says(f"Ви написали: {SECRET}")
        assert chat.page.url == f"{served.address}/chat?kiosk=7&lang=en"
        assert await kept(chat.page) == NOTHING
        await chat.page.reload()
        await chat.says("Добрий день")
        assert "приватне" not in await seen(chat.page)


async def test_a_page_kept_for_the_back_button_shows_no_ended_conversation():
    async with (
        with_page_cache() as with_cache,
        serving(answer=echo_bot.answer) as served,
    ):
        for path in ("/", KIOSK):
            page = await with_cache.new_page()
            chat = await Chat(page, served).open(path)
            await kiosk_with_words(chat)
            await page.goto(f"{served.address}/?lang=en")
            if path == "/":
                await page.get_by_text(f"Ви написали: {SECRET}").wait_for()
                await page.click("#end")
                await page.click("#ending [value=yes]")
                await expect(page.locator(".own")).to_have_count(0)
                await page.wait_for_selector("#log[aria-live=polite]")
            await page.evaluate("() => { setTimeout(() => history.back()) }")
            await page.wait_for_url(served.address + path)
            await page.wait_for_selector("#log[aria-live=polite]")
            await page.get_by_text("Добрий день").first.wait_for()
            assert "приватне" not in await seen(page)
            await page.close()


# --- a computer that is not a kiosk ----------------------------------------------------------


async def left_alone(chat: Chat, hours: float) -> None:
    """The page is closed and opened again after so long."""
    await chat.page.evaluate(
        """(ago) => {
            for (const key of ["seen", "renewed"])
                localStorage.setItem(`mistok.${key}`, Date.now() - ago);
        }""",
        hours * 3_600_000,
    )
    await chat.page.reload()


async def test_a_conversation_left_on_a_computer_is_hidden_until_its_owner_goes_on(
    browser, results
):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await kiosk_with_words(chat)
        await left_alone(chat, 0.5)
        await chat.says(f"Ви написали: {SECRET}")
        await left_alone(chat, 2)
        await expect(chat.page.locator("#cover")).to_be_visible()
        await chat.has_focus("go-on")
        assert "приватне" not in await seen(chat.page)
        assert await violations(chat.page) == ""
        await chat.page.screenshot(path=results / "chat-cover.png")
        await chat.page.keyboard.press("Enter")
        await chat.says(f"Ви написали: {SECRET}")
        await chat.has_focus("field")
        await chat.page.reload()
        await chat.says(f"Ви написали: {SECRET}")


async def test_whoever_it_is_not_begins_anew(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await kiosk_with_words(chat)
        await left_alone(chat, 2)
        await chat.page.click("#anew")
        await chat.page.click("#ending [value=no]")
        await chat.has_focus("go-on")
        await chat.page.click("#anew")
        await chat.page.click("#ending [value=yes]")
        await chat.says("Добрий день")
        await chat.page.reload()
        await chat.says("Добрий день")
        assert "приватне" not in await seen(chat.page)


async def test_an_open_page_is_hidden_too_and_loses_no_draft(browser):
    async with serving(answer=echo_bot.answer) as served, Kiosk(browser, served, "/") as chat:
        await chat.page.fill("#field", "недописане")
        await chat.page.clock.fast_forward(2 * 3_600_000)
        await expect(chat.page.locator("#cover")).to_be_visible()
        await expect(chat.page.locator("#log")).to_be_hidden()
        await chat.page.click("#go-on")
        assert await chat.page.input_value("#field") == "недописане"
        await expect(chat.page.locator(".own")).to_be_visible()
        await chat.page.clock.run_for(60_000)
        await expect(chat.page.locator("#cover")).to_be_hidden()


async def test_a_phone_waits_for_weeks(browser):
    phone = {"has_touch": True, "is_mobile": True}
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, **phone) as chat,
    ):
        await kiosk_with_words(chat)
        await left_alone(chat, 13 * 24)
        await chat.says(f"Ви написали: {SECRET}")
        await left_alone(chat, 15 * 24)
        await expect(chat.page.locator("#cover")).to_be_visible()


async def test_what_the_server_holds_too_old_is_told_and_a_new_one_begins(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await kiosk_with_words(chat)
        long_ago = Sessions(
            b"a secret of the tests", clock=lambda: time.time() - OWN_SECONDS - 3600
        ).issue()
        await chat.page.evaluate(
            "(token) => localStorage.setItem('mistok.session', token)", long_ago
        )
        await chat.page.reload()
        await expect(chat.page.locator("#status")).to_have_text(
            about().translate["uk"](ERRORS["session_old"])
        )
        await chat.says("Добрий день")
        assert "приватне" not in await seen(chat.page)
        chat.console.clear()  # the browser itself notes the 401


async def test_a_page_in_use_renews_its_session_once_a_day(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        token = "() => localStorage.getItem('mistok.session')"
        yesterday = Sessions(b"a secret of the tests", clock=lambda: time.time() - 90_000)
        first = yesterday.renew(await chat.page.evaluate(token))
        await chat.page.evaluate(
            """(first) => {
                localStorage.setItem("mistok.session", first);
                localStorage.setItem("mistok.renewed", Date.now() - 25 * 3600000);
            }""",
            first,
        )
        async with chat.page.expect_response("**/chat/session"):
            await chat.page.reload()
        await chat.page.wait_for_function(
            "(first) => localStorage.getItem('mistok.session') !== first", arg=first
        )
        second = await chat.page.evaluate(token)
        sessions = served.channel.sessions
        assert sessions.peer(first) == sessions.peer(second)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_axe_finds_nothing_in_a_kiosk(browser, results, theme, width):
    size = {"viewport": {"width": width, "height": 740}, "color_scheme": theme}
    async with serving(answer=echo_bot.answer) as served:
        async with chatting(browser, served, path=KIOSK, **size) as chat:
            await kiosk_with_words(chat)
            assert await violations(chat.page) == ""
            await chat.page.screenshot(path=results / f"kiosk-{width}-{theme}.png")
            assert await chat.page.evaluate("() => document.documentElement.scrollWidth") <= width
            await expect(chat.page.locator("#end")).to_be_in_viewport()
        async with Kiosk(browser, served, **size) as chat:
            await idle(chat, USUAL + 5000)
            await chat.page.clock.resume()
            assert await violations(chat.page) == ""
            await chat.page.screenshot(path=results / f"kiosk-warning-{width}-{theme}.png")
            await chat.page.context.set_offline(True)
            await chat.page.click("#warning [value=end]")
            await expect(chat.page.locator("#ended")).to_contain_text(UK["ended_offline"])
            assert await violations(chat.page) == ""
            await chat.page.screenshot(path=results / f"kiosk-ended-{width}-{theme}.png")


async def test_the_widget_of_a_shared_computer(browser):
    async def host(request: Request) -> Response:
        page = HOST.replace("defer", 'data-kiosk="9" defer')
        return HTMLResponse(page, headers={"Content-Security-Policy": STRICT})

    async with serving(answer=echo_bot.answer, more=[Route("/host", host)]) as served:
        page = await browser.new_page()
        await page.goto(f"{served.address}/host")
        await page.locator("mistok-chat .open").click()
        inside = page.frame_locator("mistok-chat iframe")
        await inside.get_by_text("Добрий день").wait_for()
        await expect(inside.locator("#shared")).to_have_text(UK["shared"].replace("%(n)s", "9"))
        assert await kept(page.frames[1]) == NOTHING
        await page.close()
