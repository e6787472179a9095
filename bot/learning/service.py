"""Keep what was not understood, show it to editors, let it go when it is dealt with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.learning.model import Unclear, Why, unclear_questions
from bot.learning.rules import scrub
from bot.storage.database import Unit

MOST = 2000

_keep = insert(unclear_questions).values(
    {name: bindparam(name) for name in ("words", "why", "offered", "chosen", "content", "at")}
)
_newest = select(unclear_questions).order_by(unclear_questions.c.id.desc()).limit(MOST)
_one = select(unclear_questions).where(unclear_questions.c.id == bindparam("number"))
_drop = delete(unclear_questions).where(unclear_questions.c.id == bindparam("number"))


class Learning:
    """Unclear questions, bound to one transaction."""

    def __init__(self, unit: Unit, *, content_version: str) -> None:
        self._unit = unit
        self._content_version = content_version

    def note(
        self,
        text: str,
        *,
        why: Why,
        now: datetime,
        offered: Sequence[str] = (),
        chosen: str | None = None,
        places: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Keep a question without what is personal; `places` are where it names settlements."""
        words = scrub(text, places=places)
        if not any(letter.isalpha() for letter in words):
            return
        self._unit.put(
            _keep,
            {
                "words": words,
                "why": why.value,
                "offered": list(offered),
                "chosen": chosen,
                "content": self._content_version,
                "at": now,
            },
        )

    async def newest(self) -> list[Unclear]:
        """The last ones, newest first, at most MOST."""
        return [_unclear(row) for row in await self._unit.all(_newest)]

    async def take(self, numbers: Sequence[int]) -> list[Unclear]:
        """Let some go and return them; unknown numbers are passed over."""
        taken = []
        for number in numbers:
            row = await self._unit.first(_one, {"number": number})
            if row is not None:
                taken.append(_unclear(row))
                self._unit.put(_drop, {"number": number})
        return taken


def _unclear(row: Any) -> Unclear:
    return Unclear(row.id, row.words, Why(row.why), tuple(row.offered), row.chosen, row.at)
