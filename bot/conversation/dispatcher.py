"""The way of one message: accepted into the inbox, one turn in one transaction, then delivered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from typing import Any, Generic

import structlog

from bot.channels.contract import Answered, Channel, Noticing, RawEvent, TooManyError
from bot.channels.delivery import Delivery
from bot.channels.reception import Reception
from bot.conversation.answers import Answers
from bot.conversation.at_once import AtOnce, Attempt
from bot.conversation.citizen_limits import Limits, Sifted
from bot.conversation.intake import Intake
from bot.conversation.reading_ahead import ReadingAhead, ReadText, UnreadError
from bot.conversation.system_messages import SystemMessages
from bot.conversation.turns import Back, Passing, Turns
from bot.engine.engine import Engine
from bot.engine.flow import H
from bot.engine.model import message_from_json
from bot.engine.reading import Read, UnreadTextError
from bot.pacing.backoff import Backoff
from bot.pacing.line import Line
from bot.storage import citizens, inbox
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.failures import told
from bot.storage.inbox import Waiting, event_key, peer_key
from bot.storage.outbox import Letter

log = structlog.get_logger(__name__)

TRIES = 3
AGAIN = Backoff(0.2, 30.0)


class Dispatcher(Generic[H]):
    """Runs turns: events of one citizen strictly in order, citizens in parallel.

    `me` tells the epoch of this process among those that share the database. `passing` is told
    each named point of a message's way (tests end the process there). `reader` reads texts before
    their turns, and `services` is given what it found; `limits` bound what one citizen may send.
    `back` is given the keys of letters that go out again to a citizen who has come back;
    `prepare` reads what services must know before a turn.
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
        back: Back | None = None,
        prepare: Callable[[H, datetime], Awaitable[object]] | None = None,
    ) -> None:
        self._database = database
        self._channels = channels
        self._delivery = delivery
        self._clock = clock
        self._passing = passing
        self._working: dict[bytes, asyncio.Task[Any]] = {}
        self._woken: set[bytes] = set()
        self._doubtful: dict[bytes, int] = {}  # events whose turn ended nobody knows how
        self._broken: dict[str, Exception] = {}  # events whose turn failed as they were stored
        self._notices: set[asyncio.Task[None]] = set()
        self._answers = Answers()
        self.reception = Reception()
        for one in channels.values():
            one.reception = self.reception
        self._intake = Intake(database, clock, self.reception)
        self._ahead = ReadingAhead(database, engine, channels, reader)
        self._turns = Turns(
            engine, channels=channels, services=services, ahead=self._ahead, clock=clock, me=me,
            passing=passing, back=back, prepare=prepare,
        )  # fmt: skip
        self._at_once = AtOnce(database, self._turns, ahead=self._ahead, clock=clock)
        self._system_messages = SystemMessages(engine.texts, channels, clock=clock, me=me)
        self._limits = limits
        # Whatever is to be stored waits behind these at most, however many citizens wait.
        self._turning = Line(database.turns)

    async def accept(self, channel: str, events: list[RawEvent]) -> None:
        """Commit raw events; when this returns they are never lost.

        What is beyond a citizen's limit is not accepted, and they are told. Raises TooManyError
        as the contract of channels says.
        """
        await self._accept(channel, events, confirms=self._channels[channel].traits.confirms_first)

    async def _accept(self, channel: str, events: list[RawEvent], *, confirms: bool) -> None:
        self._passing("before accept")
        at_once = self._channels[channel].traits.answers_at_once
        async with self._sifting(channel, events) as sifted:
            if sifted.taken:
                await self._take(channel, sifted.taken, confirms=confirms)
            if sifted.after and not at_once:
                await self._tell_too_many(channel, sifted.told)
        if sifted.after and at_once:
            raise TooManyError(sifted.after)

    def _sifting(self, channel: str, events: list[RawEvent]) -> AbstractAsyncContextManager[Sifted]:
        if self._limits is None:
            return nullcontext(Sifted(events))
        return self._limits.sifting(channel, events)

    async def _take(self, channel: str, events: list[RawEvent], *, confirms: bool) -> None:
        """Store events; `confirms`: whoever posts them waits for no turn."""
        attempt = None if confirms else self._at_once.attempt(channel, events)
        if attempt is not None and attempt.key not in self._working:
            task = asyncio.create_task(self._answer_at_once(attempt))
            self._working[attempt.key] = task
            if await asyncio.shield(task):
                self._notice(channel, events)
                return
        keys = await self._intake.store(channel, events)
        if attempt is not None and attempt.error is not None:  # it counts as the first try
            self._broken[attempt.known_as] = attempt.error
        self._passing("accepted")
        self._notice(channel, events)
        for key, event in zip(keys, events, strict=True):
            self._ahead.hold(key, channel, event)
        for key in dict.fromkeys(keys):
            self.wake(key)

    async def _answer_at_once(self, attempt: Attempt) -> bool:
        """Whether the event is stored; else it goes the way of all others."""
        key = attempt.key
        try:
            first, polls = self._answers.awaited(key), self._channels[attempt.channel].traits.polls
            if not (first or polls or self._turning.is_free):
                return False  # who waits for the confirmation waits for nobody's turn
            async with self._turning.place(key, first=first):
                await self._at_once.run(attempt)
            self.reception.kept(attempt.channel)
            self._passing("accepted")
            if attempt.event is None:
                self._woken.add(key)
            else:
                await self._committed(attempt.event, attempt.letters, has_left=attempt.has_left)
        except UnreadTextError:
            return False
        except Exception as error:
            if attempt.event is not None:
                self._doubtful[key] = attempt.event.id  # until it is known if it was committed
                attempt.error = error
            if isinstance(error, Unavailable):
                self._woken.add(key)
                raise
            return False
        finally:
            del self._working[key]
            if key in self._woken:
                self.wake(key)
        return True

    async def answer(self, channel: str, event: RawEvent) -> Answered:
        """Accept an event and give what is said to it, instead of sending it.

        No message when its turn takes too long, or was taken before: what is said is then sent.
        Raises as `accept` does.
        """
        name = event_key(self._database, channel, event.id)
        key = peer_key(self._database, channel, event.peer)
        with self._answers.awaiting(name, key, behind=key in self._working) as asked:
            await self._accept(channel, [event], confirms=False)
            letters = await asked()
        ours = [letter for letter in letters if letter.owner]
        self._delivery.post(letter for letter in letters if not letter.owner)
        messages = [message_from_json(letter.body) for letter in ours]
        return Answered(messages, lambda: self._delivery.given(ours))

    async def _tell_too_many(self, channel: str, events: list[RawEvent]) -> None:
        """Tell who sent too much, by a message: the channel can't at once."""
        for event in events:
            async with self._database.unit() as unit:
                letters = await self._system_messages.too_many(unit, channel, event)
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
        if self._answers.awaited(key):
            self._turning.hurry(key)
        if key not in self._working:
            self._working[key] = asyncio.create_task(self._drain(key))

    def _notice(self, channel: str, events: list[RawEvent]) -> None:
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
                    await asyncio.sleep(AGAIN.first)
                    more = True
                except Exception:
                    # The database itself fails: nothing is lost, try again with patience.
                    troubles += 1
                    log.exception("turn.storage_failed", tries=troubles)
                    await asyncio.sleep(AGAIN.after(troubles))
                    more = True
        finally:
            self._ahead.rests(key)
            del self._working[key]

    async def _next(self, key: bytes) -> bool:
        """Handle the oldest event; whether another one waits."""
        await self._ahead.next(key)
        if key in self._doubtful:
            await self._delivery.settle(self._doubtful[key])
            del self._doubtful[key]
        event: Waiting | None = None
        try:
            first = self._answers.awaited(key)
            async with self._turning.place(key, first=first), self._database.unit() as unit:
                rows, events = await self._turns.load(unit, key)
                if not events:
                    return False
                oldest = events[0]
                event = Waiting(oldest.id, oldest.channel, oldest.event_id, {}, oldest.attempts)
                event = inbox.read_waiting(unit, oldest)
                if broken := self._broken.pop(event.event_id, None):
                    raise broken
                known = citizens.read_known(unit, rows[0], key=key) if rows else None
                letters, has_left = await self._turns.run(unit, event, known, key)
        except (UnreadError, UnreadTextError) as unread:
            await self._ahead.needed(key, event, unread)
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
        await self._committed(event, letters, has_left=has_left)
        return len(events) > 1

    async def _committed(self, event: Waiting, letters: list[Letter], *, has_left: bool) -> None:
        """A turn is done: what it says goes out."""
        self._passing("turn committed")
        if not self._answers.take(event.event_id, letters):
            self._delivery.post(letters)
        if has_left:
            await self._database.empty_log()

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
            if waits and park:
                letters = await self._system_messages.sorry(unit, event, key)
        if not waits:
            # Only the answer to the commit was lost: the turn is done, its letters are not sent.
            await self._delivery.settle(event.id)
        elif park:
            self._delivery.post(letters)
        else:
            await asyncio.sleep(AGAIN.after(attempts))
