"""Where a step can lead, read from its code and from everything of ours that the code names.

A function is read as text (how an arrow is meant) and as compiled (which names are global); the
names are looked up, so that constants, closures, decorators and helpers of other modules are seen.
"""

import ast
import dis
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, Literal

from bot.engine.links import DeepLink
from bot.engine.model import Ask, Choice, Link, StepRef

Kind = Literal["go", "answer", "link"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """To a step, or to a link's name when `kind` is "link"; an "answer" is the citizen's."""

    end: StepRef | str
    kind: Kind


def arrows_of(function: Callable[..., Any]) -> set[Arrow]:
    """Every arrow in a function and in what it names, at any depth."""
    reader = _Reader(function.__module__.partition(".")[0])
    reader.read(function, "go")
    return reader.found


class _Reader:
    """Collects arrows; follows the functions of `root` only, each once."""

    def __init__(self, root: str) -> None:
        self.found: set[Arrow] = set()
        self._root = root
        self._seen: set[CodeType] = set()

    def read(self, value: object, kind: Kind) -> None:
        """Find the arrows in any value that code names."""
        match value:
            case StepRef():
                self.found.add(Arrow(StepRef(value.flow, value.name), kind))
            case Link() | DeepLink():
                self.found.add(Arrow(value.name, "link"))
            case FunctionType():
                self._function(value)
            case _:
                inner: Kind = "answer" if isinstance(value, Choice | Ask) else kind
                for one in _held(value):
                    self.read(one, inner)

    def _function(self, function: FunctionType) -> None:
        code = function.__code__
        if code in self._seen or function.__module__.partition(".")[0] != self._root:
            return
        self._seen.add(code)
        known = {**_closure(function), **_globals(function)}
        for default in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
            self.read(default, "go")
        told: set[str] = set()
        for node, kind in _meant(_tree(code), "go"):
            name, value = _named(node, known)
            told.add(name)
            self.read(value, kind)
        for name in known.keys() - told:  # what the text doesn't show (a lambda's line)
            if not isinstance(known[name], ModuleType):
                self.read(known[name], "go")


def _held(value: object) -> Iterable[object]:
    """What a value of a constant holds: a table's values, a message's fields, a partial's parts."""
    match value:
        case partial():
            return (value.func, value.args, value.keywords)
        case Mapping():
            return value.values()
        case tuple() | list() | set() | frozenset():
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return [getattr(value, one.name) for one in fields(value)]
    return ()


def _closure(function: FunctionType) -> dict[str, object]:
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return {name: cell.cell_contents for name, cell in cells}


def _globals(function: FunctionType) -> dict[str, object]:
    """What the names mean that the function and those inside it take from its module."""
    every = function.__globals__
    return {name: every[name] for name in _loaded(function.__code__) if name in every}


def _loaded(code: CodeType) -> set[str]:
    names = {one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL"}
    return names.union(*(_loaded(one) for one in code.co_consts if isinstance(one, CodeType)))


def _tree(code: CodeType) -> ast.AST:
    """The function's text as a tree; an empty one for what is no statement of its own."""
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(code)))
    except (OSError, SyntaxError):
        return ast.Module([], [])


def _meant(node: ast.AST, kind: Kind) -> Iterator[tuple[ast.expr, Kind]]:
    """Names in a piece of code, with what each arrow would be."""
    if isinstance(node, ast.Name | ast.Attribute):
        yield node, kind
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        children: list[ast.AST] = [*node.body]  # its decorators have been run
    elif isinstance(node, ast.Call):
        yield from _meant_by_call(node, kind)
        return
    else:
        children = [*ast.iter_child_nodes(node)]
    for child in children:
        yield from _meant(child, kind)


def _meant_by_call(call: ast.Call, kind: Kind) -> Iterator[tuple[ast.expr, Kind]]:
    called = call.func.id if isinstance(call.func, ast.Name) else ""
    yield from _meant(call.func, kind)
    for argument in call.args:
        yield from _meant(argument, kind)
    for keyword in call.keywords:
        # A helper that makes choices is called `…_choices`, and takes what its choices take.
        makes = called in {"Choice", "Ask"} or called.endswith("_choices")
        answers = makes and keyword.arg in {"to", "more"}
        yield from _meant(keyword.value, "answer" if answers else kind)


def _named(node: ast.expr, known: Mapping[str, object]) -> tuple[str, object]:
    """A name's first part and its meaning; through modules (`steps.MENU`) and no further."""
    if isinstance(node, ast.Name):
        return node.id, known.get(node.id)
    assert isinstance(node, ast.Attribute)
    name, owner = _named(node.value, known) if _is_path(node.value) else ("", None)
    return name, getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None


def _is_path(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute)
