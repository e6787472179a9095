"""Values of understanding: what goes in (a corpus), what comes out (a meaning)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Route = Literal[
    "service",
    "legal_aid",
    "access_point",
    "document_delivery",
    "librarian",
    "event",
    "out_of_scope",
    "greeting",
    "emergency",
]
Decision = Literal["answer", "choose", "hand_over", "refuse"]

GREETING = "greeting"
OUT_OF_SCOPE = "out_of_scope"
EMERGENCY = "emergency"
ACCESS_POINT = "access_point"
LIBRARIAN = "librarian"
SERVICE = "service"
LEGAL_AID = "legal_aid"
# Topics of routes that no entry answers: a living person, and what is kept of who writes.
PERSON = "person"
PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class CorpusEntry:
    """One thing a citizen may need, in the words of the catalogue and of citizens.

    `route` is the route a question about it takes; `asks` are example questions in any language;
    `on_the_spot` is true for what a library offers to whoever walks in.
    """

    id: str
    route: str
    titles: tuple[str, ...] = ()
    what: str = ""
    keywords: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    on_the_spot: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the index is built from.

    `route_examples` maps a route, or `route.subtopic`, to lines that belong to no entry;
    `lexicon` holds (prefix, replacement) pairs; `version` names this state of the content.
    """

    entries: tuple[CorpusEntry, ...]
    route_examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lexicon: tuple[tuple[str, str], ...] = ()
    version: str = ""


class Settlement(Protocol):
    """A settlement as understanding sees it."""

    @property
    def code(self) -> str:
        """Code in the state codifier."""
        ...


class PlacesFound(Protocol):
    """What a place finder saw: settlements named, and where in the text."""

    @property
    def settlements(self) -> tuple[Settlement, ...]:
        """Candidates, likeliest first; several mean an ambiguous name."""
        ...

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the text that name a place."""
        ...


class PlaceFinder(Protocol):
    """Finds settlements in a text."""

    def find(self, text: str, *, loose: bool = True) -> PlacesFound:
        """Return the settlements that the text names; not loose: only as they are written."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A content entry with its score: the sum of the rankers' z-scores."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a message means.

    `lang` tells what was written: uk, ru, en, or translit (Latin letters). `confidence` is the
    probability that the first hit is right; `reading` is the text as it was understood. `needs`
    are the entries of a message that asks for several things; they are the first hits too.
    `beside` is an entry of legal aid nearly as likely as the first hit, a service, or the other way
    round. `topic` says what a message that no entry answers is about: «weather», PERSON, PRIVACY.
    `asked` is the entry of the question that came with danger. `is_violence_over` tells that they
    were beaten once, or left who beats. `ask` is the clause that asks, if one was weighed.
    """

    route: str
    decision: Decision
    hits: tuple[Hit, ...]
    places: tuple[Settlement, ...]
    lang: str
    confidence: float
    danger: str | None
    reading: str
    needs: tuple[str, ...] = ()
    beside: str | None = None
    topic: str | None = None
    asked: str | None = None
    is_violence_over: bool = False
    ask: str | None = None

    @property
    def lacks_a_card(self) -> bool:
        """Whether it is of a matter that is known and that no card is about: fishing permits."""
        return self.route == LIBRARIAN and self.topic not in {None, PERSON}
