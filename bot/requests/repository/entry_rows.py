"""What is said in requests, sealed; all that its words are found by."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.engine.draft import Part
from bot.files.model import FileRef
from bot.requests.model import FILES, PARTS, WORDS, RequestEntry, Said
from bot.requests.search_terms import stored_terms
from bot.requests.tables import request_entries, request_terms, requests
from bot.storage.database import Unit

MOST_SEARCHED = 20  # entries of one citizen that were written in several messages

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
_last = (
    select(request_entries)
    .where(request_entries.c.request_id == bindparam("request"))
    .order_by(request_entries.c.id.desc())
    .limit(1)
)
_term = (
    insert(request_terms)
    .values({name: bindparam(name) for name in ("request_id", "term", "at")})
    .on_conflict_do_nothing(index_elements=["request_id", "term"])
)
_own = (
    select(
        request_entries.c.id,
        request_entries.c.request_id,
        request_entries.c.parts,
        request_entries.c.message,
        requests.c.number,
    )
    .join(requests)
    .where(requests.c.citizen_id == bindparam("citizen"))
    .order_by(request_entries.c.id.desc())
)
_by_message = _own.where(request_entries.c.message == bindparam("message")).limit(1)
_of_several = _own.where(request_entries.c.parts.is_not(None)).limit(MOST_SEARCHED)


async def add(
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
    for term in stored_terms(words, unit.vault):
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


def said_in(chosen: Select[Any], *said: Said) -> Select[Any]:
    """What was said in these ways in the chosen requests, with all that was chosen of each.

    The newest request comes first, in each the oldest words; `chosen` has «id» and «number».
    """
    of = chosen.subquery()
    return (
        select(of, request_entries.c.said, request_entries.c.words, request_entries.c.at)
        .join_from(of, request_entries, request_entries.c.request_id == of.c.id)
        .where(or_(*(request_entries.c.said == one.value for one in said)))
        .order_by(of.c.id.desc(), request_entries.c.id)
    )


async def of_request(unit: Unit, request: int, number: str) -> list[RequestEntry]:
    """All that was said, oldest first."""
    return [_entry(unit, row, number) for row in await unit.all(_entries, {"request": request})]


async def last(unit: Unit, request: int, number: str) -> RequestEntry | None:
    """What was said last."""
    row = await unit.first(_last, {"request": request})
    return _entry(unit, row, number) if row else None


async def holding(unit: Unit, message: str, *, citizen: int) -> Any | None:
    """The newest entry that has a message of theirs, alone or among others."""
    found = await unit.first(_by_message, {"message": message, "citizen": citizen})
    if found is not None:
        return found
    for row in await unit.all(_of_several, {"citizen": citizen}):
        if any(one.message == message for one in parts_in(unit, row)):
            return row
    return None


def _entry(unit: Unit, row: Any, number: str) -> RequestEntry:
    vault = unit.vault
    files = vault.open_json(row.files, column=FILES, row=number) if row.files else ()
    return RequestEntry(
        id=row.id,
        author=row.author,
        said=Said(row.said),
        words=words_in(unit, row.words, number),
        at=row.at,
        files=tuple(map(FileRef.from_json, files)),
        replaces=row.replaces,
    )


def words_in(unit: Unit, cell: bytes | None, number: str) -> str:
    """What a sealed cell of words says. Raises VaultError."""
    return unit.vault.open(cell, column=WORDS, row=number) if cell else ""
