"""Answers to what a card lacked: proposals for its editors, until the card tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.catalogue.service import Catalogue
from bot.requests.model import Said
from bot.requests.repository.entry_rows import words_in
from bot.requests.tables import request_entries, requests
from bot.storage.database import Unit

MOST = 200
SEPARATOR = ","

_newest = (
    select(func.max(request_entries.c.id).label("id"))
    .where(request_entries.c.said == Said.ANSWER.value)
    .group_by(request_entries.c.request_id)
    .subquery()
)
_answered = (
    select(
        requests.c.number, requests.c.service, requests.c.lacks,
        request_entries.c.words, request_entries.c.at,
    )
    .join(request_entries, request_entries.c.request_id == requests.c.id)
    .join(_newest, _newest.c.id == request_entries.c.id)
    .where(requests.c.lacks.is_not(None), ~requests.c.practice)
    .order_by(request_entries.c.id.desc())
    .limit(bindparam("many"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a librarian found out for a card.

    Attributes:
        number: of the request it was asked in.
        card: id of the card; `lacks`: the fields that it lacked and lacks still.
        answer: the librarian's words.
        at: when they were written, aware UTC.
    """

    number: str
    card: str
    lacks: tuple[str, ...]
    answer: str
    at: datetime


async def proposals(unit: Unit, catalogue: Catalogue) -> Sequence[Proposal]:
    """Return the newest first, at most MOST; what the card tells by now is no proposal any more."""
    rows = await unit.all(_answered, {"many": MOST})
    found = (_proposal(unit, row, catalogue) for row in rows)
    return [one for one in found if one is not None]


def _proposal(unit: Unit, row: Any, catalogue: Catalogue) -> Proposal | None:
    card = catalogue.get(row.service or "")
    lacks = tuple(
        name
        for name in row.lacks.split(SEPARATOR)
        if card is not None and not getattr(card, name, None)
    )
    answer = words_in(unit, row.words, row.number)
    if not lacks or not answer or card is None:
        return None
    return Proposal(row.number, card.id, lacks, answer, row.at)
