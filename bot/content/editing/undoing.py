"""A file as it is now, without one change of its history."""

from collections.abc import Mapping
from typing import Any

from bot.content.editing import line_file
from bot.content.editing.document import Document
from bot.content.editing.errors import ChangedMeanwhileError
from bot.content.editing.history import Record
from bot.content.editing.kinds import KINDS, Kind, Place
from bot.content.editing.opening import opened


def taken_back(record: Record, now: str | None) -> str | None:
    """The file as it is now, without this change. Raises ChangedMeanwhileError."""
    kind = KINDS.get(record.key)
    if now == record.after and (record.before is not None or kind is None or not record.entry):
        return record.before if record.before is not None or now is None else ""
    if line_file.is_line_file(record.file) and None not in (record.before, record.after, now):
        if (text := line_file.taken_back(str(record.before), str(record.after), str(now))) is None:
            raise ChangedMeanwhileError
        return text
    if kind is None or not record.entry or now is None or record.after is None:
        raise ChangedMeanwhileError
    document = opened(record.file, now)
    _, before = _row(record.before, record, kind)
    _, after = _row(record.after, record, kind)
    place, there = _row(now, record, kind)
    if after != there:
        raise ChangedMeanwhileError
    if after is None:
        document.add(kind.list_key, before or {})
    elif before is None:
        document.remove(str(place[0]), int(place[-1]))
    else:
        gone = dict.fromkeys(after.keys() - before.keys())
        document.change(place, {**before, **gone}, order=tuple(kind.model.model_fields))
    return document.text()


def _row(text: str | None, record: Record, kind: Kind) -> tuple[Place, Mapping[str, Any] | None]:
    """Where the entry of a change stands in a text, and what it says there."""
    for place, id, row in kind.rows(Document(text).data) if text else ():
        if id == record.entry:
            return place, row
    return (), None
