"""Whom to turn to for free legal aid, as far as sources tell."""

from dataclasses import dataclass
from datetime import date

from bot.catalogue.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPoint:
    """A contact centre, an office or a library's legal point.

    `seen` is the day the source itself states: an old one is shown as «за даними 2018 року».
    `settlement` is a KATOTTG code, `hours` OpenStreetMap's opening_hours; `phones` holds `phone`,
    the one to call first, too.
    """

    id: str
    kind: str
    name: Text
    source: str
    phone: str | None = None
    free_call: bool | None = None
    settlement: str | None = None
    settlement_name: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    website: str | None = None
    address: str | None = None
    hours: str | None = None
    hours_note: Text | None = None
    offers: tuple[Text, ...] = ()
    note: Text | None = None
    seen: date | None = None
    checked: date | None = None

    @property
    def as_of(self) -> int | None:
        """The year the source speaks of, or None where it states no date."""
        return self.seen.year if self.seen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalFact:
    """One sourced sentence about the network or about who is entitled."""

    id: str
    text: Text
    source: str
    seen: date | None = None
    law: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAid:
    """Everything the service knows about free legal aid."""

    contact_centre: ContactPoint | None
    offices: tuple[ContactPoint, ...]
    library_points: tuple[ContactPoint, ...]
    network: tuple[LegalFact, ...]
    primary: tuple[LegalFact, ...]
    secondary: tuple[LegalFact, ...]
