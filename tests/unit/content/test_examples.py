"""Lines added to a file of examples."""

from pathlib import Path

from bot.content.editing import Writer
from bot.content.examples import with_examples
from tests.unit.content.small import small_content
from tests.unit.content_editing.test_writer import BY, of


def added(writer: Writer, entry: str, lines: list[str]) -> int:
    change, many = with_examples(writer, entry, lines)
    writer.save([change], **BY)
    return many


def test_lines_go_where_they_belong_and_never_twice(tmp_path: Path) -> None:
    writer = of(small_content(tmp_path), tmp_path / "kept")
    path = writer.folder / "examples" / "id-card.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("# Як питають\r\nде взяти підпис\r\n# Англійською\r\nget a key".encode())
    lines = ["Де взяти підпис", "ключ  для\nзвіту", "sign papers", "ключ для звіту"]
    assert added(writer, "id-card", lines) == 2
    assert path.read_bytes().decode() == "\r\n".join(
        [
            "# Як питають", "де взяти підпис", "ключ для звіту", "# Англійською", "get a key",
            "sign papers", "",
        ]
    )  # fmt: skip


def test_a_file_that_is_not_there_is_made_and_taken_back(tmp_path: Path) -> None:
    writer = of(small_content(tmp_path), tmp_path / "kept")
    assert added(writer, "passport-lost", ["ключ", "a key"]) == 2
    path = writer.folder / "examples" / "passport-lost.txt"
    assert path.read_text(encoding="utf-8").splitlines() == ["ключ", "# Англійською", "a key"]
    writer.undo(1, **BY)
    assert path.read_text(encoding="utf-8") == ""
