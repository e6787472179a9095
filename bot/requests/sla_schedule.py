"""What the clock owes a request and when: reminders, silence, lateness, the end. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.desk import DeskRules
from bot.catalogue.promises import Promise
from bot.requests.deadlines import Clock, end_of, reminders
from bot.requests.model import OPEN, State

# A citizen who was asked and says nothing: the request is closed, and can be re-opened.
UNANSWERED_DAYS = 14


class SlaStep(StrEnum):
    """What the clock does with a request."""

    PASS_UP = "pass_up"  # noqa: S105 -- no password
    RELEASE = "release"
    REMIND = "remind"
    LATE = "late"
    GIVE_UP = "give_up"  # the citizen doesn't answer what was asked back
    CLOSE = "close"
    ASK_IF_HELPED = "ask_if_helped"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class SlaFacts:
    """What of a request the clock looks at. Moments are aware."""

    kind: str
    state: State
    clock: Clock
    late: bool
    take_by: datetime | None
    touched_at: datetime | None
    closed_at: datetime | None
    has_citizen: bool


@dataclass(frozen=True, slots=True)
class SlaSchedule:
    """The rules by which the clock looks at one request."""

    rules: DeskRules
    promise: Promise
    calendar: WorkingCalendar

    def moments(self, facts: SlaFacts) -> Iterator[tuple[datetime, SlaStep]]:
        """When each step falls due, as things stand; also moments that are over."""
        if facts.state in OPEN:
            yield from self._while_open(facts)
        elif facts.closed_at is not None:
            yield from self._after(facts, facts.closed_at)

    def _while_open(self, facts: SlaFacts) -> Iterator[tuple[datetime, SlaStep]]:
        if facts.state is State.NEW and facts.take_by:
            yield facts.take_by, SlaStep.PASS_UP
        if facts.state is State.TAKEN and facts.touched_at:
            yield end_of(self.promise.idle_after, facts.touched_at, self.calendar), SlaStep.RELEASE
        if facts.state in {State.ASKING, State.OFFERED} and facts.touched_at:
            yield facts.touched_at + timedelta(days=UNANSWERED_DAYS), SlaStep.GIVE_UP
        if not facts.clock.is_resting and not facts.late:
            for moment in reminders(facts.clock, self.promise):
                yield moment, SlaStep.REMIND
            yield facts.clock.due_at, SlaStep.LATE

    def _after(self, facts: SlaFacts, closed_at: datetime) -> Iterator[tuple[datetime, SlaStep]]:
        rules = self.rules
        if facts.state is State.ANSWERED:
            yield closed_at + timedelta(days=rules.reopen_days), SlaStep.CLOSE
        if facts.state in {State.ANSWERED, State.CLOSED} and facts.has_citizen:
            yield closed_at + timedelta(days=rules.ask_if_helped_days), SlaStep.ASK_IF_HELPED
        days = rules.keep_days.get(facts.kind)
        if days is not None:
            yield closed_at + timedelta(days=days), SlaStep.ERASE

    def next_look(self, facts: SlaFacts, now: datetime) -> datetime | None:
        """When to look again: the first moment that is still to come."""
        return min((at for at, _ in self.moments(facts) if at > now), default=None)

    def due(self, facts: SlaFacts, *, since: datetime, now: datetime) -> list[SlaStep]:
        """Steps to be done now; `since` is the moment this look was planned for.

        A reminder or a question that would come twice is asked for by its moment alone, the rest
        holds until it is done.
        """
        once = {SlaStep.REMIND, SlaStep.ASK_IF_HELPED}
        steps = [
            step
            for at, step in sorted(self.moments(facts))
            if at <= now and (step not in once or at >= since)
        ]
        if SlaStep.LATE in steps:
            steps = [step for step in steps if step is not SlaStep.REMIND]
        return list(dict.fromkeys(steps))
