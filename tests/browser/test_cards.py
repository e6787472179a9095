"""Every card on a telephone 360 px wide: what to do now on the first screen, and never long."""

import json
from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex
from bot.engine.model import Message, message_to_json
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.vault import Vault
from tests.browser.chat import chatting
from tests.channels.web.served_chat import serving
from tests.flows.conftest import bare_line
from tests.lines.quick import SECRET

pytestmark = pytest.mark.browser

HEIGHT = 740
LONGEST = 1.5 * HEIGHT

MEASURE = """async (messages) => {
  const chat = document.querySelector("script[type=module]").src;
  const { View } = await import(new URL("view.js", chat));
  const at = (id) => document.getElementById(id);
  const page = JSON.parse(document.body.dataset.page);
  const view = new View({
    log: at("log"), scroll: at("scroll"), latest: at("latest"), typing: at("typing"), page,
    press() {}, locate() {}, attach() {}, say() {},
  });
  const screen = at("scroll").clientHeight;
  return messages.map((message, id) => {
    view.reset();
    view.showOurs(id + 1, message);
    const card = at("log").lastElementChild;
    const top = card.getBoundingClientRect().top;
    const keys = [...card.querySelectorAll(".key")];
    const primary = card.querySelectorAll(".key.primary");
    return {
      title: message.title,
      height: card.getBoundingClientRect().height,
      screen,
      primary: primary.length,
      primaryEnds: primary.length ? primary[0].getBoundingClientRect().bottom - top : 0,
      broken: [...card.querySelectorAll("a.key[href^='tel:']")]
        .map((one) => one.querySelector(".number"))
        .filter((one) => !one || one.getClientRects().length > 1).length,
      cut: keys
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.textContent),
      wide: card.scrollWidth > card.clientWidth + 1,
    };
  });
}"""


async def said(folder: Path, content_index: ContentIndex, *starts: str) -> list[Message]:
    """What is said at each of these links, as a channel gets it."""
    address = f"sqlite:///{folder / 'cards.db'}"
    migrate(address, vault=Vault([SECRET]))
    database = Database(address, vault=Vault([SECRET]))
    await database.open()
    line = bare_line(database, content_index)
    found: list[Message] = []
    seen = line._seen
    line._seen = lambda message: (found.append(message), seen(message))[1]
    for start in starts:
        await line.open(start)
    await database.close()
    return found


async def drawn(folder: Path, content_index: ContentIndex) -> list[dict[str, object]]:
    """Every card as the chat page gets it."""
    starts = [f"service__{card.id}" for card in content_index.content.catalogue]
    found = await said(folder, content_index, *starts)
    return [message_to_json(one) for one in found if one.title]


@pytest.mark.parametrize("height", [640, HEIGHT])
async def test_the_start_screen_shows_at_its_top_whose_this_is(
    browser, results, tmp_path, content_index, height
):
    greeting = await said(tmp_path, content_index, "")
    viewport = {"width": 360, "height": height}
    async with (
        serving(answer=lambda _: greeting) as served,
        chatting(browser, served, viewport=viewport) as chat,
    ):
        await chat.says("Чим допомогти?")
        await chat.page.screenshot(path=results / f"start-{height}.png")
        first = chat.page.locator(".ours").first
        assert (await first.inner_text()).startswith("Це Місток.")
        top = (await first.bounding_box())["y"]
        shown = await chat.page.locator("#scroll").bounding_box()
        assert shown["y"] <= top < shown["y"] + 40


async def test_what_to_do_now_is_on_the_first_screen_and_no_card_is_long(
    browser, results, tmp_path, content_index
):
    messages = await drawn(tmp_path, content_index)
    assert len(messages) == len(content_index.content.catalogue)
    async with serving() as served, chatting(browser, served) as chat:
        measured = await chat.page.evaluate(MEASURE, messages)
    (results / "cards.json").write_text(json.dumps(measured, ensure_ascii=False, indent=1))
    assert [one for one in measured if one["height"] > LONGEST] == []
    assert [one for one in measured if one["primary"] != 1] == []
    assert [one for one in measured if one["cut"] or one["wide"] or one["broken"]] == []
    forty = {content_index.content.catalogue.get(one).title.main
             for one in content_index.content.commonest}  # fmt: skip
    late = [one for one in measured
            if one["title"] in forty and one["primaryEnds"] > one["screen"]]  # fmt: skip
    assert late == []
