"""Hidden follow-up dialogues by kind: how many keep their thread to the end.

They were drawn by a seed from those of `tests/dialogues`, all written before any was run; what is
wrong is told by kind alone, so that nobody mends a line.
"""

from collections import Counter
from pathlib import Path

from tests.dialogues import dialogues, faults, held, turns_wrong

HIDDEN = Path(__file__).with_name("dialogues_hidden.jsonl")
AFTER_DANGER = Path(__file__).with_name("after_danger_hidden.jsonl")


def run() -> list[str]:
    """The figures, a line each."""
    told = dialogues(HIDDEN) + dialogues(AFTER_DANGER)
    answers = held(told)
    all_, right, by_way = Counter[str](), Counter[str](), Counter[str]()
    for one in told:
        wrong_in = turns_wrong if one["kind"] == "after danger" else faults
        is_right = not wrong_in(one, answers.get(one["id"], []))
        all_[one["kind"]] += 1
        right[one["kind"]] += is_right
        by_way[one["way"]] += not is_right
    wrong = ", ".join(f"{way} {many}" for way, many in by_way.items() if many)
    return [
        *(f"{kind:24} {right[kind]}/{all_[kind]}" for kind in sorted(all_)),
        f"{'all':24} {right.total()}/{all_.total()}",
        f"wrong by way of writing: {wrong or 'none'}",
    ]
