"""Hidden questions of made-up people by way of writing: first, in three, direct, confidently wrong.

They were drawn by a seed from those written before any was run; the other half is worked with. No
line is told, so that nobody mends one.
"""

from bot.app.content_index import cache_folder, learn
from bot.app.settings import CONTENT
from bot.understanding.evaluation.evaluate import Score, evaluate, read_labels

HIDDEN = CONTENT / "labelled" / "questions.jsonl"


def run() -> list[str]:
    """The figures, a line each."""
    known = learn(CONTENT, cache=cache_folder(CONTENT)).understanding
    report = evaluate(read_labels(HIDDEN), known)
    groups = {**report.by(lambda one: one.label.lang), "all": report.total}
    return [f"{name:24} {_told(score)}" for name, score in groups.items()]


def _told(score: Score) -> str:
    return (
        f"{score.lines} lines, top-1 {score.first / score.asked:.1%}, "
        f"top-3 {score.in_three / score.asked:.1%}, "
        f"direct and right {score.answered_right / score.lines:.1%}, "
        f"confidently wrong {score.confidently_wrong / score.lines:.1%}"
    )
