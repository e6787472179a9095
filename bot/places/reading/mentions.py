"""Which words of a text name settlements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from bot.places.model import AdminUnit, Settlement
from bot.places.reading import signs
from bot.places.reading.alphabet import is_cyrillic, sound
from bot.places.reading.beyond import Beyond, fitting, is_alone, settlements, stands_apart
from bot.places.reading.names import SHORTEST_HALF, Match, Names
from bot.places.reading.ukrainian import LAND, SOUNDS_LIKE_A_PLACE
from bot.places.reading.units import Named
from bot.places.reading.words import Word, name_sizes, next_after
from bot.places.register.country import Country

# Letters of a word that may be misspelt: after «село» or beside a right word fewer will do.
SHORTEST, SHORTEST_SURE, SHORTEST_IN_PAIR = 6, 5, 5
SHORTEST_ALONE = 4
STORY = 60  # words: of a longer text not every word is tried for slips and places elsewhere
MOST_TRIED = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first`…`last` of a text that name settlements, several when the name is ambiguous.

    `weight` is how much the text says that one lives there, see `signs.strength`; `ours`: they are
    of the oblast; `where` is another oblast when the words are the name of a land.
    """

    candidates: tuple[Settlement, ...]
    first: int
    last: int
    weight: int = 0
    ours: bool = True
    where: str = ""


class Mentions:
    """Finds mentions.

    Args:
        names: of all settlements.
        country: settlements of other oblasts; these need a sign, and give way to ours.
        ordinary: folded words, and names of several words, that people also write without naming
            a place: these need a sign.
        given: folded forms of given names: what follows is a surname.
        ours: how spellings of our own oblast begin, folded.
    """

    def __init__(
        self,
        names: Names,
        country: Country,
        *,
        ordinary: frozenset[str],
        given: frozenset[str],
        ours: tuple[str, ...],
    ) -> None:
        self._names = names
        self._ordinary = ordinary
        self._ordinary_sounds: frozenset[str] = frozenset()
        self._given = given
        self._ours = ours
        self._beyond = Beyond(country, self._is_everyday, ours=ours)

    def warm(self) -> None:
        """Make what is needed for Latin letters; may be called from another thread."""
        self._names.warm()
        if not self._ordinary_sounds:
            self._ordinary_sounds = frozenset(map(sound, self._ordinary))

    def find(
        self, words: Sequence[Word], units: Sequence[Named], *, loose: bool = True
    ) -> list[Mention]:
        """Mentions of settlements outside the names of units; not loose: as they are written.

        A loose reading also takes misspelt, glued, torn apart and shortened names of ours.
        """
        found = list(self._all(words, units, loose=loose))
        lands = {one.first: one.where for one in found if _is_another_land(words, one)}
        for at, one in enumerate(found):
            near = (next_after(words, one.last, skipped) for skipped in range(3))
            land = next((place for place in near if place in lands), None)
            if land is not None:
                found[at] = self._away(words, one, oblast=lands[land])
        return [one for one in found if one.candidates]

    def namesakes(self, words: Sequence[Word], mention: Mention) -> tuple[Settlement, ...]:
        """Settlements of other oblasts that a mention of ours may mean too."""
        return self._beyond.named(words, mention.first, mention.last)

    def _all(
        self, words: Sequence[Word], units: Iterable[Named], *, loose: bool
    ) -> Iterator[Mention]:
        likely = _likeliest(words)
        taken = {at: one for one in units for at in range(one.first, one.last + 1)}
        at = 0
        while at < len(words):
            mention = None if at in taken else self._at(words, at, likely=at in likely, loose=loose)
            if mention is None:
                at += 1
                continue
            at = mention.last + 1
            follows = taken.get(at)
            if follows is None or _is_ours(follows):
                yield mention
            else:  # «Михайлівка Барського району»
                yield self._away(words, mention, units=follows.units)

    def _at(self, words: Sequence[Word], at: int, *, likely: bool, loose: bool) -> Mention | None:
        """The longest and surest mention that begins here; without candidates, no place of ours."""
        readings = _readings(
            exact=self._names.knows(words[at].key),
            beyond=likely and self._beyond.may_begin(words, at),
            loose=likely and loose,
        )
        sizes = name_sizes(words, at) if readings else ()
        for read, size in readings:
            if size in sizes and (matches := read(self, words, at, size)):
                return self._placed(words, at, size, matches)
        return None

    def _placed(
        self, words: Sequence[Word], at: int, size: int, matches: Sequence[Match]
    ) -> Mention:
        mention = Mention((), at, at + size - 1)
        if signs.no_place(words, at, size, self._given):
            return mention
        if oblast := signs.another_oblast(words, at, size, ours=self._ours):
            return self._away(words, mention, oblast=self._beyond.oblast(oblast))
        return self._mention(words, at, size, matches)

    def _exact(self, words: Sequence[Word], at: int, size: int) -> list[Match]:
        keys = [word.key for word in words[at : at + size]]
        if size == 1 and keys[0] in signs.FILLER:
            return []
        found = self._names.exact(keys)
        if any(match.swapped for match in found) and signs.SETTLEMENT.keys() & {*keys}:
            return []
        return [] if found and self._is_ordinary(words, at, size) else found

    def _loose_pair(self, words: Sequence[Word], at: int, size: int) -> list[Match]:
        """Two words: torn apart («Старо Костянтинів»), shortened («Вел. Карабчіїв»), misspelt."""
        first, second = words[at : at + size]
        small = first.key in signs.FILLER and (first.key in signs.SETTLEMENT or not first.dot)
        if small or second.key in signs.FILLER or self._is_ordinary(words, at, size):
            return []
        found: list[Match] = []
        if min(len(first.key), len(second.key)) >= SHORTEST_HALF:
            found = self._names.exact([first.key + second.key])
        if not found and (first.dot or len(first.key) >= SHORTEST_HALF):
            found = self._names.shortened(first.key, second.key)
        return found or self._names.close((first.key, second.key), shortest=SHORTEST_IN_PAIR)

    def _loose_word(self, words: Sequence[Word], at: int, _: int) -> list[Match]:
        """One word: misspelt, two words glued, or the main one of two («Ушиця»)."""
        key = words[at].key
        surely = bool(signs.wanted_category(words, at))
        if not surely and not self._is_likely(words, at):
            return []
        shortest = SHORTEST_SURE if surely else SHORTEST
        return (
            self._names.close([key], shortest=shortest)
            or self._names.joined(key)
            or self._names.by_head(key)
        )

    def _is_likely(self, words: Sequence[Word], at: int) -> bool:
        """Whether a word that is no name may be a misspelt one."""
        word = words[at]
        if self._is_everyday(word.key) or len(word.key) < SHORTEST_SURE:
            return False
        return (
            signs.strength(words, at) > 0
            or is_alone(words, at, 1)
            or (word.capital and not word.first)
            or bool(SOUNDS_LIKE_A_PLACE.search(word.key))
        )

    def _is_ordinary(self, words: Sequence[Word], at: int, size: int) -> bool:
        """An everyday word that happens to be a name, or one too short to tell."""
        if is_alone(words, at, size):
            return False
        weight = signs.strength(words, at)
        word = words[at]
        signed = (
            signs.wanted_category(words, at)
            or (weight > 0 and word.capital and not word.first)
            or (word.capital and stands_apart(words, at, size))
            or (word.capital and not word.first and words[at - 1].key in signs.NEAR)
        )
        if size > 1:
            named = " ".join(one.key for one in words[at : at + size])
            return named in self._ordinary and not signed
        if len(word.key) < SHORTEST_ALONE or self._is_everyday(word.key):
            return not signed
        # In small letters and with nothing before it only what sounds like a place is one.
        return len(word.key) < SHORTEST and not (
            word.capital or weight or SOUNDS_LIKE_A_PLACE.search(word.key)
        )

    def _is_everyday(self, key: str) -> bool:
        if is_cyrillic(key):
            return key in self._ordinary
        self.warm()
        return sound(key) in self._ordinary_sounds

    def _mention(
        self, words: Sequence[Word], at: int, size: int, matches: Sequence[Match]
    ) -> Mention:
        matches = fitting(words, at, size, matches)
        weight = signs.strength(words, at)
        if words[at + size - 1].number:
            weight -= 1
        mention = Mention(settlements(matches), at, at + size - 1, weight)
        elsewhere = [match.elsewhere for match in matches if match.elsewhere]
        if elsewhere and at and words[at - 1].key in signs.ORIGIN:
            mention = replace(mention, candidates=())  # «з Миколаєва»: from the city
        if not mention.candidates:
            where = elsewhere[0].where if elsewhere else ""
            sure = words[at].capital or self._names.exact([words[at].key])
            towns = self._beyond.towns(words, at, size, elsewhere) if sure else ()
            return replace(mention, candidates=towns, ours=False, where=where)
        return replace(mention, ours=not mention.candidates[0].oblast)

    def _away(
        self,
        words: Sequence[Word],
        mention: Mention,
        *,
        oblast: str | None = None,
        units: Iterable[AdminUnit] | None = None,
    ) -> Mention:
        """The same words as a name of that oblast or of one of those units, or of nothing."""
        meant = self._beyond.named(words, mention.first, mention.last, oblast=oblast, units=units)
        weight = signs.strength(words, mention.first)
        return replace(mention, candidates=meant, weight=weight, ours=False)

    def _read_beyond(self, words: Sequence[Word], at: int, size: int) -> list[Match]:
        return self._beyond.read(words, at, size)


_Reading = tuple[Callable[[Mentions, Sequence[Word], int, int], list[Match]], int]
_READINGS: tuple[_Reading, ...] = (
    (Mentions._exact, 3),
    (Mentions._exact, 2),
    (Mentions._loose_pair, 2),
    (Mentions._read_beyond, 3),
    (Mentions._read_beyond, 2),
    (Mentions._exact, 1),
    (Mentions._read_beyond, 1),
    (Mentions._loose_word, 1),
)


@cache
def _readings(*, exact: bool, beyond: bool, loose: bool) -> Sequence[_Reading]:
    """Those of the kinds that may find something."""
    wanted: dict[object, bool] = {
        Mentions._exact: exact,
        Mentions._read_beyond: beyond,
        Mentions._loose_pair: loose,
        Mentions._loose_word: loose,
    }
    return [one for one in _READINGS if wanted[one[0]]]


def _likeliest(words: Sequence[Word]) -> Collection[int]:
    """Where more is tried than names of ours as they are written: in a long story at a few words.

    Those are words after a sign, and capitalised ones.
    """
    if len(words) <= STORY:
        return range(len(words))
    signed = [at for at in range(len(words)) if signs.strength(words, at) > 0]
    capital = (at for at, word in enumerate(words) if word.capital and not word.first)
    return frozenset(islice(dict.fromkeys((*signed, *capital)), MOST_TRIED))


def _is_ours(named: Named) -> bool:
    return any(unit.ours for unit in named.units)


def _is_another_land(words: Sequence[Word], mention: Mention) -> bool:
    return bool(mention.where) and bool(LAND.search(words[mention.last].key))
