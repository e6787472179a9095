"""Counting what words are made of: stems, pieces, signs, in documents or in lines, as arrays."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.understanding.ranking.postings import Postings

Numbers = NDArray[np.intp]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each term stands in each group, in the order of groups and of terms within.

    Attributes:
        terms: every term, by its number.
        size: how many groups there are.
        group, term: the numbers of a pair, arrays of one length.
        count: how often the term of the pair stands in its group.
    """

    terms: Sequence[str]
    size: int
    group: Numbers
    term: Numbers
    count: Weights

    @property
    def spread(self) -> Numbers:
        """In how many groups each term stands, by its number."""
        return np.bincount(self.term, minlength=len(self.terms))

    def keep(self, kept: NDArray[np.bool_]) -> Counts:
        """Only the terms whose number is true in `kept`, numbered anew."""
        pairs, new = kept[self.term], np.cumsum(kept) - 1
        terms = [term for term, is_kept in zip(self.terms, kept, strict=True) if is_kept]
        group, term, count = self.group[pairs], self.term[pairs], self.count[pairs]
        return Counts(terms, self.size, group, new[term], count)

    def per_group(self, weights: Weights) -> Weights:
        """The sums of the weights of pairs, by the number of the group."""
        return np.asarray(np.bincount(self.group, weights, minlength=self.size), np.float64)


def count_terms(groups: Iterable[Mapping[str, int]], cut: Callable[[str], Iterable[str]]) -> Counts:
    """Count the terms of counted words, group by group; each word is cut once."""
    numbers: dict[str, int] = {}
    known: dict[str, list[int]] = {}
    found, lengths, times, sizes = array("q"), array("q"), array("q"), array("q")
    for words in groups:
        for word, count in words.items():
            terms = known.get(word)
            if terms is None:
                terms = known[word] = [numbers.setdefault(t, len(numbers)) for t in cut(word)]
            found.extend(terms)
            lengths.append(len(terms))
            times.append(count)
        sizes.append(len(words))
    of_word = np.repeat(np.arange(len(sizes)), np.asarray(sizes))
    group = np.repeat(of_word, np.asarray(lengths))
    width = max(1, len(numbers))
    pairs, where = np.unique(group * width + np.asarray(found), return_inverse=True)
    many = np.repeat(np.asarray(times, np.float64), np.asarray(lengths))
    counted = np.asarray(np.bincount(where, many, minlength=len(pairs)), np.float64)
    return Counts([*numbers], len(sizes), *np.divmod(pairs, width), counted)


def postings(terms: Sequence[str], term: Numbers, doc: Numbers, *columns: Weights) -> Postings:
    """Pack (term, document, weights): arrays of one length, each pair once."""
    order = np.lexsort((doc, term))
    starts = np.searchsorted(term[order], np.arange(len(terms) + 1))
    return Postings(
        dict(zip(terms, range(len(terms)), strict=True)),
        array("I", starts.astype(np.uint32).tobytes()),
        array("H", doc[order].astype(np.uint16).tobytes()),
        tuple(array("f", one[order].astype(np.float32).tobytes()) for one in columns),
    )
