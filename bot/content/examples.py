"""Lines for a file of examples."""

from collections.abc import Iterable
from typing import Final

from bot.content.editing import FileChange, Writer

ENGLISH: Final = "# Англійською"


def with_examples(writer: Writer, entry: str, lines: Iterable[str]) -> tuple[FileChange, int]:
    """What adding lines changes in examples/<entry>.txt; English ones go to its English part.

    Args:
        writer: of the content folder.
        entry: id of a catalogue entry; the file is made when there is none.
        lines: one question each.

    Returns:
        The file with them, and how many were new.
    """
    name = f"examples/{entry}.txt"
    before = writer.read(name)
    kept = (before or "").splitlines(keepends=True)
    known = {line.strip().casefold() for line in kept}
    ours: list[str] = []
    english: list[str] = []
    end = "\r\n" if before and "\r\n" in before else "\n"
    for line in (" ".join(line.split()) for line in lines):
        if line and line.casefold() not in known:
            known.add(line.casefold())
            (english if line.isascii() else ours).append(line + end)
    if kept and not kept[-1].endswith("\n") and (ours or english):
        kept[-1] += end
    at = next((n for n, line in enumerate(kept) if line.strip() == ENGLISH), len(kept))
    head = [] if at < len(kept) or not english else [ENGLISH + end]
    written = "".join([*kept[:at], *ours, *head, *kept[at:], *english])
    return FileChange(name, before, written), len(ours) + len(english)
