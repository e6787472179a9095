"""Files outside a turn: what channels and pages use, each call a transaction of its own."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from bot.files.model import StoredFile
from bot.files.rules import CITIZEN_BYTES
from bot.files.service import Files, opened, sealed
from bot.storage import inbox
from bot.storage.database import Database

UPLOAD_DAYS = 7  # until a request keeps it longer


class Cabinet:
    """Keeps and reads files; ciphers outside its transactions, so that no turn waits for it."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def keep(
        self,
        body: bytes,
        *,
        name: str,
        sender: tuple[str, str] | None = None,
        days: int = UPLOAD_DAYS,
        most: int = CITIZEN_BYTES,
    ) -> tuple[StoredFile, str]:
        """Store a file; the token of its address too. Raises FileRefusedError.

        Args:
            body: the whole file.
            name: as the sender called it.
            sender: the citizen's channel and peer; None for what is not a citizen's.
            days: how long it is kept.
            most: bytes allowed.
        """
        ready = await sealed(self._database.vault, body, name=name, most=most)
        now = self._clock()
        owner = inbox.peer_key(self._database, *sender) if sender else None
        async with self._database.unit() as unit:
            kept = await Files(unit).store(
                ready, now=now, until=now + timedelta(days=days), owner=owner
            )
        return kept, ready.token

    async def about(self, ids: Collection[int]) -> dict[int, StoredFile]:
        """What is known of these files, without those that are gone."""
        async with self._database.reading() as unit:
            return await Files(unit).about(ids, now=self._clock())

    async def read(self, id: int) -> tuple[StoredFile, bytes] | None:
        """A file and its bytes; None when there is none any more."""
        async with self._database.reading() as unit:
            row = await Files(unit).row(id, now=self._clock())
        return await opened(self._database.vault, row) if row else None

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
