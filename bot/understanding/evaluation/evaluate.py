"""How well labelled questions are understood.

A label is an object `{"text", "expect", "route"}`: `expect` lists the entry ids that are fine, best
first, and is empty where no entry is right; `accept_routes` widens `route`; `lang` groups lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.index.index import EXAMPLES, build_index
from bot.understanding.model import Corpus, Meaning, PlaceFinder
from bot.understanding.ranking.fit import Hidden, hide
from bot.understanding.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Label:
    """A question with what is expected of it."""

    text: str
    expect: tuple[str, ...]
    routes: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled question and what was understood."""

    label: Label
    meaning: Meaning

    @property
    def first(self) -> str:
        """The best entry, "" for none."""
        return self.meaning.hits[0].id if self.meaning.hits else ""

    @property
    def in_three(self) -> bool:
        """Whether one of the three best is expected."""
        return any(hit.id in self.label.expect for hit in self.meaning.hits[:3])

    @property
    def route_right(self) -> bool:
        """Whether the route is one of the accepted."""
        return self.meaning.route in self.label.routes

    @property
    def right(self) -> bool:
        """Whether the best entry is right; where none is expected, whether the route is."""
        return self.first in self.label.expect if self.label.expect else self.route_right

    @property
    def direct(self) -> bool:
        """Whether it was answered or refused at once, with nothing to choose from."""
        return self.meaning.decision in ("answer", "refuse")


@dataclass(slots=True)
class Score:
    """Counts over labelled questions; `asked` are those with an expected entry."""

    lines: int = 0
    asked: int = 0
    first: int = 0
    in_three: int = 0
    route: int = 0
    answered_right: int = 0
    confidently_wrong: int = 0

    def add(self, one: Outcome) -> None:
        """Count one question."""
        asked = bool(one.label.expect)
        self.lines += 1
        self.route += one.route_right
        self.asked += asked
        self.first += asked and one.right
        self.in_three += asked and one.in_three
        self.answered_right += one.direct and one.right
        self.confidently_wrong += one.direct and not one.right


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a labelled set."""

    outcomes: tuple[Outcome, ...]

    @property
    def total(self) -> Score:
        """All lines together."""
        return _score(self.outcomes)

    def by(self, group: Callable[[Outcome], str]) -> dict[str, Score]:
        """Scores of groups of lines, by name."""
        held: dict[str, list[Outcome]] = {}
        for one in self.outcomes:
            held.setdefault(group(one), []).append(one)
        return {name: _score(held[name]) for name in sorted(held)}

    @property
    def wrong(self) -> list[Outcome]:
        """What went wrong, the worst first: confidently wrong, not among three, wrong route."""
        bad = [
            one
            for one in self.outcomes
            if not one.route_right
            or (one.label.expect and not one.in_three)
            or (one.direct and not one.right)
        ]
        return sorted(bad, key=lambda one: (not (one.direct and not one.right), one.in_three))


def _score(outcomes: Iterable[Outcome]) -> Score:
    score = Score()
    for one in outcomes:
        score.add(one)
    return score


def read_labels(path: Path) -> Iterator[Label]:
    """Read labels from a JSONL file.

    Raises:
        ValueError: a line is no label; the message tells which.
        OSError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not in UTF-8. Save it as UTF-8 and try again.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                told = json.loads(line)
                routes = told.get("accept_routes") or [told["route"]]
                yield Label(
                    told["text"], tuple(told["expect"]), tuple(routes), told.get("lang", "")
                )
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                raise ValueError(f"{path}:{number}: not a label: {error!r}") from error


def evaluate(labels: Iterable[Label], understanding: Understanding) -> Report:
    """Ask every labelled question."""
    return Report(tuple(Outcome(label, understanding.understand(label.text)) for label in labels))


def hidden_outcomes(
    corpus: Corpus, places: PlaceFinder | None, *, share: float, folds: int
) -> Report:
    """Cross-validation: hide a share of the examples, ask them of the rest, `folds` times."""
    outcomes: list[Outcome] = []
    for seed in range(folds):
        rest, hidden = hide(corpus, share=share, seed=seed)
        understanding = Understanding(build_index(rest, places), places)
        outcomes += evaluate(labels_of(hidden, corpus), understanding).outcomes
    return Report(tuple(outcomes))


def labels_of(hidden: Iterable[Hidden], corpus: Corpus) -> list[Label]:
    """Hidden examples as labelled questions: each asks for the document it was taken from."""
    routes = {entry.id: entry.route for entry in corpus.entries}
    return [
        Label(
            line.text,
            () if line.key.startswith(EXAMPLES) else (line.key,),
            (routes.get(line.key) or line.key.removeprefix(EXAMPLES).partition(".")[0],),
            "",
        )
        for line in hidden
    ]
