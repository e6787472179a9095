"""One turn: what the citizen did -> what we say and where the dialogue rests next."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic

from bot.engine.answers import Ordinals, clean, find_offered, find_shown, fold
from bot.engine.data import NoData
from bot.engine.dialogue import Dialogue, Shown
from bot.engine.draw import base36
from bot.engine.entry_points import EntryPoints
from bot.engine.flow import Citizen, Context, H
from bot.engine.joining import Joining
from bot.engine.links import read_link
from bot.engine.model import Link, Message, StepRef
from bot.engine.reading import Read
from bot.engine.registry import Registry
from bot.engine.run import Run
from bot.engine.secrets import without_secrets
from bot.engine.stepping import Reading
from bot.engine.texts import N_, Texts, words_in
from bot.engine.turn import Answer, Turn, TurnKind

SHORT = 100  # letters: no word of ours is longer

SECRET = N_(
    "Tell nobody card numbers, PINs, codes from messages or passwords: we have hidden yours. "
    "If somebody has it already, call the bank on the number on your card, then 102."
)

Guard = Callable[[str], Link | None]


class Engine(Generic[H]):
    """Runs turns. Holds no state of any citizen.

    Args:
        registry: all flows.
        entry_points: the flows that the engine itself opens.
        texts: catalogues by language.
        guard: looks at every typed text first; a link means danger and wins over everything.
        opens: knows texts that open a flow wherever one is, before they are taken as an answer;
            a step that replies nothing declines.
    """

    def __init__(
        self,
        registry: Registry[H],
        *,
        entry_points: EntryPoints,
        texts: Mapping[str, Texts],
        guard: Guard = lambda _text: None,
        opens: Guard = lambda _text: None,
    ) -> None:
        self.registry = registry
        self.entry_points = entry_points
        self.texts = texts
        self._opening = registry.words(texts)
        self._cancel = frozenset(map(fold, words_in(texts, "cancel")))
        self._back = frozenset(map(fold, words_in(texts, "back")))
        self._go_on = frozenset(map(fold, words_in(texts, "go_on")))
        self._ordinals = Ordinals(texts)
        self._guard = guard
        self._opens = opens
        self._joining: Joining[H] = Joining(registry, entry_points)

    def to_read(self, turn: Turn) -> str:
        """The text to be read before the turn, "" when nothing of it need be understood."""
        if not turn.text:
            return ""
        text = without_secrets(clean(turn.text))
        if len(text) > SHORT:
            return text
        word = fold(text)
        ours = text.startswith("/") or word in self._cancel | self._back
        ours = ours or word in self._opening
        ours = ours or self._opens(text) is not None  # one that declines is read in its turn
        return "" if ours or word.isdecimal() else text

    async def handle(
        self,
        turn: Turn,
        *,
        dialogue: Dialogue,
        citizen: Citizen,
        services: H,
        reading: Reading,
        now: datetime,
        read: Read | None = None,
    ) -> list[Message]:
        """Run one turn; `dialogue` and `citizen` are changed in place.

        `reading` is round each step, so that it can't write. `read` is what was found out about
        the turn's text; without it the guard looks now.

        Raises what a step raises: the caller rolls the transaction back. UnreadTextError only
        when `read` asks.
        """
        if turn.kind is TurnKind.LEFT:
            citizen.reachable = False
            return []
        citizen.reachable = True
        if turn.kind is TurnKind.BACK:
            return []
        said = turn = replace(turn, text=clean(turn.text))
        is_own = not self._about_others(dialogue)
        if is_own:
            turn = _without_secrets(said)
        before, dialogue.before = dialogue.before, None
        context = Context(
            turn, services, citizen, self.texts, now, NoData(),
            missed=dialogue.missed, topic=dialogue.topic,
            before=before if before and before.is_soon_before(turn.at) else None,
            is_later=bool(turn.album) and turn.album == dialogue.album,
        )  # fmt: skip
        dialogue.album = turn.album or dialogue.album
        run = Run(self.registry, self.entry_points, dialogue, context, reading)
        if dialogue.now is not None and self.registry.revive(dialogue.now) is None:
            dialogue.now = None
            dialogue.trail.clear()
            run.outgoing.say(N_("We have updated the bot, so let’s start this step anew."))
        if turn != said:
            run.outgoing.warning = SECRET
        danger = self._danger(turn, read) if is_own else None
        if danger is not None and (
            await self._joining.is_about_others(turn, run) or await run.interject(*danger)
        ):
            return run.outgoing.finished(dialogue)
        if not await self._joining.takes(turn, run, context.before):
            await self._route(turn, run)
        if not citizen.noticed and not citizen.forget and not run.outgoing.tells_of_danger:
            await run.notice()
            citizen.noticed = True
        dialogue.missed = context.missed if context.missed > dialogue.missed else 0
        return run.outgoing.finished(dialogue)

    def _about_others(self, dialogue: Dialogue) -> bool:
        flow = self.registry.flows.get(dialogue.now.flow) if dialogue.now is not None else None
        return flow is not None and flow.about_others  # a flow may be gone since

    def _danger(self, turn: Turn, read: Read | None) -> tuple[StepRef, dict[str, Any]] | None:
        is_read = read is not None and read.is_read
        found = read.danger if read is not None else None
        # A command of ours, and nothing else, tells of nothing; people send it more than any words.
        is_command = turn.text[:1] == "/" and turn.text[1:] in self.registry.commands
        link = self._guard(turn.text) if turn.text and not (is_read or is_command) else found
        return self.registry.opened_by(link) if link else None

    def _route(self, turn: Turn, run: Run[H]) -> Awaitable[None]:
        match turn.kind:
            case TurnKind.START:
                return (
                    self._link(turn.token, run) if turn.token else run.open(self.entry_points.menu)
                )
            case TurnKind.PRESS:
                return self._press(turn, run)
            case TurnKind.POINT:
                answer = Answer(point=turn.point)
                return self._given(turn, answer, "point", self.entry_points.point, run)
            case TurnKind.FILE:
                answer = Answer(text=turn.text, files=turn.files)
                return self._given(turn, answer, "file", self.entry_points.free, run)
            case _:
                return self._typed(turn, run)

    async def _typed(self, turn: Turn, run: Run[H]) -> None:
        text = turn.text
        if turn.kind is TurnKind.OTHER and await self._joining.unread(turn, run):
            return None
        if not text:
            return await run.nothing_readable()
        if text.startswith("/"):
            return await self._command(text, run)
        if await self._opened(text, run):
            return None
        return await self._worded(turn, run)

    async def _worded(self, turn: Turn, run: Run[H]) -> None:
        """A text that is a word of ours, an answer, or a question."""
        text = turn.text
        word = fold(text)
        if word in self._cancel:
            return await run.cancel()
        if word in self._back:
            return await run.back()
        resting = run.dialogue.now
        if resting and (shown := find_shown(text, resting.shown, self._ordinals)):
            return await self._chosen(shown, run)
        if offered := self._offered(text, run.dialogue):
            return await self._link(offered.link, run)
        if opening := self._opening.get(word):
            return await run.word(opening)
        if resting and (taker := resting.to if "text" in resting.wants else resting.more):
            if "text" in resting.wants and await self._joining.awaited(turn, run):
                return None
            if turn.unfinished:
                self._joining.remember(turn, run)
            return await run.answer(Answer(text=text), taker)
        if resting is None and not run.dialogue.offered and self._ordinals.is_word(text):
            return run.outgoing.say(
                N_("There is no list to choose from now. Write what you need in words.")
            )
        return await self._joining.free(turn, run)

    async def _opened(self, text: str, run: Run[H]) -> bool:
        """Whether it opens a flow wherever one is."""
        link = self._opens(text)
        target = self.registry.opened_by(link) if link else None
        return target is not None and await run.attempt(target[0], target[1], Answer(text=text))

    def _offered(self, text: str, dialogue: Dialogue) -> Shown | None:
        """What the last statement offered and this text takes up."""
        offered = dialogue.offered
        if dialogue.now is None and offered and fold(text) in self._go_on:
            return next((one for one in offered if not one.undoes), None)
        return find_offered(text, offered, self._ordinals)

    async def _command(self, text: str, run: Run[H]) -> None:
        command, _, payload = text[1:].partition(" ")
        command = command.partition("@")[0].casefold()  # /menu@bot_name
        if command == "start" and payload.strip():
            return await self._link(payload.strip(), run)
        if fold(command) in self._cancel:
            return await run.cancel()
        if fold(command) in self._back:
            return await run.back()
        # «/меню», "/help": a word works as a command too.
        if opening := self.registry.commands.get(command) or self._opening.get(fold(command)):
            return await run.open(opening)
        run.outgoing.say(N_("I don’t know this command. Here is what I can do."))
        return await run.open(self.entry_points.menu)

    async def _press(self, turn: Turn, run: Run[H]) -> None:
        mark, answer, choice = turn.token.partition(":")
        if not answer:
            return await self._link(turn.token, run)
        resting = run.dialogue.now
        if resting and mark == base36(run.dialogue.mark):
            for shown in resting.shown:
                if shown.id == choice and not shown.link:
                    run.outgoing.pressed = turn.message
                    return await self._chosen(shown, run)
        if resting:
            return await run.ask_again(
                N_("That button is from an earlier question. The question now is:")
            )
        run.outgoing.say(N_("That button is from an earlier question. Here is what I can do."))
        return await run.open(self.entry_points.menu)

    async def _link(self, token: str, run: Run[H]) -> None:
        link = read_link(token)
        if link and (target := self.registry.opened_by(link)):
            return await run.open(target[0], data=target[1])
        if await self._opened(token, run):
            return None
        run.outgoing.say(N_("This link no longer leads anywhere. Here is what I can do."))
        return await run.open(self.entry_points.menu)

    async def _chosen(self, shown: Shown, run: Run[H]) -> None:
        if shown.link:
            return await self._link(shown.link, run)
        return await run.answer(Answer(choice=shown.id, data=shown.data), shown.to)

    async def _given(
        self, turn: Turn, answer: Answer, want: str, door: StepRef, run: Run[H]
    ) -> None:
        resting = run.dialogue.now
        if resting and want in resting.wants and await self._joining.awaited(turn, run):
            return None
        if resting and (taker := resting.to if want in resting.wants else resting.more):
            return await run.answer(answer, taker)
        return await run.digress(door, answer=answer)


def _without_secrets(turn: Turn) -> Turn:
    labelled = tuple(replace(one, text=without_secrets(one.text)) for one in turn.labelled)
    return replace(turn, text=without_secrets(turn.text), labelled=labelled)
