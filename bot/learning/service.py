"""Keep what was not understood, show it to editors, let it go when it is dealt with."""

from collections.abc import Sequence
from datetime import datetime

from bot.learning import repository
from bot.learning.model import WORDS, Unclear, UnclearReason
from bot.learning.rules import holds_code, scrub
from bot.storage.database import Unit
from bot.storage.inbox import peer_key


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
        repository.keep(
            self._unit,
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
        """The last ones, newest first, at most repository.MOST."""
        return await repository.newest(self._unit)

    async def take(self, numbers: Sequence[int]) -> list[Unclear]:
        """Let some go and return them; unknown numbers are passed over."""
        taken = [await repository.take(self._unit, number) for number in numbers]
        return [one for one in taken if one is not None]
