"""One turn in the making: hops from step to step until a question or the end."""

from typing import Any, Generic

from bot.engine.data import data_to_json
from bot.engine.dialogue import PAUSED, TRAIL, Dialogue, Frame
from bot.engine.draft import changed
from bot.engine.draw import draw_ask, frame_of
from bot.engine.entry_points import EntryPoints
from bot.engine.flow import Context, Flow, H, Step
from bot.engine.model import Ask, Button, Digress, Go, Message, Move, Retry, Say, StepRef
from bot.engine.outgoing import Outgoing
from bot.engine.registry import Registry
from bot.engine.stepping import FlowError, Reading, check_data, run_step
from bot.engine.texts import N_
from bot.engine.turn import Answer

NOT_SENT = N_("What you wrote is not sent yet. To return to it, write “back”.")
HOPS = 20
MISSES = 2


class Run(Generic[H]):
    """The moves of one turn; `outgoing` is what it says."""

    def __init__(
        self,
        registry: Registry[H],
        entry_points: EntryPoints,
        dialogue: Dialogue,
        context: Context[H, Any],
        reading: Reading,
    ) -> None:
        self.dialogue = dialogue
        self.outgoing = Outgoing(context)
        self._registry = registry
        self._entry_points = entry_points
        self._context = context
        self._reading = reading
        self._rested: Frame | None = dialogue.now
        self._found = (dialogue.now.flow, dialogue.now.step) if dialogue.now else None
        self._hops = 0

    async def open(self, to: StepRef, *, data: dict[str, Any] | None = None) -> None:
        """Leave what was open and start elsewhere; «назад» still returns."""
        self._context.answer = Answer(text=self._context.turn.text)
        told = {} if data else self._told(to.flow)
        rested = self._rested
        if rested is not None and rested.is_unsent and not (told and rested.flow == to.flow):
            self.outgoing.say(NOT_SENT)
        self._leave()
        self.dialogue.paused.clear()
        await self._move(to, data or told)

    def _told(self, flow: str) -> dict[str, Any]:
        """What was told box by box when the flow rested last: its form goes on with that."""
        now, trail, paused = self.dialogue.now, self.dialogue.trail, self.dialogue.paused
        frames = (*([now] if now else ()), *reversed(trail), *reversed(paused))
        rested = next((one for one in frames if one.flow == flow), None)
        return {"boxes": rested.boxes} if rested is not None and rested.boxes else {}

    async def word(self, to: StepRef) -> None:
        """Open a flow by its word; what was written meanwhile is asked about when it is over."""
        resting = self.dialogue.now
        if resting is None or not resting.is_unsent or to.flow == resting.flow:
            return await self.open(to)
        await self.digress(to)
        if self.dialogue.paused:
            self.outgoing.say(NOT_SENT)
        return None

    async def attempt(self, to: StepRef, data: dict[str, Any], answer: Answer) -> bool:
        """Go elsewhere if there is something to say to this; whether there was.

        A step or act that replies nothing declines: then all is as it was.
        """
        flow, step = self._registry.step(to)
        self._context.data = flow.read(data)
        self._context.answer = answer
        moves = await self._run(step)
        if not moves:
            return False
        self._pause()
        self._leave()
        await self._move(to, data, moves)
        return True

    async def digress(
        self, to: StepRef, *, answer: Answer | None = None, data: dict[str, Any] | None = None
    ) -> None:
        """Answer something else first; a named question is asked again afterwards."""
        self._context.answer = answer or Answer(text=self._context.turn.text)
        self._pause()
        self._leave()
        await self._move(to, data or {})

    def change_draft(self, text: str, message: str) -> bool:
        """An earlier message was edited: change what is not sent yet; whether it is in that."""
        found = False
        now = [self.dialogue.now] if self.dialogue.now else []
        for frame in (*now, *self.dialogue.paused, *self.dialogue.trail):
            change = changed(frame.data, text, message) if frame.name else None
            if change is not None:
                frame.data, found = change, True
        return found

    async def answer(self, answer: Answer, to: str) -> None:
        """Take the answer to the open question to the step that waits for it."""
        resting = self.dialogue.now
        assert resting is not None
        self._context.answer = answer
        taker = StepRef.at_rest(to, flow=resting.flow)
        kept = resting.data if taker.flow == resting.flow else {}
        await self._move(taker, {**kept, **answer.data})

    async def ask_again(self, lead: str) -> None:
        """Ask the open question once more, `lead` (a msgid) before it."""
        resting = self.dialogue.now
        assert resting is not None
        await self._resume(resting, self._context._(lead))

    async def cancel(self) -> None:
        """Drop what was open and show the menu."""
        door = self._entry_points.cancelled
        if self.dialogue.now or self.dialogue.paused:
            self.outgoing.say(N_("Cancelled. Nothing was sent."))
        elif door and await self.attempt(door, {}, Answer(text=self._context.turn.text)):
            return None
        self.dialogue.now = self._rested = None
        self.dialogue.trail.clear()
        return await self.open(self._entry_points.menu)

    async def back(self) -> None:
        """Ask the question before this one again."""
        while self.dialogue.trail:
            frame = self._registry.revive(self.dialogue.trail.pop())
            if frame:
                self._rested = None
                return await self._resume(frame, "")
        return await self.open(self._entry_points.menu)

    async def nothing_readable(self) -> None:
        """A sticker, a voice message, an empty text: say what works; a question stays open."""
        lead = N_("I can read text only. Please write it in words, or send your location.")
        if self.dialogue.now:
            return await self.ask_again(lead)
        self.outgoing.say(lead)
        return None

    async def interject(self, to: StepRef, data: dict[str, Any]) -> bool:
        """Say something at once and leave the open question as it is: danger can't wait.

        False where the step says nothing: then the turn is as any other.
        """
        said = await self._said(to, data)
        if said:
            self.outgoing.say_only(said)
            self.dialogue.offered = []
        return bool(said)

    async def aside(self, to: StepRef) -> bool:
        """Let a step say something aside of the open question; whether it did."""
        said = await self._said(to)
        self.outgoing.add(*said)
        return bool(said)

    async def notice(self) -> None:
        """The first-time notice, before the first answer."""
        self.outgoing.begin_with(await self._said(self._entry_points.notice))

    async def _said(self, to: StepRef, data: dict[str, Any] | None = None) -> list[Message]:
        flow, step = self._registry.step(to)
        self._context.data = flow.read(data or {})
        moves = await self._run(step)
        return [self.outgoing.drawn(one) for one in moves if isinstance(one, Say)]

    def _pause(self) -> None:
        """A named question is asked again once what comes between is over."""
        resting = self.dialogue.now
        if resting and resting.name:
            self.dialogue.paused = [*self.dialogue.paused, resting.bare()][-PAUSED:]

    def _leave(self) -> None:
        self._remember()
        self.dialogue.now = None

    def _remember(self) -> None:
        """The question that was open goes onto the trail of «назад»."""
        if self._rested is not None:
            self.dialogue.trail = [*self.dialogue.trail, self._rested.bare()][-TRAIL:]
            self._rested = None

    async def _move(
        self, to: StepRef, stored: dict[str, Any], moves: tuple[Move, ...] | None = None
    ) -> None:
        """Hop from step to step until a question is asked or the flow is over.

        `moves` is what the first one replied, when it has been run already.
        """
        target: StepRef | None = to
        data = self._registry.step(to)[0].read(stored)
        while target is not None:
            self._hops += 1
            if self._hops > HOPS:
                raise FlowError(f"more than {HOPS} hops in one turn, last to {target}")
            flow, step = self._registry.step(target)
            self.dialogue.fleeting |= flow.fleeting
            self._context.data = data
            target = None
            replied, moves = moves, None
            for move in await self._run(step) if replied is None else replied:
                match move:
                    case Say():
                        self.outgoing.state(move)
                    case Go():
                        target = move.to
                        data = self._taken(move, flow, data)
                    case Ask():
                        return await self._rest(move, flow, step, data)
                    case Retry():
                        return await self._retry(move.text)
                    case Digress():
                        return await self._digress(move)
        return await self._over()

    async def _digress(self, move: Digress) -> None:
        """The bot answers; what the form learnt meanwhile is kept."""
        resting = self.dialogue.now
        if resting and move.data is not None:
            resting.data = data_to_json(move.data)
        answer = Answer(text=self._context.turn.text)
        await self.digress(self._entry_points.free, answer=answer)

    def _taken(self, move: Go, flow: Flow[H, Any], data: Any) -> Any:
        """What the flow that `move` leads to knows there."""
        to, _ = self._registry.step(move.to)
        if move.data is None:
            return data if to is flow else to.data()
        check_data(move.data, to)
        return move.data

    async def _run(self, step: Step[H, Any]) -> tuple[Move, ...]:
        """What a step or act replies."""
        return await run_step(step, self._context, self._reading)

    async def _rest(self, ask: Ask, flow: Flow[H, Any], step: Step[H, Any], data: Any) -> None:
        if step.writes:
            raise FlowError(f"{step} is an act: it may not ask, only go on")
        rested = self._rested
        stays = rested and (rested.flow, rested.step) == (flow.name, step.name)
        if rested and not (stays and flow.read(rested.data) == data):
            self._remember()
        await self._open_question(ask, flow, step, data)

    async def _open_question(
        self, ask: Ask, flow: Flow[H, Any], step: Step[H, Any], data: Any, lead: str = ""
    ) -> None:
        for choice in ask.choices:
            to = choice.to or ask.to
            if choice.data is not None and to is not None:
                check_data(choice.data, self._registry.step(to)[0])
        self.dialogue.now = frame_of(ask, flow=flow, step=step.name, data=data)
        self.dialogue.tried = ""
        self.dialogue.asked_at = self._context.now.isoformat()
        if self._context.is_later and self._found == (flow.name, step.name):
            return  # the question stands on the screen, with its buttons
        self.dialogue.mark += 1
        mark = self.dialogue.mark
        self.outgoing.add(draw_ask(ask, mark=mark, lang=self._context.lang, lead=lead))
        if ask.log is not None:
            _, act = self._registry.step(ask.log.to)
            self._context.data = self._taken(ask.log, flow, data)
            if await self._run(act):
                raise FlowError(f"{act} writes down what was shown: it may not say or ask")

    async def _over(self) -> None:
        """The flow ended: nothing is open, unless a question was put aside for it."""
        self._remember()
        if self._context.is_sent:
            self.dialogue.trail = [one for one in self.dialogue.trail if not one.draft]
        self.dialogue.now = None
        while self.dialogue.paused:
            frame = self._registry.revive(self.dialogue.paused.pop())
            if frame and frame.flow != self._context.settled:
                lead = self._context._(N_("Back to: %(name)s"), name=frame.name)
                return await self._resume(frame, lead)
        return None

    async def _resume(self, frame: Frame, lead: str) -> None:
        """Run the step that asks `frame` again."""
        flow, step = self._registry.step(StepRef(frame.flow, frame.step))
        self.dialogue.fleeting |= flow.fleeting
        self._context.data = data = flow.read(frame.data)
        self._context.answer = Answer()
        moves = await self._run(step)
        for move in moves[:-1]:
            if isinstance(move, Say):
                self.outgoing.state(move)
        last = moves[-1] if moves else None
        if isinstance(last, Ask):
            return await self._open_question(last, flow, step, data, lead)
        # What it asked about is gone (a library closed): the step says so itself.
        return await self._move(step, frame.data)

    async def _retry(self, text: str) -> None:
        resting = self.dialogue.now
        if resting is None:
            raise FlowError("Retry without an open question")
        self._context.missed += 1
        is_with_a_person = self._registry.links[self._entry_points.person.name][0].flow
        if self._context.missed >= MISSES and resting.flow != is_with_a_person:
            person = Button(self._context._(N_("Ask a librarian")), link=self._entry_points.person)
            self.outgoing.say(N_("I still don’t understand. A librarian can help."), person)
        await self._resume(resting, text)
        self.dialogue.tried = self._context.turn.own
