"""The way of one message: accepted into the inbox, one turn in one transaction, then delivered."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic

import structlog

from bot.channels.contract import Answered, Channel, Event, Noticing, TooManyError
from bot.channels.delivery import Delivery
from bot.conversation.citizen_limits import Limits, Sifted
from bot.conversation.intake import Intake
from bot.conversation.reading_ahead import ReadingAhead, ReadText, UnreadError
from bot.engine.dialogue import Dialogue
from bot.engine.engine import Engine, Read, UnreadTextError
from bot.engine.flow import Citizen, H
from bot.engine.model import Message, message_from_json, message_to_json
from bot.engine.profile import Profile
from bot.engine.texts import FALLBACK, N_, language_of
from bot.engine.turn import Turn
from bot.storage import citizens, inbox, outbox
from bot.storage.citizens import Known
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.failures import told
from bot.storage.forgetting import LINGER, forget
from bot.storage.inbox import Waiting, event_key
from bot.storage.outbox import Letter

log = structlog.get_logger(__name__)

TRIES = 3
PAUSE = 0.2
ANSWER_SECONDS = 3.0  # for what is said in the response to an event
SORRY = N_(
    "Something went wrong on our side. Your message is kept and staff can see it. "
    "Please try again in a while or ask a librarian."
)

MANY = N_(
    "Too many messages at once: the last ones are not read. The earlier ones are kept. "
    "Please write again in a minute, in one message."
)

Passing = Callable[[str], None]


class Dispatcher(Generic[H]):
    """Runs turns: events of one citizen strictly in order, citizens in parallel.

    `me` tells the epoch of this process among those that share the database. `passing` is told
    each named point of a message's way (tests end the process there). `reader` reads texts before
    their turns, and `services` is given what it found; `limits` bound what one citizen may send.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine[H],
        *,
        channels: Mapping[str, Channel],
        services: Callable[[Unit, Read | None], H],
        delivery: Delivery,
        clock: Callable[[], datetime],
        me: Callable[[], str],
        passing: Passing,
        reader: ReadText | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._database = database
        self._engine = engine
        self._channels = channels
        self._services = services
        self._delivery = delivery
        self._clock = clock
        self._me = me
        self._passing = passing
        self._working: dict[bytes, asyncio.Task[None]] = {}
        self._woken: set[bytes] = set()
        self._doubtful: dict[bytes, int] = {}  # events whose turn ended nobody knows how
        self._notices: set[asyncio.Task[None]] = set()
        self._asked: dict[str, asyncio.Future[list[Letter]]] = {}  # events answered at once
        self._intake = Intake(database, clock)
        self._ahead = ReadingAhead(database, engine, channels, reader)
        self._limits = limits

    async def accept(self, channel: str, events: list[Event]) -> None:
        """Commit raw events; when this returns they are never lost.

        What is beyond a citizen's limit is not accepted, and they are told. Raises TooManyError
        as the contract of channels says.
        """
        self._passing("before accept")
        sifted = await self._limits.sift(channel, events) if self._limits else Sifted(events)
        if sifted.taken:
            keys = await self._intake.store(channel, sifted.taken)
            self._passing("accepted")
            self._notice(channel, sifted.taken)
            for key, event in zip(keys, sifted.taken, strict=True):
                self._ahead.hold(key, channel, event)
            for key in dict.fromkeys(keys):
                self.wake(key)
        if sifted.after:
            await self._too_many(channel, sifted)

    async def answer(self, channel: str, event: Event) -> Answered:
        """Accept an event and give what is said to it, instead of sending it.

        No message when its turn takes too long, or was taken before: what is said is then sent.
        Raises as `accept` does.
        """
        name = event_key(self._database, channel, event.id)
        asked = self._asked[name] = asyncio.get_running_loop().create_future()
        try:
            await self.accept(channel, [event])
            async with asyncio.timeout(ANSWER_SECONDS):
                letters = await asyncio.shield(asked)
        except TimeoutError:
            return Answered((), lambda: None)
        finally:
            self._asked.pop(name, None)
        ours = [letter for letter in letters if letter.owner]
        self._delivery.post(letter for letter in letters if not letter.owner)
        messages = [message_from_json(letter.body) for letter in ours]
        return Answered(messages, lambda: self._delivery.given(ours))

    async def _too_many(self, channel: str, sifted: Sifted) -> None:
        """Tell who sent too much: at once where the channel can, else by a message."""
        if self._channels[channel].traits.answers_at_once:
            raise TooManyError(sifted.after)
        for event in sifted.told:
            async with self._database.unit() as unit:
                key = inbox.peer_key(unit, channel, event.peer)
                about = f"{key.hex()}.{self._clock():%y%m%d%H%M%S}.many"
                letters = await self._tell(unit, MANY, channel, event.peer, key, about)
            self._delivery.post(letters)

    async def sweep(self) -> None:
        """Take up events that wait: after a start, or left by a process that ended."""
        async with self._database.reading() as unit:
            keys = await inbox.waiting_peers(unit)
        for key in keys:
            self.wake(key)

    def close(self) -> None:
        """End the thread that reads texts."""
        self._ahead.close()

    async def idle(self) -> None:
        """Wait until no turn is running (stopping, tests)."""
        while self._working:
            await asyncio.wait([*self._working.values()])

    def wake(self, key: bytes) -> None:
        """Something of this citizen waits."""
        self._woken.add(key)
        if key not in self._working:
            self._working[key] = asyncio.create_task(self._drain(key))

    def _notice(self, channel: str, events: list[Event]) -> None:
        noticing = self._channels[channel]
        if not isinstance(noticing, Noticing):
            return
        for event in events:
            task = asyncio.create_task(noticing.notice(event.body))
            self._notices.add(task)
            task.add_done_callback(self._notices.discard)

    async def _drain(self, key: bytes) -> None:
        troubles = 0
        try:
            more = True
            while more or key in self._woken:
                self._woken.discard(key)
                try:
                    more = await self._next(key)
                    troubles = 0
                except Unavailable:  # it is logged once, and looked at again and again
                    await asyncio.sleep(PAUSE)
                    more = True
                except Exception:
                    # The database itself fails: nothing is lost, try again with patience.
                    troubles += 1
                    log.exception("turn.storage_failed", tries=troubles)
                    await asyncio.sleep(min(30.0, PAUSE * 2**troubles))
                    more = True
        finally:
            self._ahead.rests(key)
            del self._working[key]

    async def _next(self, key: bytes) -> bool:
        """Handle the oldest event; whether another one waits."""
        await self._ahead.next(key)
        if key in self._doubtful:
            await self._settle(self._doubtful[key])
            del self._doubtful[key]
        event: Waiting | None = None
        try:
            async with self._database.unit() as unit:
                rows, events = await self._load(unit, key)
                if not events:
                    return False
                first = events[0]
                event = Waiting(first.id, first.channel, first.event_id, {}, first.attempts)
                event = inbox.read_waiting(unit, first)
                known = citizens.read_known(unit, rows[0], key=key) if rows else None
                letters, has_left = await self._turn(unit, event, known, key)
        except UnreadError as unread:
            await self._ahead.read(key, unread.event, unread.text)
            return True
        except UnreadTextError as needed:
            if event is not None:
                await self._ahead.also(key, event.event_id, needed.text)
            return True
        except Exception as error:
            if event is None:
                raise
            self._doubtful[key] = event.id  # until it is known whether it was committed
            if isinstance(error, Unavailable):
                raise
            await self._failed(event, key, error)
            del self._doubtful[key]
            return True
        self._ahead.done(key, event.event_id)
        self._passing("turn committed")
        self._give(event, letters)
        if has_left:
            await self._database.empty_log()
        return len(events) > 1

    def _give(self, event: Waiting, letters: list[Letter]) -> None:
        """To whoever waits to answer in the event's own response, or to the delivery."""
        asked = self._asked.pop(event.event_id, None)
        if asked is not None and not asked.done():
            asked.set_result(letters)
        else:
            self._delivery.post(letters)

    async def _load(self, unit: Unit, key: bytes) -> tuple[list[Any], list[Any]]:
        """The citizen's row, locked, and the oldest events."""
        values = {"peer_key": key}
        citizens.lock(unit, key)
        rows, events = await unit.several((citizens.known, values), (inbox.oldest, values))
        return rows, events

    async def _turn(
        self, unit: Unit, event: Waiting, known: Known | None, key: bytes
    ) -> tuple[list[Letter], bool]:
        """Its letters, and whether the citizen left."""
        self._passing("in the turn")
        turn = self._channels[event.channel].turn(event.body)
        read = self._ahead.of(key, event.event_id, turn) if turn else None
        if turn is None:
            inbox.end(unit, event.id, attempts=event.attempts + 1)
            return [], False
        if known is None:
            known = await self._meet(unit, event, turn, key)
        if known is None:
            return [], False
        citizen = Citizen(
            known.id, known.lang, known.noticed, known.reachable, Profile(known.profile)
        )
        dialogue = _dialogue(known)
        messages = await self._engine.handle(
            turn,
            dialogue=dialogue,
            citizen=citizen,
            services=self._services(unit, read),
            reading=unit.only_reading,
            now=self._clock(),
            read=read,
        )
        erase_at = self._clock() + LINGER if dialogue.fleeting else None
        inbox.end(unit, event.id, attempts=event.attempts + 1, erase_at=erase_at)
        letters = [
            Letter(0, event.channel, known.peer, key, message_to_json(message))
            for message in messages
        ]
        me = self._me()
        rows = [
            outbox.letter_row(
                unit,
                letter.body,
                key=f"{event.id}.{number}",
                channel=event.channel,
                peer_key=key,
                inbox_id=event.id,
                owner=me,
                now=self._clock(),
                erase_at=erase_at,
            )
            for number, letter in enumerate(letters)
        ]
        self._passing("before commit")
        if citizen.forget:
            written = await outbox.queue(unit, rows)
            forget(unit, citizen.id, key=key, now=self._clock())
        else:
            self._save(unit, known, citizen, dialogue, key)
            written = await outbox.queue(unit, rows, commit=True)
        queued = [
            replace(letter, id=id, owner=owner)
            for letter, (id, owner) in zip(letters, written, strict=True)
        ]
        return queued, citizen.forget

    async def _meet(self, unit: Unit, event: Waiting, turn: Turn, key: bytes) -> Known | None:
        """A new citizen; None when another process met them first and took this event."""
        lang = language_of(turn.lang, self._engine.texts)
        citizens.add(unit, turn.channel, turn.peer, key=key, lang=lang, now=self._clock())
        rows, events = await self._load(unit, key)
        if not events or events[0].id != event.id:
            return None
        return citizens.read_known(unit, rows[0], key=key)

    def _save(
        self, unit: Unit, known: Known, citizen: Citizen, dialogue: Dialogue, key: bytes
    ) -> None:
        now = self._clock()
        before = (known.lang, known.noticed, known.reachable, known.profile)
        if before == (citizen.lang, citizen.noticed, citizen.reachable, citizen.profile.stored):
            citizens.seen(unit, citizen.id, now=now)
        else:
            citizens.save(
                unit,
                citizen.id,
                key=key,
                lang=citizen.lang,
                noticed=citizen.noticed,
                reachable=citizen.reachable,
                profile=citizen.profile.stored,
                now=now,
            )
        citizens.save_dialogue(unit, citizen.id, dialogue.to_json(), now=now)

    async def _failed(self, event: Waiting, key: bytes, error: Exception) -> None:
        """Keep the event; after some tries park it with its reason and say sorry, once."""
        attempts = event.attempts + 1
        log.error(
            "turn.failed",
            inbox=event.id,
            channel=event.channel,
            attempts=attempts,
            exc_info=error,
        )
        park = attempts >= TRIES
        letters: list[Letter] = []
        async with self._database.unit() as unit:
            waits = await inbox.failed(
                unit, event.id, attempts=attempts, reason=told(error), parked=park
            )
            if not waits:
                outbox.release_answers(unit, event.id, me=self._me())
            elif park:
                letters = await self._apology(unit, event, key)
        if not waits:
            # Only the answer to the commit was lost: the turn is done, its letters are not sent.
            await self._delivery.sweep()
        elif park:
            self._delivery.post(letters)
        else:
            await asyncio.sleep(PAUSE * attempts)

    async def _settle(self, event: int) -> None:
        """The database was in trouble: if the turn was committed all the same, send its letters."""
        async with self._database.unit() as unit:
            outbox.release_answers(unit, event, me=self._me())
        await self._delivery.sweep()

    async def _apology(self, unit: Unit, event: Waiting, key: bytes) -> list[Letter]:
        peer = _sender(self._channels, event)
        if not peer:
            return []
        about = f"{event.id}.sorry"
        if await outbox.is_known(unit, about):  # somebody had it tried again: it was said before
            return []
        return await self._tell(unit, SORRY, event.channel, peer, key, about, inbox_id=event.id)

    async def _tell(
        self,
        unit: Unit,
        msgid: str,
        channel: str,
        peer: str,
        key: bytes,
        about: str,
        inbox_id: int | None = None,
    ) -> list[Letter]:
        """A text of our own, in the citizen's language."""
        rows, _ = await self._load(unit, key)
        lang = rows[0].lang if rows else FALLBACK
        body = message_to_json(Message(text=self._engine.texts[lang].text(msgid), lang=lang))
        row = outbox.letter_row(
            unit,
            body,
            key=about,
            channel=channel,
            peer_key=key,
            inbox_id=inbox_id,
            owner=self._me(),
            now=self._clock(),
        )
        ((letter, owner),) = await outbox.queue(unit, [row])
        return [Letter(letter, channel, peer, key, body, owner=owner)]


def _dialogue(known: Known) -> Dialogue:
    """Where the dialogue rests; anew when a foreign version wrote what we can't read."""
    try:
        return Dialogue.from_json(known.state)
    except (KeyError, TypeError, ValueError):
        log.warning("dialogue.unreadable", citizen=known.id, exc_info=True)
        return Dialogue()


def _sender(channels: Mapping[str, Channel], event: Waiting) -> str:
    """Whom the event came from, "" when it can't be read at all."""
    try:
        turn = channels[event.channel].turn(event.body)
    except Exception:
        return ""
    return turn.peer if turn else ""
