"""Lines added to a file of examples."""

from pathlib import Path

from bot.content.examples import add_examples


def test_lines_go_where_they_belong_and_never_twice(tmp_path: Path) -> None:
    path = tmp_path / "examples" / "kep.txt"
    path.parent.mkdir()
    path.write_text("# Як питають\nде взяти підпис\n# Англійською\nget a key\n", encoding="utf-8")
    lines = ["Де взяти підпис", "ключ  для\nзвіту", "sign papers", "ключ для звіту"]
    assert add_examples(tmp_path, "kep", lines) == 2
    assert path.read_text(encoding="utf-8").splitlines() == [
        "# Як питають",
        "де взяти підпис",
        "ключ для звіту",
        "# Англійською",
        "get a key",
        "sign papers",
    ]


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    assert add_examples(tmp_path, "kep", ["ключ", "a key"]) == 2
    written = (tmp_path / "examples" / "kep.txt").read_text(encoding="utf-8")
    assert written.splitlines() == ["ключ", "# Англійською", "a key"]
