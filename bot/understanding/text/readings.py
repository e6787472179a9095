"""Readings: the same keys pressed on another layout, the same sounds in other letters.

A message is read as it stands, as a transliteration, and as typed on the wrong keyboard layout.
A model of character trigrams, made from our own content, tells which reading looks like language.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from bot.understanding.text.alphabet import (
    fold,
    has_cyrillic,
    has_latin,
    undo_digits,
    undo_look_alikes,
    words,
)
from bot.understanding.text.stems import stem
from bot.understanding.text.word_lists import LISTS

Kind = Literal["as_is", "translit", "layout"]

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?"
_JCUKEN_UK = "’йцукенгшщзхїфівапролджєячсмитьбю.₴ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,"
_JCUKEN_RU = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_TO_UK = str.maketrans(_QWERTY + "’", _JCUKEN_UK + "є")
_TO_RU = str.maketrans(_QWERTY + "’", _JCUKEN_RU + "э")
_TO_LATIN = str.maketrans(_JCUKEN_UK + "ыэъЫЭЪ", _QWERTY + "s']S\"}")

# Longest first; one greedy table for the passport scheme and for what people make up.
_SOUNDS = {
    "shch": "щ", "scz": "щ", "sch": "щ", "zgh": "зг", "jia": "я", "iia": "ія", "yia": "ія",
    "zh": "ж", "kh": "х", "ts": "ц", "tz": "ц", "ch": "ч", "sh": "ш", "cz": "ч", "ck": "к",
    "ya": "я", "ja": "я", "ia": "я", "yu": "ю", "ju": "ю", "iu": "ю", "ye": "є", "je": "є",
    "ie": "є", "yi": "ї", "ji": "ї", "yo": "йо", "jo": "йо", "ph": "ф", "oo": "у", "ee": "і",
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "г", "i": "і",
    "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "и", "z": "з",
    "č": "ч", "š": "ш", "ž": "ж", "ł": "л", "ó": "о", "ś": "с", "ć": "ц", "ż": "ж", "ń": "н",
}  # fmt: skip
_LONE_H = re.compile(r"(?<![cskz])h")
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
# A bonus in mean log-probability: without good reason a message is what it looks like.
_TRUST_IN_WHAT_IS_WRITTEN = 1.0
_TRUST_IN_CYRILLIC = 1.5
# Latin letters without one word that is surely English: «vona plache i rvota».
_TRUST_IN_LATIN = 0.5
_TRUST_IN_THE_USUAL_SOUND = 0.4
_LONG_ENOUGH = 200
_MOST_COMPARED = 40
_MARKS = ".,!?;:()"
_SURELY_ENGLISH = frozenset(LISTS["common.sure"])
_ENGLISH = _SURELY_ENGLISH | frozenset((*LISTS["common"], *LISTS["common.short"]))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a message; `kind` says what was undone to get `text`."""

    kind: Kind
    text: str


class TrigramModel:
    """How much a text looks like language: mean log-probability of its character trigrams."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        contexts: Counter[str] = Counter()
        for trigram, count in counts.items():
            contexts[trigram[:2]] += count
        self.counts = dict(counts)
        # Two in a hundred of each context go to what was never seen.
        self._log = {
            trigram: math.log(0.98 * count / contexts[trigram[:2]] + 0.0005)
            for trigram, count in counts.items()
        }
        self._unseen = math.log(0.0005)

    @classmethod
    def learn(cls, lines: Iterable[str]) -> TrigramModel:
        """Count the trigrams of folded lines."""
        counts: Counter[str] = Counter()
        for word, count in Counter(word for line in lines for word in words(line)).items():
            padded = f"  {word} "
            for start in range(len(padded) - 2):
                counts[padded[start : start + 3]] += count
        return cls(counts)

    def likeness(self, folded: str) -> float:
        """Return the mean log-probability of a trigram, or the floor for no letters."""
        total, seen = 0.0, 0
        get, unseen = self._log.get, self._unseen
        for word in words(folded):
            padded = f"  {word} "
            for start in range(len(padded) - 2):
                total += get(padded[start : start + 3], unseen)
            seen += len(padded) - 2
        return total / seen if seen else unseen


def transliterate(word: str, h: str = "г") -> str:
    """Write a Latin word in Cyrillic, by any of the usual schemes; `h` says how to read h."""
    return _SOUND.sub(_sound, _LONE_H.sub(h, word.lower()))


def _translated(table: dict[int, int], text: str) -> str:
    return text.translate(table)


def _sound(match: re.Match[str]) -> str:
    return _SOUNDS[match.group()]


def candidates(text: str) -> tuple[Reading, ...]:
    """Return every reading that the letters allow, the text as it stands first.

    Args:
        text: a cleaned message.
    """
    as_is = undo_digits(undo_look_alikes(text))
    found = [Reading("as_is", as_is)]
    if has_latin(as_is):
        chunks = as_is.split(" ")
        latin = [at for at, chunk in enumerate(chunks) if has_latin(chunk)]
        latin = [at for at in latin if not has_cyrillic(chunks[at])]

        def changed(kind: Kind, change: Callable[[str], str]) -> Reading:
            out = chunks.copy()
            for at in latin:
                out[at] = change(chunks[at])
            return Reading(kind, " ".join(out))

        found.append(changed("translit", transliterate))
        if "h" in as_is.lower():
            found.append(changed("translit", lambda word: transliterate(word, h="х")))
        for table in (_TO_UK, _TO_RU):
            if has_cyrillic(as_is):
                found.append(changed("layout", partial(_translated, table)))
            else:
                # Without a Cyrillic letter the marks between words are letters too.
                found.append(Reading("layout", text.translate(table)))
    elif has_cyrillic(as_is):
        found.append(Reading("layout", text.translate(_TO_LATIN)))
    return tuple(dict.fromkeys(found))


def choose(
    readings: tuple[Reading, ...], model: TrigramModel, known: Container[str] = ()
) -> Reading:
    """Return the reading that looks most like language; what is written wins a near tie.

    Args:
        readings: what `candidates` gave.
        model: tells what looks like language.
        known: stems of the content; of two spellings of a word the known one wins.
    """
    if len(readings) == 1:
        return readings[0]
    written = readings[0].text.split(" ")
    if _is_english_with_names(written):
        return readings[0]
    latin = has_latin(readings[0].text)
    if not latin and len(readings[0].text) > _LONG_ENOUGH:
        return readings[0]  # nobody types this much without looking
    # Only the words that could be otherwise take part.
    at_stake = [at for at, chunk in enumerate(written) if has_latin(chunk) == latin]
    likeness = [_likeness_of(reading, at_stake, model) for reading in readings]
    likeness[0] += _trust(written) if latin else _TRUST_IN_CYRILLIC
    best = readings[max(range(len(readings)), key=likeness.__getitem__)]
    if best.kind != "translit":
        return best
    texts = [reading.text.split(" ") for reading in readings if reading.kind == "translit"]

    def looks(spelling: tuple[int, str]) -> tuple[bool, float]:
        place, word = spelling
        folded = fold(word)
        likeness = model.likeness(folded) - place * _TRUST_IN_THE_USUAL_SOUND
        return any(stem(held) in known for held in words(folded)), likeness

    spelt = (tuple(enumerate(dict.fromkeys(kinds))) for kinds in zip(*texts, strict=True))
    chosen = (max(kinds, key=looks)[1] if len(kinds) > 1 else kinds[0][1] for kinds in spelt)
    return Reading("translit", " ".join(chosen))


def _trust(written: list[str]) -> float:
    """How much Latin letters are taken for what they look like."""
    told = (chunk.strip(_MARKS).lower() for chunk in written)
    is_english = any(one in _SURELY_ENGLISH or (one in _ENGLISH and len(one) > 2) for one in told)
    return _TRUST_IN_WHAT_IS_WRITTEN if is_english else _TRUST_IN_LATIN


def _is_english_with_names(written: list[str]) -> bool:
    """«in Kamianets-Podilskyi»: a name tells no language, the words around it do."""
    told = [chunk.strip(_MARKS).replace("'", "").replace("’", "") for chunk in written]
    plain = [word.lower() for word in told if word and not word[:1].isupper()]
    plain += [word.lower() for word in told[:1] if word[:1].isupper() and word.lower() in _ENGLISH]
    names = sum(word[:1].isupper() for word in told[1:])
    return (
        bool(names and plain)
        and all(word in _ENGLISH for word in plain)
        and any(word in _SURELY_ENGLISH for word in plain)
    )


def _likeness_of(reading: Reading, at_stake: list[int], model: TrigramModel) -> float:
    chunks = reading.text.split(" ")
    told = " ".join(chunks[at] for at in at_stake[:_MOST_COMPARED])
    return model.likeness(fold(told))
