"""Files on the page: chosen by keyboard, sent with words, shown on both sides, refused in words."""

from dataclasses import replace

import pytest
from playwright.async_api import FilePayload, expect

from bot.engine.model import FileLink, Message
from bot.engine.turn import Turn, TurnKind
from bot.files.rules import CITIZEN_BYTES, MOST_FILES
from tests.browser.chat import UK, Chat, chatting, violations
from tests.channels.web.served_chat import serving

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.7\n" + bytes(2 * 1024 * 1024)
LONG = "Дуже довга назва статті про бібліотеки Хмельницької області та їхніх читачів.pdf"
OURS = FileLink(5, "Стаття «Місток».pdf", 340 * 1024, "https://mistok.test/file/abc")


def answer(turn: Turn) -> list[Message]:
    match turn.kind:
        case TurnKind.START:
            return [Message("Що вам потрібно?", wants=("text", "file"))]
        case TurnKind.FILE:
            return [
                Message("Ось ваша стаття.\n\nФайл буде тут до 30 листопада.", file=OURS),
                Message(OURS.name, file=replace(OURS, url="/file/abc")),
            ]
        case _:
            return [Message(f"Ви написали: {turn.text}")]


def file(name: str = "Довідка.pdf", body: bytes = PDF) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": body}


async def status(chat: Chat) -> str:
    return await chat.page.locator("#status").inner_text()


async def test_a_file_goes_by_keyboard_alone_and_stays_after_a_reload(browser):
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        chat.page.on(
            "filechooser", lambda _: None
        )  # to catch one only at the press may be too late
        await chat.says("Що вам потрібно?")
        await chat.page.focus("#field")
        await chat.page.keyboard.press("Shift+Tab")
        await chat.has_focus("attach")
        async with chat.page.expect_file_chooser() as chooser:
            await chat.page.keyboard.press("Enter")
        await (await chooser.value).set_files([file(), file("Фото.pdf")])
        await expect(chat.page.locator("#attached button")).to_have_count(2)
        await chat.has_focus("field")
        await chat.page.keyboard.type("прошу копію")
        await chat.page.keyboard.press("Shift+Tab")
        await chat.page.keyboard.press("Shift+Tab")
        await chat.page.keyboard.press("Enter")  # the second file is taken back
        await expect(chat.page.locator("#attached li")).to_have_count(1)
        await chat.has_focus("field")
        await chat.page.keyboard.press("Enter")
        await chat.says("Ось ваша стаття.")
        turn = served.channel.turn(served.memory.events[-1].body)
        assert (turn.text, [one.name for one in turn.files]) == ("прошу копію", ["Довідка.pdf"])
        assert await served.channel.fetch(turn.files[0].ref) == PDF
        await expect(chat.page.locator("#attached")).to_be_hidden()
        for _ in range(2):
            own = await chat.page.locator(".own .text").all_inner_texts()
            assert [one.replace("\n", " ").split("Ви: ")[-1] for one in own] == [
                "Довідка.pdf (2 МБ)".replace(" МБ", "\u00a0МБ"),
                "прошу копію",
            ]
            await chat.page.reload()
            await chat.says("Ось ваша стаття.")


async def test_our_file_is_a_link_with_its_name_and_size(browser):
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        await chat.page.set_input_files("#files", [file()])
        await expect(chat.page.locator("#attached button")).to_have_count(1)
        await chat.page.click(".send")
        await chat.says("Файл буде тут")
        links = chat.page.locator(".ours a.file")
        await expect(links).to_have_count(2)
        for number, address in enumerate((OURS.url, f"{served.address}/file/abc")):
            link = links.nth(number)
            assert "Стаття «Місток».pdf (340\u00a0КБ)" in await link.inner_text()
            assert await link.get_attribute("href") == address
            assert await link.get_attribute("rel") == "noopener noreferrer"
        last = chat.page.locator(".ours").last
        assert (await last.inner_text()).count(OURS.name) == 1


async def test_what_is_refused_is_told_and_the_words_stay(browser, tmp_path):
    large = tmp_path / "великий.pdf"
    large.write_bytes(PDF + bytes(CITIZEN_BYTES))
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        await chat.says("Що вам потрібно?")
        await chat.page.fill("#field", "моє питання")
        for refused, told in (
            (file("сторінка.pdf", b"<html><script>1</script>"), "Збережіть його як PDF"),
            (file("порожній.pdf", b""), "порожній"),
            (large, UK["file_large"]),
        ):
            await chat.page.set_input_files("#files", [refused])
            await expect(chat.page.locator("#status")).to_contain_text(told)
            await expect(chat.page.locator("#attached")).to_be_hidden()
        # The browser itself notes each refusal of the server.
        assert all("Failed to load resource" in text for text in chat.console)
        chat.console.clear()
        assert await chat.page.input_value("#field") == "моє питання"
        await chat.page.keyboard.press("Enter")
        await chat.says("Ви написали: моє питання")


async def test_a_lost_connection_loses_no_words(browser):
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        await chat.says("Що вам потрібно?")
        await chat.page.fill("#field", "моє питання")
        await chat.page.context.set_offline(True)
        await chat.page.set_input_files("#files", [file()])
        await expect(chat.page.locator("#status")).to_have_text(UK["not_uploaded"])
        await chat.page.context.set_offline(False)
        await chat.page.set_input_files("#files", [file()])
        await expect(chat.page.locator("#attached button")).to_have_count(1)
        assert await chat.page.input_value("#field") == "моє питання"


async def test_more_files_than_go_with_one_message_wait(browser):
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        small = [file(f"{number}.pdf", b"%PDF-1.7") for number in range(MOST_FILES + 1)]
        await chat.page.set_input_files("#files", small)
        await expect(chat.page.locator("#status")).to_have_text(
            UK["many_files"].replace("%(n)s", "5")
        )
        await expect(chat.page.locator("#attached button")).to_have_count(MOST_FILES)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_with_files_on_a_narrow_phone(browser, results, theme):
    async with (
        serving(answer=answer) as served,
        chatting(browser, served, color_scheme=theme) as chat,
    ):
        await chat.says("Що вам потрібно?")
        await chat.page.click(".attacher", trial=True)
        await chat.page.set_input_files("#files", [file()])
        await expect(chat.page.locator("#attached button")).to_have_count(1)
        await chat.page.fill("#field", "прошу копію")
        await chat.page.click(".send")
        await chat.says("Файл буде тут")
        await chat.page.set_input_files("#files", [file(LONG), file()])
        await expect(chat.page.locator("#attached button")).to_have_count(2)
        assert await violations(chat.page) == ""
        await chat.page.screenshot(path=results / f"chat-files-{theme}.png")
        assert await chat.page.evaluate("() => document.documentElement.scrollWidth") <= 360
        small = await chat.page.evaluate(
            """() => [...document.querySelectorAll("button, a.file")]
                .filter((one) => one.checkVisibility())
                .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
                .filter(([, box]) => box.width < 24 || box.height < 24)
                .map(([text]) => text)"""
        )
        assert small == []


async def test_a_photo_that_is_a_pdf_is_said_to_go_as_one(browser):
    async with serving(answer=answer) as served, chatting(browser, served) as chat:
        await chat.says("Що вам потрібно?")
        await chat.page.set_input_files("#files", [file("fake.jpg")])
        await expect(chat.page.locator("#status")).to_contain_text(
            "fake.jpg – насправді файл іншого виду, тому піде як fake.pdf."
        )
        await chat.page.set_input_files("#files", [file("Довідка.pdf")])
        await expect(chat.page.locator("#status")).to_have_text(f"{UK['uploaded']} Довідка.pdf")
