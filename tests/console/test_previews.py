"""How people see an entry: what a form shows is what the channels send."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.app.channels import CHANNELS
from bot.app.content_index import ContentIndex
from bot.app.content_writer import content_writer
from bot.app.settings import ROOT
from bot.content.pages.labels import KINDS
from bot.contracts.looks import Look
from bot.engine.texts import load_texts
from bot.staff.model import Role
from tests.browser.test_cards import said
from tests.console.served_desk import Librarian, ServedDesk
from tests.console.test_content import CARD, LIBRARY, sends

PLAIN = re.compile(r"<[^>]+>")
NAMES = {"web": "Чат на сайті", "telegram": "Telegram", "viber": "Viber"}
LOOKS = {one.name: one.look for one in CHANNELS if one.look is not None}
INHERITANCE = "/desk/content/services/inheritance"
PLAYBOOK = "/desk/content/playbooks/alimony-not-paid"
# What no message to a citizen shows: rules, words, days.
UNSEEN = {"siblings", "commonest", "troubles", "legal_network", "danger_words", "topics",
          "schedules", "copies", "purposes", "copies_all", "promises", "desk", "calendar",
          "region"}  # fmt: skip


def section(browser: Librarian, lang: int = 0) -> str:
    """How people see it, in one language."""
    assert browser.page
    html = browser.page.text
    start = html.index('id="seen"')
    return html[start : html.index("</section>", start)].split('<div class="looks">')[lang + 1]


def channels(browser: Librarian, lang: int = 0) -> dict[str, str]:
    """By channel, its part of the preview."""
    html = section(browser, lang)
    starts = [html.index(f"<summary>{name}") for name in NAMES.values()] + [len(html)]
    return {name: html[starts[at] : starts[at + 1]] for at, name in enumerate(NAMES)}


def words(text: str) -> str:
    return " ".join(unescape(text).split())


def plain(html: str) -> str:
    return words(PLAIN.sub(" ", html))


def shown(look: Look) -> Iterator[str]:
    """Every text and label, in the order they are seen."""
    for bubble in look.bubbles:
        for part in bubble.parts:
            yield from filter(None, (part.label if part.kind == "folded" else "", part.text))
            yield from (label for row in part.rows for label in row)
        yield from (label for row in bubble.rows for label in row)
    yield from (label for row in look.keyboard for label in row)


@pytest.mark.parametrize(
    ("path", "link"),
    [
        (CARD, "service__criminal-record"),
        (INHERITANCE, "service__inheritance"),
        (LIBRARY, "library__derazhnia-tsentralna"),
        (PLAYBOOK, "trouble__alimony-not-paid__alimony"),
    ],
)
async def test_each_channel_is_shown_as_its_own_renderer_draws_what_the_link_says(
    desk: ServedDesk, tmp_path: Path, content_index: ContentIndex, path: str, link: str
) -> None:
    messages = [one for one in await said(tmp_path, content_index, link) if one.title]
    assert messages
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(path)
    text = load_texts(ROOT / "locales")["uk"].text
    for name, html in channels(editor).items():
        rest = plain(html)
        for one in shown(LOOKS[name](messages, text)):
            assert words(one) in rest, (name, one)
            rest = rest.partition(words(one))[2]


async def test_what_telegram_makes_of_a_long_card_and_what_no_channel_can_have_as_a_button(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(CARD)
    parts = channels(editor)
    assert parts["telegram"].count('class="bubble"') == 1
    assert "<details>" in parts["telegram"].partition("bubble")[2]
    assert "зауваж" not in parts["web"].partition("</summary>")[0]
    assert "Частину картки" not in plain(section(editor, lang=1))
    long = ("Зателефонуйте до бібліотеки. " * 34).strip()  # as long as a field may be
    steps = "\r\n".join([long] * 4)
    await sends(editor, CARD, do="preview", **{"now.uk": long, "steps.uk": steps})
    parts = channels(editor)
    assert parts["telegram"].count('class="bubble"') == 2
    assert "щонайбільше 4096 знаків" in plain(parts["telegram"])
    assert "Подробиці не згорнуто" in plain(parts["telegram"])
    assert "щонайбільше 4096" not in plain(parts["viber"])
    assert parts["web"].count('class="bubble"') == 1
    await editor.open(INHERITANCE)
    told = "тут не може бути кнопкою"
    parts = channels(editor)
    assert [told in plain(parts[one]) for one in NAMES] == [False, True, True]


async def test_an_ending_a_ready_answer_an_office_and_a_number_are_seen_as_people_get_them(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open(PLAYBOOK)
    telegram = channels(editor)["telegram"]
    assert 'class="pre copied"' in telegram  # a letter that a tap copies
    assert "скопіюйте" in plain(telegram)
    await editor.open("/desk/content/ready_answers/call-us")
    viber = plain(channels(editor)["viber"])
    assert "Деражнянська міська центральна бібліотека" in viber  # her own library, filled in
    assert "Не допомогло" in viber
    assert "{" not in viber
    await editor.open("/desk/content/offices/cnap-khmelnytskyi")
    await sends(editor, "/desk/content/offices/cnap-khmelnytskyi", do="preview",
                phone="0382 11-11-11")  # fmt: skip
    assert all("0382 11-11-11" in plain(one) for one in channels(editor).values())
    await editor.open("/desk/content/emergency_lines/101")
    assert "пожежа" in plain(channels(editor)["web"])


async def test_every_entry_that_a_message_shows_has_its_preview(
    desk: ServedDesk, own_content: Path
) -> None:
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    writer = content_writer(own_content)
    for key in KINDS.keys() - {"office_kinds"}:  # of some no office is known yet
        for one in list(writer.entries(key))[:6]:
            await editor.open(f"/desk/content/{key}/{quote(one.id)}")
            assert editor.page
            assert editor.page.status_code == 200
            is_seen = 'id="seen"' in editor.page.text
            assert is_seen is (key not in UNSEEN), (key, one.id)
