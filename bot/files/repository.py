"""Files we hold as rows, bound to one transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.files.model import StoredFile, files
from bot.files.quotas import Taken
from bot.files.sealing import Sealed, link_key, read_file, risks_cell
from bot.files.verdict import Verdict
from bot.storage.database import Unit

TOKEN_LETTERS = 64  # nothing longer is looked up

_about = (
    files.c.id, files.c.name, files.c.size, files.c.media_type, files.c.link_key,
    files.c.expires_at, files.c.opened_at, files.c.risks, files.c.scanned_at,
)  # fmt: skip
_keep = insert(files).returning(files.c.id)
_by_id = select(*_about, files.c.body).where(files.c.id == bindparam("number"))
_by_link = select(*_about, files.c.body).where(files.c.link_key == bindparam("key"))
_opened = (
    update(files)
    .where(files.c.id == bindparam("number"), files.c.opened_at.is_(None))
    .values(opened_at=bindparam("at"))
)
_prolong = (
    update(files)
    .where(files.c.id == bindparam("number"), files.c.expires_at < bindparam("until"))
    .values(expires_at=bindparam("until"))
)
_claimed = (
    update(files)
    .where(files.c.id == bindparam("number"), files.c.claimed_at.is_(None))
    .values(claimed_at=bindparam("at"))
)
_examined = (
    update(files)
    .where(files.c.id == bindparam("number"))
    .values(risks=bindparam("found"), scanned_at=bindparam("at"))
)
_is_unclaimed = files.c.claimed_at.is_(None) & (files.c.expires_at < bindparam("now"))
_any_unclaimed = select(files.c.id).where(_is_unclaimed).limit(1)
_drop_unclaimed = delete(files).where(_is_unclaimed)
_bytes = func.coalesce(func.sum(files.c.size), 0).label("bytes")
_sum = select(_bytes).where(files.c.owner_key.is_not(None))
_sum_of = select(_bytes).where(
    files.c.owner_key == bindparam("owner"), files.c.created_at >= bindparam("since")
)
_belong = (
    update(files).where(files.c.id == bindparam("number")).values(request_id=bindparam("request"))
)
_drop = delete(files).where(files.c.id == bindparam("number"))
_drop_of_request = delete(files).where(files.c.request_id == bindparam("request"))


class Files:
    """A file past its day is gone for everybody, whether deleted yet or not."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def store(
        self,
        ready: Sealed,
        *,
        now: datetime,
        until: datetime,
        owner: bytes | None = None,
        claimed: bool = True,
    ) -> StoredFile:
        """Store what `sealed` made.

        Args:
            ready: the sealed file.
            now: aware UTC.
            until: when it goes.
            owner: the citizen's key (`inbox.peer_key`); None for the staff's own file.
            claimed: whether it goes into a message at once.
        """
        scanned_at = now if ready.verdict.scanned else None
        values = {
            **ready.cells, "owner_key": owner, "created_at": now, "expires_at": until,
            "claimed_at": now if claimed else None, "scanned_at": scanned_at,
        }  # fmt: skip
        (row,) = await self._unit.all(_keep, values)
        return StoredFile(
            row.id, ready.name, ready.cells["size"], ready.verdict.media_type, until,
            risks=ready.verdict.risks, scanned_at=scanned_at,
        )  # fmt: skip

    async def row(self, id: int, *, now: datetime) -> Any | None:
        """A file still sealed, for `opened`; None when there is none any more."""
        row = await self._unit.first(_by_id, {"number": id})
        return row if row and row.expires_at > now else None

    async def row_of_link(self, token: str, *, now: datetime) -> Any | None:
        """The file an address leads to, still sealed; None for a wrong or an old address."""
        if len(token) > TOKEN_LETTERS or not token.isascii():
            return None
        row = await self._unit.first(_by_link, {"key": link_key(self._unit.vault, token)})
        return row if row and row.expires_at > now else None

    def receipt(self, id: int, *, now: datetime) -> None:
        """Note that it is with the reader: the address was opened or a messenger took it."""
        self._unit.put(_opened, {"number": id, "at": now})

    async def about(self, ids: Collection[int], *, now: datetime) -> dict[int, StoredFile]:
        """What is known of these files, without those that are gone."""
        listed = select(*_about).where(files.c.id.in_(ids), files.c.expires_at > now)
        rows = await self._unit.all(listed) if ids else ()
        return {row.id: read_file(self._unit.vault, row) for row in rows}

    def prolong(self, ids: Collection[int], until: datetime) -> None:
        """Keep these at least until then."""
        for number in ids:
            self._unit.put(_prolong, {"number": number, "until": until})

    def claim(self, ids: Collection[int], *, now: datetime, until: datetime) -> None:
        """Note that these go into a message, and keep them at least until then."""
        for number in ids:
            self._unit.put(_claimed, {"number": number, "at": now})
        self.prolong(ids, until)

    async def unclaimed(self, *, now: datetime) -> bool:
        """Whether there are uploads past their term that went into no message."""
        return await self._unit.first(_any_unclaimed, {"now": now}) is not None

    def drop_unclaimed(self, *, now: datetime) -> None:
        """Delete those."""
        self._unit.put(_drop_unclaimed, {"now": now})

    async def taken_up(self, owner: bytes, *, since: datetime) -> Taken:
        """How many bytes citizens' files have, and one citizen's that came since then."""
        mine, everybody = await self._unit.several(
            (_sum_of, {"owner": owner, "since": since}), (_sum, {})
        )
        return Taken(int(mine[0].bytes), int(everybody[0].bytes))

    def examined(self, id: int, verdict: Verdict, *, now: datetime) -> None:
        """Note what was found out about a file that is here already."""
        scanned_at = now if verdict.scanned else None
        values = {"number": id, "found": risks_cell(verdict.risks), "at": scanned_at}
        self._unit.put(_examined, values)

    def belong(self, ids: Collection[int], request: int) -> None:
        """They are of this request from now on, and go with it at the latest."""
        for number in ids:
            self._unit.put(_belong, {"number": number, "request": request})

    def drop(self, ids: Collection[int]) -> None:
        """Delete these now."""
        for number in ids:
            self._unit.put(_drop, {"number": number})

    def drop_of_request(self, request: int) -> None:
        """Delete all files of a request: its reader's and those of the answers."""
        self._unit.put(_drop_of_request, {"request": request})
