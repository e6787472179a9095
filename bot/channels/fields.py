"""Plain reading of a messenger’s JSON: what isn't there, or is of another kind, is empty."""

from collections.abc import Mapping

Json = Mapping[str, object]
NOTHING: Json = {}


def map_of(held: Json, name: str) -> Json:
    """An object, empty for none."""
    value = held.get(name)
    return value if isinstance(value, dict) else NOTHING


def listed(held: Json, name: str) -> list[Json]:
    """The objects of a list."""
    value = held.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def str_of(held: Json, name: str) -> str:
    """A text, "" for none."""
    value = held.get(name)
    return value if isinstance(value, str) else ""


def int_of(held: Json, name: str) -> int:
    """A positive number, 0 for none."""
    value = held.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def is_int(value: object) -> bool:
    """Whether it is a whole number; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool)
