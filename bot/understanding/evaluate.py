"""How well labelled questions are understood.

A label is an object `{"text", "expect", "route"}`: `expect` lists the entry ids that are fine, best
first, and is empty where no entry is right; `accept_routes` widens `route`; `lang` groups lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.understanding.model import Meaning
from bot.understanding.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Label:
    """A question with what is expected of it."""

    text: str
    expect: tuple[str, ...]
    routes: tuple[str, ...]
    lang: str


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

    def add(self, label: Label, meaning: Meaning) -> None:
        """Count one question."""
        ids = [hit.id for hit in meaning.hits]
        route_right = meaning.route in label.routes
        right = any(known in label.expect for known in ids[:1]) if label.expect else route_right
        self.lines += 1
        self.route += route_right
        if label.expect:
            self.asked += 1
            self.first += right
            self.in_three += any(known in label.expect for known in ids[:3])
        if meaning.decision in ("answer", "refuse"):
            self.answered_right += right
            self.confidently_wrong += not right


@dataclass(frozen=True, slots=True)
class Report:
    """Scores of a labelled set: all together and by language; `wrong` holds what went wrong."""

    total: Score = field(default_factory=Score)
    by_lang: dict[str, Score] = field(default_factory=dict)
    wrong: list[tuple[Label, Meaning]] = field(default_factory=list)


def read_labels(path: Path) -> Iterator[Label]:
    """Read labels from a JSONL file.

    Raises:
        ValueError: a line is no label; the message tells which.
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8") as lines:
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
    """Ask every labelled question and count."""
    report = Report()
    for label in labels:
        meaning = understanding.understand(label.text)
        for score in (report.total, report.by_lang.setdefault(label.lang, Score())):
            score.add(label, meaning)
        accepted = {hit.id for hit in meaning.hits[:3]} & set(label.expect)
        if (label.expect and not accepted) or meaning.route not in label.routes:
            report.wrong.append((label, meaning))
    return report


def as_text(report: Report) -> str:
    """Return a report as a table, in per cent: a row for each language, all lines last."""
    head = ("", "lines", "top-1", "top-3", "route", "direct", "wrong")
    rows = [head]
    for name, score in [*sorted(report.by_lang.items()), ("all", report.total)]:
        rows.append(
            (
                name,
                str(score.lines),
                _share(score.first, score.asked),
                _share(score.in_three, score.asked),
                _share(score.route, score.lines),
                _share(score.answered_right, score.lines),
                _share(score.confidently_wrong, score.lines),
            )
        )
    return "\n".join("".join(cell.rjust(9) for cell in row) for row in rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
