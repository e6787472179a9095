"""What a messenger says when it refuses, fit for logs and for staff."""

import re

LONGEST = 200  # letters
_VALUES = re.compile(r"""(["']).*\1|https?://\S+|@\w+|[^\x00-\x7f]+|\d{6,}""", re.DOTALL)


def without_values(description: str) -> str:
    """The description without what it repeats of ours: quoted text, addresses, long numbers."""
    return _VALUES.sub("…", description)[:LONGEST]
