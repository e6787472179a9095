"""Answers that helped their readers, for editors: from them cards and ready answers are made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from bot.requests.model import WORDS, Said
from bot.requests.ratings import HELPED
from bot.requests.repository.request_rows import NUMBER
from bot.requests.tables import request_entries, requests
from bot.storage.database import Unit

MOST = 50

_own = select(requests.c.id, requests.c.number, requests.c.service).where(~requests.c.practice)
_helped = _own.where(requests.c.rating == HELPED).order_by(requests.c.id.desc()).limit(MOST)
_one = _own.where(requests.c.number == bindparam("number"))


def _said(chosen: Select[Any]) -> Select[Any]:
    """What was asked and answered in these requests, the newest request first."""
    of = chosen.subquery()
    is_told = or_(*(request_entries.c.said == one.value for one in (Said.WORDS, Said.ANSWER)))
    return (
        select(of.c.number, of.c.service, request_entries.c.said, request_entries.c.words,
               request_entries.c.at)
        .join_from(of, request_entries, request_entries.c.request_id == of.c.id)
        .where(is_told)
        .order_by(of.c.id.desc(), request_entries.c.id)
    )  # fmt: skip


_said_helped, _said_one = _said(_helped), _said(_one)


@dataclass(frozen=True, slots=True)
class GoodAnswer:
    """A question with its answer and what corrects it, as they were written.

    Attributes:
        number: of the request.
        card: id of the card it was asked from, "" for none.
        at: when the answer was written, aware UTC.
    """

    number: str
    card: str
    question: str
    answer: str
    at: datetime


async def good_answers(unit: Unit) -> Sequence[GoodAnswer]:
    """Those that readers say helped, the newest first, at most MOST."""
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
        words = unit.vault.open(row.words, column=WORDS, row=row.number) if row.words else ""
        known = found.get(row.number)
        if known is None:
            known = GoodAnswer(row.number, row.service or "", "", "", row.at)
        if row.said == Said.ANSWER.value:
            answer = "\n".join(filter(None, (known.answer, words)))
            known = replace(known, answer=answer, at=row.at)
        elif not known.question:
            known = replace(known, question=words)
        found[row.number] = known
    return [one for one in found.values() if one.answer]
