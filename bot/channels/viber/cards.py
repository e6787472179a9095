"""A list of libraries or services as cards: they stay in the chat when the keyboard has changed."""

from collections.abc import Sequence
from html import escape

from bot.channels.text import cut, sendable
from bot.channels.viber.keyboard import Json, Keyboard
from bot.channels.viber.limits import COLUMNS, LABEL_UNITS
from bot.engine.model import Key, Message

CARDS_API = 2  # the version that knows them
FEWEST, MOST = 2, 6
ROWS = 2  # of one card


def cards_of(message: Message, keyboard: Keyboard) -> Json | None:
    """The message's list as cards; None when it shows no list.

    A tap on a card says what the button with its label says.
    """
    listed = [key for row in message.rows for key in row if _shows(key, message.cards)]
    said = {token: words for words, token in keyboard.tokens.items()}
    shown = [(key, said[key.token]) for key in listed if key.token in said][:MOST]
    if len(shown) < FEWEST:
        return None
    labels = [cut(sendable(key.label), LABEL_UNITS) for key, _ in shown]
    return {
        "type": "rich_media",
        "min_api_version": max(CARDS_API, keyboard.api),
        "alt_text": "\n".join(labels),
        "rich_media": {
            "Type": "rich_media",
            "ButtonsGroupColumns": COLUMNS,
            "ButtonsGroupRows": ROWS,
            "Buttons": [
                _card(label, words) for label, (_, words) in zip(labels, shown, strict=True)
            ],
        },
    }


def _card(label: str, said: str) -> Json:
    return {
        "Columns": COLUMNS, "Rows": ROWS, "ActionType": "reply", "ActionBody": said,
        "Text": escape(label, quote=False), "TextSize": "regular",
    }  # fmt: skip


def _shows(key: Key, cards: Sequence[str]) -> bool:
    """Whether it opens one of the things that the message lists."""
    answer = key.token.partition(":")[2]
    return answer in cards or not set(key.token.split("__")[1:]).isdisjoint(cards)
