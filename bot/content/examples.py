"""Lines for a file of examples."""

from collections.abc import Iterable

from bot.content.editing import FileChange, Writer
from bot.content.editing.line_file import with_lines


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
    after, many = with_lines(before or "", (" ".join(line.split()) for line in lines))
    return FileChange(name, before, after), many
