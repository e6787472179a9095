"""E-mail addresses as people type them."""

import re

LONGEST = 254
_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)


def normal_address(typed: str) -> str:
    """The address as it is kept, "" for what can't be one. Whether it is read nobody knows."""
    text = typed.strip().removeprefix("mailto:").strip("<>.,; \u00a0")
    local, _, host = text.rpartition("@")
    found = f"{local}@{host.lower()}"
    return found if is_address(found) else ""


def is_address(text: str) -> bool:
    """Whether a letter can be sent there."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
