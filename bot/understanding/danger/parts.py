"""A message cut into sentences: danger may stand in one of them."""

from __future__ import annotations

from itertools import pairwise

from bot.understanding.text.clauses import clauses

# Of so many sentences, the first of a text, danger is looked for in each and in two that follow.
MOST = 32
# Fewer words tell nothing, they can only shout.
FEWEST = 3
_LONG = 14


def alone_and_in_pairs(apart: list[str]) -> list[str]:
    """Sentences of one text, and each with the one that follows it."""
    return [*apart, *(f"{one} {other}" for one, other in pairwise(apart))]


def sentences(text: str) -> list[str]:
    """The clauses of a text; short ones go with the next, long ones are cut."""
    out: list[str] = []
    begun: list[str] = []
    for sentence in clauses(text):
        begun += sentence.split()
        while len(begun) > _LONG + FEWEST:
            out.append(" ".join(begun[:_LONG]))
            begun = begun[_LONG // 2 :]
        if len(begun) >= FEWEST:
            out.append(" ".join(begun))
            begun = []
    if begun and out:
        out[-1] += " " + " ".join(begun)
    return out
