"""From typed words to the choice they mean, the same for every question of every flow."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.engine.dialogue import Shown
from bot.engine.texts import Texts, words_in

UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")
NOT_WORD = re.compile(r"[^\w’]+")
SHORTEST_BEGINNING = 4
LONGEST_ENDING = 2


def clean(text: str) -> str:
    """The text without what can't be seen or stored: NUL, controls, zero width, surrogates."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return SURROGATE.sub("�", UNSEEN.sub("", text.replace("\r\n", "\n"))).strip()


def fold(text: str) -> str:
    """For comparing what was typed with a label: case, punctuation and apostrophes aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    for mark in "'`ʼ‘":
        text = text.replace(mark, "’")
    return " ".join(NOT_WORD.sub(" ", text).split())


LAST = -1
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}


class Ordinals:
    """«перше», "the last one": which of a list is meant, by the words of all languages."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._numbers = {
            fold(word): number
            for meaning, number in ORDINALS.items()
            for word in words_in(texts, meaning)
        }

    def is_word(self, text: str) -> bool:
        """Whether the text is nothing but such a word."""
        return fold(text) in self._numbers

    def number(self, text: str) -> int | None:
        """The number that was typed, LAST for the last; None when it is none."""
        typed = fold(text)
        if typed.isdecimal() and len(typed) <= 3:
            return int(typed)
        return self._numbers.get(typed)


def find_shown(text: str, shown: Sequence[Shown], ordinals: Ordinals) -> Shown | None:
    """The one choice or link that was typed: its number, label, word, or a clear beginning.

    «Нараховано, але не прийшла» is the label «Нараховано, але не прийшло».
    """
    typed = fold(text)
    if not typed:
        return None
    for one in shown:
        if typed == fold(one.label) or typed in map(fold, one.words):
            return one
    number = ordinals.number(text)
    if number is not None:
        return _numbered(number, [one for one in shown if not one.link])
    return _begun(typed, shown) or _otherwise_ended(typed, shown)


def find_offered(text: str, offered: Sequence[Shown], ordinals: Ordinals) -> Shown | None:
    """The link of the last statement that was typed: its label, number in a list, or beginning."""
    typed = fold(text)
    for one in offered:
        if typed == fold(one.label):
            return one
    number = ordinals.number(text)
    if number is not None:
        return _numbered(number, [one for one in offered if one.id])
    return _begun(typed, offered) or _otherwise_ended(typed, offered)


def _numbered(number: int, listed: Sequence[Shown]) -> Shown | None:
    if number == LAST:
        return listed[-1] if listed else None
    return listed[number - 1] if 1 <= number <= len(listed) else None


def _begun(typed: str, shown: Sequence[Shown]) -> Shown | None:
    if len(typed) < SHORTEST_BEGINNING:
        return None
    begins = [one for one in shown if fold(one.label).startswith(typed)]
    return begins[0] if len(begins) == 1 else None


def _otherwise_ended(typed: str, shown: Sequence[Shown]) -> Shown | None:
    """The one whose label or word has the same words with other endings."""
    words = typed.split()
    alike = [
        one for one in shown if any(_have_one_root(words, said) for said in (one.label, *one.words))
    ]
    return alike[0] if len(alike) == 1 else None


def _have_one_root(words: Sequence[str], said: str) -> bool:
    others = fold(said).split()
    return len(words) == len(others) and all(map(_differ_at_the_end, words, others))


def _differ_at_the_end(one: str, other: str) -> bool:
    """«прийшла» and «прийшло», «загубив» and «загубили»; a short word has no ending to lose."""
    root = max(len(one), len(other)) - LONGEST_ENDING
    return one == other or (root >= SHORTEST_BEGINNING and one[:root] == other[:root])
