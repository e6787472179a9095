"""Within a unit of work nothing waits and nothing computes long: the code itself is read.

Heavy is what these names call, and every function of ours that calls something heavy or says so
with `needs_no_unit`. A call through an object is judged by its name when all methods of that name
are heavy. What only runs can show is caught by `bot.storage.held`.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "asyncio.to_thread", "asyncio.sleep", "asyncio.create_subprocess_exec",
    "asyncio.create_subprocess_shell", "asyncio.open_connection", "asyncio.open_unix_connection",
    "time.sleep", "os.system", "urllib.request.urlopen", "bot.storage.held.needs_no_unit",
}  # fmt: skip
HEAVY_MODULES = (
    "subprocess.",
    "httpx.",
    "httpx2.",
    "argon2.",
    "zxcvbn",
    "socket.",
    "anyio.to_thread.",
)
HEAVY_METHODS = {"run_in_executor", "do_request", "do_api_request", "urlopen"}
UNITS = {"unit", "reading"}
BOUND = frozenset({"Unit"})  # a parameter of it, or of a class made with it, is an open unit

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """One file: its functions by name (`Class.method` too), and what its names mean."""

    name: str
    path: str
    names: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)  # functions that run within a unit

    def full(self, call: ast.expr) -> str:
        """`asyncio.sleep` for `sleep` that was imported so; `.name` for a method of something."""
        if isinstance(call, ast.Name):
            return self.names.get(call.id, f"{self.name}.{call.id}")
        if isinstance(call, ast.Attribute):
            if isinstance(call.value, ast.Name) and call.value.id in self.names:
                return f"{self.names[call.value.id]}.{call.attr}"
            return f".{call.attr}"
        return ""


def read(source: str, name: str, path: str, bound: frozenset[str] = BOUND) -> Module:
    module, tree = Module(name, path), ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                module.names[one.asname or one.name.partition(".")[0]] = one.name
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                module.names[one.asname or one.name] = f"{node.module}.{one.name}"
    for node in tree.body:
        if isinstance(node, Function):
            module.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, Function)]
            module.functions |= {f"{node.name}.{one.name}": one for one in methods}
            if holds_unit(node, bound):
                module.bound |= {f"{node.name}.{one.name}" for one in methods}
    module.bound |= {name for name, one in module.functions.items() if takes_unit(one, bound)}
    return module


def takes_unit(function: Function, bound: frozenset[str]) -> bool:
    given = [*function.args.args, *function.args.kwonlyargs]
    return any(is_bound(one.annotation, bound) for one in given)


def is_bound(annotation: ast.expr | None, bound: frozenset[str]) -> bool:
    if isinstance(annotation, ast.BinOp):  # `Unit | None`
        return is_bound(annotation.left, bound) or is_bound(annotation.right, bound)
    return isinstance(annotation, ast.Name) and annotation.id in bound


def bound_types(sources: Iterable[str]) -> frozenset[str]:
    """`Unit` and every class made with one, or with another such class: they live within it."""
    classes = [
        node for source in sources for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
    ]  # fmt: skip
    bound = BOUND
    while more := {one.name for one in classes if holds_unit(one, bound)} - bound:
        bound |= more
    return bound


def holds_unit(node: ast.ClassDef, bound: frozenset[str]) -> bool:
    return any(
        (isinstance(one, Function) and one.name == "__init__" and takes_unit(one, bound))
        or (isinstance(one, ast.AnnAssign) and is_bound(one.annotation, bound))
        for one in node.body
    ) or any(is_bound(base, bound) for base in node.bases)


def calls(body: list[ast.stmt] | Function, module: Module) -> Iterator[tuple[str, int]]:
    """What is called there, but not within functions defined there: they may run later."""
    waiting: list[ast.AST] = list(body.body if isinstance(body, Function) else body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield module.full(node.func), node.lineno
        waiting += ast.iter_child_nodes(node)


def heavy_of(modules: list[Module]) -> tuple[set[str], set[str]]:
    """Names of heavy functions, and of methods that are heavy in every class."""
    heavy, methods = set(HEAVY), set(HEAVY_METHODS)
    grew = True
    while grew:
        grew = False
        for module in modules:
            for name, function in module.functions.items():
                whole = f"{module.name}.{name}"
                if whole not in heavy and any(
                    is_heavy(one, heavy, methods) for one, _ in calls(function, module)
                ):
                    heavy.add(whole)
                    grew = True
        by_name: dict[str, list[bool]] = {}
        for module in modules:
            for name in module.functions:
                if "." in name:
                    known = by_name.setdefault(name.partition(".")[2], [])
                    known.append(f"{module.name}.{name}" in heavy)
        methods = HEAVY_METHODS | {name for name, all_ in by_name.items() if all(all_)}
    return heavy, methods


def is_heavy(call: str, heavy: set[str], methods: set[str]) -> bool:
    if call.startswith("."):
        return call[1:] in methods
    return call in heavy or call.startswith(HEAVY_MODULES)


def faults(modules: list[Module]) -> list[str]:
    """Every heavy call within a unit, as `file:line: name`."""
    heavy, methods = heavy_of(modules)
    found: dict[str, None] = {}
    for module in modules:
        for name, function in module.functions.items():
            bodies: list[list[ast.stmt] | Function] = [
                node.body for node in ast.walk(function)
                if isinstance(node, ast.AsyncWith) and any(map(opens_unit, node.items))
            ]  # fmt: skip
            if name in module.bound:
                bodies.append(function)
            for body in bodies:
                for call, line in calls(body, module):
                    if is_heavy(call, heavy, methods):
                        found[f"{module.path}:{line}: {call}"] = None
    return list(found)


def opens_unit(item: ast.withitem) -> bool:
    call = item.context_expr
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in UNITS
    )


def ours() -> list[Module]:
    found = sources()
    bound = bound_types(found.values())
    return [
        read(source, ".".join(path.with_suffix("").parts), str(path), bound)
        for path, source in found.items()
    ]


def sources() -> dict[Path, str]:
    paths = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in paths}


def test_nothing_heavy_is_called_within_a_unit() -> None:
    assert faults(ours()) == []


def test_what_hashes_judges_files_or_calls_out_is_known_as_heavy() -> None:
    heavy, _ = heavy_of(ours())
    assert {
        "bot.staff.passwords.hashed",
        "bot.staff.passwords.fits",
        "bot.staff.authentication.Authentication.sign_in",
        "bot.files.sealing.sealed",
    } <= heavy


@pytest.mark.parametrize(
    "fault",
    [
        "async def f(db):\n async with db.unit() as unit:\n  await asyncio.to_thread(len, '')",
        "async def f(db):\n async with db.reading():\n  await asyncio.sleep(1)",
        "async def f(unit: Unit):\n subprocess.run('true')",
        "async def g():\n time.sleep(1)\nasync def f(unit: Unit):\n await g()",
        "class A:\n def __init__(self, unit: Unit): ...\n def f(self):\n  argon2.hash('')",
        "class A:\n def g(self):\n  time.sleep(1)\nasync def f(a, unit: Unit):\n a.g()",
        "async def f(db):\n async with db.unit():\n  if True:\n   await asyncio.sleep(1)",
    ],
)
def test_each_kind_of_fault_is_found(fault: str) -> None:
    source = f"import asyncio, argon2, subprocess, time\n{fault}\n"
    assert len(faults([read(source, "one", "one.py")])) == 1


def test_what_runs_after_the_unit_is_no_fault() -> None:
    source = (
        "import asyncio\nasync def f(db):\n async with db.unit() as unit:\n"
        "  unit.after(lambda: asyncio.sleep(1))\n await asyncio.sleep(1)\n"
    )
    assert faults([read(source, "one", "one.py")]) == []


@pytest.mark.parametrize(
    "name", ["Services", "DeskContext", "Requests", "Staff", "SignIn", "Files"]
)
def test_hashing_within_any_of_ours_that_holds_a_unit_is_found(name: str) -> None:
    found = sources()
    bound = bound_types(found.values())
    path, source = next(one for one in found.items() if f"\nclass {name}:" in one[1])
    tree = ast.parse(source)
    (made,) = (one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == name)
    hashing = ast.parse("import argon2\ndef slow(self): argon2.hash('')").body
    made.body.append(hashing[1])
    tree.body.insert(0, hashing[0])
    given = ast.parse(f"def given(one: {name} | None): argon2.hash('')").body
    changed = ast.unparse(ast.Module([*tree.body, *given], []))
    told = faults([read(changed, "one", str(path), bound)])
    assert [one.rpartition(": ")[2] for one in told] == ["argon2.hash"] * 2
