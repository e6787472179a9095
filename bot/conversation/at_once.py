"""An event that comes alone and needs no reading is stored and answered in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic

from bot.channels.contract import RawEvent
from bot.conversation.reading_ahead import ReadingAhead
from bot.conversation.turns import Turns
from bot.engine.flow import H
from bot.engine.turn import Turn
from bot.storage import citizens, inbox
from bot.storage.database import Database
from bot.storage.inbox import Waiting
from bot.storage.outbox import Letter


@dataclass(slots=True)
class Attempt:
    """One event on this way; what follows `known_as` is filled while it goes.

    Attributes:
        known_as: how the inbox knows it.
        event: its row, when its turn could be begun.
        letters: what is said.
        has_left: whether the citizen asked to be forgotten.
        error: why its turn failed.
    """

    channel: str
    raw: RawEvent
    turn: Turn
    key: bytes
    known_as: str
    event: Waiting | None = None
    letters: list[Letter] = field(default_factory=list)
    has_left: bool = False
    error: Exception | None = None


class AtOnce(Generic[H]):
    """Stores an event and runs its turn: one commit in place of two, and one trip less.

    When its channel hears of it the event is durable, as ever, and so is its answer.
    """

    def __init__(
        self,
        database: Database,
        turns: Turns[H],
        *,
        ahead: ReadingAhead,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._turns = turns
        self._ahead = ahead
        self._clock = clock

    def attempt(self, channel: str, events: list[RawEvent]) -> Attempt | None:
        """What can go this way; None for what is to be stored first."""
        if len(events) != 1 or not events[0].peer or events[0].album:
            return None
        [raw] = events
        try:
            turn = self._turns.turn(channel, raw.body)
            if turn is None or not self._ahead.nothing_to_read(turn):
                return None
            key = inbox.peer_key(self._database, channel, raw.peer)
            known_as = inbox.event_key(self._database, channel, raw.id)
        except Exception:
            return None  # it will fail where that is told
        return Attempt(channel, raw, turn, key, known_as)

    async def run(self, attempt: Attempt) -> None:
        """Store it; answer it, unless an earlier one waits or it has come before.

        Raises what the turn and the database raise; then it is not known whether it is stored.
        """
        raw, key = attempt.raw, attempt.key
        async with self._database.unit() as unit:
            inbox.accept(unit, attempt.channel, [(raw.id, raw.peer, raw.body)], now=self._clock())
            rows, events = await self._turns.load(unit, key)
            if [(one.event_id, one.attempts) for one in events] == [(attempt.known_as, 0)]:
                event = Waiting(events[0].id, attempt.channel, attempt.known_as, raw.body, 0)
                attempt.event = event
                known = citizens.read_known(unit, rows[0], key=key) if rows else None
                attempt.letters, attempt.has_left = await self._turns.answer(
                    unit, event, known, key, attempt.turn, self._ahead.unread
                )
