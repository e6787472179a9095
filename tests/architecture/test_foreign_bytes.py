"""What strangers send is read in a child process, and nowhere else."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARSING = "bot.files.parsing"
READERS = {"zipfile", "tarfile", "bz2", "lzma", "gzip", "xml"}  # of whole formats
OPERATORS = {"bot/places/register/codifier.py"}  # read what the operator gives on the command line
# The command reads a list that the operator gives, the desk has a child do it.
LISTS = {"bot/app/library_list.py", "bot/app/library_list_child.py", "bot/cli/libraries.py"}
PHOTOS = {"bot/libraries/photo_child.py"}  # a program of its own
WRITERS = {"bot/documents/xlsx.py"}  # make such a file of our own words, and open none


def imported(path: Path) -> set[str]:
    """Modules that a file imports, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{one.name}" for one in node.names} | {str(node.module)}
    return found


def test_only_the_child_reads_the_insides_of_files() -> None:
    for folder in ("bot", "handlers"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.is_relative_to(ROOT / "bot/files/parsing"):
                continue
            names = imported(path)
            assert not any(one.startswith(PARSING) for one in names), path
            if path.relative_to(ROOT).as_posix() not in OPERATORS | WRITERS:
                assert not {one.partition(".")[0] for one in names} & READERS, path


def test_a_writer_opens_nothing() -> None:
    for name in WRITERS:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        assert imported(ROOT / name) & READERS == {"zipfile"}, name
        calls = [
            one for one in ast.walk(tree)
            if isinstance(one, ast.Call) and ast.unparse(one.func) == "ZipFile"
        ]  # fmt: skip
        assert calls, name
        assert all(ast.unparse(one.args[1]) == "'w'" for one in calls), name


def test_a_picture_is_decoded_in_a_child() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "handlers")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if any(one.partition(".")[0] == "PIL" for one in imported(path))
    }
    assert found == PHOTOS
    importers = {
        path.name
        for path in sorted((ROOT / "bot").rglob("*.py"))
        if any(one.startswith("bot.libraries.photo_child") for one in imported(path))
    }
    assert importers == set()


def test_a_list_that_came_by_a_browser_is_read_in_a_child() -> None:
    read = ("bot.content.library_list.table.read_table", "bot.app.library_list.plan_list")
    found = {
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "bot").rglob("*.py"))
        if imported(path) & set(read)
    }
    assert found == LISTS
