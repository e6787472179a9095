"""What a feature finds in a unit of work: its own services and those of other features, by type."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.storage.database import Database, Unit

T = TypeVar("T")
Make = Callable[["Services"], object]
Publish = Callable[["Services", Sequence[object]], Awaitable[None]]
Prepare = Callable[["Services", datetime], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where browsers find this service, without a slash at its end; "" where there is none.

    `mails` tells whether it sends letters.
    """

    address: str = ""
    mails: bool = False


def _not_begun(_unit: Unit) -> "Services":
    raise LookupError("the program has not begun")


@dataclass(frozen=True, slots=True)
class Process:
    """What features make their long-lived parts from: settings, database, the process's clock.

    `bind` gives the features of today's content, for one transaction: once the program has begun.
    """

    settings: Any
    database: Database
    clock: Callable[[], datetime]
    bind: Callable[[Unit], "Services"] = _not_begun


class Program:
    """What features keep as long as the process lasts: `program[FileStore]`."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Mapping[type, object]) -> None:
        self._parts = parts

    def __getitem__(self, kind: type[T]) -> T:
        """The part of this type. Raises KeyError when no feature provides it."""
        return cast("T", self._parts[kind])


class Services:
    """The services of all features, bound to one unit of work: `services[Staff]`.

    Each is made when it is first asked for, and once.
    """

    __slots__ = ("_made", "_makers", "_prepare", "unit")

    def __init__(
        self,
        unit: Unit,
        makers: Mapping[type, Make],
        given: dict[type, object],
        prepare: Sequence[Prepare] = (),
    ) -> None:
        self.unit = unit
        self._makers = makers
        self._made = given
        self._prepare = prepare

    async def prepare(self, now: datetime) -> "Services":
        """Read what features want known before any step asks: each is given by its type. Once."""
        prepare, self._prepare = self._prepare, ()
        for read in prepare:
            one = await read(self, now)
            self._made[type(one)] = one
        return self

    def __getitem__(self, kind: type[T]) -> T:
        """The service of this type. Raises LookupError when no feature provides it."""
        made = self._made.get(kind)
        if made is None:
            make = self._makers.get(kind)
            if make is None:
                raise LookupError(f"no feature provides {kind.__name__}")
            made = self._made[kind] = make(self)
        return cast("T", made)

    def instead(self, *known: object) -> "Services":
        """The same unit's, with these in place of what was given by their types.

        What features make is made anew, so that it is made of these.
        """
        given = {kind: one for kind, one in self._made.items() if kind not in self._makers}
        return Services(self.unit, self._makers, {**given, **{type(one): one for one in known}})

    def known(self, kind: type[T]) -> T | None:
        """What is known of this unit alone, by its type; None when nothing is."""
        return cast("T | None", self._made.get(kind))


async def publish_to_nobody(_services: Services, _events: Sequence[object]) -> None:
    """Where nothing is delivered (the engine alone): events of use cases are dropped."""


@dataclass(frozen=True, slots=True)
class Providers:
    """What services are made from; it lasts as long as one state of the content.

    Attributes:
        makers: how each feature makes its services, by their type.
        given: what lives longer than a unit of work (content, indexes, addresses), by its type.
        publish: gets the events that use cases record, before the commit.
        published: called after the commit of a unit in which there were events.
        prepare: what each feature reads before a turn, see `Services.prepare`.
    """

    makers: Mapping[type, Make]
    given: Mapping[type, object] = field(default_factory=dict)
    publish: Publish = publish_to_nobody
    published: Callable[[], None] = lambda: None
    prepare: Sequence[Prepare] = ()

    def of(self, kind: type[T]) -> T:
        """What is given under this type. Raises KeyError."""
        return cast("T", self.given[kind])

    def bind(self, unit: Unit, *known: object) -> Services:
        """The services of one unit of work; `known` is given to this one alone, by its type."""
        given = {**self.given, **{type(one): one for one in known}}
        services = Services(unit, self.makers, given, self.prepare)
        unit.listen(lambda events: self.publish(services, events), self.published)
        return services
