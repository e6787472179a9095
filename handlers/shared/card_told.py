"""A library's card as it would be with what is told of it in a chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalogue.library import Library
from bot.contracts.feature import Ctx
from bot.engine.wording import kyiv
from bot.libraries.card import as_library
from bot.libraries.card_changes import CardChanges
from bot.libraries.card_point import Wrong, in_another_place, where_of
from bot.libraries.card_told import changed_by, facts_told, record_of
from bot.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Told:
    """A library as it would be with what was told of it.

    Attributes:
        shown: as readers will see it.
        record: what its record says now, also what is on its way there.
        facts: what would change, as `CardChanges` takes it.
        wrong: what can't be taken.
        doubt: what may be wrong.
    """

    shown: Library
    record: Mapping[str, Any]
    facts: Mapping[str, Any]
    wrong: tuple[Wrong, ...]
    doubt: Wrong | None


async def told_card(ctx: Ctx, of: Library, boxes: Mapping[str, str]) -> Told:
    """The library with what is on its way into its record, and with these boxes of the form."""
    today, record = kyiv(ctx.now).date(), record_of(of)
    for facts in await ctx.services[CardChanges].told(of.id):
        earlier = changed_by(facts, record)
        of, record = as_library(of, earlier, today), record | earlier
    where = where_of(of, ctx.services[Gazetteer])
    facts, wrong = facts_told(boxes, record, where, ctx.lang)
    changed = changed_by(facts, record)
    shown = as_library(of, changed, today) if changed else of
    return Told(shown, record, facts, tuple(wrong), in_another_place(changed, where))
