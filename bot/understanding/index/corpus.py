"""The corpus of a catalogue: what understanding learns from the content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.understanding.model import LIBRARIAN, Corpus, CorpusEntry


class Words(Protocol):
    """The same words in Ukrainian and, perhaps, other languages."""

    @property
    def main(self) -> str:
        """In Ukrainian."""
        ...

    @property
    def by_language(self) -> Mapping[str, str]:
        """In each language in which somebody wrote them."""
        ...


class Described(Protocol):
    """A catalogue entry as understanding sees it."""

    @property
    def id(self) -> str:
        """Content id."""
        ...

    @property
    def route(self) -> str:
        """Route of a question about it."""
        ...

    @property
    def title(self) -> Words:
        """Its name."""
        ...

    @property
    def what(self) -> Words:
        """What it is, in a sentence or two."""
        ...

    @property
    def keywords(self) -> tuple[str, ...]:
        """Words that editors find telling."""
        ...

    @property
    def need(self) -> tuple[str, ...]:
        """Capabilities of a library that help with it."""
        ...


def corpus_of(
    entries: Iterable[Described],
    *,
    examples: Mapping[str, tuple[str, ...]],
    route_examples: Mapping[str, tuple[str, ...]],
    lexicon: Mapping[str, str],
    version: str,
) -> Corpus:
    """Gather what is to be learnt.

    Args:
        entries: the catalogue.
        examples: entry id -> every example question of it.
        route_examples: route, or `route.subtopic`, -> lines that belong to no entry.
        lexicon: prefix -> replacement.
        version: names this state of the content.
    """
    return Corpus(
        entries=tuple(
            CorpusEntry(
                id=entry.id,
                route=str(entry.route),
                titles=tuple(entry.title.by_language.values()),
                what=entry.what.main,
                keywords=entry.keywords,
                asks=examples.get(entry.id, ()),
                on_the_spot=entry.route == LIBRARIAN and bool(entry.need),
            )
            for entry in entries
        ),
        route_examples=dict(route_examples),
        lexicon=tuple(lexicon.items()),
        version=version,
    )
