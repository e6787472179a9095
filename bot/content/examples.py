"""Add lines to a file of examples: the only thing the program writes into the content."""

from collections.abc import Iterable
from pathlib import Path

ENGLISH = "# Англійською"


def add_examples(folder: Path, entry: str, lines: Iterable[str]) -> int:
    """Add lines to examples/<entry>.txt, English ones to its English part.

    Args:
        folder: the content folder.
        entry: id of a catalogue entry; the file is made when there is none.
        lines: one question each.

    Returns:
        How many were new.
    """
    path = folder / "examples" / f"{entry}.txt"
    kept = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    known = {line.strip().casefold() for line in kept}
    ours: list[str] = []
    english: list[str] = []
    for line in (" ".join(line.split()) for line in lines):
        if line and line.casefold() not in known:
            known.add(line.casefold())
            (english if line.isascii() else ours).append(line)
    at = kept.index(ENGLISH) if ENGLISH in kept else len(kept)
    head = [] if at < len(kept) or not english else [ENGLISH]
    written = [*kept[:at], *ours, *head, *kept[at:], *english]
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return len(ours) + len(english)
