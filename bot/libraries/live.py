"""Telling what holds at libraries for a while, and taking it back; bound to one transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.appointments import repository
from bot.appointments.model import Appointment
from bot.appointments.schedule import Mode
from bot.engine.wording import undirected
from bot.libraries.live_rules import LiveError, LiveRefusal, NewState, check, may_tell
from bot.libraries.repository import state_rows
from bot.places.live import LiveKind, LiveState, of_library
from bot.staff.model import Person
from bot.storage.database import Unit


@dataclass(frozen=True, slots=True)
class LiveChanged:
    """Something was told of libraries, or taken back (`is_over`)."""

    state: LiveState
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class VisitAffected:
    """The library where somebody is expected is closed or elsewhere then; or not any more."""

    appointment: Appointment
    state: LiveState
    is_over: bool = False


_IN_THE_WAY = frozenset({LiveKind.CLOSED, LiveKind.MOVED})  # of somebody who comes
LibrariesOf = Callable[[str], Collection[str]]


class LiveDesk:
    """Use cases of the states of libraries.

    `libraries_of` gives the ids of the libraries that a state is told of, by its `whom`.
    """

    def __init__(self, unit: Unit, libraries_of: LibrariesOf = lambda _whom: ()) -> None:
        self._unit = unit
        self._libraries_of = libraries_of

    async def tell(self, new: NewState, *, by: Person, now: datetime) -> LiveState:
        """Tell it from now on. What was told of the same before ends. Raises LiveError."""
        new = replace(new, note=undirected(" ".join(new.note.split())))
        check(new, by, now)
        unit = self._unit
        for one in await state_rows.in_force(unit, now=now):
            if one.whom == new.whom and (new.kind is LiveKind.USUAL or one.kind is new.kind):
                await state_rows.end(unit, one.id, by=by.id, now=now)
        values = {
            "whom": new.whom, "kind": new.kind.value, "note": new.note, "since": now,
            "until": new.until, "staff_id": by.id,
        }  # fmt: skip
        id = await state_rows.add(unit, values)
        told = LiveState(id, new.whom, new.kind, now, new.until, new.note, by.id)
        await self._changed(told, now)
        return told

    async def as_usual(
        self, library: str, wider: Sequence[LiveState], *, by: Person, now: datetime
    ) -> None:
        """All that was told of a library is over; of what was told of many too (`wider`)."""
        whom = of_library(library)
        if not may_tell(by, whom):
            raise LiveError(LiveRefusal.MAY_NOT)
        for one in await state_rows.in_force(self._unit, now=now):
            if one.whom == whom:
                await state_rows.end(self._unit, one.id, by=by.id, now=now)
                await self._changed(one, now, is_over=True)
        until = max((one.until for one in wider if one.whom != whom), default=None)
        if until is not None:
            await self.tell(NewState(whom, LiveKind.USUAL, until), by=by, now=now)

    async def take_back(self, id: int, *, by: Person, now: datetime) -> LiveState:
        """End one before its time. Raises LiveError."""
        found = await state_rows.get(self._unit, id)
        if found is None:
            raise LiveError(LiveRefusal.GONE)
        if not may_tell(by, found.whom):
            raise LiveError(LiveRefusal.MAY_NOT)
        if not await state_rows.end(self._unit, id, by=by.id, now=now):
            raise LiveError(LiveRefusal.GONE)
        await self._changed(found, now, is_over=True)
        return found

    async def _changed(self, state: LiveState, now: datetime, *, is_over: bool = False) -> None:
        """Tell the staff; and those who are expected there meanwhile, when it is in their way."""
        unit = self._unit
        unit.record(LiveChanged(state, is_over))
        if state.kind not in _IN_THE_WAY:
            return
        libraries = self._libraries_of(state.whom)
        for row in await repository.between(unit, now, state.until):
            if row.library in libraries and row.mode == Mode.IN_PERSON and row.citizen_id:
                unit.record(VisitAffected(repository.read(unit, row), state, is_over))

    async def in_force(self, *, now: datetime) -> list[LiveState]:
        """What holds now anywhere, or will, in the order it was told."""
        return sorted(await state_rows.in_force(self._unit, now=now), key=lambda one: one.id)

    async def history(self, units: Collection[str], *, many: int = 20) -> list[LiveState]:
        """What was told of any of these, also what is over, newest first."""
        return await state_rows.latest(self._unit, units, many=many)
