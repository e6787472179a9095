"""Words about when somebody would like to come, phrase by phrase.

They are those of all languages together: `locales/*/appointments.txt`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.languages.word_lists import word_lists

TOPIC = "appointments"
LONGEST = 6  # words of a phrase
MOST_LETTERS = 120  # of a text that says a time and nothing else
FORGIVING = 5  # letters of a word in which one slip is forgiven
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    rf"|(?<![\d.:-]){_CLOCK}\s?[-–—]\s?{_CLOCK}(?![\d.:-])"
    r"|\d{1,2}[.:/]\d{1,2}(?:[.:/]\d{2,4})?|\d+"
    r"|[^\W\d_]+(?:[’-][^\W\d_]+)*"
)
YEAR, DAY_MONTH_YEAR, MONTHS = 4, 3, 12
MARKS = str.maketrans(dict.fromkeys("'`ʼ‘′", "’"))


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase that was read: the list it stands in, or "" for one that no list has.

    Numbers are of the lists "number", "clock" ("10:30"), "range" ("10-12") and "date" ("5.12",
    "2026-12-05").
    """

    list: str
    said: str


def words_of(text: str) -> list[Word]:
    """The text, phrase by phrase: the longest that a list has, wherever it begins."""
    return list(_phrases([_mended(one) for one in tokens(text)]))


def is_only_time(text: str) -> bool:
    """Whether a text says a time and nothing else: «в середу зранку».

    Words beside a time that may tell of trouble («не хочу завтра») are something else.
    """
    if len(text) > MOST_LETTERS:
        return False  # whoever writes so much says more
    lists = {word.list for word in words_of(text)}
    return bool(lists - {"joining", "at"}) and not lists & {"", "around", "not"}


def tokens(text: str) -> list[str]:
    """The words, numbers, dates and times of a text, as lists have them."""
    return TOKEN.findall(text.casefold().translate(MARKS))


def _phrases(words: list[str]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        for long in range(min(LONGEST, len(words) - at), 0, -1):
            said = " ".join(words[at : at + long])
            if found := _list_of(said, is_alone=long == 1):
                yield Word(found, said)
                at += long
                break
        else:
            yield Word("", words[at])
            at += 1


def _list_of(said: str, *, is_alone: bool) -> str:
    if said[0].isdigit():
        return _number(said) if is_alone else ""
    return _lists().get(said, "")


def _number(said: str) -> str:
    if said.isdecimal():
        return "number"
    parts = re.split("[.:/-]", said)
    if re.search("[-–—]", said):
        return "date" if len(parts[0]) == YEAR else "range"
    if len(parts) == DAY_MONTH_YEAR:
        return "date"
    if len(parts) < 2 or not parts[1].isdecimal():  # "²³" has digits, and is no number
        return ""
    return "date" if ":" not in said and 1 <= int(parts[1]) <= MONTHS else "clock"


@cache
def _lists() -> Mapping[str, str]:
    """The list of each phrase; of one that stands in several, the first."""
    found: dict[str, str] = {}
    for name, phrases in word_lists(TOPIC).lists.items():
        for phrase in phrases:
            found.setdefault(" ".join(tokens(phrase)), name)
    return found


@cache
def _known() -> frozenset[str]:
    """Every word of any phrase."""
    return frozenset(word for phrase in _lists() for word in phrase.split())


@lru_cache(maxsize=1000)
def _mended(said: str) -> str:
    """A long word with one slip as it should be; as it is where it may be either of two."""
    if len(said) < FORGIVING or said in _known() or said[0].isdigit():
        return said
    near = sorted(
        word
        for word in _known()
        if len(word) >= FORGIVING and abs(len(word) - len(said)) <= 1 and _is_one_off(said, word)
    )
    return near[0] if len({_lists().get(word, word) for word in near}) == 1 else said


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter was changed, left out, added, or two were swapped."""
    begin = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                 min(len(one), len(other)))  # fmt: skip
    rest, others = one[begin:], other[begin:]
    swapped = len(rest) > 1 and len(others) > 1 and rest[:2] == others[1::-1]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (swapped and rest[2:] == others[2:])
    )
