"""Files outside a turn: what channels and pages use, each call a transaction of its own."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from bot.files.disk import disk_of
from bot.files.examiner import Examiner
from bot.files.model import StoredFile
from bot.files.quotas import Quotas
from bot.files.repository import Files
from bot.files.rules import CITIZEN_BYTES, STAFF_BYTES
from bot.files.sealing import Sealed, opened, sealed
from bot.files.verdict import Verdict
from bot.storage import inbox
from bot.storage.database import Database

UPLOAD_DAYS = 7  # after it was sent in a message, until a request keeps it longer
UNCLAIMED = timedelta(hours=1)  # an upload waits so long for its message
DAY = timedelta(days=1)


class FileStore:
    """Keeps and reads files; ciphers outside its transactions, so that no turn waits for it.

    Args:
        database: where they are.
        clock: aware UTC now.
        examiner: looks into files; one without a virus scanner when None.
        quotas: how much room they may take.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime],
        examiner: Examiner | None = None,
        quotas: Quotas | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self.examiner = examiner or Examiner()
        self._quotas = quotas or Quotas()
        self._free = disk_of(database.url)

    async def keep(
        self,
        body: bytes,
        *,
        name: str,
        days: int = UPLOAD_DAYS,
        sender: tuple[str, str] | None = None,
    ) -> tuple[StoredFile, str]:
        """Store a file for so many days; the token of its address too. Raises FileRefusedError.

        `sender` is the channel and the peer of the citizen whose it is, None for the staff's.
        """
        ready = await self.prepare(body, name=name)
        now, owner = self._clock(), sender and inbox.peer_key(self._database, *sender)
        async with self._database.unit() as unit:
            kept = await Files(unit).store(
                ready, now=now, until=now + timedelta(days=days), owner=owner
            )
        return kept, ready.token

    async def prepare(self, body: bytes, *, name: str, most: int = STAFF_BYTES) -> Sealed:
        """Examine and seal a file, for `Files.store`. Raises FileRefusedError."""
        self._quotas.check_disk(self._free(), len(body))
        verdict = await self.examiner.examine(body, name, most=most)
        return await sealed(self._database.vault, body, verdict, name=name)

    async def upload(self, body: bytes, *, name: str, sender: tuple[str, str]) -> StoredFile:
        """Store a file of the citizen (channel, peer) until its message comes.

        Raises FileRefusedError.
        """
        await self.make_sure(len(body), sender=sender)
        ready = await self.prepare(body, name=name, most=CITIZEN_BYTES)
        now, owner = self._clock(), inbox.peer_key(self._database, *sender)
        async with self._database.unit() as unit:
            files = Files(unit)
            # Others came meanwhile.
            self._quotas.check(await files.taken_up(owner, since=now - DAY), len(body))
            return await files.store(
                ready, now=now, until=now + UNCLAIMED, owner=owner, claimed=False
            )

    async def make_sure(self, size: int, *, sender: tuple[str, str]) -> None:
        """Raises FileRefusedError when there is no room for a file of so many bytes."""
        self._quotas.check_disk(self._free(), size)
        owner = inbox.peer_key(self._database, *sender)
        async with self._database.reading() as unit:
            taken = await Files(unit).taken_up(owner, since=self._clock() - DAY)
        self._quotas.check(taken, size)

    async def claim(self, ids: Collection[int]) -> dict[int, StoredFile]:
        """Uploads that go into a message now; one that is gone leaves the others as they were."""
        now = self._clock()
        async with self._database.unit() as unit:
            files = Files(unit)
            known = await files.about(ids, now=now)
            if set(known) == set(ids):
                files.claim(ids, now=now, until=now + timedelta(days=UPLOAD_DAYS))
        return known

    async def about(self, ids: Collection[int]) -> dict[int, StoredFile]:
        """What is known of these files, without those that are gone."""
        async with self._database.reading() as unit:
            return await Files(unit).about(ids, now=self._clock())

    async def read(self, id: int) -> tuple[StoredFile, bytes] | None:
        """A file and its bytes; None when there is none any more."""
        async with self._database.reading() as unit:
            row = await Files(unit).row(id, now=self._clock())
        return await opened(self._database.vault, row) if row else None

    async def examined(self, file: StoredFile, body: bytes) -> Verdict:
        """What is known of a file we hold, found out now as far as it wasn't before.

        Raises FileRefusedError.
        """
        known = file.risks
        if known is not None and (file.scanned_at is not None or not self.examiner.scans):
            return Verdict(file.media_type, known, file.scanned_at is not None)
        if known is None:
            verdict = await self.examiner.examine(body, file.name)
        else:
            verdict = Verdict(file.media_type, known, await self.examiner.scanned(body))
        async with self._database.unit() as unit:
            Files(unit).examined(file.id, verdict, now=self._clock())
        return verdict

    async def arrived(self, id: int) -> None:
        """Note that it is with the reader, the first time: a receipt."""
        async with self._database.unit() as unit:
            Files(unit).receipt(id, now=self._clock())

    async def open_link(self, token: str, *, seen: bool) -> tuple[StoredFile, bytes] | None:
        """What an address leads to; with `seen` the first opening is noted, as a receipt."""
        now = self._clock()
        async with self._database.reading() as unit:
            row = await Files(unit).row_of_link(token, now=now)
        if row is None:
            return None
        if seen and row.opened_at is None:
            await self.arrived(row.id)
        return await opened(self._database.vault, row)
