"""Questions that were not understood, as rows; words are sealed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.learning.model import WORDS, Unclear, UnclearReason, unclear_questions
from bot.storage.database import Unit

MOST = 2000

_keep = insert(unclear_questions).values(
    {
        name: bindparam(name)
        for name in ("asker_key", "words", "why", "offered", "chosen", "content", "at")
    }
)
_newest = select(unclear_questions).order_by(unclear_questions.c.id.desc()).limit(MOST)
_one = select(unclear_questions).where(unclear_questions.c.id == bindparam("number"))
_drop = delete(unclear_questions).where(unclear_questions.c.id == bindparam("number"))


def keep(unit: Unit, values: Mapping[str, Any]) -> None:
    """A new row."""
    unit.put(_keep, values)


async def newest(unit: Unit) -> list[Unclear]:
    """The last ones, newest first, at most MOST."""
    return [_unclear(unit, row) for row in await unit.all(_newest)]


async def take(unit: Unit, number: int) -> Unclear | None:
    """Delete one and return it; None when there is none."""
    row = await unit.first(_one, {"number": number})
    if row is None:
        return None
    unit.put(_drop, {"number": number})
    return _unclear(unit, row)


def _unclear(unit: Unit, row: Any) -> Unclear:
    words = unit.vault.open(row.words, column=WORDS, row=row.asker_key.hex())
    return Unclear(row.id, words, UnclearReason(row.why), tuple(row.offered), row.chosen, row.at)
