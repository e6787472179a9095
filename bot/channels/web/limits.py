"""How much the web chat takes."""

from dataclasses import dataclass

from bot.files.quotas import MEGABYTE
from bot.pacing.token_bucket import Rate


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the web chat takes.

    A whole library or school often shares one address, so its limits are wide.
    """

    messages_per_session: Rate = Rate(20, 0.5)
    requests_per_address: Rate = Rate(300, 5)
    sessions_per_address: Rate = Rate(60, 0.2)
    files_per_session: Rate = Rate(12, 0.1)
    files_per_address: Rate = Rate(60, 0.5)
    bytes_per_address: Rate = Rate(400 * MEGABYTE, 400 * MEGABYTE / 3600)
    files_at_once: int = 24  # each is held in memory while it comes
    files_at_once_per_address: int = 6
    upload_speed: int = 2048  # bytes a second at least, on the average of `upload_patience`
    upload_patience: float = 30.0  # seconds
    streams_per_session: int = 8
