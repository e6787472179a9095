"""Whether the database takes writes; while it does not, who wants to write is refused at once."""

import asyncio
import time
from enum import StrEnum

import structlog

from bot.storage.errors import DatabaseError

log = structlog.get_logger(__name__)

LONGEST_WAIT = 3.0  # seconds for the next look at a database that is in trouble
SILENT = 9.0  # seconds without a written heartbeat


class Trouble(StrEnum):
    """What is wrong with the database; a line for the operator each."""

    GONE = "gone"
    REPLACED = "replaced"
    FULL = "full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    DAMAGED = "damaged"
    DISK = "disk"
    DOWN = "down"
    SILENT = "silent"


ADVICE = {
    Trouble.GONE: "the database file is not in its place: put it back, or stop the program and "
    "run `mistok restore FILE` with a backup",
    Trouble.REPLACED: "another file is in the place of the database: put the former one back, or "
    "stop the program and run `mistok restore FILE`",
    Trouble.FULL: "the disk of the database is full: free some space",
    Trouble.READ_ONLY: "the database can only be read: give this user write access to it",
    Trouble.LOCKED: "another process holds the database locked: end it, or wait until it is done",
    Trouble.DAMAGED: "the database is damaged: stop the program and run `mistok restore FILE` "
    "with a backup",
    Trouble.DISK: "the disk of the database can't be written: see the system's log",
    Trouble.DOWN: "PostgreSQL does not answer: check that it runs",
    Trouble.SILENT: "the database takes too long to write a row",
}


class Unavailable(DatabaseError):  # noqa: N818 -- a state, which ends
    """The database takes no writes just now. What was accepted before is kept."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(ADVICE[trouble])
        self.trouble = trouble


class Health:
    """What is known of one database. `watched` once a heartbeat looks at it again and again."""

    def __init__(self) -> None:
        self.trouble: Trouble | None = None
        self.watched = False
        self.refused = 0  # writes, since the start
        self.noticed = asyncio.Event()  # trouble that a write met: look soon
        self._since = 0.0
        self._written = time.monotonic()
        self._looked = asyncio.Event()

    @property
    def age(self) -> float:
        """Seconds since the last written heartbeat."""
        return time.monotonic() - self._written

    def line(self) -> str:
        """One line for the operator; "" when all is well."""
        if self.trouble is not None:
            return ADVICE[self.trouble]
        return ADVICE[Trouble.SILENT] if self.age > SILENT else ""

    def met(self, trouble: Trouble) -> None:
        """A write, or a look, failed for this reason."""
        if self.trouble is None:
            self._since = time.monotonic()
        if self.trouble is not trouble:
            log.error("database.trouble", what=trouble.value, hint=ADVICE[trouble])
        self.trouble = trouble
        self.noticed.set()

    def looked(self, trouble: Trouble | None) -> None:
        """What the heartbeat found: those who wait go on, or are refused."""
        if trouble is not None:
            self.met(trouble)
        else:
            self._written = time.monotonic()
            if self.trouble is not None:
                seconds = round(self._written - self._since)
                log.warning("database.well_again", was=self.trouble.value, seconds=seconds)
                self.trouble = None
        before, self._looked = self._looked, asyncio.Event()
        before.set()

    async def passable(self) -> None:
        """Return when the database takes writes. Raises Unavailable after the next look."""
        if self.trouble is None or not self.watched:
            return
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await self._looked.wait()
        except TimeoutError:
            pass
        self.check()

    def check(self) -> None:
        """Raises Unavailable while it is in trouble."""
        if self.trouble is not None and self.watched:
            self.refused += 1
            raise Unavailable(self.trouble)
