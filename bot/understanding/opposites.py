"""Words that rule a matter out: «вона ще жива» what is for the dead, «не загубила» what is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.stems import STOP_WORDS, stem
from bot.understanding.text.ukrainian import INFINITIVE
from bot.understanding.text.word_lists import LISTS

_NOT = frozenset(words(fold(" ".join(LISTS["not"]))))
_PAIRS = tuple((said, stem(of)) for said, of in (words(fold(pair)) for pair in LISTS["opposites"]))
_PAUSE = re.compile(r"[,.;:!?–—\n]")  # «нє, закрить» denies nothing


def without_not(text: str) -> str:
    """The words of a text without those that it denies: «не загубив, старий» is «старий»."""
    return " ".join(word for word, is_denied in _read(text) if is_denied is False)


def contradicts(said: str, of: str) -> bool:
    """Whether a text says the opposite of what is called `of`: «жива» of «Людина померла»."""
    told = {fold(word) for word, is_denied in _read(said) if not is_denied}
    named = {stem(fold(word)) for word in words(of.lower())}
    return any(one in told and other in named for one, other in _PAIRS)


def rules_out(said: str, of: str) -> bool:
    """Whether few words can't be said, where one is to choose, by who means what is called `of`.

    What is still to be done is not ruled out by who has not done it: «ще не отримала».
    """
    named = {stem(fold(word)): word for word in words(of.lower())}
    read = [(fold(word), is_denied) for word, is_denied in _read(said)]
    told = {word for word, is_denied in read if not is_denied}
    if contradicts(said, of):
        return True
    done = {one for one, word in named.items() if not INFINITIVE.search(word)}
    denied = {stem(word) for word, is_denied in read if is_denied}
    return not denied.isdisjoint(done) and {stem(word) for word in told}.isdisjoint(named)


def _read(text: str) -> Iterable[tuple[str, bool | None]]:
    """Each word, whether it is denied; None for the denial itself."""
    for part in _PAUSE.split(text.lower()):
        found = words(part)
        for at, word in enumerate(found):
            denies = fold(word) in _NOT and found[at + 1 : at + 2] and not _is_empty(found[at + 1])
            is_denied = at > 0 and fold(found[at - 1]) in _NOT and not _is_empty(word)
            yield word, None if denies else is_denied


def _is_empty(word: str) -> bool:
    return fold(word) in STOP_WORDS
