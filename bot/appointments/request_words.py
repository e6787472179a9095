"""From typed words to what is asked for: «запишіть мене до юриста», «допоможіть заповнити».

Words are those of all languages, `locales/*/appointment_requests.txt`. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.appointments.schedule import Kind
from bot.appointments.slots import ANY, Wish
from bot.appointments.wish_reading import read_wish
from bot.appointments.wish_words import MOST_LETTERS, tokens, words_of
from bot.languages.word_lists import word_lists

TOPIC = "appointment_requests"
MOST_WORDS = 15  # whoever tells more tells of their matter
FORM, DEVICE = "form", "device"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    Attributes:
        kind: None where they only ask to be booked.
        topic: its id, "" where they told none.
        wish: when they would like to come; `has_time`: whether they said it.
    """

    kind: Kind | None = None
    topic: str = ""
    wish: Wish = ANY
    has_time: bool = False


def read_request(text: str, *, today: date) -> Asked | None:
    """What a text asks for that says nothing else; None for any other text.

    «Запишіть мене до лікаря» is another's appointment, «юрист» by itself has a page of its own.
    """
    said = tokens(text) if len(text) <= MOST_LETTERS else []
    if not said or len(said) > MOST_WORDS:
        return None
    lists = [_lists_of(word) for word in said]
    others = " ".join(word for word, found in zip(said, lists, strict=True) if not found)
    if any(not word.list for word in words_of(others)):
        return None
    asked = _kind(frozenset().union(*lists))
    if asked is None:
        return None
    kind, topic = asked
    wish = read_wish(text, today=today)
    return Asked(kind, topic, wish.wish if wish else ANY, wish is not None)


def _kind(lists: frozenset[str]) -> tuple[Kind | None, str] | None:
    """What the lists together ask for, and its topic."""
    wants = bool(lists & {"book", "want"})
    if "lawyer" in lists and wants:
        return Kind.LEGAL_AID, ""
    if "help" in lists and wants:
        return Kind.HELP_HOUR, DEVICE if "device" in lists else FORM
    only_book = "book" in lists and not lists & {"thing", "device"}
    return (None, "") if only_book else None


def topic_in(text: str, among: Iterable[str]) -> str:
    """The first of these topics that a text names by a word of its list; "" for none."""
    said = tokens(text)
    lists = [_topics_of(word) for word in said]
    return next((one for one in among if any(one in found for found in lists)), "")


def _lists_of(word: str) -> frozenset[str]:
    return _matching(word, _patterns("")) if word else frozenset()


def _topics_of(word: str) -> frozenset[str]:
    return _matching(word, _patterns("topic."))


def _matching(
    word: str, patterns: Mapping[str, tuple[frozenset[str], tuple[str, ...]]]
) -> frozenset[str]:
    return frozenset(
        name
        for name, (whole, begins) in patterns.items()
        if word in whole or word.startswith(begins)
    )


@cache
def _patterns(prefix: str) -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Whole words and beginnings of each list: of topics by their ids, or of all other lists."""
    found = {}
    for name, words in word_lists(TOPIC).lists.items():
        if name.startswith("topic.") != bool(prefix):
            continue
        whole = frozenset(word for word in words if not word.endswith("*"))
        begins = tuple(word[:-1] for word in words if word.endswith("*"))
        found[name.removeprefix(prefix)] = whole, begins
    return found
