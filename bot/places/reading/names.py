"""Every form of every word of every name, folded, with the settlements it may mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.places.model import Settlement
from bot.places.reading.alphabet import fold, fold_all, is_cyrillic, sound
from bot.places.reading.forms import russian, ukrainian
from bot.places.reading.ukrainian import ADJECTIVE, HARD_TO_HEAR, JOINED_BY, ORDINALS
from bot.places.register.tables import Elsewhere

SHORTEST_ALIKE = 4
LONG = 10  # letters of a word with two slips, any or hard to hear
LONG_BLURRED = 7
SHORTEST_HALF = 3
KEPT = 2000  # words whose likes are remembered
LONGEST_JOINED = 40  # no name is longer, and each place to part an endless word at costs
_DOUBLE = re.compile(r"(.)\1")


class Rank(IntEnum):
    """What kind of name it is; the lowest counts."""

    OFFICIAL = 0
    ALIAS = 1


@dataclass(frozen=True, slots=True)
class Match:
    """A settlement that words may mean, or a place that is not in the oblast (`elsewhere`).

    `as_is`: they are the name's dictionary form; `swapped`: they stand in another order.
    """

    settlement: Settlement | None
    rank: Rank
    as_is: bool
    swapped: bool
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    means: Settlement | Elsewhere
    rank: Rank
    words: tuple[str, ...]  # folded; by sound when the name is known in Latin letters only
    head: str  # the word that people leave when they drop the other: «Ушиця»


# Who owns a word: numbers of names. Most words have one owner, kept as a bare number.
_Owners = dict[str, int | tuple[int, ...]]
# Owners of a word and of words like it: what the slips cost, and the word as it should be.
_Reached = dict[int, tuple[int, str]]


@dataclass(slots=True)
class Names:
    """Names of settlements by any form of their words.

    Keys are folded words. A name of several words is found by the owners that all its words have:
    forms may be mixed («у Івано-Франківську») and stand in any order. Latin words are found
    by sound; that index is made when somebody first writes so, or by `warm`.
    """

    _names: list[_Name] = field(default_factory=list)
    _owners: _Owners = field(default_factory=dict)
    _sounds: _Owners | None = None
    _latin: list[int] = field(default_factory=list)
    _alike: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    _reached: dict[tuple[str, int], _Reached] = field(default_factory=dict)

    def add(
        self, name: str, means: Settlement | Elsewhere, rank: Rank, *, ru: bool = False
    ) -> None:
        """Add a name in all its forms."""
        words = re.split(r"[\s-]+", name.casefold())
        folded = [fold(word) for word in words]
        number = len(self._names)
        if is_cyrillic(name):
            decline = russian if ru else ukrainian
            for word in words:
                for form in fold_all(decline(word)):
                    _claim(self._owners, form, number)
        else:
            folded = [sound(word) for word in folded]
            self._latin.append(number)
        self._names.append(
            _Name(
                means,
                rank,
                tuple(folded),
                _head(folded, name) if rank is Rank.OFFICIAL else "",
            )
        )

    def finish(self) -> None:
        """Make repair of typos ready, when all names are in."""
        _share(self._owners)
        self._make_alike(self._owners)

    def warm(self) -> _Owners:
        """Owners by sound; made once, may be called from another thread."""
        if self._sounds is None:
            made: _Owners = {}
            for form, owners in self._owners.items():
                spelt = sound(form)
                for owner in _each(owners):
                    _claim(made, spelt, owner)
            for number in self._latin:
                for word in self._names[number].words:
                    _claim(made, word, number)
            _share(made)
            self._make_alike(made)
            self._sounds = made
        return self._sounds

    def knows(self, key: str) -> bool:
        """Whether this folded word is in any name, in any form."""
        return bool(self._of(key))

    def exact(self, keys: Sequence[str]) -> list[Match]:
        """What these words name, as they stand."""
        owners: set[int] | None = None
        for key in keys:
            claimed = self._of(key)
            owners = set(claimed) if owners is None else owners.intersection(claimed)
            if not owners:
                return []
        return self._matches(owners or (), keys)

    def shortened(self, start: str, key: str) -> list[Match]:
        """Names of two words, one of which only begins so: «Вел. Карабчіїв»."""
        owners = {
            number
            for number in self._of(key)
            if any(word.startswith(start) and word != key for word in self._names[number].words)
        }
        found = self._matches(owners, (start, key))
        return [match for match in found if not match.swapped] or found

    def joined(self, key: str) -> list[Match]:
        """Names of two words written as one: «великийправутин», «Староостропіль»."""
        if len(key) > LONGEST_JOINED:
            return []
        for at in range(SHORTEST_HALF, len(key) - SHORTEST_HALF + 1):
            first, second = key[:at], key[at:]
            found = self.exact((first, second))
            if not found and first.endswith(JOINED_BY):
                found = self.shortened(first[:-1], second)
            if found:
                return found
        return []

    def by_head(self, key: str) -> list[Match]:
        """Names of two words called by one of them: «Ушиця»."""
        owners = {
            number for number in self._of(key) if _begins_alike(self._names[number].head, key)
        }
        return self._matches(owners, (key, ""))

    def close(self, keys: Sequence[str], *, shortest: int) -> list[Match]:
        """What misspelt words name: one slip in a word, two in a long one; first letters are right.

        Words of fewer than `shortest` letters, and one of several words, must be right.
        """
        reached = self._reached_by(keys, shortest)
        costs = {number: sum(each[number][0] for each in reached)
                 for number in set.intersection(*map(set, reached))
                 if len(self._names[number].words) == len(keys)}  # fmt: skip
        least = min(costs.values(), default=0)
        as_is = {
            number: all(each[number][1] in self._names[number].words for each in reached)
            for number, cost in costs.items()
            if cost == least
        }
        return self._matches(as_is, keys, as_is)

    def _reached_by(self, keys: Sequence[str], shortest: int) -> list[_Reached]:
        """For each word the owners within reach."""
        if len(keys) > 1:
            right = {number for key in keys for number in self._of(key)}
            if not any(len(self._names[number].words) == len(keys) for number in right):
                return [{}]
        return [self._within_reach(key, shortest) for key in keys]

    def _of(self, key: str) -> tuple[int, ...]:
        if not is_cyrillic(key):
            return _each(self.warm().get(sound(key), ()))
        return _each(self._owners.get(key, ()))

    def _matches(
        self, owners: Iterable[int], keys: Sequence[str], as_is: Mapping[int, bool] | None = None
    ) -> list[Match]:
        """One for each settlement, of the best rank only."""
        found: dict[Settlement | Elsewhere, Match] = {}
        latin = not all(map(is_cyrillic, filter(None, keys)))
        spelt = [sound(key) for key in keys] if latin else keys
        for number in sorted(owners):
            name = self._names[number]
            words = [sound(word) for word in name.words] if latin else name.words
            if len(words) != len(spelt):
                continue
            match = Match(
                name.means if isinstance(name.means, Settlement) else None,
                name.rank,
                as_is=as_is[number] if as_is else set(words) == set(spelt),
                swapped=not all(map(_begins_alike, words, spelt)),
                elsewhere=name.means if isinstance(name.means, Elsewhere) else None,
            )
            known = found.get(name.means)
            if known is None or (match.rank, not match.as_is) < (known.rank, not known.as_is):
                found[name.means] = match
        best = min((match.rank for match in found.values()), default=Rank.OFFICIAL)
        return [match for match in found.values() if match.rank == best]

    def _within_reach(self, key: str, shortest: int) -> _Reached:
        found = self._reached.get((key, shortest))
        if found is None:
            if len(self._reached) >= KEPT:
                self._reached.clear()
            found = self._reached[key, shortest] = self._alike_to(key, shortest)
        return found

    def _alike_to(self, key: str, shortest: int) -> _Reached:
        owners, reached = self._owners, dict.fromkeys(self._of(key), (0, key))
        if not is_cyrillic(key):
            key, owners = sound(key), self.warm()
        if len(key) < shortest:
            return reached
        allowed = 2 if len(key) >= LONG else 1
        most = 2 if len(key) >= LONG_BLURRED else 1
        adjective, blurred = bool(ADJECTIVE.search(key)), _blurred(key)
        for length in range(len(key) - most, len(key) + most + 1):
            alike = self._alike.get((key[0], length), ())
            for word, slips, _ in extract(
                key, alike, scorer=OSA.distance, score_cutoff=most, limit=None
            ):
                hard_to_hear = _blurred(word) == blurred
                if (slips > allowed and not hard_to_hear) or (
                    adjective and not ADJECTIVE.search(word)
                ):
                    continue
                cost = 2 * slips - hard_to_hear
                for number in _each(owners[word]):
                    reached[number] = min((cost, word), reached.get(number, (cost, word)))
        return reached

    def _make_alike(self, owners: _Owners) -> None:
        for word in owners:
            if len(word) >= SHORTEST_ALIKE:
                self._alike.setdefault((word[0], len(word)), []).append(word)


def _head(folded: Sequence[str], name: str) -> str:
    if len(folded) != 2:
        return ""
    second_describes = "-" in name or folded[1].startswith(ORDINALS)
    return folded[0] if second_describes or ADJECTIVE.search(folded[1]) else folded[1]


@lru_cache(maxsize=16384)
def _blurred(word: str) -> str:
    """The word without what is hard to hear: о for а, е for и, one letter for two."""
    return _DOUBLE.sub(r"\1", word.translate(HARD_TO_HEAR))


def _begins_alike(word: str, key: str) -> bool:
    return word[:1] == key[:1]


def _each(owners: int | tuple[int, ...]) -> tuple[int, ...]:
    return (owners,) if isinstance(owners, int) else owners


def _claim(index: _Owners, key: str, owner: int) -> None:
    known = index.get(key)
    if known is None:
        index[key] = owner
    elif owner not in _each(known):
        index[key] = (*_each(known), owner)


def _share(index: _Owners) -> None:
    """Keep equal owners once: the forms of a name mostly have the same."""
    kept: dict[int | tuple[int, ...], int | tuple[int, ...]] = {}
    for key, owners in index.items():
        index[key] = kept.setdefault(owners, owners)
