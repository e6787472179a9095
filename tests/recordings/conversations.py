"""Hold the conversations of docs/conversations.jsonl with the program; write docs/conversations.md.

`python -m tests.recordings.conversations`. A line is {"title", "turns", "remark"}: a turn is what a
citizen says, or {"tap": a button's label}. The remark is ours: what is good or bad about it. Other
conversations, held so and printed: `python -m tests.recordings.conversations FILE`.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.app.settings import ROOT
from tests.dialogues import Said, held

LINES = ROOT / "docs" / "conversations.jsonl"
WRITTEN = LINES.with_suffix(".md")
MOST_LINES = 14  # of one message: a long card is cut
NOTICE = ("Це Місток.", "This is Mistok")
HEAD = """# Тридцять розмов

Кожну вела нова людина з програмою `mistok chat`; слова написано до того, як її запустили. Після
першого читання виправлено шість місць (розмови 5, 7, 9, 26, 28 і «перше» в 29), решта як була.
Перше повідомлення про те, хто відповідає й що зберігаємо, та дальші рядки довгих карток пропущено
(…). Курсивом – наша думка, коли прочитали вголос: і добре, і погане.

Записує `python -m tests.recordings.conversations` із `docs/conversations.jsonl`.
"""


def _turn(turn: str | dict[str, str]) -> dict[str, str]:
    return {"say": turn} if isinstance(turn, str) else turn


def _shown(answer: Said) -> Iterator[str]:
    if "error" in answer:
        yield f"> ({answer['error']})"
    for one in answer.get("messages", ()):
        lines = one["text"].splitlines()
        if lines[:1] and lines[0].startswith(NOTICE):
            continue
        cut = [*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines
        yield "\n".join(f"> {line}".rstrip() + "  " for line in cut)
        if one["buttons"]:
            yield "> " + " ".join(f"`{label}`" for label in one["buttons"])


def told(lines: list[dict[str, Any]]) -> str:
    """The conversations as Markdown."""
    dialogues = [
        {"id": str(number), "turns": [_turn(turn) for turn in one["turns"]]}
        for number, one in enumerate(lines)
    ]
    answers = held(dialogues)
    out = []
    for number, (one, dialogue) in enumerate(zip(lines, dialogues, strict=True), 1):
        out.append(f"## {number}. {one['title']}\n")
        for turn, answer in zip(dialogue["turns"], answers[dialogue["id"]], strict=True):
            said = turn.get("say") or f"[{turn['tap']}]"
            shown = "\n>\n".join(_shown(answer))
            out.append(f"**– {said}**\n\n{shown}\n")
        if one.get("remark"):
            out.append(f"*{one['remark']}*\n")
    return "\n".join(out)


def main() -> None:
    """Hold them and write them down."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LINES
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path == LINES:
        WRITTEN.write_text(f"{HEAD}\n{told(lines)}", encoding="utf-8")
    else:
        print(told(lines))


if __name__ == "__main__":
    main()
