"""What was found out about a file before it is kept or given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """A file that is taken.

    Attributes:
        media_type: by its bytes.
        risks: codes of `kinds.RISKS` in their order.
        scanned: whether a virus scanner looked and found nothing.
    """

    media_type: str
    risks: tuple[str, ...] = ()
    scanned: bool = False
