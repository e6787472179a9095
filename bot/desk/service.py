"""What a citizen does with the desk: hand a question in, see their own, leave."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.catalogue.calendar import WorkingCalendar
from bot.desk.model import (
    FILES,
    WORDS,
    Did,
    Holder,
    Kind,
    Request,
    State,
    Why,
    request_events,
    requests,
)
from bot.desk.rules import Deadline, Promise, deadline, new_number
from bot.engine.turn import Attachment
from bot.storage.database import Unit

TRIES = 20

_hand_in = (
    insert(requests)
    .values(
        {
            column.name: bindparam(column.name)
            for column in requests.c
            if column.name not in {"id", "closed_at"}
        }
    )
    .on_conflict_do_nothing(index_elements=["number"])
    .returning(requests.c.id)
)
_happened = insert(request_events).values(
    {name: bindparam(name) for name in ("request_id", "did", "actor", "facts", "at")}
)
_mine = (
    select(requests)
    .where(requests.c.citizen_id == bindparam("citizen"))
    .order_by(requests.c.id.desc())
    .limit(bindparam("many"))
)
_of_citizen = select(requests.c.id, requests.c.state).where(
    requests.c.citizen_id == bindparam("citizen")
)
_erase = (
    update(requests)
    .where(requests.c.citizen_id == bindparam("citizen"))
    .values(words=None, files=None, citizen_id=None, settlement=None)
)
_withdraw = (
    update(requests)
    .where(requests.c.id == bindparam("request"), requests.c.closed_at.is_(None))
    .values(state=State.WITHDRAWN.value, closed_at=bindparam("moment"))
)


class Desk:
    """Requests, bound to one transaction."""

    def __init__(self, unit: Unit, *, calendar: WorkingCalendar, promise: Promise) -> None:
        self._unit = unit
        self._calendar = calendar
        self._promise = promise

    def deadline(self, now: datetime) -> Deadline:
        """By when a question asked now is answered."""
        return deadline(now, self._promise, self._calendar)

    async def hand_in(
        self,
        words: str,
        *,
        citizen: int,
        holder: Holder,
        now: datetime,
        lang: str,
        kind: Kind = Kind.REFERENCE,
        files: Sequence[Attachment] = (),
        service: str | None = None,
        settlement: str | None = None,
    ) -> Request:
        """Store a citizen's question for the library that has it from now on.

        Args:
            words: as the citizen wrote them.
            citizen: id of their row.
            holder: who has it and why.
            now: aware moment of the question.
            lang: the language to answer in.
            kind: what is asked.
            files: what they sent along, by the channel's references.
            service: id of the catalogue's entry it is about.
            settlement: code of the place the citizen named.
        """
        counted = self.deadline(now)
        row: dict[str, Any] = {
            "citizen_id": citizen,
            "kind": kind.value,
            "state": State.NEW.value,
            "lang": lang,
            "service": service,
            "settlement": settlement,
            "holder": holder.point,
            "why": {"why": holder.why.value, "km": holder.km},
            "clock": self._clock(counted),
            "due_at": counted.at,
            "created_at": now,
        }
        request, number = await self._numbered(row, words, files)
        facts = {"holder": holder.point, **row["why"], "due": counted.due.isoformat()}
        self._note(request, Did.HANDED_IN, facts, now)
        return Request(
            request, number, kind, State.NEW, holder, words, due=counted.due, created_at=now
        )

    async def mine(self, citizen: int, *, many: int = 20) -> list[Request]:
        """Return the citizen's requests, newest first."""
        rows = await self._unit.all(_mine, {"citizen": citizen, "many": many})
        return [self._read(row) for row in rows]

    async def forget_citizen(self, citizen: int, *, now: datetime) -> None:
        """Erase the citizen's words and who they are; what was open is withdrawn."""
        for row in await self._unit.all(_of_citizen, {"citizen": citizen}):
            self._unit.put(_withdraw, {"request": row.id, "moment": now})
            self._note(row.id, Did.FORGOTTEN, {"state": row.state}, now)
        self._unit.put(_erase, {"citizen": citizen})

    async def _numbered(
        self, row: dict[str, Any], words: str, files: Sequence[Attachment]
    ) -> tuple[int, str]:
        vault = self._unit.vault
        sent = [
            {"ref": one.ref, "name": one.name, "size": one.size, "media_type": one.media_type}
            for one in files
        ]
        for _ in range(TRIES):
            number = new_number()
            values = {
                **row,
                "number": number,
                "words": vault.seal(words, column=WORDS, row=number),
                "files": vault.seal_json(sent, column=FILES, row=number) if sent else None,
            }
            if found := await self._unit.first(_hand_in, values):
                return found.id, number
        raise RuntimeError("no free number for a request")

    def _clock(self, counted: Deadline) -> dict[str, Any]:
        return {
            "since": counted.since.isoformat(),
            "days": [day.isoformat() for day in counted.days],
            "source": self._promise.source,
        }

    def _note(self, request: int, did: Did, facts: dict[str, Any], now: datetime) -> None:
        values = {"request_id": request, "did": did.value, "actor": "citizen", "at": now}
        self._unit.put(_happened, {**values, "facts": facts})

    def _read(self, row: Any) -> Request:
        vault = self._unit.vault
        return Request(
            id=row.id,
            number=row.number,
            kind=Kind(row.kind),
            state=State(row.state),
            holder=Holder(row.holder, Why(row.why["why"]), row.why["km"]),
            words=vault.open(row.words, column=WORDS, row=row.number) if row.words else "",
            due=date.fromisoformat(row.clock["days"][-1]),
            created_at=row.created_at,
        )
