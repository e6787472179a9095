"""From typed words to what is asked for: «запишіть мене до юриста», «допоможіть заповнити».

Words are those of all languages, `locales/*/appointment_requests.txt`. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

from bot.appointments.schedule import Kind
from bot.appointments.slots import ANY, Wish
from bot.appointments.wish_reading import MOST_READ, read_wish
from bot.appointments.wish_words import MOST_LETTERS, is_only_time, tokens, words_of
from bot.languages.word_lists import word_lists

TOPIC = "appointment_requests"
OWN, URGENT, TOPICS = "own.", "urgent.", "topic."
MOST_WORDS = 15  # whoever tells more tells of their matter
FORM, DEVICE = "form", "device"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    Attributes:
        kind: None where they only ask to be booked.
        topic: its id, "" where they told none.
        wish: when they would like to come.
    """

    kind: Kind | None = None
    topic: str = ""
    wish: Wish = ANY


class OwnAct(StrEnum):
    """What is wanted with one's own appointment."""

    LIST = "list"
    MOVE = "move"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class AskedOfOwn:
    """What somebody wants with their own appointment.

    Attributes:
        act: what.
        is_named: whether they name an appointment, or only say «не прийду».
        wish: when they would come instead.
    """

    act: OwnAct
    is_named: bool
    wish: Wish = ANY


def read_request(text: str, *, today: date) -> Asked | None:
    """What a text asks for that says nothing else; None for any other text.

    «Запишіть мене до лікаря» is another's appointment, «юрист» by itself has a page of its own.
    """
    lists = _all_lists(text, "")
    asked = _kind(lists) if lists else None
    if asked is None:
        return None
    kind, topic = asked
    said = read_wish(text, today=today)
    wish = said.wish if said else ANY
    # «Допоможіть із телефоном» is no wish to be called.
    return Asked(kind, topic, replace(wish, modes=frozenset()) if topic == DEVICE else wish)


def read_own(text: str, *, today: date) -> AskedOfOwn | None:
    """What a text wants with an appointment that was booked, and says nothing else.

    «Перенесіть мій запис на середу», «не зможу прийти», «коли мій прийом?».
    """
    lists = _all_lists(text, OWN)
    named = "thing" in lists
    if "cancel" in lists and named:
        act = OwnAct.CANCEL
    elif "move" in lists:
        act = OwnAct.MOVE
    elif "not" in lists and lists & {"come", "able"}:
        act = OwnAct.CANCEL
    elif "when" in lists and named:
        act = OwnAct.LIST
    else:
        return None
    wish = read_wish(text, today=today) if act is OwnAct.MOVE else None
    return AskedOfOwn(act, named and "mine" in lists, wish.wish if wish else ANY)


def tells_only_of_coming(text: str) -> bool:
    """Whether a text says when somebody comes, or that they don't, and nothing else.

    «В середу зранку», «я не прийду завтра»; «мене більше не буде» says more.
    """
    return is_only_time(text) or {"not", "come"} <= _all_lists(text, OWN)


def urgency_in(text: str, *, today: date) -> bool | None:
    """Whether a text tells of a date that comes soon; None when it tells nothing of it."""
    lists = frozenset[str]().union(*(_lists_of(word, URGENT) for word in tokens(text[:MOST_READ])))
    said = read_wish(text, today=today)
    if "later" in lists or ("not" in lists and said is None):
        return False
    return True if "soon" in lists or said is not None else None


def _all_lists(text: str, prefix: str) -> frozenset[str]:
    """The lists of all words; none where a word is of no list and tells no time either."""
    said = tokens(text) if len(text) <= MOST_LETTERS else []
    if len(said) > MOST_WORDS:
        return frozenset()
    lists = [_lists_of(word, prefix) for word in said]
    others = " ".join(word for word, found in zip(said, lists, strict=True) if not found)
    if any(not word.list for word in words_of(others)):
        return frozenset()
    return frozenset[str]().union(*lists)


def _kind(lists: frozenset[str]) -> tuple[Kind | None, str] | None:
    """What the lists together ask for, and its topic."""
    wants = bool(lists & {"book", "want"})
    if "lawyer" in lists and wants:
        return Kind.LEGAL_AID, ""
    if ("help" in lists and wants) or {"hour", "assist"} <= lists:
        return Kind.HELP_HOUR, DEVICE if "device" in lists else FORM
    only_book = "book" in lists and not lists & {"thing", "device"}
    return (None, "") if only_book else None


def topic_in(text: str, among: Iterable[str]) -> str:
    """The one of these topics that most words of a text name; "" for none.

    Of several the first as they stand in the word lists: «мама померла, хата» is an inheritance.
    """
    lists = [_lists_of(word, TOPICS) for word in dict.fromkeys(tokens(text))]
    listed = set(among)
    many = {one: sum(one in found for found in lists) for one in _patterns(TOPICS) if one in listed}
    best = max(many, key=many.__getitem__, default="")
    return best if best and many[best] else ""


def _lists_of(word: str, prefix: str) -> frozenset[str]:
    """The lists whose names begin so that have this word, by the rest of their names."""
    return frozenset(
        name
        for name, (whole, begins) in _patterns(prefix).items()
        if word in whole or word.startswith(begins)
    )


@cache
def _patterns(prefix: str) -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Whole words and beginnings of each list of a prefix; of "" those without any."""
    found = {}
    for name, words in word_lists(TOPIC).lists.items():
        begins_so, _, rest = name.rpartition(".")
        if f"{begins_so}." != (prefix or "."):
            continue
        whole = frozenset(word for word in words if not word.endswith("*"))
        begins = tuple(word[:-1] for word in words if word.endswith("*"))
        found[rest] = whole, begins
    return found
