"""Learning a shelf: what each ranker weighs, from the words of the documents' lines."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from bot.understanding.ranking.contrast import learn_contrast
from bot.understanding.ranking.counting import Counts, count_terms, postings
from bot.understanding.ranking.postings import Postings
from bot.understanding.ranking.rankers import Shelf
from bot.understanding.text.alphabet import word_pieces
from bot.understanding.text.stems import STOP_WORDS, stem

_BAYES_SMOOTHING = 0.1
_BM25_K1 = 1.2
_BM25_B = 0.5
_COMMON_SHARE = 0.4
_COMMON_IN = 20


def learn(documents: Mapping[str, Sequence[Sequence[str]]]) -> Shelf:
    """Make a shelf from documents: key -> its lines, each a list of folded words."""
    words = [Counter(chain.from_iterable(lines)) for lines in documents.values()]
    pieces, start = _weigh_pieces(count_terms(words, word_pieces))
    stems = _weigh_stems(count_terms(words, _told))
    return Shelf(tuple(documents), pieces, stems, learn_contrast([*documents.values()]), start)


def _told(word: str) -> tuple[str, ...]:
    return () if word in STOP_WORDS else (stem(word),)


def _weigh_pieces(counted: Counts) -> tuple[Postings, array[float]]:
    # What was seen once in all the content costs half the memory and tells nothing;
    # what is nearly everywhere costs half the time and tells nothing.
    spread, size = counted.spread, counted.size
    often = np.bincount(counted.term, counted.count, minlength=len(spread)) > 1
    kept = counted.keep((spread <= max(_COMMON_IN, _COMMON_SHARE * size)) & often)
    rarity = np.log((1 + size) / (1 + kept.spread)) + 1.0
    told = (1.0 + np.log(kept.count)) * rarity[kept.term]
    norms = np.sqrt(kept.per_group(told * told))
    likeness = told * rarity[kept.term] / norms[kept.group]
    smooth = _BAYES_SMOOTHING
    bayes = np.log((kept.count + smooth) / smooth)
    room = smooth * len(kept.terms)
    start = np.log(smooth / (kept.per_group(kept.count) + room)) if room else np.zeros(size)
    weighed = postings(kept.terms, kept.term, kept.group, likeness, bayes)
    return weighed, array("f", start.astype(np.float32).tobytes())


def _weigh_stems(counted: Counts) -> Postings:
    size, spread, count = counted.size, counted.spread, counted.count
    lengths = counted.per_group(count)
    mean = lengths.mean() if size and lengths.any() else 1.0
    rarity = np.log(1 + (size - spread + 0.5) / (spread + 0.5))
    room = _BM25_K1 * (1 - _BM25_B + _BM25_B * lengths[counted.group] / mean)
    weights = rarity[counted.term] * count * (_BM25_K1 + 1) / (count + room)
    return postings(counted.terms, counted.term, counted.group, weights)
