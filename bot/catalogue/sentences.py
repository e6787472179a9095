"""The sentences of a card, and which field each stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalogue.model import Service

# In the order in which they are read.
FIELDS = ("what", "now", "who", "steps", "documents", "cost", "term", "note")
MOST = 3  # sentences or papers that are read together
_ENDS = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a card.

    Attributes:
        text: it as it stands.
        field: the field it stands in (one of FIELDS).
        whole: what is read with it: the text of the field; of a list all papers, or the next step.
    """

    text: str
    field: str
    whole: str = ""


def sentences_of(card: Service, lang: str) -> tuple[Sentence, ...]:
    """All sentences of a card, each once."""
    found: dict[str, Sentence] = {}
    for field in FIELDS:
        for text, whole in _texts(card, field, lang):
            parts = tuple(sentences_in(text))
            for said in parts:
                found.setdefault(said, Sentence(said, field, whole if len(parts) <= MOST else said))
    return tuple(found.values())


def _texts(card: Service, field: str, lang: str) -> Iterator[tuple[str, str]]:
    """The texts of a field, each with what is read with it."""
    told = getattr(card, field)
    if told is None:
        return
    texts = [one.in_(lang) for one in (told if isinstance(told, tuple) else (told,))]
    for at, text in enumerate(texts):
        with_it = texts if field == "documents" else texts[at : at + 2]
        yield text, "\n".join(with_it[:MOST] if text in with_it[:MOST] else (text,))


def sentences_in(text: str) -> Iterator[str]:
    """The sentences of a text; after «ст. » or «грн. » it goes on in small letters."""
    whole = ""
    for part in _ENDS.split(text):
        if whole and not part[:1].islower():
            yield whole
            whole = ""
        whole = f"{whole} {part}".strip()
    yield whole
