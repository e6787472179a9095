"""How a conversation is written: a Flow of named steps (they read) and acts (they write)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from typing_extensions import TypeVar as TypeVarWithDefault

from bot.engine.data import NoData, data_from_json, is_data, names_of
from bot.engine.dialogue import Before
from bot.engine.links import DeepLink
from bot.engine.model import Reply, StepRef
from bot.engine.profile import Profile
from bot.engine.texts import FALLBACK, Texts, words_in
from bot.engine.turn import Answer, Turn

H = TypeVar("H")
D = TypeVarWithDefault("D", default=NoData)  # what a flow knows
Seen = TypeVarWithDefault("Seen", default=object, covariant=True)  # what a step sees of it


@dataclass(slots=True)
class Citizen:
    """Whom we talk to, as the engine needs it. An act may change `lang` and `profile`."""

    id: int  # to whom what they ask belongs: one of their linked chats
    lang: str = FALLBACK
    noticed: bool = False  # has seen who runs this and what is stored
    reachable: bool = True
    profile: Profile = field(default_factory=Profile)
    forget: bool = False  # asked to be deleted: carried out at the end of the turn
    chat: int = 0  # the conversation that this turn is of


@dataclass(slots=True)
class Context(Generic[H, Seen]):
    """What a step sees. `services` gives the features, bound to the turn's transaction.

    `data` is what the flow knows, of the type it declares. `topic` is what the talk is about, by
    flows' own names; it stays until it is changed. `before` is the text that came a moment ago out
    of nowhere. `is_later`: this is a further part of an album whose first part was answered, so
    nothing need be said again. An act sets `is_sent` when what was written in a form has gone where
    it should: «назад» brings it back no more. `settled` is the flow whose question, put aside, is
    answered on the way: it is not asked again.
    """

    turn: Turn
    services: H
    citizen: Citizen
    texts: Mapping[str, Texts]
    now: datetime
    data: Seen
    answer: Answer = field(default_factory=Answer)
    missed: int = 0
    topic: dict[str, str] = field(default_factory=dict)
    before: Before | None = None
    is_later: bool = False
    is_sent: bool = False
    settled: str = ""

    @property
    def lang(self) -> str:
        """The language the citizen is answered in."""
        return self.citizen.lang

    def _(self, msgid: str, **values: object) -> str:
        """The text in the citizen's language."""
        return self.texts[self.citizen.lang].text(msgid, **values)

    def words(self, *meanings: str) -> tuple[str, ...]:
        """What people type for any of these meanings, in any language: `words.txt` of each."""
        return tuple(word for one in meanings for word in words_in(self.texts, one))

    def n_(self, one: str, many: str, n: int, **values: object) -> str:
        """The text that agrees with `n` in the citizen's language."""
        return self.texts[self.citizen.lang].plural(one, many, n, **values)


StepFunction = Callable[[Context[H, D]], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Step(StepRef[D], Generic[H, D]):
    """A registered step or act: what `Go(to)`, `Choice(to=…)` and `Ask(to=…)` take."""

    run: StepFunction[H, D]
    writes: bool


class Flow(Generic[H, D]):
    """One conversation. Names of steps are stable: they rest in citizens' dialogues.

    Args:
        name: verb phrase, `find_library`.
        data: what it knows while it goes on: a frozen dataclass with a default for each field.
        version: raise it when the meaning of stored data changes, with an `upgrade`.
        title: msgid of its line in menus; "" when it isn't offered there.
        command: Telegram command without the slash, "" for none.
        words: what people type to open it at its first step: the name of that list in each
            language’s words.txt, or the words themselves, of a flow that is not ours.
        renamed: old step names and their new ones.
        upgrade: data of an older version -> data of this one; None: an honest restart.
        about_others: what is typed here is about somebody else (a librarian's answer), so it is
            not looked through for danger.
        fleeting: it shows words of other people, so of what is said in it nothing is kept.
    """

    def __init__(
        self,
        name: str,
        *,
        data: type[D] | None = None,
        version: int = 1,
        title: str = "",
        command: str = "",
        words: str | tuple[str, ...] = (),
        renamed: Mapping[str, str] | None = None,
        upgrade: Callable[[dict[str, Any], int], dict[str, Any]] | None = None,
        about_others: bool = False,
        fleeting: bool = False,
    ) -> None:
        self.name = name
        self.data = cast("type[D]", data or NoData)
        if not is_data(self.data):
            raise ValueError(f"{name}: {self.data.__name__} is no frozen dataclass with defaults")
        self.version = version
        self.title = title
        self.command = command
        self.words = words
        self.renamed = dict(renamed or {})
        self.upgrade = upgrade
        self.about_others = about_others
        self.fleeting = fleeting
        self.steps: dict[str, Step[H, D]] = {}
        self.links: dict[str, tuple[Step[H, D], tuple[str, ...]]] = {}

    @property
    def first(self) -> Step[H, D]:
        """The step that opens the flow: the one written first."""
        return next(iter(self.steps.values()))

    def step(self, name: str) -> Callable[[StepFunction[H, D]], Step[H, D]]:
        """Register a function that only reads; it may run again."""
        return self._register(name, writes=False)

    def act(self, name: str) -> Callable[[StepFunction[H, D]], Step[H, D]]:
        """Register a function that writes, once, inside the turn's transaction."""
        return self._register(name, writes=True)

    def _register(self, name: str, *, writes: bool) -> Callable[[StepFunction[H, D]], Step[H, D]]:
        def keep(run: StepFunction[H, D]) -> Step[H, D]:
            if name in self.steps:
                raise ValueError(f"{self.name}/{name} is registered twice")
            self.steps[name] = Step(self.name, name, run, writes)
            return self.steps[name]

        return keep

    def read(self, stored: Mapping[str, Any]) -> D:
        """What rests in a dialogue, as the flow's data."""
        return data_from_json(self.data, stored)

    def link(self, link: DeepLink[*tuple[Any, ...]], *, to: Step[H, D]) -> None:
        """Let the link open this flow at `to`; its arguments become the flow's data.

        Raises ValueError at start when the data has no field of an argument's name.
        """
        if foreign := set(link.arguments) - names_of(self.data):
            raise ValueError(
                f"link {link.name}: the data of {self.name} has no {', '.join(foreign)}"
            )
        self.links[link.name] = (to, link.arguments)
