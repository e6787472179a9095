"""What new ways of asking would change: labelled questions asked before and after, both aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.understanding.evaluation.evaluate import Label, Outcome, evaluate, labels_of
from bot.understanding.model import Corpus
from bot.understanding.ranking.fit import Hidden, hide
from bot.understanding.ranking.rankers import word_stems
from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.understanding import Understanding

SHARE: Final = 0.1  # of the content's own ways of asking, hidden from both
SEED: Final = 1
MOST_HIDDEN: Final = 100  # of them those are asked that the new lines are likeliest to move

STEPS: Final = 7  # the first is reading the content, then those of `try_lines`

Make = Callable[[Corpus], Understanding]
Tell = Callable[[int], None]


def tell_nobody(_step: int) -> None:
    """Where nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A question, and where it led before and after: ids of entries, else routes.

    `expect` is where it should lead, best first.
    """

    text: str
    expect: tuple[str, ...]
    before: str
    after: str
    was_right: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found out.

    Attributes:
        own: the new lines themselves.
        asked: how many other questions were asked, both times the same.
        right_before: how many led where they should.
        right_after: how many do with the new lines.
        turned: those that became right or wrong.
    """

    own: tuple[Turned, ...]
    asked: int
    right_before: int
    right_after: int
    turned: tuple[Turned, ...]


def try_lines(
    corpus: Corpus,
    entry: str,
    lines: Sequence[str],
    *,
    labels: Sequence[Label],
    make: Make,
    tell: Tell = tell_nobody,
) -> Trial:
    """Ask labelled questions of a corpus, and of it with these lines.

    Questions are of two kinds: `labels`, and of the corpus's own lines a share that is hidden from
    both, the nearest to the new lines.

    Args:
        corpus: what is taught now.
        entry: id of the entry that gets the lines.
        lines: new ways of asking for it.
        labels: labelled questions that are no lines of the corpus.
        make: what understands by a corpus.
        tell: is given the number of each step as it begins, from 2 to `STEPS`.
    """
    rest, hidden = hide(corpus, share=SHARE, seed=SEED)
    mine = labels_of([Hidden(line, entry) for line in lines], corpus)
    near = labels_of(_nearest(hidden, entry, lines), corpus)
    tell(2)
    now = make(corpus)
    tell(3)
    later = make(with_lines(corpus, entry, lines))
    tell(4)
    asked = _compared(labels, now, later)
    tell(5)
    before = make(rest)
    tell(6)
    after = make(with_lines(rest, entry, lines))
    tell(7)
    asked += _compared(near, before, after)
    return Trial(
        own=tuple(_compared(mine, now, later)),
        asked=len(asked),
        right_before=sum(one.was_right for one in asked),
        right_after=sum(one.is_right for one in asked),
        turned=tuple(one for one in asked if one.was_right != one.is_right),
    )


def with_lines(corpus: Corpus, entry: str, lines: Iterable[str]) -> Corpus:
    """The corpus with more ways of asking for an entry; those it has are passed over."""
    new = tuple(dict.fromkeys(lines))
    entries = tuple(
        replace(one, asks=(*one.asks, *(line for line in new if line not in one.asks)))
        if one.id == entry
        else one
        for one in corpus.entries
    )
    return replace(corpus, entries=entries)


def _nearest(hidden: Iterable[Hidden], entry: str, lines: Iterable[str]) -> list[Hidden]:
    """Those that share telling words with the lines, and the entry's own."""
    stems = {line: _stems(line.text) for line in hidden}
    common = Counter(one for told in stems.values() for one in told)
    wanted = {one for line in lines for one in _stems(line)}
    near = {
        line: sum(1 / common[one] for one in told & wanted) + (line.key == entry)
        for line, told in stems.items()
    }
    found = sorted((line for line in near if near[line]), key=lambda one: -near[one])
    return found[:MOST_HIDDEN]


def _stems(text: str) -> frozenset[str]:
    return frozenset(word_stems(words(fold(clean(text)))))


def _compared(labels: Sequence[Label], before: Understanding, after: Understanding) -> list[Turned]:
    outcomes = zip(evaluate(labels, before).outcomes, evaluate(labels, after).outcomes, strict=True)
    return [
        Turned(one.label.text, one.label.expect or one.label.routes, _led(one), _led(other),
               one.right, other.right)
        for one, other in outcomes
    ]  # fmt: skip


def _led(one: Outcome) -> str:
    return one.first if one.label.expect and one.first else str(one.meaning.route)
