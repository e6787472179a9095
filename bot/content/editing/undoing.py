"""A file as it is now, without one change of its history."""

from collections.abc import Mapping
from typing import Any, Final

from bot.content.editing import line_file
from bot.content.editing.document import Document
from bot.content.editing.errors import ChangedMeanwhileError
from bot.content.editing.history import Record
from bot.content.editing.kinds import KINDS, Kind, Place
from bot.content.editing.opening import opened
from bot.content.editing.renaming import rename

WHOLE: Final = "*"  # stands for all fields of an entry that came or went
Rows = dict[str, tuple[Place, Mapping[str, Any]]]


def taken_back(record: Record, now: str | None) -> str | None:
    """The file as it is now, without this change. Raises ChangedMeanwhileError.

    What others changed since stays, also other fields of the same entry.
    """
    kind = KINDS.get(record.key)
    if now == record.after and (record.before is not None or kind is None or not record.entry):
        return record.before if record.before is not None or now is None else ""
    if line_file.is_line_file(record.file) and None not in (record.before, record.after, now):
        if (text := line_file.taken_back(str(record.before), str(record.after), str(now))) is None:
            raise ChangedMeanwhileError
        return text
    if kind is None or now is None or record.after is None:
        raise ChangedMeanwhileError
    document = opened(record.file, now)
    before, after, there = (_rows(text, kind) for text in (record.before, record.after, now))
    if record.entry:
        _entry_back(document, kind, record.entry, before, after, there)
    else:
        _name_back(document, kind, before, after, there)
    return document.text()


def overlap(record: Record, other: Record) -> bool:
    """Whether two changes of one file touched the same fields of an entry."""
    if record.entry and other.entry and (record.key, record.entry) != (other.key, other.entry):
        return False
    if KINDS.get(record.key) is None:
        return (record.key, record.entry) == (other.key, other.entry)
    one, two = _touched(record), _touched(other)
    return any(one[id] & two[id] or WHOLE in one[id] | two[id] for id in one.keys() & two.keys())


def _touched(record: Record) -> dict[str, set[str]]:
    """The fields of entries that a change touched."""
    kind = KINDS.get(record.key)
    if kind is None:
        return {}
    before, after = _rows(record.before, kind), _rows(record.after, kind)
    ids = {record.entry} if record.entry else before.keys() | after.keys()
    found = {id: _differing(_row(before, id), _row(after, id)) for id in ids}
    return {id: fields for id, fields in found.items() if fields}


def _differing(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> set[str]:
    if one is None or other is None:
        return {WHOLE} if one is not other else set()
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def _entry_back(
    document: Document, kind: Kind, id: str, before: Rows, after: Rows, there: Rows
) -> None:
    was, became, is_now = (_row(rows, id) for rows in (before, after, there))
    if became is None:  # it was removed
        if is_now is not None:
            raise ChangedMeanwhileError
        document.add(kind.list_key, was or {})
    elif was is None:  # it was added
        if is_now != became:
            raise ChangedMeanwhileError
        place = there[id][0]
        document.remove(str(place[0]), int(place[-1]))
    else:
        fields = _differing(was, became)
        if is_now is None or any(is_now.get(name) != became.get(name) for name in fields):
            raise ChangedMeanwhileError
        told = {name: was.get(name) for name in was if name in fields}
        told |= dict.fromkeys(fields - told.keys())
        document.change(there[id][0], told, order=tuple(kind.model.model_fields))


def _name_back(document: Document, kind: Kind, before: Rows, after: Rows, there: Rows) -> None:
    """An entry gets its old id again, and all that names it by the new one, whoever named it."""
    gone, come = [*(before.keys() - after.keys())], [*(after.keys() - before.keys())]
    if not kind.named_in or len(gone) != 1 or len(come) != 1:
        raise ChangedMeanwhileError
    (old,), (new,) = gone, come
    was, became = before[old][1], after[new][1]
    if _row(there, new) != became or old in there:
        raise ChangedMeanwhileError
    told = {**was, **dict.fromkeys(became.keys() - was.keys())}
    document.change(there[new][0], told, order=tuple(kind.model.model_fields))
    rename(document, kind, new, was)


def _rows(text: str | None, kind: Kind) -> Rows:
    """The entries of a text, by id."""
    rows = kind.rows(Document(text).data) if text else ()
    return {id: (place, row) for place, id, row in rows}


def _row(rows: Rows, id: str) -> Mapping[str, Any] | None:
    return rows[id][1] if id in rows else None
