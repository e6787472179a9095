"""A form of an entry that somebody else changed since it was opened.

Such a form carries what it began with. It is never written, nor given the newer version, before
the person has seen what is there now: first it comes back with both, field by field.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

from bot.console.visit import Visit
from bot.content.editing import EditError, Entry, Record, Writer
from bot.content.editing.kinds import KINDS
from bot.content.editing.opening import opened
from bot.content.editing.values import version_of
from bot.engine.texts import N_
from bot.staff.rules import FORMER
from bot.staff.service import Staff

LOOKED_THROUGH: Final = 200  # of the latest changes
TOLD: Final = N_(
    "While you wrote, somebody else changed this. Yours is not published, and nothing of it is "
    "lost. What you did not touch is here as it is now; where both of you wrote, the field has "
    "yours, and beside it stands what is in the file. Decide, and publish once more."
)
CHANGED_BY: Final = N_("Changed by: %(who)s.")
IN_FILE: Final = N_("In the file now: %(now)s")
WAS: Final = N_("Changed while you wrote. It was: %(was)s")
EMPTY: Final = N_("empty")


def began(entry: Entry) -> str:
    """What a form of this entry carries, to know later what was changed in it."""
    return json.dumps(entry.data, ensure_ascii=False)


def is_behind(visit: Visit, entry: Entry) -> bool:
    """Whether the form that came was opened before somebody changed this."""
    return bool(entry.id) and visit.text("version") != entry.version


def began_with(visit: Visit) -> Mapping[str, Any] | None:
    """The values that the form which came began with; None when it does not tell them."""
    try:
        told = json.loads(str(visit.form.get("began", "")))
        is_so = isinstance(told, dict) and version_of(told) == visit.text("version")
    except (ValueError, RecursionError):
        return None
    return told if is_so else None


async def told_meanwhile(visit: Visit, now: Entry) -> str:
    """That somebody changed it meanwhile; who and when, where it was done through the program."""
    who = await changed_by(visit, now)
    return " ".join([visit._(TOLD), *([visit._(CHANGED_BY, who=who)] if who else [])])


async def changed_by(visit: Visit, now: Entry) -> str:
    """Who gave the entry the values it has and when, "" for what was done in the file itself."""
    record = await asyncio.to_thread(_last, visit.console.program[Writer], now)
    if record is None:
        return ""
    _, _, number = record.by.partition("staff:")
    if not number.isdecimal():
        return f"{visit._('the command line')}, {visit.moment(record.at)}"
    async with visit.console.database.reading() as unit:
        person = await Staff(unit).get(int(number))
    return f"{person.name if person else visit._(FORMER)}, {visit.moment(record.at)}"


def beside_both(visit: Visit, now: str) -> str:
    """Beside a field that both changed: what is there now."""
    return visit._(IN_FILE, now=now or visit._(EMPTY))


def beside_theirs(visit: Visit, was: str) -> str:
    """Beside a field that only somebody else changed: what it was."""
    return visit._(WAS, was=was or visit._(EMPTY))


def _last(writer: Writer, now: Entry) -> Record | None:
    """The latest change of the entry, where it made it what it is."""
    for at, one in enumerate(writer.history.newest()):
        if at >= LOOKED_THROUGH:
            return None
        if (one.key, one.entry) == (now.key, now.id) and one.after is not None:
            return one if _has(one, now) else None
    return None


def _has(record: Record, now: Entry) -> bool:
    try:
        data = opened(record.file, record.after or "").data
    except EditError:
        return False
    rows = KINDS[now.key].rows(data)
    return any(id == now.id and version_of(row) == now.version for _, id, row in rows)
