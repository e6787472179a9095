"""Draws each flow from its code as a Mermaid diagram: `python -m bot.engine.chart docs/flows`."""

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.engine.flow import Flow

ARROWS = {"go": "-->", "answer": "-.->", "link": "==>"}


@dataclass(frozen=True, slots=True)
class Edge:
    """From a step ("flow/step") to a step, or to a link's name when `kind` is "link"."""

    start: str
    end: str
    kind: str


def edges_of(flow: Flow[Any]) -> list[Edge]:
    """Where each step of the flow can lead, read from the source of its functions."""
    edges: set[Edge] = set()
    for entry in flow.entries.values():
        start = f"{flow.name}/{entry.name}"
        module = inspect.getmodule(entry.run)
        assert module is not None
        for kind, target in _targets(entry.run.__name__, _functions(module)):
            local = kind != "link" and "/" not in target
            edges.add(Edge(start, f"{flow.name}/{target}" if local else target, kind))
    return sorted(edges, key=lambda edge: (edge.start, edge.end, edge.kind))


def unreachable(flows: Iterable[Flow[Any]], *, entry_points: Iterable[str]) -> set[str]:
    """Steps that no door, command, word, link or other step leads to."""
    flows = list(flows)
    links = {name: f"{flow.name}/{to}" for flow in flows for name, (to, _) in flow.links.items()}
    next_of: dict[str, set[str]] = {}
    for flow in flows:
        for edge in edges_of(flow):
            end = links[edge.end] if edge.kind == "link" else edge.end
            next_of.setdefault(edge.start, set()).add(end)
    seen: set[str] = set()
    todo = [*entry_points, *links.values()]
    todo += [f"{flow.name}/{flow.first}" for flow in flows if flow.command or flow.words]
    while todo:
        step = todo.pop()
        if step not in seen:
            seen.add(step)
            todo += next_of.get(step, ())
    everything = {f"{flow.name}/{name}" for flow in flows for name in flow.entries}
    return everything - seen


def diagram(flow: Flow[Any]) -> str:
    """The flow as a Markdown page with one Mermaid diagram."""
    lines = ["flowchart TD"]
    for entry in flow.entries.values():
        shape = f'["{entry.name}"]' if entry.writes else f'("{entry.name}")'
        lines.append(f"    {entry.name}{shape}")
    for edge in edges_of(flow):
        start = edge.start.partition("/")[2]
        owner, _, end = edge.end.partition("/")
        if edge.kind == "link":
            lines.append(f'    {start} {ARROWS["link"]} link_{owner}[["{owner}"]]')
        elif owner == flow.name:
            lines.append(f"    {start} {ARROWS[edge.kind]} {end}")
        else:
            lines.append(f'    {start} {ARROWS[edge.kind]} {owner}_{end}[["{edge.end}"]]')
    about = inspect.getdoc(inspect.getmodule(flow.entries[flow.first].run)) or ""
    chart = "\n".join(lines)
    return (
        f"# {flow.name}\n\n{about.partition(chr(10))[0]}\n\n```mermaid\n{chart}\n```\n\n"
        "Round: a step, it reads and may ask. Square: an act, it writes. Double: another flow.\n"
        "Arrows: on its own; dotted: by the citizen’s answer; thick: by a link’s button.\n"
    )


def _functions(module: ModuleType) -> Mapping[str, ast.AST]:
    tree = ast.parse(inspect.getsource(module))
    return {
        node.name: node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _targets(name: str, functions: Mapping[str, ast.AST]) -> set[tuple[str, str]]:
    """Targets in a function and in the helpers of its module that it calls."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    todo = [name]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Call):
                found.update(_called(node))
            if isinstance(node, ast.Name) and node.id in functions:
                todo.append(node.id)
    return found


def _called(node: ast.Call) -> Iterator[tuple[str, str]]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in {"Go", "Link"} and node.args:
        yield from (("go" if name == "Go" else "link", one) for one in _strings(node.args[0]))
    for keyword in node.keywords:
        if keyword.arg == "to":
            yield from (
                ("go" if name == "Go" else "answer", one) for one in _strings(keyword.value)
            )


def _strings(node: ast.expr) -> Iterator[str]:
    """The texts an expression can be: a constant, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value:
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def write(folder: Path, flows: Iterable[Flow[Any]]) -> None:
    """One page a flow; pages of flows that are gone are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"{flow.name}.md": diagram(flow) for flow in flows}
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from importlib import import_module

    write(Path(sys.argv[1]), import_module("handlers").FLOWS)
