"""A conversation on the page: by mouse, by keyboard, over a reload, without a connection."""

import asyncio
import json
import uuid

import pytest
from playwright.async_api import Route, expect

from bot.channels.web.limits import Limits
from bot.engine.model import Key, Message
from bot.pacing.token_bucket import Rate
from tests.browser import echo_bot
from tests.browser.chat import UK, Chat, chatting
from tests.channels.web.served_chat import serving

pytestmark = pytest.mark.browser

HELLO = (
    "Добрий день | Я допоможу знайти бібліотеку, державну послугу чи консультацію юриста."
    " | Напишіть своїми словами, що вам потрібно."
)
WHERE = "Де ви зараз? Надішліть своє місце або напишіть назву села чи міста."


async def test_a_conversation_by_keyboard_alone(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        keyboard = chat.page.keyboard
        await keyboard.press("Tab")
        assert await chat.focused() == UK["skip"]
        await keyboard.press("Enter")
        await chat.has_focus("field")
        await keyboard.type("перший рядок")
        await keyboard.press("Shift+Enter")
        await keyboard.type("другий рядок")
        await keyboard.press("Enter")
        await chat.says("другий рядок")
        assert served.memory.events[-1].body["text"] == "перший рядок\nдругий рядок"
        for _ in range(20):
            await keyboard.press("Shift+Tab")
            if await chat.focused() == "Знайти бібліотеку":
                break
        await keyboard.press("Enter")
        await chat.says("Де ви зараз?")
        await keyboard.press("Escape")
        await chat.has_focus("field")


async def test_a_reload_keeps_the_conversation(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        await (await chat.button("Знайти бібліотеку")).click()
        await chat.says("Де ви зараз?")
        await chat.write("дякую")
        await chat.says("Ви написали: дякую")
        await expect(chat.page.locator("#typing")).to_be_hidden()
        before = await chat.lines()
        assert before == [
            HELLO,
            "> Знайти бібліотеку",
            WHERE,
            "> дякую",
            "Ви написали: дякую",
        ]
        await chat.page.reload()
        await chat.says("Ви написали: дякую")
        assert await chat.lines() == before
        assert len(served.memory.events) == 3


async def test_an_answer_that_replaces_edits_the_pressed_message(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        services = await chat.button("Послуги")
        await services.focus()
        await chat.page.keyboard.press("Enter")
        await chat.says("Які послуги?")
        assert await chat.lines() == ["Послуги | Які послуги?"]
        assert await chat.focused() == "Назад"
        await chat.page.reload()
        await chat.says("Які послуги?")
        assert await chat.lines() == ["Послуги | Які послуги?"]
        # The edited message answers to its new number.
        await (await chat.button("Назад")).click()
        await chat.says("Натиснуто: back")
        assert served.memory.events[-1].body["message"] == "2"


async def test_a_replacement_comes_as_a_new_message_when_more_was_said_since(browser):
    async with serving(answer=lambda turn: []) as served, chatting(browser, served) as chat:
        await chat.write("питання")
        await expect(chat.page.locator(".own")).to_have_count(1)
        await served.memory.say(served.only_peer, Message("Так чи ні?"))
        await chat.says("Так чи ні?")
        await chat.write("ще одне")
        await served.memory.say(served.only_peer, Message("Добре", replace="1"))
        await chat.says("Добре")
        assert await chat.lines() == ["> питання", "Так чи ні?", "> ще одне", "Добре"]


async def test_without_a_connection_nothing_is_lost_or_doubled(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        await chat.page.context.set_offline(True)
        await chat.write("раз")
        await chat.write("два")
        await expect(chat.page.locator("#status")).to_have_text(UK["unsent"])
        await expect(chat.page.locator(".own .note")).to_have_count(2)
        await served.memory.say(served.only_peer, Message("поки вас не було"))
        await chat.page.context.set_offline(False)
        await chat.says("Ви написали: два")
        await expect(chat.page.locator(".own .note")).to_have_count(0)
        await expect(chat.page.locator("#status")).to_be_empty()
        said = [event.body["text"] for event in served.memory.events[1:]]
        assert said == ["раз", "два"]
        lines = await chat.lines()
        assert sorted(lines) == sorted(
            [
                HELLO,
                "> раз",
                "> два",
                "поки вас не було",
                "Ви написали: раз",
                "Ви написали: два",
            ]
        )
        await chat.page.reload()
        await chat.says("Ви написали: два")
        assert sorted(await chat.lines()) == sorted(lines)


async def test_what_was_written_without_a_connection_outlives_the_page(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        await chat.page.route("**/chat/messages", lambda route: route.abort())
        await chat.write("збережіть мене")
        await expect(chat.page.locator("#status")).to_have_text(UK["unsent"])
        chat.console.clear()
        await chat.page.unroute("**/chat/messages")
        await chat.page.reload()
        await chat.says("Ви написали: збережіть мене")
        assert (await chat.lines()).count("> збережіть мене") == 1


async def test_a_lost_acknowledgement_doubles_nothing(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        lost = 0

        async def lose_the_first(route: Route):
            nonlocal lost
            lost += 1
            if lost > 1:
                await route.continue_()
            else:
                await route.fetch()
                await route.abort()

        await chat.page.route("**/chat/messages", lose_the_first)
        await chat.write("один раз")
        await chat.says("Ви написали: один раз")
        await chat.page.wait_for_function(
            "() => !Object.keys(localStorage).some((key) => key.includes('unsent'))"
        )
        await asyncio.sleep(0.3)
        assert lost == 2
        assert [event.body.get("text") for event in served.memory.events] == [None, "один раз"]
        assert (await chat.lines())[1:] == ["> один раз", "Ви написали: один раз"]
        chat.console.clear()


async def test_a_server_that_could_not_save_is_asked_again(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        served.memory.failing = True
        await chat.write("терпляче")
        await expect(chat.page.locator(".own .note")).to_have_text(UK["waiting"])
        served.memory.failing = False
        await chat.says("Ви написали: терпляче")
        chat.console.clear()


async def test_a_flood_is_told_to_wait_and_then_sent(browser):
    limits = Limits(messages_per_session=Rate(2, 1))
    async with (
        serving(answer=echo_bot.answer, limits=limits) as served,
        chatting(browser, served) as chat,
    ):
        for text in ("раз", "два", "три"):
            await chat.write(text)
        await chat.says("Ви написали: три")
        assert (await chat.lines())[-1] == "Ви написали: три"
        chat.console.clear()


async def test_with_storage_blocked_it_works_for_the_visit(browser):
    async with serving(answer=echo_bot.answer) as served:
        context = await browser.new_context()
        await context.add_init_script(
            "Object.defineProperty(window, 'localStorage',"
            " { get() { throw new DOMException('blocked', 'SecurityError'); } });"
        )
        page = await context.new_page()
        await page.goto(served.address)
        await page.get_by_text("Добрий день").wait_for()
        await page.fill("#field", "без сховища")
        await page.keyboard.press("Enter")
        await page.get_by_text("Ви написали: без сховища").wait_for()


async def test_a_deep_link_opens_once(browser):
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, path="/?start=lib__17&lang=en") as chat,
    ):
        await chat.says("Відкрито: lib__17")
        assert chat.page.url.endswith("/?lang=en")
        await chat.page.reload()
        await chat.says("Відкрито: lib__17")
        assert len(served.memory.events) == 1
        assert served.memory.events[0].body["lang"] == "en"


async def test_the_location_is_sent_or_its_refusal_explained(browser):
    place = {"latitude": 49.42, "longitude": 26.99}
    async with (
        serving(answer=echo_bot.answer) as served,
        chatting(browser, served, geolocation=place) as chat,
    ):
        await (await chat.button("Знайти бібліотеку")).click()
        await chat.says("Де ви зараз?")
        await (await chat.button(UK["locate"])).click()
        await expect(chat.page.locator("#status")).to_have_text(UK["locate_denied"])
        await chat.page.context.grant_permissions(["geolocation"])
        await (await chat.button(UK["locate"])).click()
        card = await chat.says("Зразкова бібліотека")
        assert served.memory.events[-1].body["point"] == {"lat": 49.42, "lon": 26.99}
        route = card.get_by_role("link", name=UK["route"])
        assert await route.get_attribute("href") == (
            "https://www.openstreetmap.org/directions?to=49.4216%2C26.9965"
        )
        assert await route.get_attribute("rel") == "noopener noreferrer"


async def test_what_anybody_writes_stays_text(browser):
    nasty = '<img src=x onerror="document.title=1"> https://example.org/a?b=1&c=<b> 0 800 213 103'
    evil = ((Key("Натисніть", url="javascript:document.title=2"),),)
    async with serving(answer=lambda turn: []) as served, chatting(browser, served) as chat:
        await chat.write(nasty)
        await expect(chat.page.locator(".own")).to_have_count(1)
        await served.memory.say(served.only_peer, Message(nasty, rows=evil))
        message = await chat.says("onerror")
        assert await message.locator("img").count() == 0
        links = await message.locator("a[href]").evaluate_all("(all) => all.map((a) => a.href)")
        assert links == ["https://example.org/a?b=1&c=", "tel:0800213103"]
        assert "Місток" in await chat.page.title()


async def test_a_text_too_long_is_said_before_it_is_sent(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        await chat.write("ї" * 4097)
        await expect(chat.page.locator("#status")).to_have_text(UK["too_long"])
        assert await chat.page.input_value("#field") == "ї" * 4097
        assert len(served.memory.events) == 1


async def test_a_session_of_another_house_begins_anew(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        forged = json.dumps(str(uuid.uuid4()))
        await chat.page.evaluate(f"() => localStorage.setItem('mistok.session', {forged})")
        await chat.page.reload()
        await expect(chat.page.locator("#status")).to_have_text(UK["new_chat"])
        await chat.says("Добрий день")
        assert len(served.memory.lines) == 2
        chat.console.clear()  # the browser itself notes the 401


async def test_a_conversation_just_begun_anew_is_not_somebody_elses(browser):
    """Another tab has ended it, and this one opened the next before it was told."""
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        await chat.page.reload()
        await chat.says("Добрий день")
        await chat.page.evaluate("() => localStorage.clear()")
        await chat.write("довідка")
        await chat.page.wait_for_function("() => localStorage.getItem('mistok.session')")
        other = await Chat(await chat.page.context.new_page(), served).open()
        await expect(other.page.locator("#cover")).to_be_hidden()
        await other.says("0 800 213 103")


async def test_ending_leaves_nothing_for_the_next_reader(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.write("моє приватне питання")
        await chat.says("Ви написали: моє приватне питання")
        await chat.page.click("#end")
        await chat.page.keyboard.press("Escape")
        await chat.has_focus("end")
        await chat.page.click("#end")
        await chat.page.get_by_role("button", name=UK["end_yes"], exact=True).click()
        await expect(chat.page.locator(".own")).to_have_count(0)
        await chat.says("Добрий день")
        assert "приватне" not in " ".join(await chat.lines())
        assert len(served.memory.lines) == 2


async def test_two_tabs_show_one_conversation(browser):
    async with serving(answer=echo_bot.answer) as served, chatting(browser, served) as chat:
        await chat.says("Добрий день")
        other = await chat.page.context.new_page()
        await other.goto(served.address)
        await other.get_by_text("Добрий день").wait_for()
        await chat.page.bring_to_front()
        await chat.write("з першої")
        await chat.says("Ви написали: з першої")
        await other.get_by_text("Ви написали: з першої").wait_for()
        assert await other.locator(".own").count() == 1
