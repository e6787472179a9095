"""Dialogues of two to four turns, and what is right at each: said to `mistok chat --jsonl`.

A line is `{"id", "way", "kind", "turns": [{"say" or "tap", …}]}`, `way` a way of writing. Of a
turn: `card` are ids one of which is shown first, `any` ids one of which is shown, `nth` the place
that the first card had among those of the turn before, `text` patterns each found in the text, `no`
patterns none of which is; `danger` is the kind that is told, "*" any or none. No turn is right
where the thread is lost (`LOST`) or where what was said before is said again unchanged, and no
dialogue that ends with nothing to do: no button, no number to call, no question.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.app.settings import ROOT

SHOWN = Path(__file__).with_name("shown.jsonl")
AFTER_DANGER = Path(__file__).with_name("after_danger.jsonl")
PATIENCE = 300.0
LOST = (
    "Не зрозуміли|не знаємо такого|З цим не допоможемо|didn’t understand|don’t know such|"
    "can’t help with this"
)
TO_DO = r"\d{3}|\?|Напишіть|Write|[Бб]удь ласка|welcome"

Said = Mapping[str, Any]


def dialogues(path: Path) -> list[dict[str, Any]]:
    """The dialogues of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def held(told: Iterable[Mapping[str, Any]], *, at: Path = ROOT) -> dict[str, list[Said]]:
    """What the program, run in a folder, answers to each turn of each dialogue, by its id."""
    lines = [
        {"who": one["id"], **{way: turn[way] for way in ("say", "tap") if way in turn}}
        for one in told
        for turn in one["turns"]
    ]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--jsonl"],
        cwd=at,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        input="".join(json.dumps(line) + "\n" for line in lines).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    found: dict[str, list[Said]] = {}
    for line in ran.stdout.decode().splitlines():
        answer = json.loads(line)
        found.setdefault(answer["who"], []).append(answer)
    return found


def faults(dialogue: Mapping[str, Any], answers: list[Said]) -> list[str]:
    """What is wrong with it, turn by turn; none for a right one."""
    return [*turns_wrong(dialogue, answers), *_told_again(answers), *_left_with_nothing(answers)]


def turns_wrong(dialogue: Mapping[str, Any], answers: list[Said]) -> list[str]:
    """What is wrong with its turns; the numbers to call may be told again and again."""
    found, before = [], []
    for number, turn in enumerate(dialogue["turns"], 1):
        answer = answers[number - 1] if number <= len(answers) else {"error": "no answer"}
        found += [f"{number}: {fault}" for fault in _faults(turn, answer, before)]
        before = answer.get("cards", [])
    return found


def _told_again(answers: list[Said]) -> Iterable[str]:
    texts = [text_of(one) for one in answers if "messages" in one]
    for number, text in enumerate(texts, 1):
        if text in texts[: number - 1]:
            yield f"{number}: said again unchanged"


def _left_with_nothing(answers: list[Said]) -> Iterable[str]:
    if not answers or "messages" not in answers[-1]:
        return
    buttons = any(message["buttons"] for message in answers[-1]["messages"])
    if not buttons and not re.search(
        r"\d{3}|\?|Напишіть|Write|[Бб]удь ласка", text_of(answers[-1])
    ):
        yield "end: nothing to do"


def _faults(turn: Mapping[str, Any], answer: Said, before: list[str]) -> Iterable[str]:
    if "error" in answer:
        yield answer["error"]
        return
    cards, text = answer["cards"], text_of(answer)
    if "card" in turn and (cards or [""])[0] not in turn["card"]:
        yield f"card {turn['card']} is not first of {cards}"
    if "any" in turn and not set(cards) & set(turn["any"]):
        yield f"none of {turn['any']} is in {cards}"
    if "nth" in turn and cards[:1] != before[turn["nth"] : turn["nth"] + 1]:
        yield f"{cards} is not number {turn['nth']} of {before}"
    for pattern in turn.get("text", ()):
        if not re.search(pattern, text, re.IGNORECASE | re.MULTILINE):
            yield f"«{pattern}» is not said"
    for pattern in (LOST, *turn.get("no", ())):
        if re.search(pattern, text, re.IGNORECASE | re.MULTILINE):
            yield f"«{pattern}» is said"
    if turn.get("danger") != "*" and answer["danger"] != turn.get("danger"):
        yield f"danger {answer['danger']}"


def text_of(answer: Said) -> str:
    """All texts of an answer, with common spaces."""
    return "\n".join(one["text"] for one in answer["messages"]).replace("\u00a0", " ")
