"""JSON from outside, whatever bytes it is: what can't be stored is replaced, nothing is refused.

One event that can't be read must not hold up all others.
"""

import json
import re

# Halves of surrogate pairs and NUL can't be stored as text. Whole pairs are read as one letter.
_PERHAPS = re.compile(rb"\\u(?:d[89a-f]|0000)", re.IGNORECASE)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_SIGN = "\ufffd"
_DEEPEST = 64  # nothing we read is nested so deep


def read_json(raw: bytes) -> object:
    """The value, its texts storable. Raises ValueError or RecursionError for what is no JSON."""
    value = json.loads(raw.decode("utf-8", "replace"))
    return _clean(value, _DEEPEST) if _PERHAPS.search(raw) else value


def storable(text: str) -> str:
    """The text with a sign in place of what can't be stored."""
    return _UNSTORABLE.sub(_SIGN, text)


def _clean(value: object, deep: int) -> object:
    if isinstance(value, str):
        return storable(value)
    if not isinstance(value, list | dict):
        return value
    if not deep:
        return None
    if isinstance(value, list):
        return [_clean(one, deep - 1) for one in value]
    return {storable(key): _clean(one, deep - 1) for key, one in value.items()}
