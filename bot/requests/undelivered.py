"""What the staff wrote to a reader and could not be delivered: known on its request.

A letter's key names the line of history that it tells of: see `DeskContext.tell_citizen`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.requests.context import Case, DeskContext
from bot.requests.model import Did, HistoryEvent
from bot.requests.notices import Changed, NoticeTopic
from bot.requests.repository import event_rows, request_rows
from bot.storage import citizens
from bot.storage.database import Unit

_KEY = re.compile(r"desk\.([0-9]{1,18})\.c\.[0-9]+\.([0-9]+)")
_MAIL = re.compile(r"desk\.([0-9]{1,18})\.c\.e\.reader")


def event_of(key: str) -> tuple[int, int] | None:
    """The id of the history's line that a letter to a reader tells of, and which part it is.

    Part 0 is the text, the others are files. None for any other letter.
    """
    if mailed := _MAIL.fullmatch(key):
        return int(mailed[1]), 0
    found = _KEY.fullmatch(key)
    return (int(found[1]), int(found[2])) if found else None


async def numbers_of(unit: Unit, keys: Iterable[str]) -> Mapping[str, str]:
    """Numbers of the requests that letters tell of, by the letters' keys."""
    events = {key: found[0] for key in keys if (found := event_of(key))}
    numbers = await event_rows.numbers_of(unit, set(events.values()))
    return {key: numbers[event] for key, event in events.items() if event in numbers}


def lost(events: Sequence[HistoryEvent]) -> dict[int, HistoryEvent]:
    """Lines that tell of what has not reached the reader, by the ids of the lines it was told of.

    What was sent again since is not among them.
    """
    found: dict[int, HistoryEvent] = {}
    for one in events:
        told_of = int(one.facts.get("event", 0))
        if one.did is Did.UNDELIVERED:
            found.setdefault(told_of, one)
        elif one.did is Did.SENT_AGAIN:
            found.pop(told_of, None)
    return found


def not_reached(events: Sequence[HistoryEvent]) -> dict[tuple[str, datetime], str]:
    """Why what was said has not reached the reader, by its author and moment."""
    lines = {one.id: one for one in events}
    return {
        (lines[told_of].actor, lines[told_of].at): str(one.facts["why"])
        for told_of, one in lost(events).items()
        if told_of in lines
    }


async def sent_again(unit: Unit, key: str, *, actor: str, now: datetime) -> None:
    """Somebody has a letter sent once more: its request is marked no longer."""
    found = event_of(key)
    line = await event_rows.one(unit, found[0]) if found else None
    if found is None or line is None or await request_rows.locked(unit, line[0]) is None:
        return
    if found[0] in lost(await event_rows.of_request(unit, line[0])):
        request_rows.change(unit, line[0], {"undelivered": False})
        facts = {"event": found[0]}
        await event_rows.add(unit, line[0], Did.SENT_AGAIN, actor=actor, facts=facts, at=now)
        unit.record(Changed(line[0], Did.SENT_AGAIN))


MAIL = "mail"  # a letter by e-mail was refused, and there is no chat


class Letters:
    """What becomes of letters to readers, as their requests know it."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    async def lost(self, key: str, *, why: str, now: datetime) -> None:
        """A letter will not be delivered: its request is marked, and who wrote it hears of it.

        `why` is a key of `labels.UNDELIVERED`. Once for all parts of one message.
        """
        found = event_of(key)
        line = await event_rows.one(self._context.unit, found[0]) if found else None
        if found is None or line is None:
            return
        case = await self._context.load(line[0])
        if _MAIL.fullmatch(key):
            if await self._has_chat(case):
                return  # where it has arrived
            why = MAIL
        history = await event_rows.of_request(self._context.unit, line[0])
        if found[0] in lost(history):
            return
        known = await self._context.undelivered(case, line[1], why=why, now=now, part=found[1])
        if known:
            newest = (await event_rows.of_request(self._context.unit, line[0]))[-1].id
            await self._context.tell_staff(case, NoticeTopic.UNDELIVERED, newest)

    async def _has_chat(self, case: Case) -> bool:
        """Whether the reader has a chat that takes messages."""
        whose = case.request.citizen_id
        found = await citizens.by_id(self._context.unit, whose) if whose is not None else None
        return found is not None and found.known.reachable
