"""What readers said of answers about one card that helped little or not: for its editors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from bot.requests.model import WORDS, Said
from bot.requests.ratings import LOW
from bot.requests.tables import request_entries, requests
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
    .subquery()
)
_said = (
    select(_rated.c.number, _rated.c.rating, request_entries.c.said, request_entries.c.words,
           request_entries.c.at)
    .join_from(_rated, request_entries, request_entries.c.request_id == _rated.c.id)
    .where(or_(*(request_entries.c.said == one.value for one in (Said.WORDS, Said.RATING))))
    .order_by(_rated.c.id.desc(), request_entries.c.id)
)  # fmt: skip


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
        words = unit.vault.open(row.words, column=WORDS, row=row.number) if row.words else ""
        known = found.get(row.number)
        if known is None and row.said == Said.WORDS.value:
            found[row.number] = PoorAnswer(row.rating, words, "", row.at)
        elif known is not None and row.said == Said.RATING.value:
            remark = "\n".join(filter(None, (known.remark, words)))
            found[row.number] = PoorAnswer(row.rating, known.question, remark, known.at)
    return list(found.values())
