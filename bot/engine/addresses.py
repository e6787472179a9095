"""E-mail addresses as people type them."""

import re

LONGEST = 254
_LOCAL = re.compile(r"[A-Za-z0-9_%+'.-]+")
_LABEL = re.compile(r"[A-Za-z0-9-]+")


def normal_address(typed: str) -> str:
    """The address as it is kept, "" for what can't be one. Whether it is read nobody knows."""
    text = typed.strip().removeprefix("mailto:").strip("<>.,; \u00a0")
    local, _, host = text.rpartition("@")
    found = f"{local}@{host.lower()}"
    return found if is_address(found) else ""


def is_address(text: str) -> bool:
    """Whether a letter can be sent there."""
    local, at, host = text.rpartition("@")
    labels = host.split(".")
    return (
        len(text) <= LONGEST
        and bool(at)
        and len(labels) > 1
        and _LOCAL.fullmatch(local) is not None
        and all(local.split("."))
        and all(_LABEL.fullmatch(one) and one.strip("-") == one for one in labels)
    )
