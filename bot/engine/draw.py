"""From what a flow said to messages: final text, rows of buttons, tokens."""

from collections.abc import Iterable
from typing import Any

from bot.engine.data import changes, data_to_json
from bot.engine.dialogue import Frame, Shown
from bot.engine.flow import Flow
from bot.engine.links import link_token
from bot.engine.model import Ask, Button, Choice, Key, Message, Say, StepRef

SHORT_LABEL = 14
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    """A short ASCII form of a question's number."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"


def draw_say(say: Say, *, lang: str) -> Message:
    """A statement as a message."""
    return Message(
        text=say.text,
        title=say.title,
        rows=_rows([_link_key(button) for button in say.buttons]),
        pin=say.pin,
        lang=lang,
        file=say.file,
        cards=say.cards,
        danger=say.danger,
        more=say.more,
        details=say.details,
        to_copy=say.to_copy,
    )


def draw_ask(ask: Ask, *, mark: int, lang: str, lead: str = "") -> Message:
    """A question as a message; `lead` stands before its text."""
    prefix = base36(mark)
    answers = _rows([Key(one.label, token=f"{prefix}:{one.id}") for one in ask.choices])
    links = _rows([_link_key(button) for button in ask.buttons])
    return Message(
        text=f"{lead}\n\n{ask.text}" if lead else ask.text,
        title=ask.title,
        rows=answers + links,
        wants=ask.wants,
        pin=ask.pin,
        lang=lang,
        cards=ask.cards,
    )


def frame_of(ask: Ask, *, flow: Flow[Any, Any], step: str, data: object) -> Frame:
    """The question at rest: what was shown and what it accepts."""

    def at_rest(to: StepRef | None) -> str:
        return to.within(flow.name) if to else ""

    shown = [
        Shown(one.id, one.label, at_rest(one.to or ask.to), _data_of(one, ask, flow.name, data),
              one.words)
        for one in ask.choices
    ]  # fmt: skip
    shown += shown_links(ask.buttons)
    return Frame(
        flow.name, step, flow.version, data_to_json(data), shown, ask.wants,
        at_rest(ask.to), ask.name, at_rest(ask.more),
    )  # fmt: skip


def _data_of(choice: Choice, ask: Ask, flow: str, data: object) -> dict[str, Any]:
    """What a choice adds to what the flow knows; to another flow it takes all it brings."""
    to = choice.to or ask.to
    if choice.data is None:
        return {}
    if to is None or to.flow == flow:
        return changes(choice.data, since=data)
    return data_to_json(choice.data)


def shown_links(buttons: Iterable[Button]) -> list[Shown]:
    """Link buttons, so that typing their label works too."""
    return [
        Shown("", button.label, link=link_token(button.link)) for button in buttons if button.link
    ]


def offered_by(say: Say) -> list[Shown]:
    """The links of a statement, so that typing a label, or a number of its list, works too."""
    listed = {card: str(n) for n, card in enumerate(say.cards, 1)} if len(say.cards) > 1 else {}
    return [
        Shown(
            listed.get(first, ""), button.label, link=link_token(button.link), undoes=button.undoes
        )
        for button in say.buttons
        if button.link
        for first in [button.link.args[0] if button.link.args else ""]
    ]


def _link_key(button: Button) -> Key:
    if button.link is None:
        return Key(button.label, url=button.url, tone=button.tone)
    return Key(button.label, token=link_token(button.link), tone=button.tone)


def _rows(keys: list[Key]) -> tuple[tuple[Key, ...], ...]:
    """One button a row, short ones in pairs: labels stay whole on a narrow phone."""
    rows: list[tuple[Key, ...]] = []
    for key in keys:
        pair = rows and len(rows[-1]) == 1 and len(rows[-1][0].label) <= SHORT_LABEL
        if pair and len(key.label) <= SHORT_LABEL:
            rows[-1] = (rows[-1][0], key)
        else:
            rows.append((key,))
    return tuple(rows)
