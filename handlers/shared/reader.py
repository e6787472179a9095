"""What flows ask about texts: each is understood once a turn, the message itself before it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.contracts.services import Providers
from bot.engine.engine import Read
from bot.engine.model import Link
from bot.places.gazetteer import Gazetteer
from bot.places.reading.meaning import Finding
from bot.understanding import Budget, Meaning, PlacesFound, SpentError, Understanding
from bot.understanding.budget import SECONDS
from bot.understanding.model import LIBRARIAN


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that was read; `is_tangled`: its time was spent, so only danger was looked for."""

    text: str
    meaning: Meaning
    places: PlacesFound | None
    is_tangled: bool = False


def read_text(text: str, understanding: Understanding, *, seconds: float = SECONDS) -> ReadText:
    """Look for danger, then understand within so many seconds of CPU time."""
    budget = Budget(seconds)
    looked = understanding.look(text)
    try:
        steps = understanding.explain(text, looked=looked, budget=budget)
    except SpentError:
        return ReadText(text, _tangled(text, looked.danger), Finding(), is_tangled=True)
    places = steps.prepared.found if steps.prepared.text == text else None
    return ReadText(text, steps.meaning, places)


def _tangled(text: str, danger: str | None) -> Meaning:
    return Meaning(
        route=LIBRARIAN,
        decision="hand_over",
        hits=(),
        places=(),
        lang="uk",
        confidence=0.0,
        danger=danger,
        reading=text,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a turn: its text, and by what it was read, so that one turn has all of
    one content."""

    providers: Providers
    read: ReadText


def read_message(text: str, providers: Providers) -> Read:
    """Read a message before its turn; its unit of work is bound to what became known."""
    understanding, gazetteer = providers.of(Understanding), providers.of(Gazetteer)
    read = read_text(text, understanding)
    if read.places is None or not understanding.finds_with(gazetteer):
        read = replace(read, places=gazetteer.find(text))
    danger = read.meaning.danger
    return Read(Link("danger", (danger,)) if danger else None, Known(providers, read))


class Reader:
    """Reads texts for one turn and remembers them.

    Args:
        understanding: understands them.
        find: finds settlements in them.
        known: the message itself, read before the turn.
    """

    def __init__(
        self,
        understanding: Understanding,
        find: Callable[[str], PlacesFound],
        known: ReadText | None = None,
    ) -> None:
        self._understanding = understanding
        self._find = find
        self._read = {known.text: known} if known else {}
        self._places = {known.text: known.places} if known and known.places else {}

    def understand(self, text: str) -> Meaning:
        """What a text means."""
        return self._reading(text).meaning

    def is_tangled(self, text: str) -> bool:
        """Whether it takes too long to understand: its meaning says nothing then."""
        return self._reading(text).is_tangled

    def places(self, text: str) -> PlacesFound:
        """The settlements it names."""
        found = self._places.get(text)
        if found is None:
            found = self._places[text] = self._find(text)
        return found

    def _reading(self, text: str) -> ReadText:
        read = self._read.get(text)
        if read is None:
            read = self._read[text] = read_text(text, self._understanding)
        return read
