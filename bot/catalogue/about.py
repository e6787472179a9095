"""What the service says of itself."""

from collections.abc import Mapping
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
class Thresholds:
    """How sure understanding must be, as probabilities.

    From `answer` up it answers, from `choose` up it offers three, below it offers a person;
    from `refuse` up it says that a thing is not ours.
    """

    answer: float = 0.7
    choose: float = 0.2
    refuse: float = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Name, owner, privacy and settings of the service.

    `refusals`: what to say to a question out of scope, by topic: «weather».
    """

    name: Text
    tagline: Text
    run_by: Contact
    privacy: tuple[Text, ...]
    leave: Text
    credits: tuple[Text, ...]
    thresholds: Thresholds
    refusals: Mapping[str, Text]
