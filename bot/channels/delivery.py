"""Sends what the outbox holds: first in, first out per citizen; nothing else sends anything."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from bot.channels.contract import Channel, Failure, SendError
from bot.channels.letter_sender import LetterSender
from bot.channels.ownership import Ownership, Process
from bot.channels.pace import Pacer
from bot.pacing.backoff import Backoff
from bot.storage import citizens, outbox
from bot.storage.database import Database, Unavailable, Unit
from bot.storage.failures import told
from bot.storage.outbox import Letter

log = structlog.get_logger(__name__)

TRIES = 12
AGAIN = Backoff(1.0, 120.0)
REST = 1.0  # seconds after the database failed
PAUSES = (0.0, 0.1, 0.2, 0.5, 1.0, 1.0, 2.0, 2.0)  # while letters wait behind another process's


class Delivery:
    """One task for each citizen who is owed a message.

    A letter is marked as sent after the channel took it, and the citizen's next one goes out
    after the mark is durable: a process that ends in between sends that one letter again. It is
    the only repetition there can be.
    """

    def __init__(
        self,
        database: Database,
        *,
        channels: Mapping[str, Channel],
        pacers: Mapping[str, Pacer],
        clock: Callable[[], datetime],
        heartbeat: Process,
        passing: Callable[[str], None],
        only: str = "",
        lost: Callable[[Unit, int, Failure], Awaitable[None]] | None = None,
    ) -> None:
        self._database = database
        self._lost = lost
        self._clock = clock
        self._heartbeat = heartbeat
        self._passing = passing
        self._sender = LetterSender(
            database, channels=channels, pacers=pacers, clock=clock, passing=passing
        )
        self._waiting: dict[bytes, list[Letter]] = {}
        self._working: dict[bytes, asyncio.Task[None]] = {}
        self._held: dict[int, asyncio.Event] = {}  # set when its end is durable
        self._sent: dict[int, str] = {}
        self._marking: asyncio.Task[None] | None = None
        self._nudged: asyncio.Task[None] | None = None
        self._ownership = Ownership(
            database, process=heartbeat, held=self._held.keys, clock=clock, only=only
        )

    def post(self, letters: Iterable[Letter]) -> None:
        """Send these, which this process holds in the outbox, in their order.

        One without an owner waits behind others: it is taken in its turn.
        """
        for letter in letters:
            if not letter.owner:
                self.nudge()
            if not letter.owner or letter.id in self._held:
                continue
            self._held[letter.id] = asyncio.Event()
            self._waiting.setdefault(letter.peer_key, []).append(letter)
            if letter.peer_key not in self._working:
                task = asyncio.create_task(self._send_all(letter.peer_key))
                self._working[letter.peer_key] = task

    def given(self, letters: Iterable[Letter]) -> None:
        """These reached their citizen another way: in the response to an event."""
        for letter in letters:
            self._mark(letter.id, "")

    async def sweep(self) -> None:
        """Take letters nobody holds: written by others, or left by a process that ended."""
        above = 0
        while True:
            async with self._ownership.taking:
                letters = await self._ownership.take(above)
                self.post(letters)
            if not letters:
                return
            above = letters[-1].id

    async def settle(self, event: int) -> None:
        """A turn ended nobody knows how: if it was committed, send its letters. Then sweep."""
        await self._ownership.settle(event)
        await self.sweep()

    async def tidy(self) -> None:
        """Let go of letters that are ours twice in a row and that nobody here sends; then sweep."""
        await self._ownership.tidy()
        await self.sweep()

    def nudge(self) -> None:
        """Letters nobody holds were just written: take them at once."""
        if self._nudged is None or self._nudged.done():
            self._nudged = asyncio.create_task(self._sweep_soon())

    async def _sweep_soon(self) -> None:
        """Sweep; again for a while when some wait behind another process's, or the commit fails."""
        for pause in PAUSES:
            await asyncio.sleep(pause)  # what is committed in this moment goes in one sweep
            try:
                await self.sweep()
                if not await self._ownership.waits():
                    return
            except Unavailable:
                continue
            except Exception:
                log.exception("send.sweep_failed")  # the regular sweep takes them
                return

    async def idle(self) -> None:
        """Wait until everything is sent and marked (stopping, tests)."""
        while waiting := self._busy():
            # Not gather: who gives up waiting must not end the work.
            await asyncio.wait(waiting)

    def _busy(self) -> list[asyncio.Task[None]]:
        nudged = self._nudged if self._nudged and not self._nudged.done() else None
        return [*self._working.values(), *filter(None, [self._marking, nudged])]

    @property
    def senders(self) -> Collection[asyncio.Task[None]]:
        """One for each citizen; what a cancelled one has not sent stays in the outbox."""
        return self._working.values()

    async def _send_all(self, key: bytes) -> None:
        letters = self._waiting[key]
        try:
            while letters:
                await self._be_sure()
                async with self._ownership.taking:
                    # What was taken just now may be earlier than what a turn has posted.
                    letter = min(letters, key=lambda one: one.id)
                if not await self._send(letter):
                    return
                await self._held[letter.id].wait()
                letters.remove(letter)
                del self._held[letter.id]
        finally:
            del self._waiting[key], self._working[key]
            for letter in letters:
                del self._held[letter.id]

    async def _be_sure(self) -> None:
        """Go on when it is known what is ours: among that may be an earlier letter."""
        while not self._ownership.is_sure:
            try:
                await self.sweep()
            except Unavailable:
                await asyncio.sleep(REST)
            except Exception:
                log.exception("send.sweep_failed")
                return

    async def _send(self, letter: Letter) -> bool:
        """Send one letter to its end: sent, or failed with a reason. False: it isn't ours now."""
        while True:
            await self._heartbeat.hold_still()
            if letter.owner != self._heartbeat.epoch:
                return False
            try:
                await self._try(letter)
                return True
            except SendError as error:
                failure = error
            except Unavailable:  # of what the channel reads for it
                await asyncio.sleep(REST)
                continue
            except Exception as error:
                log.exception("send.broke", letter=letter.id, channel=letter.channel)
                failure = SendError(Failure.BAD, told(error))
            letter = replace(letter, attempts=letter.attempts + 1)
            if failure.failure is not Failure.RETRY or letter.attempts >= TRIES:
                await self._give_up(letter, failure)
                return True
            pause = failure.after or AGAIN.after(letter.attempts)
            await self._write(
                partial(
                    outbox.again, letter=letter.id, why=failure.reason, attempts=letter.attempts
                )
            )
            await asyncio.sleep(pause)
            if await self._is_withdrawn(letter):
                self._held[letter.id].set()
                return True

    async def _is_withdrawn(self, letter: Letter) -> bool:
        """Whether what a letter told is no longer so; one that can't be looked up is not."""
        try:
            async with self._database.reading() as unit:
                return not await outbox.is_queued(unit, letter.id)
        except Unavailable:
            return False

    async def _write(self, put: Callable[[Unit], None]) -> None:
        """Write this, as soon as the database takes it."""
        while True:
            try:
                async with self._database.unit() as unit:
                    put(unit)
                return
            except Exception as error:
                await self._rest_after(error, "send.not_written")

    async def _rest_after(self, error: Exception, what: str) -> None:
        """The database fails, for whatever reason: try again in a while."""
        if not isinstance(error, Unavailable):  # that is logged once, by who watches it
            log.error(what, exc_info=error)
        await asyncio.sleep(REST)

    async def _try(self, letter: Letter) -> None:
        reference = await self._sender.send(letter)
        self._passing("sent, not marked")
        self._mark(letter.id, reference)

    async def _give_up(self, letter: Letter, error: SendError) -> None:
        log.warning("send.failed", letter=letter.id, channel=letter.channel, reason=error.reason)

        def put(unit: Unit) -> None:
            waits = error.failure in {Failure.GONE, Failure.LATER}
            outbox.failed(unit, letter.id, why=error.reason, attempts=letter.attempts, gone=waits)
            if error.failure is Failure.GONE:
                citizens.mark_unreachable(unit, key=letter.peer_key)

        if not await self._write_lost(letter, error.failure, put):
            await self._write(put)
        self._held[letter.id].set()

    async def _write_lost(
        self, letter: Letter, failure: Failure, put: Callable[[Unit], None]
    ) -> bool:
        """Write it, and who began the letter learns of it in the same transaction.

        False when that can't be: it must not hold up the citizen's other letters.
        """
        while self._lost is not None:
            try:
                async with self._database.unit() as unit:
                    put(unit)
                    await self._lost(unit, letter.id, failure)
                return True
            except Unavailable:
                await asyncio.sleep(REST)
            except Exception:
                log.exception("send.loss_not_told", letter=letter.id)
                return False
        return False

    def _mark(self, letter: int, reference: str) -> None:
        """Marks gather while one is being written: one commit for many letters."""
        self._sent[letter] = reference
        if self._marking is None:
            self._marking = asyncio.create_task(self._write_marks())

    async def _write_marks(self) -> None:
        try:
            while self._sent:
                marks, self._sent = self._sent, {}
                try:
                    async with self._database.unit() as unit:
                        outbox.sent(unit, marks, now=self._clock())
                except Exception as error:
                    self._sent = marks | self._sent
                    await self._rest_after(error, "send.not_marked")
                else:
                    self._passing("marked")
                    for letter in marks:
                        if letter in self._held:  # else its sender has ceased
                            self._held[letter].set()
        finally:
            self._marking = None
