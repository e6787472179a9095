"""A citizen's request where it is answered: itself, or the one that it was merged into."""

from dataclasses import dataclass
from typing import Any

from bot.requests.context import Case, DeskContext
from bot.requests.model import Request, State, as_known
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.repository import request_rows
from bot.storage.database import Unit


@dataclass(slots=True)
class Own:
    """A citizen's request: `case` is answered, `words_in` holds what this chat says."""

    case: Case
    words_in: Case

    @property
    def request(self) -> Request:
        """As the citizen knows it."""
        same = self.case is self.words_in
        return self.case.request if same else as_known(self.case.request, self.words_in.request)


async def own_of(context: DeskContext, number: str, citizen: int) -> Own:
    """One's own request, held until the transaction ends.

    Raises NotPossibleError("unknown") for another's.
    """
    own = await context.load(number)
    if own.request.citizen_id != citizen:
        raise NotPossibleError(RequestRefusal.UNKNOWN)
    case = await context.answered_in(own)
    return Own(case, case if case.request.citizen_id == citizen else own)


async def known(unit: Unit, row: Any) -> Request:
    """A row as its citizen knows it: merged with that of another chat, it stands as that does."""
    (own,) = await request_rows.read_many(unit, [row])
    found = await answering(unit, row)
    if found is None or found.citizen_id == row.citizen_id:
        return own
    return as_known(request_rows.read(unit, found), own)


async def answering(unit: Unit, row: Any) -> Any | None:
    """The row of the request where this one is answered, only to read: itself, unless merged."""
    while row is not None and row.state == State.MERGED and row.merged_into:
        row = await request_rows.by_number(unit, row.merged_into)
    return row
