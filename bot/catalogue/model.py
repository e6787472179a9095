"""The catalogue as values: what a citizen can be helped with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.engine.texts import FALLBACK


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """The same words by language: always in the fallback, in others where somebody wrote it."""

    _by_language: tuple[tuple[str, str], ...]

    def __init__(self, words: str | Mapping[str, str]) -> None:
        """Take words by language, or a string: the words in the fallback alone."""
        given = {FALLBACK: words} if isinstance(words, str) else words
        kept = tuple((lang, said) for lang, said in given.items() if said or lang == FALLBACK)
        object.__setattr__(self, "_by_language", kept)

    def in_(self, lang: str) -> str:
        """Return the text in `lang`, or in the fallback where that is missing."""
        said = dict(self._by_language)
        return said.get(lang) or said.get(FALLBACK, "")

    @property
    def main(self) -> str:
        """The text in the fallback language."""
        return self.in_(FALLBACK)

    @property
    def by_language(self) -> Mapping[str, str]:
        """The text in every language in which somebody wrote it."""
        return {lang: said for lang, said in self._by_language if said}


class EntryKind(StrEnum):
    """What sort of entry it is."""

    ESERVICE = "eservice"
    INFO = "info"
    LEGAL = "legal"
    LIBRARY = "library"


class Route(StrEnum):
    """Where a question goes; the values are those of `mistok ask`."""

    SERVICE = "service"
    LEGAL_AID = "legal_aid"
    ACCESS_POINT = "access_point"
    DOCUMENT_DELIVERY = "document_delivery"
    LIBRARIAN = "librarian"
    EVENT = "event"
    OUT_OF_SCOPE = "out_of_scope"
    GREETING = "greeting"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Siblings:
    """Cards that one is taken for another: the question that tells them apart.

    `answers` are what people say to it, each with the id of the card that is meant.
    """

    question: Text
    answers: tuple[tuple[Text, str], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The cards, in the order of the answers."""
        return tuple(see for _, see in self.answers)


@dataclass(frozen=True, slots=True)
class Instead:
    """When another entry is meant: what is so then, and the id of that entry."""

    when: Text
    see: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A telephone, as people dial it, and whose it is; `free` None: nobody has told.

    `after`: something else is done first, it is called then.
    """

    phone: str
    whom: Text
    free: bool | None = None
    after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One entry of the catalogue.

    `now` is what to do first and `calls` whom to call; they, `who`, `steps`, `documents`, `cost`
    and `term` are there only where `source` tells them. `page_name` is what the official page is
    called.
    `sought`: who asks for it wants a certain book or fact found, which only a person can do.
    `checked` is the day somebody last compared the entry with its source; None = nobody has.
    """

    id: str
    kind: EntryKind
    route: Route
    life_event: str
    title: Text
    what: Text
    provider: Text | None = None
    official_url: str | None = None
    now: Text | None = None
    calls: tuple[Call, ...] = ()
    page_name: Text | None = None
    who: Text | None = None
    steps: tuple[Text, ...] = ()
    documents: tuple[Text, ...] = ()
    cost: Text | None = None
    term: Text | None = None
    note: Text | None = None
    law: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    sought: bool = False
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    not_this_if: tuple[Instead, ...] = ()
    asks: tuple[str, ...] = ()
    source: str | None = None
    sources_more: tuple[str, ...] = ()
    checked: date | None = None

    @property
    def is_checked(self) -> bool:
        """Whether a person compared the entry with a source."""
        return self.source is not None and self.checked is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """A moment of life people come with: a child is born, a passport is lost."""

    id: str
    title: Text
    group: str
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Life events shown under one button of the menu's first page."""

    id: str
    title: Text
    order: int
