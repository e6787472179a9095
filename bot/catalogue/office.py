"""Offices that people are sent to: service centres, the Pension Fund, councils; what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.catalogue.model import Service, Text


class Serves(StrEnum):
    """Whose office it is: of its hromada, of its raion, of the whole oblast."""

    HROMADA = "hromada"
    RAION = "raion"
    OBLAST = "oblast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office, or (without a settlement) all of a kind in the oblast; unknown is None or empty.

    `settlement` is a KATOTTG code, `hours` OpenStreetMap's opening_hours; `lat` and `lon` are
    degrees, of the building or (`approximate`) of its settlement. `seen` is the day its source
    states, `checked` the day somebody compared it.
    """

    id: str
    kind: str
    name: Text
    source: str
    serves: Serves = Serves.HROMADA
    settlement: str | None = None
    settlement_name: str | None = None
    hromada: str | None = None
    raion: str | None = None
    address: str | None = None
    lat: float | None = None
    lon: float | None = None
    approximate: bool = False
    phones: tuple[str, ...] = ()
    email: str | None = None
    website: str | None = None
    hours: str | None = None
    hours_note: Text | None = None
    note: Text | None = None
    seen: date | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeKind:
    """A kind of office.

    `nearest` is how a line about one begins: «Найближчий ЦНАП». `words` are those by which a card
    says that it is dealt with there, `asked_as` those by which people call it.
    `in_each_hromada`: every hromada has one, known or not.
    `is_government`: the state or a hromada runs it, not a firm.
    """

    id: str
    title: Text
    nearest: Text
    words: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    in_each_hromada: bool = False
    is_government: bool = True


@dataclass(frozen=True, slots=True)
class Offices:
    """The local directory."""

    kinds: tuple[OfficeKind, ...] = ()
    all: tuple[Office, ...] = field(default=(), repr=False)

    def kind(self, id: str) -> OfficeKind | None:
        """The kind with this id."""
        return next((one for one in self.kinds if one.id == id), None)

    def of(self, kind: str) -> Sequence[Office]:
        """Those of a kind."""
        return [one for one in self.all if one.kind == kind]

    def kinds_for(self, card: Service) -> list[OfficeKind]:
        """Where a card is dealt with: by its title, by its provider, by what is done now."""
        texts = (card.title, card.provider, card.now)
        told = [text.main.casefold() for text in texts if text is not None]
        found: dict[str, OfficeKind] = {}
        for text in told:
            found |= {one.id: one for one in self.kinds if _names(text, one.words)}
        return list(found.values())

    def are_of(self, card: Service, kind: OfficeKind) -> bool:
        """Whether a card is of such offices first of all: its provider or its title says so."""
        return any(
            _names(text.main.casefold(), kind.words)
            for text in (card.provider, card.title)
            if text is not None
        )

    def is_titled(self, card: Service, kind: OfficeKind) -> bool:
        """Whether the title of a card names such an office."""
        return _names(card.title.main.casefold(), kind.words)

    def card_of(self, cards: Iterable[Service], kind: OfficeKind) -> Service | None:
        """The card whose title names such an office, else the only one that names it at all.

        What each hromada has deals with much, and not with one card that happens to name it.
        """
        all = [*cards]
        titled = next((one for one in all if self.is_titled(one, kind)), None)
        if titled is not None or kind.in_each_hromada:
            return titled
        naming = [
            one
            for one in all
            for told in (one.now, one.note)
            if told is not None and _names(told.main.casefold(), kind.words)
        ]
        return naming[0] if len({one.id for one in naming}) == 1 else None


def _names(text: str, words: Iterable[str]) -> bool:
    return any(word.casefold() in text for word in words)
