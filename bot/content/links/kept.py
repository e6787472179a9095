"""What was found out of links, in a file beside the history of the content."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from bot.places.register.importing import write


@dataclass(frozen=True, slots=True)
class Checked:
    """A link when it was last asked.

    Attributes:
        on: the day.
        why: why it did not open, in Ukrainian; "" when it did.
        since: the first day of those on which it did not, without one between on which it did.
    """

    on: date
    why: str = ""
    since: date | None = None


class KeptLinks:
    """The last result of each link.

    Args:
        folder: where what must last of the content rests.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "links.json"

    def read(self) -> Mapping[str, Checked]:
        """By address; nothing where nothing was asked yet, or the file can't be read."""
        try:
            told = json.loads(self._path.read_bytes())
            return {url: _checked(one) for url, one in told.items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def keep(self, found: Mapping[str, Checked]) -> None:
        """Put these in place of all. Raises OSError."""
        told = {url: asdict(one) for url, one in found.items()}
        text = json.dumps(told, ensure_ascii=False, default=str)
        write(self._path.parent, {self._path.name: text})


def _checked(told: Mapping[str, str | None]) -> Checked:
    since = told["since"]
    return Checked(
        date.fromisoformat(str(told["on"])), str(told["why"]),
        date.fromisoformat(since) if since else None,
    )  # fmt: skip
