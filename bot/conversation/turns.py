"""One turn in one unit of work: the event ends, the dialogue moves on, letters wait to be sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic

import structlog

from bot.channels.contract import Channel, Charging
from bot.conversation.reading_ahead import ReadingAhead
from bot.engine.dialogue import Dialogue
from bot.engine.engine import Engine
from bot.engine.flow import Citizen, H
from bot.engine.model import Message, message_to_json
from bot.engine.profile import Profile
from bot.engine.reading import Read
from bot.engine.texts import language_of
from bot.engine.turn import Turn
from bot.storage import citizens, inbox, outbox
from bot.storage.citizens import KnownCitizen
from bot.storage.database import Unit
from bot.storage.forgetting import LINGER, forget_person
from bot.storage.inbox import Waiting
from bot.storage.outbox import Letter

log = structlog.get_logger(__name__)

Passing = Callable[[str], None]
Back = Callable[[Unit, Sequence[str]], Awaitable[None]]


class Turns(Generic[H]):
    """Runs turns, each in the unit of work it is given.

    Args:
        engine: says what is answered and where the dialogue rests.
        channels: read raw events.
        services: of a unit of work, and of what was read before it.
        ahead: what was found out about texts before their turn.
        clock: aware UTC now.
        me: the epoch of this process among those that share the database.
        passing: is told each named point of a message's way.
        back: is given the keys of letters that go out again to a citizen who has come back.
        prepare: reads what services must know before a turn.
    """

    def __init__(
        self,
        engine: Engine[H],
        *,
        channels: Mapping[str, Channel],
        services: Callable[[Unit, Read | None], H],
        ahead: ReadingAhead,
        clock: Callable[[], datetime],
        me: Callable[[], str],
        passing: Passing,
        back: Back | None = None,
        prepare: Callable[[H, datetime], Awaitable[object]] | None = None,
    ) -> None:
        self._back = back
        self._prepare = prepare
        self._engine = engine
        self._channels = channels
        self._services = services
        self._ahead = ahead
        self._clock = clock
        self._me = me
        self._passing = passing

    async def load(self, unit: Unit, key: bytes) -> tuple[list[Any], list[Any]]:
        """The citizen's row, locked, and the oldest events."""
        values = {"peer_key": key}
        citizens.lock(unit, key)
        rows, events = await unit.several((citizens.known, values), (inbox.oldest, values))
        return rows, events

    def turn(self, name: str, body: Mapping[str, Any]) -> Turn | None:
        """A raw event of a channel as a turn; None for a kind that is safely ignored."""
        channel = self._channels[name]
        turn, traits = channel.turn(body), channel.traits
        if turn is None or not traits.keeps_history:
            return turn
        return replace(turn, keeps_history=True, recalls=bool(traits.recalls))

    async def run(
        self, unit: Unit, event: Waiting, known: KnownCitizen | None, key: bytes
    ) -> tuple[list[Letter], bool]:
        """Run the turn of an event, and commit; its letters, and whether the citizen left.

        Raises UnreadError and UnreadTextError for texts that are to be read first.
        """
        turn = self.turn(event.channel, event.body)
        if turn is None:
            inbox.end(unit, event.id, attempts=event.attempts + 1)
            return [], False
        read = self._ahead.of(key, event.event_id, turn)
        return await self.answer(unit, event, known, key, turn, read)

    async def answer(
        self,
        unit: Unit,
        event: Waiting,
        known: KnownCitizen | None,
        key: bytes,
        turn: Turn,
        read: Read | None,
    ) -> tuple[list[Letter], bool]:
        """The same, of an event that is read already."""
        self._passing("in the turn")
        if known is None:
            known = await self._meet(unit, event, turn, key)
        if known is None:
            return [], False
        citizen = Citizen(
            known.home, known.lang, known.noticed, known.reachable, Profile(known.profile),
            chat=known.id,
        )  # fmt: skip
        dialogue = _dialogue(known)
        services = self._services(unit, read)
        if self._prepare is not None:
            await self._prepare(services, self._clock())
        messages = await self._engine.handle(
            turn,
            dialogue=dialogue,
            citizen=citizen,
            services=services,
            reading=unit.only_reading,
            now=self._clock(),
            read=read,
        )
        began = self._begin_session(unit, event, known, turn, key)
        if citizen.reachable and (began or not known.reachable):
            await self._send_again(unit, key)
        if citizen.forget:
            messages = await self._taking_back(unit, event.channel, key, messages)
        erase_at = self._clock() + LINGER if dialogue.fleeting else None
        inbox.end(unit, event.id, attempts=event.attempts + 1, erase_at=erase_at)
        letters = [
            Letter(0, event.channel, known.peer, key, message_to_json(message), answers=True)
            for message in messages
        ]
        rows = self._rows(unit, event, letters, erase_at)
        self._passing("before commit")
        if citizen.forget:
            written = await outbox.queue(unit, rows)
            await forget_person(unit, known.home, now=self._clock())
        else:
            self._save(unit, known, citizen, dialogue, key)
            written = await outbox.queue(unit, rows, commit=True)
        queued = [
            replace(letter, id=id, owner=owner)
            for letter, (id, owner) in zip(letters, written, strict=True)
        ]
        return queued, citizen.forget

    async def _taking_back(
        self, unit: Unit, channel: str, key: bytes, messages: list[Message]
    ) -> list[Message]:
        """Who is forgotten: with our last word what we said before goes from the messenger too."""
        term = self._channels[channel].traits.recalls
        if not term or not messages:
            return messages
        said = await outbox.references(unit, key, since=self._clock() - term)
        return [*messages[:-1], replace(messages[-1], recalled=tuple(said))]

    def _begin_session(
        self, unit: Unit, event: Waiting, known: KnownCitizen, turn: Turn, key: bytes
    ) -> bool:
        """Whether the citizen begins by this event a time in which our messages cost nothing."""
        channel = self._channels[event.channel]
        if not isinstance(channel, Charging) or not channel.opens_session(event.body):
            return False
        at = min(turn.at, self._clock())
        if known.session_at is not None and at < known.session_at + channel.tariff.session:
            return False
        citizens.begin_session(unit, key, at=at)
        return True

    async def _send_again(self, unit: Unit, key: bytes) -> None:
        """What found the citizen gone goes out before what is said now."""
        keys = await outbox.revive(unit, key, now=self._clock())
        if keys and self._back is not None:
            await self._back(unit, keys)

    def _rows(
        self, unit: Unit, event: Waiting, letters: list[Letter], erase_at: datetime | None
    ) -> list[dict[str, Any]]:
        me = self._me()
        return [
            outbox.letter_row(
                unit,
                letter.body,
                key=f"{event.id}.{number}",
                channel=letter.channel,
                peer_key=letter.peer_key,
                inbox_id=event.id,
                owner=me,
                now=self._clock(),
                erase_at=erase_at,
            )
            for number, letter in enumerate(letters)
        ]

    async def _meet(
        self, unit: Unit, event: Waiting, turn: Turn, key: bytes
    ) -> KnownCitizen | None:
        """A new citizen; None when another process met them first and took this event."""
        lang = language_of(turn.lang, self._engine.texts)
        citizens.add(unit, turn.channel, turn.peer, key=key, lang=lang, now=self._clock())
        rows, events = await self.load(unit, key)
        if not events or events[0].id != event.id:
            return None
        return citizens.read_known(unit, rows[0], key=key)

    def _save(
        self, unit: Unit, known: KnownCitizen, citizen: Citizen, dialogue: Dialogue, key: bytes
    ) -> None:
        now = self._clock()
        before = (known.lang, known.noticed, known.reachable, known.profile)
        if before == (citizen.lang, citizen.noticed, citizen.reachable, citizen.profile.stored):
            citizens.seen(unit, known.id, now=now)
        else:
            citizens.save(
                unit,
                known.id,
                key=key,
                lang=citizen.lang,
                noticed=citizen.noticed,
                reachable=citizen.reachable,
                profile=citizen.profile.stored,
                now=now,
            )
        if known.home_id:  # kept as long as any chat of the person is used
            citizens.seen(unit, known.home_id, now=now)
        citizens.save_dialogue(unit, known.id, dialogue.to_json(), now=now)


def _dialogue(known: KnownCitizen) -> Dialogue:
    """Where the dialogue rests; anew when a foreign version wrote what we can't read."""
    try:
        return Dialogue.from_json(known.state)
    except (KeyError, TypeError, ValueError):
        log.warning("dialogue.unreadable", citizen=known.id, exc_info=True)
        return Dialogue()
