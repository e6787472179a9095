"""Where the parts of a YAML text stand."""

from collections.abc import Sequence
from copy import copy
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


def composed(text: str) -> Any:
    """The nodes of a text. A value that is missing stands behind its colon."""
    root = YAML(typ="safe", pure=True).compose(text)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, MappingNode):
            waiting += [value for _, value in node.value]
            for key, value in node.value:
                if value.start_mark.index == value.end_mark.index and isinstance(value, ScalarNode):
                    at = copy(key.end_mark)
                    at.index = text.index(":", key.end_mark.index) + 1
                    value.start_mark = value.end_mark = at
        elif isinstance(node, SequenceNode):
            waiting += node.value
    return root


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
