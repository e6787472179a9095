"""What readers said of answers about one card that helped little or not: for its editors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.requests.model import Said
from bot.requests.ratings import LOW
from bot.requests.repository.entry_rows import said_in, words_in
from bot.requests.tables import requests
from bot.storage.database import Unit

MOST = 20

_rated = (
    select(requests.c.id, requests.c.number, requests.c.rating)
    .where(
        requests.c.service == bindparam("card"),
        requests.c.rating <= LOW,
        ~requests.c.practice,
    )
    .order_by(requests.c.id.desc())
    .limit(MOST)
)
_said = said_in(_rated, Said.WORDS, Said.RATING)


@dataclass(frozen=True, slots=True)
class PoorAnswer:
    """A question whose answer helped little.

    Attributes:
        rating: 1 or 2.
        question: the reader's first words.
        remark: what they said of the answer, "" for nothing.
        at: when they asked, aware UTC.
    """

    rating: int
    question: str
    remark: str
    at: datetime


async def poor_answers(unit: Unit, card: str) -> Sequence[PoorAnswer]:
    """The newest first, at most MOST; their words are as the reader wrote them."""
    found: dict[str, PoorAnswer] = {}
    for row in await unit.all(_said, {"card": card}):
        words = words_in(unit, row.words, row.number)
        known = found.get(row.number)
        if known is None and row.said == Said.WORDS.value:
            found[row.number] = PoorAnswer(row.rating, words, "", row.at)
        elif known is not None and row.said == Said.RATING.value:
            remark = "\n".join(filter(None, (known.remark, words)))
            found[row.number] = PoorAnswer(row.rating, known.question, remark, known.at)
    return list(found.values())
