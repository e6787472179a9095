"""Draws each flow from its code as a Mermaid diagram: `python -m bot.engine.chart docs/flows`."""

import inspect
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.engine.arrows import Kind, arrows_of
from bot.engine.flow import Flow
from bot.engine.model import StepRef

ARROWS = {"go": "-->", "answer": "-.->", "link": "==>"}


@dataclass(frozen=True, slots=True)
class Edge:
    """From a step to a step, or to a link's name when `kind` is "link"."""

    start: StepRef
    end: StepRef | str
    kind: Kind


def edges_of(flow: Flow[Any, Any]) -> list[Edge]:
    """Where each step of the flow can lead, in the order of their names."""
    edges = [
        Edge(StepRef(step.flow, step.name), arrow.end, arrow.kind)
        for step in flow.steps.values()
        for arrow in arrows_of(step.run)
    ]
    return sorted(edges, key=lambda edge: (str(edge.start), str(edge.end), edge.kind))


def broken(flows: Iterable[Flow[Any, Any]]) -> list[Edge]:
    """Edges to a step or a link that there is not."""
    flows = list(flows)
    links = {name for flow in flows for name in flow.links}
    steps = {_bare(step) for flow in flows for step in flow.steps.values()}
    return [
        edge
        for flow in flows
        for edge in edges_of(flow)
        if edge.end not in (links if isinstance(edge.end, str) else steps)
    ]


def unreachable(
    flows: Iterable[Flow[Any, Any]], *, entry_points: Iterable[StepRef]
) -> set[StepRef]:
    """Steps that no entry point, command, word, link or other step leads to."""
    flows = list(flows)
    links = {name: _bare(to) for flow in flows for name, (to, _) in flow.links.items()}
    next_of: dict[StepRef, set[StepRef]] = {}
    for flow in flows:
        for edge in edges_of(flow):
            end = links[edge.end] if isinstance(edge.end, str) else edge.end
            next_of.setdefault(edge.start, set()).add(end)
    seen: set[StepRef] = set()
    todo = [*map(_bare, entry_points), *links.values()]
    todo += [_bare(flow.first) for flow in flows if flow.command or flow.words]
    while todo:
        step = todo.pop()
        if step not in seen:
            seen.add(step)
            todo += next_of.get(step, ())
    return {_bare(step) for flow in flows for step in flow.steps.values()} - seen


def _bare(step: StepRef) -> StepRef:
    return StepRef(step.flow, step.name)


def diagram(flow: Flow[Any, Any]) -> str:
    """The flow as a Markdown page with one Mermaid diagram."""
    lines = ["flowchart TD"]
    for step in flow.steps.values():
        shape = f'["{step.name}"]' if step.writes else f'("{step.name}")'
        lines.append(f"    {step.name}{shape}")
    for edge in edges_of(flow):
        start, arrow, end = edge.start.name, ARROWS[edge.kind], edge.end
        if isinstance(end, str):
            lines.append(f'    {start} {arrow} link_{end}[["{end}"]]')
        elif end.flow == flow.name:
            lines.append(f"    {start} {arrow} {end.name}")
        else:
            lines.append(f'    {start} {arrow} {end.flow}_{end.name}[["{end}"]]')
    about = inspect.getdoc(inspect.getmodule(flow.first.run)) or ""
    chart = "\n".join(lines)
    return (
        f"# {flow.name}\n\n{about.partition(chr(10))[0]}\n\n```mermaid\n{chart}\n```\n\n"
        "Round: a step, it reads and may ask. Square: an act, it writes. Double: another flow.\n"
        "Arrows: on its own; dotted: by the citizen’s answer; thick: by a link’s button.\n"
    )


def write(folder: Path, flows: Iterable[Flow[Any, Any]]) -> None:
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

    write(Path(sys.argv[1]), import_module("bot.app.features").FEATURES.flows)
