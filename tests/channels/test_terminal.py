"""What is typed at a terminal, and what is printed there."""

import os
import sys

import pytest

from bot.channels.contract import RawEvent
from bot.channels.terminal import TerminalChannel, keyboard
from bot.engine.model import Key, Message, Pin
from bot.engine.turn import Point, TurnKind


async def nothing() -> None:
    """Everything is settled."""


def terminal(printed: list[str]) -> TerminalChannel:
    return TerminalChannel(read=lambda: "", write=printed.append, settled=nothing)


async def test_a_number_presses_the_button_it_stands_before_until_the_next_answer() -> None:
    printed: list[str] = []
    channel = terminal(printed)
    rows = ((Key("Так", "1:yes"), Key("Сайт", url="https://example.org")), (Key("Ні", "1:no"),))
    await channel.send("terminal", Message("Точно?", title="Питання", rows=rows))
    assert printed == [
        "\n== Питання ==\nТочно?\n  [1] Так\n  → Сайт: https://example.org\n  [2] Ні\n"
    ]
    pressed = channel.turn(channel.event("2", 1, session="s").body)
    assert pressed
    assert (pressed.kind, pressed.token) == (TurnKind.PRESS, "1:no")
    typed = channel.turn(channel.event("2", 2, session="s").body)
    assert typed
    assert (typed.kind, typed.text) == (TurnKind.TEXT, "2")


async def test_places_go_both_ways_in_words() -> None:
    printed: list[str] = []
    channel = terminal(printed)
    pin = Pin(Point(49.42, 26.98), "Бібліотека", "", approximate=True)
    await channel.send("terminal", Message("Де ви?", wants=("text", "point"), pin=pin))
    assert printed == ["\nДе ви?\n≈ Бібліотека: 49.42000, 26.98000\n  [@lat, lon]\n"]
    shared = channel.turn(channel.event("@49.42, -26.98", 1, session="s").body)
    assert shared
    assert (shared.kind, shared.point) == (TurnKind.POINT, Point(49.42, -26.98))


@pytest.mark.parametrize(
    "typed", ["@", "@91, 0", "@0, 181", "@49.4", "@a, b", "@1, 2 і ще", "@٤٩, ٢٦"]
)
def test_what_is_no_place_is_text(typed: str) -> None:
    turn = terminal([]).turn(terminal([]).event(typed, 1, session="s").body)
    assert turn
    assert (turn.kind, turn.text, turn.point) == (TurnKind.TEXT, typed, None)


async def test_it_reads_to_the_end_of_the_input_and_skips_empty_lines() -> None:
    lines = iter(["\n", "  \n", "меню\n", "дякую", ""])
    channel = TerminalChannel(read=lambda: next(lines), write=print, settled=nothing)
    events: list[RawEvent] = []

    async def accept(_channel: str, given: list[RawEvent]) -> None:
        events.extend(given)

    await channel.run(accept)
    assert [event.body.get("text") for event in events] == [None, "меню", "дякую"]
    assert events[0].body["kind"] == TurnKind.START
    assert len({event.id for event in events}) == 3


def test_the_keyboard_gives_lines_whatever_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    there, here = os.pipe()
    with os.fdopen(there, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        os.write(here, "Привіт\n".encode() + b"\xff\n" + "без кінця".encode())
        os.close(here)
        assert [keyboard() for _ in range(4)] == ["Привіт\n", "\ufffd\n", "без кінця", ""]


def test_without_a_keyboard_nothing_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as Python has it when it is closed
    assert keyboard() == ""
