"""By which act each thing was said: an answer and its correction are entries of one kind."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.requests.model import Did, HistoryEvent, RequestEntry, Said
from bot.requests.repository import entry_rows, event_rows
from bot.storage.database import Unit

# Acts that say something, and as what it is kept.
SPEAKING = {
    Did.HANDED_IN: Said.WORDS, Did.RECORDED: Said.WORDS, Did.ADDED: Said.WORDS,
    Did.REPLIED: Said.WORDS, Did.AGREED: Said.WORDS,
    Did.ANSWERED: Said.ANSWER, Did.CORRECTED: Said.ANSWER, Did.REFUSED: Said.ANSWER,
    Did.ASKED: Said.QUESTION, Did.OFFERED: Said.OFFER, Did.NOTED: Said.NOTE,
    Did.HANDED_OVER: Said.REASON, Did.EXTENDED: Said.REASON, Did.CLOSED: Said.REASON,
}  # fmt: skip


def with_acts(
    entries: Sequence[RequestEntry], events: Sequence[HistoryEvent]
) -> list[RequestEntry]:
    """The entries of one request, each with its act; those that no line of history tells of as
    they are. An act and what it says have one author and one moment; of several there, the order.
    """
    known: dict[tuple[str, datetime, Said], list[Did]] = defaultdict(list)
    for line in events:
        if line.did in SPEAKING:
            known[line.actor, line.at, SPEAKING[line.did]].append(line.did)
    found = []
    for one in entries:
        acts = [] if one.replaces else known[one.author, one.at, one.said]
        found.append(replace(one, did=acts.pop(0)) if acts else one)
    return found


async def said_in(unit: Unit, request: int, number: str) -> list[RequestEntry]:
    """All that was said in a request, oldest first, each with its act."""
    entries = await entry_rows.of_request(unit, request, number)
    return with_acts(entries, await event_rows.of_request(unit, request))
