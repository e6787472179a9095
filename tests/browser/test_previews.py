"""What editors are shown of the chat on the site, beside what the chat’s own script draws."""

from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex
from bot.app.settings import ROOT
from bot.channels.web.look import look
from bot.contracts.looks import Bubble, PartKind
from bot.engine.model import message_to_json
from bot.engine.texts import load_texts
from tests.browser.chat import chatting
from tests.browser.test_cards import said
from tests.channels.web.served_chat import serving

pytestmark = pytest.mark.browser

READ = """async (messages) => {
  const chat = document.querySelector("script[type=module]").src;
  const { View } = await import(new URL("view.js", chat));
  const at = (id) => document.getElementById(id);
  const view = new View({
    log: at("log"), scroll: at("scroll"), latest: at("latest"), typing: at("typing"),
    page: JSON.parse(document.body.dataset.page),
    press() {}, locate() {}, attach() {}, say() {}, danger() {},
  });
  return messages.map((message, id) => {
    view.reset();
    view.showOurs(id + 1, message);
    const card = at("log").lastElementChild;
    for (const one of card.querySelectorAll(".unseen")) one.remove();
    return [...card.querySelectorAll("h3, p.text, pre, summary, .key, .pin strong")]
      .map((one) => one.textContent);
  });
}"""


def told(bubble: Bubble) -> list[str]:
    """The same, as an editor sees it: paragraphs, headings, buttons."""
    found: list[str] = []
    for part in bubble.parts:
        if part.kind is PartKind.FOLDED:
            found.append(part.label)
        if part.kind is PartKind.PLACE:
            found.append(part.text.partition("\n")[0])
        elif part.kind is PartKind.COPY:
            found += [part.text, part.label]
        else:
            found += filter(None, part.text.split("\n\n"))
        found += [label for row in part.rows for label in row]
    return found + [label for row in bubble.rows for label in row]


async def test_the_preview_has_all_that_the_page_draws_in_its_order(
    browser, tmp_path: Path, content_index: ContentIndex
) -> None:
    content = content_index.content
    starts = [f"service__{card.id}" for card in content.catalogue]
    starts += [f"library__{one.id}" for one in content.access_points[:10]]
    starts += [f"trouble__{one.id}__{one.cards[0]}" for one in content.playbooks]
    starts += [f"trouble_end__{one.id}__{one.cards[0]}__1" for one in content.playbooks]
    messages = await said(tmp_path, content_index, *starts, "where")
    assert len(messages) > len(starts)
    async with serving() as served, chatting(browser, served) as chat:
        drawn = await chat.page.evaluate(READ, [message_to_json(one) for one in messages])
    bubbles = look(messages, load_texts(ROOT / "locales")["uk"].text).bubbles
    for bubble, seen in zip(bubbles, drawn, strict=True):
        assert told(bubble) == seen
