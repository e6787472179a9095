"""Postings: for each term, which documents hold it and what that is worth, in flat arrays."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Postings:
    """Weights of terms in documents.

    Term number t owns the slice `starts[t]:starts[t + 1]` of `docs` and of every column of
    `columns`; each column is one ranker's weights.
    """

    terms: dict[str, int]
    starts: array[int]
    docs: array[int]
    columns: tuple[array[float], ...]

    def __contains__(self, term: str) -> bool:
        return term in self.terms

    def __len__(self) -> int:
        return len(self.terms)

    def spread(self, term: str) -> int:
        """Return how many documents hold a term."""
        number = self.terms.get(term)
        return 0 if number is None else self.starts[number + 1] - self.starts[number]

    def holds(self, doc: int, term: str) -> bool:
        """Whether a document holds a term."""
        number = self.terms.get(term)
        if number is None:
            return False
        start, end = self.starts[number], self.starts[number + 1]
        place = bisect_left(self.docs, doc, start, end)
        return place < end and self.docs[place] == doc

    def add_to(self, sums: Sequence[list[float]], query: Mapping[str, Sequence[float]]) -> None:
        """Add to `sums` (a list of document sums for each column) the weights of a query.

        Args:
            sums: for each column a list as long as there are documents; changed in place.
            query: term -> its factor for each column. Unknown terms are passed over.
        """
        terms, starts, docs = self.terms, self.starts, self.docs
        if len(self.columns) == 1:
            (total,), (column,) = sums, self.columns
            for term, (factor,) in query.items():
                number = terms.get(term)
                if number is not None:
                    held = slice(starts[number], starts[number + 1])
                    for doc, weight in zip(docs[held], column[held], strict=True):
                        total[doc] += factor * weight
        elif self.columns:
            (first, second), (one, two) = sums, self.columns
            for term, (factor, other) in query.items():
                number = terms.get(term)
                if number is not None:
                    held = slice(starts[number], starts[number + 1])
                    for doc, weight, more in zip(docs[held], one[held], two[held], strict=True):
                        first[doc] += factor * weight
                        second[doc] += other * more
