"""What a head tells of her library in a chat: kept at once, written into the content aside."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.catalogue.library import Library
from bot.content import Content
from bot.content.editing import EditError, Writer
from bot.content.library_list.words import raw_words
from bot.contracts.services import Program, Services
from bot.engine.wording import kyiv
from bot.libraries.card import KEY, fields_of, may_change
from bot.libraries.card_told import changed_by
from bot.libraries.repository import change_rows
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.storage.database import Unit

FRESH: Final = timedelta(days=365)  # so long a check of a card lasts
EVERY: Final = timedelta(days=30)  # so seldom a head is reminded
LOOKED: Final = timedelta(days=1)  # so seldom all cards are looked through
ALL: Final = ""
(WHY,) = raw_words("own_chat")  # stands in the history, as editors read it


@dataclass(frozen=True, slots=True)
class CardChange:
    """Facts that a person of the staff told of a library; none: all of it is still right."""

    id: int
    library: str
    fields: Mapping[str, Any]
    by: int


@dataclass(frozen=True, slots=True)
class CardWritten:
    """It stands in the content now, or `wrong` says why it can't.

    Where its file has a mistake elsewhere, it `waits`: it is not answered from yet.
    """

    change: CardChange
    wrong: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class CardOld:
    """Nobody has checked a library's card for a year."""

    library: str
    at: datetime


class CardChanges:
    """Use cases of changes that come by a chat, bound to one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def tell(self, library: str, fields: Mapping[str, Any], *, by: Person, now: datetime) -> bool:
        """Keep facts of a library, as `card_told` has them; False when not theirs to tell."""
        if not may_change(by, library):
            return False
        change_rows.add(self._unit, library, dict(fields), by=by.id, now=now)
        return True

    async def told(self, library: str) -> list[Mapping[str, Any]]:
        """Facts of a library that are on their way into the content, the oldest first."""
        rows = await change_rows.waiting(self._unit)
        return [fields for _, of, fields, _ in rows if of == library]


async def waiting(unit: Unit, _now: datetime) -> Sequence[CardChange]:
    """Those that are to be written."""
    return [CardChange(*row) for row in await change_rows.waiting(unit)]


async def write(program: Program, change: CardChange, now: datetime) -> CardWritten:
    """Write it into the content; the same a second time changes nothing."""
    writer = program[Writer]

    def put() -> bool:
        entry = writer.find(KEY, change.library)
        changed = changed_by(change.fields, entry.data)
        fields = fields_of(changed, entry, kyiv(now).date())
        return writer.waits(writer.change(entry, fields, by=f"staff:{change.by}", why=WHY))

    try:
        return CardWritten(change, waits=await asyncio.to_thread(put))
    except EditError as error:
        return CardWritten(change, str(error))


async def written(services: Services, done: CardWritten, now: datetime) -> None:
    """Tell who told it, once."""
    if await change_rows.done(services.unit, done.change.id, now=now):
        services.unit.record(done)


async def to_look(unit: Unit, now: datetime) -> Sequence[bool]:
    """Whether the cards are to be looked through."""
    return [] if ALL in await change_rows.reminded(unit, since=now - LOOKED) else [True]


async def look(services: Services, _due: bool, now: datetime) -> None:
    """Remind the heads of libraries whose cards nobody has checked for a year."""
    unit = services.unit
    before = await change_rows.reminded(unit, since=now - EVERY)
    led = {one.point for one in await services[Staff].active() if one.role is Role.HEAD}
    for one in services[Content].access_points:
        if one.id in led and one.id not in before and is_old(one, now):
            change_rows.remind(unit, one.id, now=now)
            unit.record(CardOld(one.id, now))
    change_rows.remind(unit, ALL, now=now)


def is_old(library: Library, now: datetime) -> bool:
    """Whether its own record was last checked more than a year ago."""
    return library.checked is not None and kyiv(now).date() - library.checked > FRESH
