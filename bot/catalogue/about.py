"""What the service says of itself."""

from dataclasses import dataclass

from bot.catalogue.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The library that answers for the service; numbers written as people dial them."""

    name: Text
    address: Text | None
    phones: tuple[str, ...]
    email: str | None
    website: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of data the service stores, why, and for how long."""

    id: str
    what: Text
    how_long: Text
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How sure understanding must be, 0…1: at `answer` it answers, at `choose` it offers three."""

    answer: float
    choose: float


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Name, owner, privacy and settings of the service."""

    name: Text
    tagline: Text
    run_by: Contact
    privacy: tuple[Text, ...]
    kept: tuple[Kept, ...]
    leave: Text
    credits: tuple[Text, ...]
    thresholds: Thresholds
