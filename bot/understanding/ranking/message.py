"""A message ranked: what each document scores, the order, and how sure the first is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from bot.understanding.index.index import Index
from bot.understanding.model import ACCESS_POINT, GREETING
from bot.understanding.ranking.confidence import (
    FEATURES,
    WITH_SENTENCE,
    WORDS_ALONE,
    Coefficients,
    confidence,
    features,
)
from bot.understanding.ranking.rankers import Ranking, Shelf, word_stems
from bot.understanding.sentence.ranker import SentenceRanker
from bot.understanding.text.alphabet import has_cyrillic
from bot.understanding.text.preparing import PLACE, Prepared

# Who names a place asks for a library there more often than the words alone show.
PLACE_NAMED = 3.0
# Below this confidence by words alone the sentence model is asked: two of five questions.
UNSURE = 0.8
# A guess at words that nobody knows is right so much less often.
_GUESSED = 0.7
# One word of several is all that speaks for an entry: so much less often it is what is asked.
_FEW_SPEAK = 0.6
# Of thousands of letters the model would see a small part, and the time is needed for the rest:
# what words are not sure of is asked about, neither answered nor passed on.
_MOST_LETTERS, _CHOICE = 1600, (0.25, 0.55)
# Beyond this many words a greeting is only politeness around the matter.
_LONGEST_GREETING = 5
_MERELY_POLITE = 10.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A message ranked: the shelf that was searched, its scores and the order of documents."""

    shelf: Shelf
    ranking: Ranking
    order: tuple[int, ...]
    features: tuple[float, ...]
    confidence: float

    @property
    def known(self) -> float:
        """Share of the message's telling stems that the content knows."""
        return self.features[FEATURES.index("known")]

    @property
    def lead(self) -> float:
        """By how much the best document leads, in z-score units."""
        return self.features[FEATURES.index("margin")]

    @property
    def best_key(self) -> str:
        """Key of the best document."""
        return self.shelf.keys[self.order[0]]


class Ranker:
    """Ranks prepared messages by an index.

    Args:
        index: what the content teaches.
        sentences: the sentence model's opinion; None where there is none.
    """

    def __init__(self, index: Index, sentences: SentenceRanker | None) -> None:
        self._index = index
        self._sentences = sentences

    def warm(self) -> None:
        """Load the sentence model, if it is asked."""
        if self._sentences is not None:
            self._sentences.warm()

    def rank(self, prepared: Prepared) -> Ranked | None:
        """Rank by words; None for none that are known."""
        shelf = self._index.shelves[_script(prepared)]
        if not prepared.words or not shelf.keys:
            return None
        ranking = shelf.rank(prepared.words)
        if max(ranking.total) <= 0.0:
            return None
        self._weigh_circumstances(shelf, ranking, prepared)
        return self._doubted(_ranked(shelf, ranking, prepared, WORDS_ALONE), prepared)

    def by_sentence(self, ranked: Ranked, prepared: Prepared) -> Ranked:
        """Ask the sentence model about what words don't tell; of noise it would think at random."""
        if self._sentences is None or ranked.confidence >= UNSURE:
            return ranked
        if len(prepared.text) > _MOST_LETTERS:
            least, most = _CHOICE
            return replace(ranked, confidence=min(max(ranked.confidence, least), most))
        if _is_noise(prepared):
            return replace(ranked, confidence=ranked.confidence * _GUESSED)
        if not ranked.known:
            return ranked
        scores = self._sentences.scores(prepared.text, ranked.shelf.keys)
        if scores is None:
            return ranked
        both = _ranked(ranked.shelf, ranked.ranking.and_by(scores), prepared, WITH_SENTENCE)
        agrees = max(scores) == scores[both.order[0]]
        return self._doubted(both, prepared, wanted=1 if agrees else 2)

    def _doubted(self, ranked: Ranked, prepared: Prepared, *, wanted: int = 2) -> Ranked:
        """Less sure where of several telling words fewer than `wanted` speak for an entry."""
        told = [one for one in word_stems(prepared.words) if not one.isdigit()]
        best, stems = ranked.order[0], ranked.shelf.stems
        speak = sum(stems.holds(best, one) for one in told)
        if len(told) > 1 and speak < wanted and self._index.topics[ranked.best_key].entry:
            return replace(ranked, confidence=ranked.confidence * _FEW_SPEAK)
        return ranked

    def _weigh_circumstances(self, shelf: Shelf, ranking: Ranking, prepared: Prepared) -> None:
        """Add to the scores what the words alone don't tell."""
        named = PLACE in prepared.words
        polite = len(prepared.words) > _LONGEST_GREETING
        for number, key in enumerate(shelf.keys):
            route = self._index.topics[key].route
            politeness = route == GREETING and "." not in key  # a topic of it is a question
            if named and route == ACCESS_POINT:
                ranking.total[number] += PLACE_NAMED
            elif polite and politeness:
                ranking.total[number] -= _MERELY_POLITE


def _is_noise(prepared: Prepared) -> bool:
    """Whether most of the words that tell something are known only by what they are mended to."""
    mended = sum(change.why == "typo" for change in prepared.changes)
    return 2 * mended > sum(word_stems(prepared.words).values())


def _script(prepared: Prepared) -> str:
    """Whose documents may be meant; a place alone may be written in any letters."""
    told = any(word != PLACE for word in prepared.words)
    return "latin" if told and not has_cyrillic(prepared.text) else "cyrillic"


def _ranked(
    shelf: Shelf, ranking: Ranking, prepared: Prepared, coefficients: Coefficients
) -> Ranked:
    total = ranking.total
    order = tuple(sorted(range(len(total)), key=total.__getitem__, reverse=True))
    values = features(
        ranking,
        order,
        known=known_share(shelf, prepared.words),
        length=len(prepared.words),
        latin=_script(prepared) == "latin",
    )
    return Ranked(shelf, ranking, order, values, confidence(values, coefficients))


def known_stems(index: Index) -> Counter[str]:
    """Count in how many documents each stem of an index occurs."""
    counts: Counter[str] = Counter()
    for shelf in index.shelves.values():
        for held in shelf.stems.terms:
            counts[held] += shelf.stems.spread(held)
    return counts


def known_share(shelf: Shelf, found: tuple[str, ...]) -> float:
    """Return the share of the telling stems of folded words that a shelf knows; 1 for none."""
    told = [*word_stems(found)]
    return sum(held in shelf.stems for held in told) / len(told) if told else 1.0
