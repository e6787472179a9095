"""The staff's own conversations with the bot: what they were writing about a reader who left."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.requests.repository import staff_chats
from bot.storage.citizens import STATE, save_dialogue
from bot.storage.database import Unit

TYPED = ("text", "typed")  # what flows call the words that somebody has typed


def forget_drafts(
    unit: Unit, chats: Iterable[Any], numbers: Collection[str], *, now: datetime
) -> None:
    """Take out the words that the staff were about to send in these requests."""
    staff_chats.forget_parked(unit)
    for row in chats:
        state = unit.vault.open_json(row.state, column=STATE, row=str(row.citizen_id))
        drafts = [
            (data, name)
            for data in _data(state)
            for name in TYPED
            if data.get("number") in numbers and name in data
        ]
        for data, name in drafts:
            del data[name]
        if drafts:
            save_dialogue(unit, row.citizen_id, state, now=now)


def _data(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The data of every question that the dialogue still knows."""
    for frame in (state.get("now") or {}, *state.get("paused", ()), *state.get("trail", ())):
        yield frame.get("data", {})
