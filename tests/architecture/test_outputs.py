"""Every kind of output a flow can make is shown by every channel."""

import dataclasses
from pathlib import Path
from typing import get_args

import pytest

from bot.channels.telegram.render import render
from bot.channels.terminal import TerminalChannel
from bot.engine.model import FileLink, Key, Message, Pin, Wants, message_to_json
from bot.engine.turn import Point

ROOT = Path(__file__).parents[2]
PLAIN = Message("Де ви?")
KINDS = {
    "title": Message("Де ви?", title="Бібліотека"),
    "button": Message("Де ви?", rows=((Key("Меню", token="1:menu"),),)),
    "web address": Message("Де ви?", rows=((Key("Сайт", url="https://example.org"),),)),
    "location": Message("Де ви?", wants=("text", "point")),
    "phone": Message("Де ви?", wants=("text", "phone")),
    "pin": Message("Де ви?", pin=Pin(Point(49.4, 27.0), "Бібліотека", "вул. Миру, 1")),
    "approximate pin": Message("Де ви?", pin=Pin(Point(49.4, 27.0), "Бібліотека", "", True)),
    "file": Message("Де ви?", file=FileLink(1, "копія.pdf", 1200, "https://example.org/f")),
    "details": Message("Де ви?", details="Як дістатися: автобус 5."),
    "letter": Message("Де ви?", to_copy=True),
    "more": Message("Де ви?", more="Візьміть паспорт."),
    "edit": Message("Де ви?", replace="7"),
}
# What these mean is in the text already: any channel takes a text, and files where it can.
IN_THE_TEXT = {"text", "file"}
# A terminal can't change what it has printed (it prints the message again), copies any text, and
# knows no number: it is typed.
ONLY_GROWS = {"edit", "letter", "phone"}


def in_telegram(message: Message) -> object:
    return render(message, chat="1", text=str)


async def in_terminal(message: Message) -> str:
    printed: list[str] = []
    await TerminalChannel(write=printed.append, settled=_nothing).send("terminal", message)
    return "".join(printed)


async def _nothing() -> None:
    return None


@pytest.mark.parametrize("kind", KINDS)
async def test_telegram_and_the_terminal_show_it(kind: str) -> None:
    assert in_telegram(KINDS[kind]) != in_telegram(PLAIN)
    if kind not in ONLY_GROWS:
        assert await in_terminal(KINDS[kind]) != await in_terminal(PLAIN)


def test_the_page_shows_every_part_of_a_message() -> None:
    page = (ROOT / "bot/channels/web/static/view.js").read_text(encoding="utf-8")
    for kind in KINDS.values():
        for part in message_to_json(kind):
            assert f"message.{part}" in page, part


def test_no_kind_of_output_is_forgotten_here() -> None:
    shown = {
        field.name
        for message in KINDS.values()
        for field in dataclasses.fields(message)
        if getattr(message, field.name) != getattr(PLAIN, field.name)
    }
    # For programs: no reader sees them; what is recalled goes from the messenger.
    untold = {"cards", "danger", "reminder", "recalled"}
    assert shown | untold | {"text", "lang"} == {
        field.name for field in dataclasses.fields(Message)
    }
    assert {one for message in KINDS.values() for one in message.wants} | IN_THE_TEXT >= set(
        get_args(Wants)
    )
