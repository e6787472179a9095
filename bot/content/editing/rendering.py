"""Values as YAML, written as editors write them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from bot.content.source import parsed

WIDTH: Final = 100
_CODE: Final = re.compile(r"[a-z0-9_-]+")
_KEY: Final = re.compile(r"[a-z_][a-z0-9_]*")
_SAFE: Final = re.compile(r"[^\W\d_](?:[\w’«»№.()/–-]| (?=\w))*")
# The same beside a key: there a comma parts nothing. An address, an e-mail.
_SAFE_ALONE: Final = re.compile(r"[^\W\d_](?:[\w’«»№.()/@–-]|,? (?=\w))*")
_WORDS: Final = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_NUMBER: Final = re.compile(r"(?!\d{4}-\d\d-\d\d$)\+?[0-9][0-9 -]*")
_UNSEEN: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[^\x00-\U0010ffff]")


class UnwritableError(Exception):
    """No way of writing a value down gives it back when it is read."""


def pair(key: str, value: object, indent: int, *, style: str | None = None) -> list[str]:
    """The lines of a field that stands alone in its lines: the first without its indent."""
    if not _KEY.fullmatch(key):
        raise UnwritableError(key)
    first, *more = block(value, indent, used=len(key) + 1, style=style)
    return [f"{key}:{first}", *more]


def block(value: object, indent: int, *, used: int = 0, style: str | None = None) -> list[str]:
    """What follows «key:»: the rest of that line, then whole lines under it.

    Args:
        value: what JSON can hold.
        indent: of the key, columns.
        used: columns the key and its colon take.
        style: how the text that it replaces was written: "'", '"', "|", ">" or plain.
    """
    inner = indent + 2
    pad = " " * inner
    if isinstance(value, Mapping) and value:
        lines = [""]
        for key, item in value.items():
            first, *more = pair(str(key), item, inner)
            lines += [pad + first, *more]
        return lines
    if isinstance(value, list) and value and not _is_short(value, indent + used):
        return ["", *(line for item in value for line in listed(item, inner))]
    if isinstance(value, str):
        return _text(value, inner, indent + used, style)
    return [f" {inline(value)}"]


def listed(item: object, indent: int, *, style: str | None = None) -> list[str]:
    """The lines of an item of a list, with its dash."""
    pad = " " * indent
    if isinstance(item, Mapping) and item:
        lines: list[str] = []
        for number, (key, value) in enumerate(item.items()):
            first, *more = pair(str(key), value, indent + 2)
            lines += [f"{pad}{'  ' if number else '- '}{first}", *more]
        return lines
    if isinstance(item, str):
        first, *more = _text(item, indent + 2, indent + 1, style)
        return [f"{pad}-{first}", *more]
    return [f"{pad}- {inline(item)}"]


def listed_all(items: list[Any], indent: int, *, spaced: bool) -> list[str]:
    """The lines of entries, an empty one before each when they are `spaced`."""
    return [line for one in items for line in ([""] * spaced + listed(one, indent))]


def inline(value: object, *, style: str | None = None, flow: bool = False) -> str:
    """A value within a line; with `flow` within brackets of one."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)}: {inline(item, flow=True)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(inline(item, flow=True) for item in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return repr(value)
    return _one_line(str(value), style or "", flow=flow)


def _key(key: object) -> str:
    if not _KEY.fullmatch(str(key)):
        raise UnwritableError(str(key))
    return str(key)


def _is_short(values: Sequence[object], used: int) -> bool:
    """Whether a list is one of codes, and fits into its line."""
    codes = [one for one in values if isinstance(one, str) and _CODE.fullmatch(one)]
    return len(codes) == len(values) and used + len(inline(list(values))) < WIDTH


def _text(value: str, inner: int, used: int, style: str | None) -> list[str]:
    if "\n" in value:
        written = _literal(value, inner)
    elif style == ">" or (style in {None, ""} and used + 1 + len(value) > WIDTH):
        written = _folded(value, inner)
    else:
        written = None
    return written or [f" {_one_line(value, style or '')}"]


def _folded(value: str, inner: int) -> list[str] | None:
    lines = [" >-"]
    for word in value.split(" "):
        longer = f"{lines[-1]} {word}"
        if len(lines) > 1 and len(longer) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(" " * inner + word)
    return lines if _reads(lines, value, inner) else None


def _literal(value: str, inner: int) -> list[str] | None:
    mark = " |" if value.endswith("\n") else " |-"
    told = value.removesuffix("\n").split("\n")
    lines = [mark, *(" " * inner + one if one else "" for one in told)]
    return lines if _reads(lines, value, inner) else None


def _reads(lines: list[str], value: str, inner: int) -> bool:
    head = "".join(f"{' ' * at}k:\n" for at in range(0, inner - 2, 2))
    found: Any = _read(f"{head}{' ' * max(inner - 2, 0)}k:" + "\n".join(lines) + "\n")
    for _ in range(0, inner - 2, 2):
        found = found.get("k") if isinstance(found, dict) else None
    return isinstance(found, dict) and found.get("k") == value


def _one_line(value: str, style: str, *, flow: bool = False) -> str:
    safe = _SAFE if flow else _SAFE_ALONE
    if style == "" and safe.fullmatch(value) and value.lower() not in _WORDS:
        return value
    if style in {"", "'"} and _NUMBER.fullmatch(value):
        return f"'{value}'"  # what is quoted so is read as it stands: that needs no look
    for written in _ways(value, style):
        text = f"k: [{written}, 1]\n" if flow else f"k: {written}\n"
        if _read(text) == {"k": [value, 1] if flow else value}:
            return written
    raise UnwritableError(value)


def _ways(value: str, style: str) -> Iterator[str]:
    single = "'" + value.replace("'", "''") + "'"
    double = _UNSEEN.sub(lambda one: f"\\u{ord(one[0]):04x}", json.dumps(value, ensure_ascii=False))
    plain = bool(value) and value == value.strip() and "\n" not in value
    plain = plain and not _NUMBER.fullmatch(value)  # a telephone's zero may get lost
    if style == "'" and "\n" not in value:
        yield single
    if style == '"':
        yield double
    if plain:
        yield value
    if "\n" not in value:
        yield single
    yield double


@lru_cache(maxsize=2000)
def _read(text: str) -> Any:
    try:
        return parsed(text, name="")
    except Exception:
        return None
