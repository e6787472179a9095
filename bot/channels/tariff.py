"""What a messenger takes for messages, and what the operator lets it cost."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Policy(StrEnum):
    """Which messages may cost money."""

    NEVER = "never"
    REMINDERS = "reminders"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Tariff:
    """What messages cost.

    Attributes:
        session: how long after a citizen's first message ours cost nothing.
        policy: which messages may cost money.
        price: euros for one message outside of a session.
        budget: euros a month; 0 for no limit.
    """

    session: timedelta
    policy: Policy = Policy.NEVER
    price: float = 0.0
    budget: float = 0.0

    @property
    def most(self) -> int | None:
        """How many messages a month the budget pays for; None for any number."""
        if not self.budget or not self.price:
            return None
        return int(self.budget / self.price + 1e-9)
