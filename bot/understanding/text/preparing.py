"""From a text to the words that are searched: places, folding, lexicon, typos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.model import PlaceFinder, PlacesFound, Settlement
from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.lexicon import Lexicon
from bot.understanding.text.typos import Speller

# One letter that nobody writes stands for any settlement.
PLACE = "ѫ"


@dataclass(frozen=True, slots=True)
class Change:
    """A word and what took its place, with the reason: lexicon or typo."""

    word: str
    became: str
    why: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text made ready: its search words, the places it names, and every word changed.

    `text` is what was made ready, `found` what the place finder saw there (None: it wasn't asked).
    """

    words: tuple[str, ...]
    places: tuple[Settlement, ...] = ()
    changes: tuple[Change, ...] = ()
    text: str = ""
    found: PlacesFound | None = None


def mask_places(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Put the PLACE word where places are named; spans that overlap name one place."""
    out, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            out += [text[done:start], f" {PLACE} "]
        done = max(done, end)
    return "".join((*out, text[done:]))


def prepare(
    text: str, *, lexicon: Lexicon, places: PlaceFinder | None, speller: Speller | None
) -> Prepared:
    """Make a text ready for the rankers.

    Args:
        text: the chosen reading, not folded.
        lexicon: replacements of word beginnings.
        places: finds settlements; None masks nothing.
        speller: repairs unknown stems; None leaves them and misspelt places as they are, which is
            quicker, as when the index is built.
    """
    named: tuple[Settlement, ...] = ()
    found: PlacesFound | None = None
    given = text
    if places is not None:
        found = places.find(text, loose=speller is not None)
        text, named = mask_places(text, found.spans), tuple(found.settlements)
    out: list[str] = []
    changes: list[Change] = []
    for word in words(fold(text)):
        became = lexicon.replace(word)
        if became is None and speller is not None:
            again = speller.mend(word)
            if again is not None:
                became = lexicon.replace(again) or [again]
                changes.append(Change(word, " ".join(became), "typo"))
        elif became is not None:
            changes.append(Change(word, " ".join(became), "lexicon"))
        out.extend(became or (word,))
    return Prepared(tuple(out), named, tuple(changes), given, found)
