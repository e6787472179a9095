"""What a turn belongs to before it is read by itself: an edit, a reply, the rest of a long text."""

from collections.abc import Iterable
from typing import Generic

from bot.engine.dialogue import Before
from bot.engine.draft import Part, written
from bot.engine.entry_points import EntryPoints
from bot.engine.flow import H
from bot.engine.model import StepRef
from bot.engine.registry import Registry
from bot.engine.run import Run
from bot.engine.texts import N_
from bot.engine.turn import Answer, Turn, TurnKind

CHANGED = N_("Your message is changed.")


class Joining(Generic[H]):
    """Joins turns to what was begun before them."""

    def __init__(self, registry: Registry[H], entry_points: EntryPoints) -> None:
        self._entry_points = entry_points
        self._flows = registry.flows
        self._about_others = tuple(
            door for door in entry_points.replied if registry.flows[door.flow].about_others
        )

    async def takes(self, turn: Turn, run: Run[H], before: Before | None) -> bool:
        """Whether the turn was taken so; `before` is the text that came a moment ago."""
        if turn.edited and turn.own and turn.own != run.dialogue.tried:
            await self._edited(turn, run)
            return True
        if turn.about and await self._replied(turn, run, self._entry_points.replied):
            return True
        if before and before.unfinished and turn.kind is TurnKind.TEXT:
            await self._goes_on(turn, before, run)
            return True
        return False

    async def is_about_others(self, turn: Turn, run: Run[H]) -> bool:
        """Whether it was taken as words about somebody else: a librarian's reply to a notice."""
        return bool(turn.about) and await self._replied(turn, run, self._about_others)

    async def free(self, turn: Turn, run: Run[H]) -> None:
        """A new question out of nowhere."""
        self.remember(turn, run)
        answer = Answer(text=turn.text, files=turn.files)
        await run.digress(self._entry_points.free, answer=answer)

    def remember(self, turn: Turn, run: Run[H], earlier: Iterable[Part] = ()) -> None:
        """What comes soon may belong to this text."""
        at = turn.at.isoformat()
        run.dialogue.before = Before(turn.text, turn.own, at, turn.unfinished, tuple(earlier))

    async def awaited(self, turn: Turn, run: Run[H]) -> bool:
        """Whether it answered a person, who asked after the question that is open here."""
        door, resting = self._entry_points.awaited, run.dialogue.now
        if door is None or resting is None or not run.dialogue.asked_at:
            return False
        if self._flows[resting.flow].about_others:
            return False
        answer = Answer(text=turn.text, point=turn.point, files=turn.files)
        return await run.attempt(door, {"since": run.dialogue.asked_at}, answer)

    async def unread(self, turn: Turn, run: Run[H]) -> bool:
        """A sticker, a poll: a person can make something of it, we can't; whether one gets it."""
        if not turn.labelled:
            return False
        resting = run.dialogue.now
        if resting and resting.more:
            await run.answer(Answer(text=turn.text), resting.more)
            return True
        door = self._entry_points.unread
        return door is not None and await run.aside(door)

    async def _edited(self, turn: Turn, run: Run[H]) -> None:
        """An earlier message was changed: it changes what it is in, and answers no question."""
        if self._entry_points.edited and await run.aside(self._entry_points.edited):
            return None
        if not run.change_draft(turn.text, turn.own):
            return await self.free(turn, run)
        if run.dialogue.now and run.dialogue.now.draft:
            return await run.ask_again(CHANGED)
        return run.outgoing.say(CHANGED)

    async def _replied(self, turn: Turn, run: Run[H], doors: Iterable[StepRef]) -> bool:
        """A reply to a message of ours belongs to what that one was about."""
        if turn.kind in {TurnKind.START, TurnKind.PRESS}:
            return False
        resting = run.dialogue.now
        asked = resting.data if resting and "text" in resting.wants else {}
        data = {"about": turn.about, "asked": asked.get("number", "")}
        answer = Answer(text=turn.text, point=turn.point, files=turn.files)
        for door in doors:
            if await run.attempt(door, data, answer):
                return True
        return False

    async def _goes_on(self, turn: Turn, before: Before, run: Run[H]) -> None:
        """The rest of a text that was too long for one message."""
        resting = run.dialogue.now
        if resting and resting.more:
            self.remember(turn, run)
            return await run.answer(Answer(text=turn.text), resting.more)
        self.remember(turn, run, before.parts)
        whole = written([*before.parts, Part(turn.text, turn.own)])
        return await run.digress(self._entry_points.free, data=whole)
