"""What is written is used: a function, a class or a constant that nothing names is gone."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What a library calls, or only a test asks for, and why it stays.
CALLED_BY_OTHERS = {
    "capture_signals": "uvicorn",
    "load_dialect_impl": "SQLAlchemy",
    "DECLARED": "the tests of links",
}
# Functions under these are registered, and named by nobody.
REGISTERING = re.compile(r"^(flow|app|\w+_app)\.|validator|listens_for")


def modules() -> Iterator[Path]:
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            if "versions" not in path.parts:  # migrations are as they were
                yield path


def defined(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions and classes anywhere, constants of the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not any(
            REGISTERING.search(ast.unparse(one)) for one in node.decorator_list
        ):
            yield node.name, node.lineno
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        yield from ((one.id, one.lineno) for one in targets if isinstance(one, ast.Name))


def unused(sources: dict[str, str], elsewhere: str) -> list[str]:
    said = Counter(re.findall(r"\w+", elsewhere))
    for source in sources.values():
        said.update(re.findall(r"\w+", source))
    return [
        f"{module}:{line}: {name}"
        for module, source in sources.items()
        for name, line in defined(ast.parse(source))
        if said[name] == 1 and not name.startswith("__") and name not in CALLED_BY_OTHERS
    ]


def test_nothing_is_written_that_nothing_uses() -> None:
    sources = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in modules()
    }
    pages = [*(ROOT / "bot").rglob("*.html"), *(ROOT / "bot").rglob("versions/*.py")]
    elsewhere = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    assert unused(sources, elsewhere) == []


def test_what_nothing_uses_is_seen() -> None:
    source = "LIMIT = 3\ndef used(): ...\nused()\nclass Old:\n    def forgotten(self): ...\n"
    assert unused({"a.py": source}, "") == ["a.py:4: Old", "a.py:5: forgotten", "a.py:1: LIMIT"]
