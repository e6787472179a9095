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
    """How sure understanding must be; all are probabilities. Raises ValueError.

    From `answer` up one card is shown, from `choose` up three are offered, below a person;
    from `refuse` up a message that looks out of scope is refused.
    """

    answer: float = 0.7
    choose: float = 0.2
    refuse: float = 0.45

    def __post_init__(self) -> None:
        if not (0.0 <= self.choose <= self.answer <= 1.0 and 0.0 <= self.refuse <= 1.0):
            raise ValueError("thresholds must satisfy 0 <= choose <= answer <= 1, 0 <= refuse <= 1")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said to a question that nothing answers; `see` are ids of the cards near it."""

    text: Text
    see: tuple[str, ...] = ()


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
    refusals: Mapping[str, Refusal]
