"""Danger on hidden lines, by kind: told, the right number first, innocent lines of the same words.

The lines of `danger_hidden.jsonl` were written with those of `content/emergency` and drawn from
them by a hash of their text; nothing is learnt from them. Their totals were in sight when the
threshold was chosen, and one hand wrote both halves: expect less of people with other words.
Those of `danger_voices_hidden.jsonl` are stories in nine voices (`voice`), written before the other
lines were read and drawn by a hash too; the innocent ones are of the same scenes: the hardest.
Those of `danger_contrasts_hidden.jsonl` are of the kinds that were missed most, with as many
innocent ones; half of what was written, drawn by a hash. All three sets were in sight when weights
and thresholds were last chosen, and siblings of some of their misses and alarms are learnt from:
expect less of people nobody has met.
Those of `danger_passing_hidden.jsonl` are fragments, stories and danger told in passing, with as
many innocent neighbours; those of `short_replies_hidden.jsonl` are what people answer a bot
shortly, all innocent. Both were written before the lines that are learnt from and halved by a hash.
Those of `danger_quiet_hidden.jsonl` are told in a roundabout way or by a detail: passports kept for
a debt, control at home, torn wires, codes given away, shells taken for scrap, people abroad; with
custody, collectors and school as innocent neighbours. One hand wrote them and what is learnt.
"""

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.app.content_index import learn
from bot.app.settings import ROOT
from bot.understanding import DangerFinder

Find = Callable[[str], str | None]

HIDDEN = Path(__file__).with_name("danger_hidden.jsonl")
VOICES = Path(__file__).with_name("danger_voices_hidden.jsonl")
CONTRASTS = Path(__file__).with_name("danger_contrasts_hidden.jsonl")
PASSING = Path(__file__).with_name("danger_passing_hidden.jsonl")
QUIET = Path(__file__).with_name("danger_quiet_hidden.jsonl")
REPLIES = Path(__file__).with_name("short_replies_hidden.jsonl")


def run() -> list[str]:
    """The figures, a line each."""
    lines, voices, contrasts, passing, quiet, replies = (
        [json.loads(line) for line in hidden.read_text(encoding="utf-8").splitlines()]
        for hidden in (HIDDEN, VOICES, CONTRASTS, PASSING, QUIET, REPLIES)
    )
    with tempfile.TemporaryDirectory() as cache:
        index = learn(ROOT / "content", cache=Path(cache))
    emergency = index.content.emergency
    first = {one.kind: one.lines[0].number for one in emergency.dangers}
    whole = index.danger
    assert whole.told is not None
    finders: dict[str, Find] = {
        "patterns": DangerFinder(whole.patterns).find,
        "and words": DangerFinder(whole.patterns, whole.told.by(None)).find,
        "and vectors": whole.find,
        "and cards": lambda text: index.understanding.understand(text).danger,
    }
    about = {entry for one in emergency.dangers for entry in one.see}
    ordinary = [
        ask
        for entry in index.content.catalogue
        if entry.id not in about
        for ask in index.content.examples.get(entry.id, ())[::10]
    ]
    out = [f"{len(lines)} hidden lines, {len(ordinary)} ordinary questions (learnt as such)"]
    for name, find in finders.items():
        out += _told(name, find, lines, first)
        alarms = sum(find(ask) is not None for ask in ordinary)
        out.append(f"{name:12} ordinary {alarms / len(ordinary):.1%}")
    for name in ("and vectors", "and cards"):
        out += _told(f"voices, {name}", finders[name], voices, first)
        out += _told(f"contrasts, {name}", finders[name], contrasts, first)
        out += _told(f"in passing, {name}", finders[name], passing, first)
        out += _told(f"quietly, {name}", finders[name], quiet, first)
        alarms = sum(finders[name](line["text"]) is not None for line in replies)
        out.append(f"short replies, {name} {alarms}/{len(replies)}")
    return out


def _told(name: str, find: Find, lines: list[dict[str, str]], first: dict[str, str]) -> list[str]:
    count, found, right = Counter[tuple[str, bool]](), Counter[tuple[str, bool]](), Counter[str]()
    began = time.process_time()
    for line in lines:
        key = (line["kind"], bool(line["told"]))
        kind = find(line["text"])
        count[key] += 1
        found[key] += kind is not None
        right[line["kind"]] += (
            bool(line["told"]) and kind is not None and (first.get(kind) == first[line["kind"]])
        )
    spent = 1000 * (time.process_time() - began) / len(lines)
    told, innocent = (
        sum(found[key] for key in count if key[1] is side)
        / sum(count[key] for key in count if key[1] is side)
        for side in (True, False)
    )
    all_right = sum(right.values()) / sum(found[key] for key in count if key[1])
    head = (
        f"{name:12} told {told:.1%}, right number first {all_right:.1%}, "
        f"innocent {innocent:.1%}, {spent:.0f} ms of CPU a line"
    )
    return [head] + [
        f"  {kind:13} told {found[kind, True]}/{count[kind, True]}, number {right[kind]}, "
        f"innocent {found[kind, False]}/{count[kind, False]}"
        for kind in sorted({kind for kind, _ in count})
    ]
