"""No pattern of the program takes long on any text: one message must not stop all citizens.

Every compiled pattern is collected, from modules, classes and what they hold, and the literal ones
of `re.` calls. Each is run on texts made to hurt: what it repeats, repeated, with an end that does
not fit. Time is of the thread's own CPU, so a busy machine changes little.
"""

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from re import _constants as signs
from re import _parser as parser
from types import FunctionType, ModuleType
from typing import Any

import pytest

import bot
import handlers
from tests.cpu import cpu_ms

ROOT = Path(__file__).parents[2]
LENGTH = 4096
MOST_MS = 20.0
# Below this the growth is noise; on four times as much a quadratic pattern takes sixteen times.
FLOOR_MS = 3.0
TIMES = 4
MOST_GROWTH = 9.0
DOUBTED_GROWTH = 6.0  # measured once
CALLS = frozenset({"match", "search", "fullmatch", "split", "sub", "subn", "findall", "finditer"})
GENERAL = (
    "а", "a", "1", "_", "²", " ", "-", ".", ",", "’", "@", "/", "а-", "а ", "a ", "1 ", " ,", "а’",
    "1-", "46", "4a", "Аа", "Аа ", "А.", "не а ", "аб", "а, ", "\n", " \n", "://", "а@", "ё",
)  # fmt: skip
ENDS = ("", "\0", "я", "7")
MOST_SIGNS = 4  # of one class
MOST_PUMPS = 40  # of one pattern


def _modules() -> Iterator[ModuleType]:
    for package in (bot, handlers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name and not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def _held(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Patterns in a value and in what it holds."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    for one in _parts(value):
        yield from _held(one, seen)


def _parts(value: Any) -> tuple[object, ...]:
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(value)
    if isinstance(value, type) and value.__module__.partition(".")[0] in {"bot", "handlers"}:
        return tuple(vars(value).values())
    if isinstance(value, FunctionType):
        return (value.__defaults__ or (), value.__kwdefaults__ or {})
    return ()


def _called() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Literal patterns of `re.sub(…)` and the like, and of `re.compile(…)` anywhere."""
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr in CALLS | {"compile"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                pattern = re.compile(node.args[0].value, _flags(node))
                yield f"{path.relative_to(ROOT)}:{node.lineno}", pattern


def _flags(call: ast.Call) -> int:
    """`re.MULTILINE | re.VERBOSE` of a call; 0 where it has none."""
    given = [one.value for one in call.keywords if one.arg == "flags"]
    given += [
        one for one in call.args[1:]
        if all(isinstance(part, ast.Attribute | ast.BinOp | ast.BitOr | ast.Name | ast.Load)
               for part in ast.walk(one)) and ast.unparse(one).startswith("re.")
    ]  # fmt: skip
    flags = re.NOFLAG
    for one in given:
        for part in ast.walk(one):
            if isinstance(part, ast.Attribute):
                flags |= getattr(re, part.attr)
    return int(flags)


@lru_cache
def patterns() -> dict[re.Pattern[str], str]:
    """Every pattern of the program and where it is."""
    found: dict[re.Pattern[str], str] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _held(value, set()):
                found.setdefault(pattern, f"{module.__name__}.{name}")
    for where, pattern in _called():
        found.setdefault(pattern, where)
    return found


CATEGORIES = {
    signs.CATEGORY_DIGIT: "1", signs.CATEGORY_NOT_DIGIT: "а",
    signs.CATEGORY_SPACE: " ", signs.CATEGORY_NOT_SPACE: "а",
    signs.CATEGORY_WORD: "а", signs.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _sign(members: list[Any]) -> str:
    """A sign of a class; of one that leaves signs out, any that is left."""
    if members[0][0] is signs.NEGATE:
        for sign in "аa1_ -.,’\n":
            if re.fullmatch(_written(members), sign):
                return sign
        return "я"
    kind, value = members[0]
    if kind is signs.LITERAL:
        return chr(value)
    return chr(value[0]) if kind is signs.RANGE else CATEGORIES[value]


def _written(members: list[Any]) -> str:
    out = ""
    for kind, value in members:
        match kind:
            case signs.NEGATE:
                out += "^"
            case signs.LITERAL:
                out += re.escape(chr(value))
            case signs.RANGE:
                out += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
            case signs.CATEGORY:
                out += {
                    signs.CATEGORY_DIGIT: r"\d", signs.CATEGORY_NOT_DIGIT: r"\D",
                    signs.CATEGORY_SPACE: r"\s", signs.CATEGORY_NOT_SPACE: r"\S",
                    signs.CATEGORY_WORD: r"\w", signs.CATEGORY_NOT_WORD: r"\W",
                }[value]  # fmt: skip
    return f"[{out}]"


REPEATS = (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT)


def _fitting(parsed: Any) -> str:
    """A short text that the parsed pattern mostly fits; look-arounds and references add nothing."""
    out = ""
    for kind, value in parsed:
        if kind is signs.LITERAL:
            out += chr(value)
        elif kind is signs.NOT_LITERAL:
            out += "а" if chr(value) != "а" else "я"
        elif kind is signs.ANY:
            out += "а"
        elif kind is signs.IN:
            out += _sign(value)
        elif kind in REPEATS:
            out += _fitting(value[2]) * max(1, min(value[0], 12))
        elif kind is signs.SUBPATTERN:
            out += _fitting(value[-1])
        elif kind is signs.ATOMIC_GROUP:
            out += _fitting(value)
        elif kind is signs.BRANCH:
            out += _fitting(value[1][0])
    return out


def _pumps(parsed: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(what stands before, what is repeated) for every repeated part, alternatives each."""
    for kind, value in parsed:
        if kind in REPEATS:
            for whole in (_fitting(value[2]), *_alternatives(value[2])):
                if whole:
                    yield before, whole
            yield from _pumps(value[2], before)
        elif kind is signs.SUBPATTERN:
            yield from _pumps(value[-1], before)
        elif kind is signs.ATOMIC_GROUP:
            yield from _pumps(value, before)
        elif kind is signs.BRANCH:
            for one in value[1]:
                yield from _pumps(one, before)
                yield before, _fitting(one)
        elif kind in {signs.ASSERT, signs.ASSERT_NOT}:
            yield from _pumps(value[1], before)
        before += _fitting([(kind, value)])


def _alternatives(parsed: Any) -> Iterator[str]:
    for kind, value in parsed:
        if kind is signs.IN:
            shown = (_sign([one]) for one in value if one[0] is not signs.NEGATE)
            yield from islice(shown, MOST_SIGNS)
        elif kind is signs.SUBPATTERN:
            yield from _alternatives(value[-1])
        elif kind is signs.BRANCH:
            yield from map(_fitting, value[1])


def texts(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Texts made to hurt a pattern: (begins, repeated, ends)."""
    for one in GENERAL:
        yield "", one, ""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    whole = _fitting(parsed)
    pumps = dict.fromkeys((("", whole), *islice(dict.fromkeys(_pumps(parsed)), MOST_PUMPS)))
    for before, one in pumps:
        for end in ENDS:
            yield before, one, end
            if before:
                yield "", before + one, end
    alone = list(dict.fromkeys(one for _, one in pumps if one))[:6]
    for one in alone:
        for other in alone:
            yield "", one + other, "!"
            yield one * (LENGTH // (2 * len(one))), other, "!"


def _text(made: tuple[str, str, str], length: int) -> str:
    before, one, end = made
    if len(before) > LENGTH // 4:  # a half of the text, which grows as the other does
        before *= max(1, length // LENGTH)
    before = before[: length // 2]
    return (before + one * (length // max(1, len(one)) + 1))[: length - len(end)] + end


def _ms(pattern: re.Pattern[str], text: str) -> float:
    """Milliseconds of CPU of the slowest use, once.

    `sub` stands for all that look everywhere: search, finditer, split.
    """
    slowest = 0.0
    for use in _uses(pattern):
        began = time.thread_time()
        use(text)
        slowest = max(slowest, 1000 * (time.thread_time() - began))
    return slowest


def _quiet_ms(pattern: re.Pattern[str], text: str) -> float:
    """The same as a quiet machine would tell it, of some tries."""
    return max(cpu_ms(partial(use, text), enough=FLOOR_MS) for use in _uses(pattern))


def _uses(pattern: re.Pattern[str]) -> tuple[Callable[[str], object], ...]:
    return pattern.fullmatch, partial(pattern.sub, "")


def trouble(pattern: re.Pattern[str]) -> str:
    """What is slow, "" for nothing."""
    for made in dict.fromkeys(texts(pattern)):
        begins, one, end = made
        shown = f"{begins[:40]!r} + {one[:40]!r} × many + {end!r}"
        if (spent := _ms(pattern, _text(made, LENGTH // 8))) > MOST_MS:
            return f"{spent:.0f} ms on an eighth: {shown}"  # a whole one would last minutes
        if _ms(pattern, _text(made, LENGTH)) >= FLOOR_MS and (told := _slow(pattern, made)):
            return f"{told}: {shown}"
    return ""


def _slow(pattern: re.Pattern[str], made: tuple[str, str, str]) -> str:
    """How slow it is on a text that took it long once, "" for not slow.

    What is quick, or grows little, on a busy machine is so on a quiet one too, which takes long to
    imitate: it is asked about the others alone.
    """
    text, longer = _text(made, LENGTH), _text(made, TIMES * LENGTH)
    least = min(_ms(pattern, text) for _ in range(3))
    if least <= MOST_MS and _ms(pattern, longer) <= DOUBTED_GROWTH * least:
        return ""
    spent = _quiet_ms(pattern, text)
    if spent > MOST_MS:
        return f"{spent:.0f} ms"
    if spent < FLOOR_MS:
        return ""
    more = _quiet_ms(pattern, longer)
    return f"{spent:.1f} ms, {more:.1f} on {TIMES} times" if more > MOST_GROWTH * spent else ""


def test_patterns_are_found_wherever_they_are() -> None:
    where = set(patterns().values())
    assert {
        "bot.understanding.text.alphabet._DOUBLED",
        "bot.learning.personal.PEOPLE",
        "bot.places.reading.alphabet.WORD",
        "handlers.shared.draft.MAP_LINK",
    } <= where
    assert any(one.startswith("bot/files/rules.py:") for one in where), "a literal of a call"


@pytest.mark.parametrize("slow", [r"(\w)\1+(?<![\d_])", r"(?:\b[\w-]+\s+){0,2}\b[\w-]+ович\b"])
def test_a_slow_pattern_is_seen(slow: str) -> None:
    assert trouble(re.compile(slow))


def test_every_pattern_is_quick_on_any_text() -> None:
    found = {where: told for one, where in patterns().items() if (told := trouble(one))}
    assert not found, "\n".join(f"{where}: {told}" for where, told in found.items())
