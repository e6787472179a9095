"""Tests wait as long as a busy machine needs: nobody's default of five seconds ends a wait."""

import ast
from collections.abc import Iterator

from bot.app.settings import ROOT

BESIDE = {"benchmarks", "recordings", "torture"}  # run by hand
CLIENTS = {"AsyncClient", "Client", "delete", "get", "head", "post", "put", "request", "stream"}


def impatient(text: str) -> Iterator[int]:
    """Lines that open an HTTP client, or ask without one, without saying how long it waits."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name("httpx" | "httpx2"), attr=name), keywords=given
            ) if name in CLIENTS and not {"timeout", None} & {one.arg for one in given}:
                yield node.lineno


def test_clients_say_how_long_they_wait() -> None:
    files = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if not BESIDE & set(path.relative_to(ROOT).parts)
    ]
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files
        for line in impatient(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_an_impatient_one_is_seen() -> None:
    assert list(impatient("import httpx\nhttpx.Client(verify=False)")) == [2]
    assert list(impatient("import httpx\nhttpx.get('a')")) == [2]
    assert list(impatient("import httpx\nhttpx.Client(timeout=1)\nhttpx.Client(**x)")) == []
