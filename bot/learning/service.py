"""Keep what was not understood, show it to editors, let it go when it is dealt with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from bot.learning.model import WORDS, Unclear, UnclearReason, unclear_questions
from bot.learning.rules import holds_code, scrub
from bot.storage.database import Unit
from bot.storage.inbox import peer_key

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


class Learning:
    """Unclear questions, bound to one transaction."""

    def __init__(self, unit: Unit, *, content_version: str) -> None:
        self._unit = unit
        self._content_version = content_version

    def note(
        self,
        text: str,
        *,
        asker: tuple[str, str],
        why: UnclearReason,
        now: datetime,
        offered: Sequence[str] = (),
        chosen: str | None = None,
        places: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Keep a question without what is personal; never one with a code of an invitation.

        Args:
            text: the citizen's words.
            asker: their channel and peer: the question goes when they ask to be forgotten.
            why: what showed that it was not understood.
            now: aware UTC.
            offered: ids of the cards they were offered, best first.
            chosen: the one they chose.
            places: where the words name settlements.
        """
        words = scrub(text, places=places)
        if holds_code(text) or not any(letter.isalpha() for letter in words):
            return
        key = peer_key(self._unit, *asker)
        self._unit.put(
            _keep,
            {
                "asker_key": key,
                "words": self._unit.vault.seal(words, column=WORDS, row=key.hex()),
                "why": why.value,
                "offered": list(offered),
                "chosen": chosen,
                "content": self._content_version,
                "at": now,
            },
        )

    async def newest(self) -> list[Unclear]:
        """The last ones, newest first, at most MOST."""
        return [_unclear(self._unit, row) for row in await self._unit.all(_newest)]

    async def take(self, numbers: Sequence[int]) -> list[Unclear]:
        """Let some go and return them; unknown numbers are passed over."""
        taken = []
        for number in numbers:
            row = await self._unit.first(_one, {"number": number})
            if row is not None:
                taken.append(_unclear(self._unit, row))
                self._unit.put(_drop, {"number": number})
        return taken


def _unclear(unit: Unit, row: Any) -> Unclear:
    words = unit.vault.open(row.words, column=WORDS, row=row.asker_key.hex())
    return Unclear(row.id, words, UnclearReason(row.why), tuple(row.offered), row.chosen, row.at)
