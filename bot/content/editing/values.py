"""Values of an entry as files hold them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.content.editing.kinds import KINDS


def version_of(data: Mapping[str, Any]) -> str:
    """What tells an entry's values from any others."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]


def plain(value: Any) -> Any:
    """The value as files hold it: dates are texts."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def in_order(key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new entry in the order of their kind; empty ones are left out."""
    order = list(KINDS[key].model.model_fields)
    names = sorted(fields, key=lambda one: order.index(one) if one in order else len(order))
    return {name: fields[name] for name in names if fields[name] is not None}
