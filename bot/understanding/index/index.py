"""The index: what the content teaches, ready to be searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.model import Corpus, CorpusEntry, PlaceFinder
from bot.understanding.ranking.rankers import Shelf
from bot.understanding.text.alphabet import clean, fold, has_cyrillic, undo_look_alikes
from bot.understanding.text.language import is_transliterated
from bot.understanding.text.lexicon import Lexicon
from bot.understanding.text.preparing import prepare
from bot.understanding.text.readings import TrigramModel, candidates, choose
from bot.understanding.text.word_lists import LISTS

SCRIPTS = ("cyrillic", "latin")
# Before the key of lines that belong to no entry.
EXAMPLES = "~"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about: its route, and the content entry if there is one.

    `on_the_spot` is true for what a library offers to whoever walks in.
    """

    route: str
    entry: str | None
    on_the_spot: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """All that was learnt from one version of the content.

    `shelves` holds the rankers' tables by script; `topics` says what each document key means.
    """

    version: str
    topics: dict[str, Subject]
    shelves: dict[str, Shelf]
    trigrams: TrigramModel
    lexicon: Lexicon


def build_index(
    corpus: Corpus,
    places: PlaceFinder | None = None,
    *,
    known: dict[str, tuple[str, ...]] | None = None,
) -> Index:
    """Learn a corpus.

    Args:
        corpus: entries, route examples, lexicon and the content's version.
        places: masks place names in the examples, as in messages later.
        known: words of lines that were prepared before, with this lexicon and these places; new
            ones are put into it. For several corpora that differ in a few lines.
    """
    from bot.understanding.ranking.learning import learn  # numpy is needed for it alone

    known = {} if known is None else known
    topics = {key: topic for key, topic, _ in _sources(corpus)}
    lexicon = Lexicon(corpus.lexicon)
    lines = [
        (key, text)
        for key, _, told in _sources(corpus)
        for line in told
        if (text := undo_look_alikes(clean(line)))
    ]
    language_like = (fold(text) for _, text in lines if not is_transliterated(text))
    trigrams = TrigramModel.learn((*language_like, *LISTS["common"]))
    documents: dict[str, dict[str, list[tuple[str, ...]]]] = {name: {} for name in SCRIPTS}
    for key, text in lines:
        if is_transliterated(text):  # it teaches what it says, not how it is spelt
            text = choose(candidates(text), trigrams).text
        script = "cyrillic" if has_cyrillic(text) else "latin"
        if text not in known:
            known[text] = prepare(text, lexicon=lexicon, places=places, speller=None).words
        documents[script].setdefault(key, []).append(known[text])
    shelves = {script: learn(held) for script, held in documents.items()}
    return Index(corpus.version, topics, shelves, trigrams, lexicon)


def documents_of(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The lines of each document, as they are written."""
    return {key: told for key, _, told in _sources(corpus)}


def _sources(corpus: Corpus) -> Iterator[tuple[str, Subject, tuple[str, ...]]]:
    for entry in corpus.entries:
        yield entry.id, Subject(entry.route, entry.id, entry.on_the_spot), _lines(entry)
    for key, lines in corpus.route_examples.items():
        yield f"{EXAMPLES}{key}", Subject(key.partition(".")[0], None), lines


def _lines(entry: CorpusEntry) -> tuple[str, ...]:
    keywords = " ".join(entry.keywords)
    return (*entry.titles, entry.what, keywords, *entry.asks)
