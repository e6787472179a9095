"""Use cases of those who run the service: see what could not be done, try it again, put it away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.problems import repository
from bot.problems.model import Obstacle, Problem, ProblemError, Ref
from bot.requests import undelivered
from bot.requests.model import BOT
from bot.staff.acts import Act
from bot.staff.model import Person
from bot.staff.repository.acts import Acts
from bot.storage.database import Unit

MOST = 1000


class Problems:
    """Bound to one transaction. `by` is None for the operator at the command line."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def count(self) -> int:
        """How many there are; far above ten thousand it is not exact."""
        return await repository.count(self._unit)

    async def newest(self, *, many: int = MOST) -> list[Problem]:
        """At most `many`, newest first."""
        return await self._about_requests(await repository.newest(self._unit, many=many))

    async def one(self, ref: Ref) -> Problem:
        """One, perhaps over. Raises ProblemError(UNKNOWN)."""
        found = await repository.one(self._unit, ref)
        if found is None:
            raise ProblemError(Obstacle.UNKNOWN)
        (problem,) = await self._about_requests([found])
        return problem

    async def retry(self, ref: Ref, *, by: Person | None, now: datetime) -> Problem:
        """Let the service do it again, with all its tries: it takes it up within a minute.

        An event is handled as if it came now. Raises ProblemError.
        """
        problem, key = await self._open(ref)
        if problem.obstacle is not None:
            raise ProblemError(problem.obstacle)
        await self._change("retry", ref)
        Acts(self._unit).add(by, Act.RETRIED, now=now, facts={"problem": str(ref)})
        actor = by.actor if by else BOT
        await undelivered.sent_again(self._unit, key, actor=actor, now=now)
        return problem

    async def drop(self, ref: Ref, *, by: Person | None, now: datetime) -> Problem:
        """End it for good; its row goes with the others of its age. Raises ProblemError."""
        problem, _ = await self._open(ref)
        await self._change("drop", ref)
        Acts(self._unit).add(by, Act.DROPPED, now=now, facts={"problem": str(ref)})
        return problem

    async def _open(self, ref: Ref) -> tuple[Problem, str]:
        found = await repository.one(self._unit, ref)
        if found is None:
            raise ProblemError(Obstacle.UNKNOWN)
        if found[0].obstacle is Obstacle.OVER:
            raise ProblemError(Obstacle.OVER)
        return found

    async def _change(self, act: str, ref: Ref) -> None:
        if not await repository.change(self._unit, act, ref):
            raise ProblemError(Obstacle.OVER)

    async def _about_requests(self, found: Sequence[tuple[Problem, str]]) -> list[Problem]:
        numbers = await undelivered.numbers_of(self._unit, [key for _, key in found])
        return [replace(problem, request=numbers.get(key, "")) for problem, key in found]
