"""Answers that helped their readers, or that librarians propose: cards are made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from bot.requests.model import Said
from bot.requests.ratings import HELPED
from bot.requests.repository.entry_rows import said_in, words_in
from bot.requests.repository.request_rows import NUMBER
from bot.requests.tables import requests
from bot.storage.database import Unit

MOST = 50

_own = select(
    requests.c.id, requests.c.number, requests.c.service, requests.c.proposed,
    requests.c.rating,
).where(~requests.c.practice)  # fmt: skip
_good = or_(requests.c.rating == HELPED, requests.c.proposed)
_helped = _own.where(_good).order_by(requests.c.id.desc()).limit(MOST)
_propose = (
    update(requests)
    .where(requests.c.number == bindparam("named"), ~requests.c.practice)
    .values(proposed=True)
)
_one = _own.where(requests.c.number == bindparam("number"))


_said_helped = said_in(_helped, Said.WORDS, Said.ANSWER)
_said_one = said_in(_one, Said.WORDS, Said.ANSWER)


@dataclass(frozen=True, slots=True)
class GoodAnswer:
    """A question with its answer and what corrects it, as they were written.

    Attributes:
        number: of the request.
        card: id of the card it was asked from, "" for none.
        at: when the answer was written, aware UTC.
        proposed: whether a librarian proposes it.
        rating: what the reader said of it, 1 to 3; None: nothing.
    """

    number: str
    card: str
    question: str
    answer: str
    at: datetime
    proposed: bool = False
    rating: int | None = None


async def propose(unit: Unit, number: str) -> bool:
    """Put the answer of a request before the editors; False where there is none."""
    if await answer_to(unit, number) is None:
        return False
    await unit.run(_propose, {"named": number})
    return True


async def good_answers(unit: Unit) -> Sequence[GoodAnswer]:
    """Those that readers say helped or librarians propose, the newest first, at most MOST."""
    return _read(unit, await unit.all(_said_helped))


async def answer_to(unit: Unit, number: str) -> GoodAnswer | None:
    """The answer of one request, None when it has none."""
    if not NUMBER.fullmatch(number):
        return None
    found = _read(unit, await unit.all(_said_one, {"number": number}))
    return found[0] if found else None


def _read(unit: Unit, rows: Sequence[Any]) -> list[GoodAnswer]:
    found: dict[str, GoodAnswer] = {}
    for row in rows:
        words = words_in(unit, row.words, row.number)
        known = found.get(row.number)
        if known is None:
            known = GoodAnswer(
                row.number, row.service or "", "", "", row.at, bool(row.proposed), row.rating
            )
        if row.said == Said.ANSWER.value:
            answer = "\n".join(filter(None, (known.answer, words)))
            known = replace(known, answer=answer, at=row.at)
        elif not known.question:
            known = replace(known, question=words)
        found[row.number] = known
    return [one for one in found.values() if one.answer]
