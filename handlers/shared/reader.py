"""What flows ask about texts: each is understood once a turn, the message itself before it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.contracts.services import Providers
from bot.engine.reading import Read, UnreadTextError
from bot.engine.texts import FALLBACK
from bot.places.gazetteer import Gazetteer
from bot.places.reading.meaning import Finding
from bot.understanding import Budget, Meaning, PlacesFound, SpentError, Understanding
from bot.understanding.budget import SECONDS
from bot.understanding.danger import Found
from bot.understanding.model import LIBRARIAN
from handlers.shared import links


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that was read; `is_tangled`: its time was spent, so only danger was looked for.

    `calmly` is what it means where danger was talked of too quietly to interrupt a talk.
    """

    text: str
    meaning: Meaning
    places: PlacesFound | None
    is_tangled: bool = False
    calmly: Meaning | None = None


def read_text(text: str, understanding: Understanding, *, seconds: float = SECONDS) -> ReadText:
    """Look for danger, then understand within so many seconds of CPU time.

    Those of loading what is asked once are not among them: the first question is read as others.
    """
    understanding.warm()
    budget = Budget(seconds)
    looked = understanding.look(text)
    calmly: Meaning | None = None
    try:
        steps = understanding.explain(text, looked=looked, budget=budget)
        if steps.meaning.danger and understanding.told_quietly(looked):
            calm = replace(looked, danger=None)
            calmly = understanding.explain(text, looked=calm, budget=budget).meaning
    except SpentError:
        return ReadText(text, _tangled(text, looked.danger), Finding(), is_tangled=True)
    places = steps.prepared.found if steps.prepared.text == text else None
    return ReadText(text, steps.meaning, places, calmly=calmly)


def _tangled(text: str, danger: Found | None) -> Meaning:
    return Meaning(
        route=LIBRARIAN,
        decision="hand_over",
        hits=(),
        places=(),
        lang=FALLBACK,
        confidence=0.0,
        danger=danger.kind if danger else None,
        reading=text,
    )


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """What is known before a turn: its text, and by what it was read, so that one turn has all of
    one content."""

    providers: Providers
    read: ReadText


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """Texts that were read for a turn; `asks`: any other is to be read before it, too."""

    texts: tuple[ReadText, ...] = ()
    asks: bool = False


def read_for(read: Read | None, today: Providers) -> tuple[Providers, ReadTexts]:
    """What a turn is bound to: all of one content, and the texts that were read by it."""
    if read is None:
        return today, ReadTexts()
    known = [one.known for one in (read, *read.others) if isinstance(one.known, ReadBefore)]
    providers = known[0].providers if known else today
    texts = tuple(one.read for one in known if one.providers is providers)
    return providers, ReadTexts(texts, asks=read.asks and len(texts) == len(known))


def read_message(text: str, providers: Providers) -> Read:
    """Read a message before its turn; its unit of work is bound to what became known."""
    understanding, gazetteer = providers.of(Understanding), providers.of(Gazetteer)
    read = read_text(text, understanding)
    if read.places is None or not understanding.finds_with(gazetteer):
        read = replace(read, places=gazetteer.find(text))
    danger = read.meaning.danger
    return Read(links.DANGER(danger) if danger else None, ReadBefore(providers, read))


class Reader:
    """Reads texts for one turn and remembers them.

    Args:
        understanding: understands them.
        find: finds settlements in them.
        known: the message itself, and earlier ones that the turn needs, read before it.
    """

    def __init__(
        self,
        understanding: Understanding,
        find: Callable[[str], PlacesFound],
        known: ReadTexts | None = None,
    ) -> None:
        self._understanding = understanding
        self._find = find
        texts = known.texts if known else ()
        self._asks = known is not None and known.asks
        self._read = {one.text: one for one in texts}
        self._places = {one.text: one.places for one in texts if one.places}

    def understand(self, text: str) -> Meaning:
        """What a text means. Raises UnreadTextError, as all here: read it first."""
        return self._reading(text).meaning

    def shouts(self, text: str) -> bool:
        """Whether it shouts danger, and doesn't only tell of it."""
        return self._understanding.shouts(text)

    def calm(self, text: str) -> bool:
        """Read a text without the danger that it only sounds of; False where it is told plainly."""
        read = self._reading(text)
        if read.calmly is None:
            return False
        self._read[text] = replace(read, meaning=read.calmly, calmly=None)
        return True

    def is_tangled(self, text: str) -> bool:
        """Whether it takes too long to understand: its meaning says nothing then."""
        return self._reading(text).is_tangled

    def places(self, text: str) -> PlacesFound:
        """The settlements it names."""
        found = self._places.get(text)
        if found is None:
            self._ask(text)
            found = self._places[text] = self._find(text)
        return found

    def _reading(self, text: str) -> ReadText:
        read = self._read.get(text)
        if read is None:
            self._ask(text)
            read = self._read[text] = read_text(text, self._understanding)
        return read

    def _ask(self, text: str) -> None:
        if self._asks and text.strip():
            raise UnreadTextError(text)
