"""What a library has handed on: where it is now and how it stands, without a word of its reader."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.requests.context import DeskContext
from bot.requests.model import HistoryEvent, Request
from bot.requests.repository import event_rows, handed_rows, request_rows
from bot.staff.model import Person

SHOWN_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A request without its reader's words and name; `event` tells who handed it on, and when."""

    request: Request
    event: HistoryEvent

    @property
    def to(self) -> str:
        """The id of the library it went to."""
        return str(self.event.facts["to"])


class HandedOnLists:
    """Reads only."""

    def __init__(self, context: DeskContext) -> None:
        self._unit = context.unit

    async def all(self, person: Person, *, now: datetime) -> Sequence[HandedOn]:
        """What this person or their library has handed on, and another one has now; newest first.

        Also what the clock has passed up from their library.
        """
        return await self._read(person, now)

    async def one(self, person: Person, number: str, *, now: datetime) -> HandedOn | None:
        """One of them; None for what was never theirs, or is theirs again."""
        if not request_rows.NUMBER.fullmatch(number):
            return None
        return next(iter(await self._read(person, now, number)), None)

    async def _read(self, person: Person, now: datetime, number: str = "") -> list[HandedOn]:
        since = now - SHOWN_FOR
        rows = await handed_rows.handed_on(self._unit, person, since=since, number=number)
        found = []
        for row in rows:
            line = await event_rows.one(self._unit, row.handed_id)
            if line is not None:
                bare = replace(request_rows.read(self._unit, row), name="", settlement=None)
                found.append(HandedOn(bare, line[1]))
        return found
