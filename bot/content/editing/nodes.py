"""Where the parts of a YAML text stand."""

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode


def start_of(node: Node) -> int:
    """Where a value begins."""
    return int(node.start_mark.index)


def end_of(node: Node, text: str) -> int:
    """Where a value ends, without what follows: line ends, comments."""
    if isinstance(node, ScalarNode) or getattr(node, "flow_style", False) or not node.value:
        told = text[start_of(node) : node.end_mark.index]
        return start_of(node) + len(told.rstrip("\r\n "))
    last = node.value[-1]
    return end_of(last[1] if isinstance(last, tuple) else last, text)


def is_same(before: Any, after: Any) -> bool:
    """Whether nothing is to be done: 1 is not True."""
    return bool(before == after) and type(before) is type(after)


def behind(key: str, order: Sequence[str], there: list[str]) -> str:
    """Of the fields that are there the one behind which a new one stands."""
    if key not in order:
        return there[-1]
    ahead = order[: order.index(key)]
    found = [one for one in there if one in ahead]
    return max(found, key=ahead.index) if found else there[-1]
