"""The desk's statements and rows: everything that reads or writes a request goes through here."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.engine.draft import Part
from bot.files.model import FileRef
from bot.requests.model import (
    CONTACT,
    EMAIL,
    FILES,
    OPEN,
    PARTS,
    WORDS,
    Came,
    Did,
    HistoryEvent,
    Holder,
    Outcome,
    Request,
    RequestEntry,
    RequestKind,
    RoutingReason,
    Said,
    State,
)
from bot.requests.search_terms import terms_of
from bot.requests.tables import (
    request_entries,
    request_events,
    request_terms,
    requests,
)
from bot.storage.database import Unit

NAME = "requests.name"
# What else an address or a form may say names no request, and some of it no database takes.
NUMBER = re.compile(r"[0-9]{4}-[0-9]{4}")
# Columns that a new row leaves to the database.
DEFAULTED = frozenset({"id", "late", "rating", "merged_into", "undelivered", "poorly_rated"})

# Not IN: a statement with named values can't be compiled ahead with it.
IS_OPEN = or_(*(requests.c.state == state.value for state in OPEN))

_insert = (
    insert(requests)
    .values(
        {
            column.name: bindparam(column.name)
            for column in requests.c
            if column.name not in DEFAULTED
        }
    )
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
_happened = (
    insert(request_events)
    .values({name: bindparam(name) for name in ("request_id", "did", "actor", "facts", "at")})
    .returning(request_events.c.id)
)
_say = (
    insert(request_entries)
    .values(
        {column.name: bindparam(column.name) for column in request_entries.c if column.name != "id"}
    )
    .returning(request_entries.c.id)
)
_entries = (
    select(request_entries)
    .where(request_entries.c.request_id == bindparam("request"))
    .order_by(request_entries.c.id)
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
_events = (
    select(request_events)
    .where(request_events.c.request_id == bindparam("request"))
    .order_by(request_events.c.id)
)
_event = select(request_events).where(request_events.c.id == bindparam("event"))
_term = (
    insert(request_terms)
    .values({name: bindparam(name) for name in ("request_id", "term", "at")})
    .on_conflict_do_nothing(index_elements=["request_id", "term"])
)


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


async def happened(
    unit: Unit, request: int, did: Did, *, actor: str, facts: Mapping[str, Any], at: datetime
) -> int:
    """Add a line of history; its id."""
    values = {"request_id": request, "did": did.value, "actor": actor, "facts": dict(facts)}
    (row,) = await unit.all(_happened, {**values, "at": at})
    return int(row.id)


async def say(
    unit: Unit,
    request: int,
    number: str,
    *,
    author: str,
    said: Said,
    words: str,
    at: datetime,
    files: Sequence[FileRef] = (),
    replaces: int | None = None,
    message: str | None = None,
    parts: Sequence[Part] = (),
) -> RequestEntry:
    """Add an entry, sealed; notes too can be found by their words.

    `parts` are the messages that the words came in, where there were several.
    """
    listed = [one.to_json() for one in files]
    values = {
        "request_id": request,
        "author": author,
        "said": said.value,
        "words": unit.vault.seal(words, column=WORDS, row=number) if words else None,
        "files": unit.vault.seal_json(listed, column=FILES, row=number) if listed else None,
        "parts": _sealed_parts(unit, parts, number),
        "replaces": replaces,
        "message": message,
        "at": at,
    }
    (row,) = await unit.all(_say, values)
    for term in terms_of(words, unit.vault):
        unit.put(_term, {"request_id": request, "term": term, "at": at})
    return RequestEntry(row.id, author, said, words, at, tuple(files), replaces)


def _sealed_parts(unit: Unit, parts: Sequence[Part], number: str) -> bytes | None:
    listed = [[one.text, one.message] for one in parts]
    return unit.vault.seal_json(listed, column=PARTS, row=number) if listed else None


def parts_in(unit: Unit, row: Any) -> list[Part]:
    """The parts of an entry's row, which has its request's number; [] when it is of one piece."""
    if not row.parts:
        return []
    listed = unit.vault.open_json(row.parts, column=PARTS, row=row.number)
    return [Part(text, message) for text, message in listed]


async def entries(unit: Unit, request: int, number: str) -> list[RequestEntry]:
    """All that was said, oldest first."""
    return [_entry(unit, row, number) for row in await unit.all(_entries, {"request": request})]


async def events(unit: Unit, request: int) -> list[HistoryEvent]:
    """The history, oldest first."""
    rows = await unit.all(_events, {"request": request})
    return [_read_event(row) for row in rows]


async def event(unit: Unit, id: int) -> tuple[int, HistoryEvent] | None:
    """One line of history by its id, and the id of its request."""
    row = await unit.first(_event, {"event": id})
    return (row.request_id, _read_event(row)) if row else None


def _read_event(row: Any) -> HistoryEvent:
    return HistoryEvent(Did(row.did), row.actor, row.facts, row.at, row.id)


async def numbers_of_events(unit: Unit, events: Collection[int]) -> dict[int, str]:
    """Numbers of the requests that lines of history belong to, by the lines' ids."""
    rows = await unit.all(
        select(request_events.c.id, requests.c.number)
        .join_from(request_events, requests)
        .where(request_events.c.id.in_(events))
    )
    return {row.id: row.number for row in rows}


async def read_many(unit: Unit, rows: Iterable[Any]) -> list[Request]:
    """Rows as requests, each with its first words."""
    listed = list(rows)
    if not listed:
        return []
    found = await unit.several(*((_first_words, {"request": row.id}) for row in listed))
    return [
        read(unit, row, words=_opened(unit, first[0].words, row.number) if first else "")
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
            tuple(map(tuple, why.get("skipped", ()))),
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


def _entry(unit: Unit, row: Any, number: str) -> RequestEntry:
    vault = unit.vault
    files = vault.open_json(row.files, column=FILES, row=number) if row.files else ()
    return RequestEntry(
        id=row.id,
        author=row.author,
        said=Said(row.said),
        words=_opened(unit, row.words, number),
        at=row.at,
        files=tuple(map(FileRef.from_json, files)),
        replaces=row.replaces,
    )


def _opened(unit: Unit, cell: bytes | None, number: str) -> str:
    return unit.vault.open(cell, column=WORDS, row=number) if cell else ""
