"""Rows of requests: made, held, changed, read."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.requests.model import (
    CONTACT,
    EMAIL,
    OPEN,
    Came,
    Holder,
    Outcome,
    PassedOver,
    Request,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.repository.entry_rows import words_in
from bot.requests.tables import (
    request_entries,
    requests,
)
from bot.storage.database import Unit

NAME = "requests.name"
# What else an address or a form may say names no request, and some of it no database takes.
NUMBER = re.compile(r"[0-9]{4}-[0-9]{4}")
# Columns that a new row leaves to the database.
DEFAULTED = frozenset({
    "id", "late", "rating", "merged_into", "undelivered", "poorly_rated", "proposed",
})  # fmt: skip
BLANK = {column.name: None for column in requests.c if column.name not in DEFAULTED}

# Not IN: a statement with named values can't be compiled ahead with it.
IS_OPEN = or_(*(requests.c.state == state.value for state in OPEN))

_insert = (
    insert(requests)
    .values({name: bindparam(name) for name in BLANK})
    .on_conflict_do_nothing(index_elements=["number"])
    .returning(requests.c.id)
)
_locked = (
    select(requests).where(requests.c.number == bindparam("number")).with_for_update(of=requests)
)
_locked_by_id = (
    select(requests).where(requests.c.id == bindparam("request")).with_for_update(of=requests)
)
_by_number = select(requests).where(requests.c.number == bindparam("number"))
_merged_into = select(requests).where(
    requests.c.merged_into == bindparam("number"), requests.c.state == State.MERGED.value
)
_first_words = (
    select(request_entries.c.words)
    .where(
        request_entries.c.request_id == bindparam("request"),
        request_entries.c.said == Said.WORDS.value,
    )
    .order_by(request_entries.c.id)
    .limit(1)
)
_just_written = (
    select(requests)
    .where(
        requests.c.owner_id == bindparam("owner"),
        requests.c.came == bindparam("came"),
        requests.c.kind == bindparam("kind"),
        requests.c.touched_at > bindparam("since"),
    )
    .order_by(requests.c.id.desc())
    .limit(1)
)
_due = (
    select(requests.c.id)
    .where(requests.c.wake_at <= bindparam("moment"))
    .order_by(requests.c.wake_at)
    .limit(bindparam("many"))
)
_erase = delete(requests).where(requests.c.id == bindparam("request"))
_erase_of_holder = delete(requests).where(requests.c.holder == bindparam("holder"))


async def add(unit: Unit, values: Mapping[str, Any]) -> int | None:
    """A new row's id; None when its number is taken."""
    found = await unit.first(_insert, values)
    return found.id if found else None


async def locked(unit: Unit, request: str | int) -> Any | None:
    """The row by number or id, held until the transaction ends."""
    if isinstance(request, int):
        return await unit.first(_locked_by_id, {"request": request})
    if not NUMBER.fullmatch(request):
        return None
    return await unit.first(_locked, {"number": request})


async def by_number(unit: Unit, number: str) -> Any | None:
    """The row, only to read; None for what can't be a number."""
    if not NUMBER.fullmatch(number):
        return None
    return await unit.first(_by_number, {"number": number})


async def just_written(
    unit: Unit, owner: int, *, came: str, kind: str, since: datetime
) -> Any | None:
    """The newest row of this kind that a librarian wrote down since then."""
    given = {"owner": owner, "came": came, "kind": kind, "since": since}
    return await unit.first(_just_written, given)


async def merged_into(unit: Unit, number: str) -> list[Any]:
    """Rows of all requests that are answered in this one, also by way of others; oldest first."""
    found: dict[int, Any] = {}
    numbers = [number]
    while numbers:
        rows = await unit.several(*((_merged_into, {"number": one}) for one in numbers))
        new = [row for some in rows for row in some if row.id not in found]
        found |= {row.id: row for row in new}
        numbers = [row.number for row in new]
    return [found[id] for id in sorted(found)]


def change(unit: Unit, request: int, values: Mapping[str, Any]) -> None:
    """Set columns of one row."""
    statement = _changes.get(frozenset(values))
    if statement is None:
        statement = (
            update(requests)
            .where(requests.c.id == bindparam("request"))
            .values({name: bindparam(f"new_{name}") for name in values})
        )
        _changes[frozenset(values)] = statement
    unit.put(
        statement, {"request": request, **{f"new_{name}": value for name, value in values.items()}}
    )


_changes: dict[frozenset[str], Any] = {}


async def due(unit: Unit, *, now: datetime, many: int) -> list[int]:
    """Ids of requests whose moment has come, the longest waiting first."""
    return [int(row.id) for row in await unit.all(_due, {"moment": now, "many": many})]


def erase(unit: Unit, request: int) -> None:
    """Delete one, with all that was said in it."""
    unit.put(_erase, {"request": request})


def erase_of_holder(unit: Unit, holder: str) -> None:
    """Delete all that one holder has."""
    unit.put(_erase_of_holder, {"holder": holder})


async def read_many(unit: Unit, rows: Iterable[Any]) -> list[Request]:
    """Rows as requests, each with its first words."""
    listed = list(rows)
    if not listed:
        return []
    found = await unit.several(*((_first_words, {"request": row.id}) for row in listed))
    return [
        read(unit, row, words=words_in(unit, first[0].words, row.number) if first else "")
        for row, first in zip(listed, found, strict=True)
    ]


def read(unit: Unit, row: Any, *, words: str = "") -> Request:
    """A row as a request. Raises VaultError."""
    why = row.why
    return Request(
        id=row.id,
        number=row.number,
        kind=RequestKind(row.kind),
        state=State(row.state),
        holder=Holder(
            row.holder,
            RoutingReason(why["why"]),
            why["km"],
            tuple((point, PassedOver(reason)) for point, reason in why.get("skipped", ())),
        ),
        words=words,
        due_at=row.due_at,
        created_at=row.created_at,
        lang=row.lang,
        citizen_id=row.citizen_id,
        owner_id=row.owner_id,
        came=Came(row.came),
        clock=row.clock,
        service=row.service,
        settlement=row.settlement,
        outcome=Outcome(row.outcome) if row.outcome else None,
        late=bool(row.late),
        rating=row.rating,
        merged_into=row.merged_into,
        closed_at=row.closed_at,
        name=unit.vault.open(row.name, column=NAME, row=row.number) if row.name else "",
        practice=bool(row.practice),
        undelivered=bool(row.undelivered),
        poorly_rated=bool(row.poorly_rated),
        proposed=bool(row.proposed),
        times=row.times,
    )


def contact_in(unit: Unit, row: Any) -> str:
    """How to reach the reader of a row, "" where nobody wrote it down. Raises VaultError."""
    return unit.vault.open(row.contact, column=CONTACT, row=row.number) if row.contact else ""


def email_in(unit: Unit, row: Any) -> str:
    """Where the reader of a row wants to hear of an answer, "" for nowhere. Raises VaultError."""
    return unit.vault.open(row.email, column=EMAIL, row=row.number) if row.email else ""


def why_json(holder: Holder) -> dict[str, Any]:
    """The reason of routing as it rests in the row."""
    return {
        "why": holder.why.value,
        "km": holder.km,
        "skipped": [list(one) for one in holder.skipped],
    }
