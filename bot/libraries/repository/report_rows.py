"""Reports of citizens as rows; words are sealed."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, insert, select, update

from bot.libraries.report_model import Report, ReportKind
from bot.libraries.tables import DONE, WORDS, reports
from bot.storage.database import Unit

MOST = 500
_ROW = 32  # letters of what binds a sealed cell to its row

_COLUMNS = ("about", "kind", "words", "citizen_id", "content", "at")
_add = insert(reports).values({name: bindparam(name) for name in _COLUMNS}).returning(reports.c.id)
_same = select(reports.c.id).where(
    reports.c.about == bindparam("about"),
    reports.c.kind == bindparam("kind"),
    reports.c.citizen_id == bindparam("citizen_id"),
    reports.c.done_at.is_(None),
)
_newest = select(reports).order_by(reports.c.id.desc()).limit(MOST)
_open = select(reports.c.about).where(reports.c.done_at.is_(None)).limit(MOST)
_one = select(reports).where(reports.c.id == bindparam("number"))
_done = (
    update(reports)
    .where(reports.c.id == bindparam("number"), reports.c.done_at.is_(None))
    .values(done=bindparam("done_words"), done_at=bindparam("now"), staff_id=bindparam("by"))
)


async def add(unit: Unit, values: Mapping[str, Any], words: str) -> int:
    """Add one; its id."""
    row = await unit.first(_add, {**values, "words": sealed(unit, words, WORDS)})
    assert row is not None
    return int(row.id)


async def has_same(unit: Unit, about: str, kind: ReportKind, citizen: int) -> bool:
    """Whether this citizen has told the same, and nobody has seen to it yet."""
    values = {"about": about, "kind": kind.value, "citizen_id": citizen}
    return await unit.first(_same, values) is not None


async def newest(unit: Unit) -> list[Report]:
    """The last ones, newest first, at most MOST."""
    return [_report(unit, row) for row in await unit.all(_newest)]


async def open_abouts(unit: Unit) -> list[str]:
    """What each report that nobody has seen to is about, at most MOST."""
    return [str(row.about) for row in await unit.all(_open)]


async def get(unit: Unit, number: int) -> Report | None:
    """One of them."""
    row = await unit.first(_one, {"number": number})
    return _report(unit, row) if row is not None else None


async def done(unit: Unit, number: int, *, words: str, by: int, now: Any) -> bool:
    """Note that it was seen to; False when somebody has done so before."""
    values = {"number": number, "done_words": sealed(unit, words, DONE), "by": by, "now": now}
    return await unit.run(_done, values) == 1


def sealed(unit: Unit, words: str, column: str) -> bytes | None:
    """Words as they rest, bound to a row that has no number yet."""
    if not words:
        return None
    row = uuid4().hex
    return row.encode() + unit.vault.seal(words, column=column, row=row)


def _opened(unit: Unit, cell: bytes | None, column: str) -> str:
    if cell is None:
        return ""
    whole = bytes(cell)
    return unit.vault.open(whole[_ROW:], column=column, row=whole[:_ROW].decode())


def _report(unit: Unit, row: Any) -> Report:
    return Report(
        row.id, row.about, ReportKind(row.kind), _opened(unit, row.words, WORDS), row.citizen_id,
        row.at, _opened(unit, row.done, DONE), row.done_at, row.staff_id,
    )  # fmt: skip
