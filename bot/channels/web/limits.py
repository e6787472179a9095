"""How much the web chat takes."""

from dataclasses import dataclass

from bot.limits import Rate


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
    files_at_once: int = 24  # each is held in memory while it comes
    streams_per_session: int = 8
