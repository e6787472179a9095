"""A report of measured understanding, as an editor reads it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.understanding.evaluation.evaluate import Outcome, Report, Score

CONFUSIONS = 12
WORST = 15
LONG = 12
_HEAD = ("", "lines", "top-1", "top-3", "route", "direct", "wrong")


def as_lines(report: Report, *, worst: int = WORST) -> Iterator[str]:
    """Tables in per cent, the confusions, the worst lines.

    `direct` is answered at once and right, `wrong` answered at once and wrong, both of all lines.
    """
    yield _row(_HEAD)
    groups = {
        **report.by(lambda one: one.label.lang or "–"),
        **report.by(lambda one: one.label.routes[0]),
        **report.by(lambda one: "long" if _long(one) else "short"),
    }
    for name, score in groups.items():
        yield _row(_cells(name, score))
    yield _row(_cells("all", report.total))
    yield from _found(report, "emergency")
    yield from _found(report, "out_of_scope")
    yield from _confusions(report)
    for one in report.wrong[:worst]:
        got = f"{one.meaning.route} {one.first or '–'} ({one.meaning.decision})"
        yield f"! {one.label.text}\n    {' '.join(one.label.expect) or one.label.routes[0]} ← {got}"


def compared(before: Report, after: Report) -> Iterator[str]:
    """Two versions of the content on the same lines: how the figures moved, and which lines."""
    yield _row(_HEAD)
    yield _row(_cells("before", before.total))
    yield _row(_cells("after", after.total))
    for one, other in zip(before.outcomes, after.outcomes, strict=True):
        if one.right != other.right:
            sign = "+" if other.right else "-"
            yield f"{sign} {one.label.text}\n    {one.first or '–'} → {other.first or '–'}"


def _long(one: Outcome) -> bool:
    return len(one.label.text.split()) > LONG


def _row(cells: tuple[str, ...]) -> str:
    return cells[0].rjust(18) + "".join(cell.rjust(9) for cell in cells[1:])


def _cells(name: str, score: Score) -> tuple[str, ...]:
    return (
        name,
        str(score.lines),
        _share(score.first, score.asked),
        _share(score.in_three, score.asked),
        _share(score.route, score.lines),
        _share(score.answered_right, score.lines),
        _share(score.confidently_wrong, score.lines),
    )


def _found(report: Report, route: str) -> Iterator[str]:
    """How much of a route is found, and how much of what is taken for it is that."""
    there = [one for one in report.outcomes if route in one.label.routes]
    taken = [one for one in report.outcomes if one.meaning.route == route]
    if there:
        hit = sum(one.meaning.route == route for one in there)
        sound = sum(route in one.label.routes for one in taken)
        yield (
            f"{route}: found {hit} of {len(there)}; "
            f"{len(taken) - sound} of {len(taken)} taken for it wrongly"
        )


def _confusions(report: Report) -> Iterator[str]:
    pairs = Counter(
        (one.label.expect[0], one.first)
        for one in report.outcomes
        if one.label.expect and not one.right
    )
    for (expected, got), count in pairs.most_common(CONFUSIONS):
        if count > 1:
            yield f"{count} × {expected} taken for {got or 'nothing'}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"
