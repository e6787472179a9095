"""Which words of a text name settlements of other oblasts: those need a sign."""

from collections.abc import Callable, Iterable, Sequence

from bot.places.model import AdminUnit, Settlement
from bot.places.reading import signs
from bot.places.reading.alphabet import is_cyrillic
from bot.places.reading.names import Match
from bot.places.reading.ukrainian import ADJECTIVE
from bot.places.reading.words import Word
from bot.places.register.country import Country
from bot.places.register.tables import Elsewhere

SHORTEST, SHORTEST_ALONE, SHORTEST_LATIN = 3, 4, 5
LONGEST_ALONE = 8  # words: more than a name and «я живу в»
_BEFORE_NAMES = (signs.IN - signs.TOWARDS) | frozenset(signs.SETTLEMENT)
_NEVER = signs.FILLER | signs.TO_US
LIVES = 2  # of a mention's weight


class Beyond:
    """Reads names of the whole country.

    Args:
        country: the settlements.
        is_everyday: whether a folded word is also written without naming a place.
        ours: how spellings of our own oblast begin, folded.
    """

    def __init__(
        self, country: Country, is_everyday: Callable[[str], bool], *, ours: tuple[str, ...]
    ) -> None:
        self._country = country
        self._ours = ours
        self._is_everyday = is_everyday

    def __bool__(self) -> bool:
        return bool(self._country)

    def may_begin(self, words: Sequence[Word], at: int) -> bool:
        """Whether it is worth while to read a name here."""
        return (words[at].capital or len(words) <= LONGEST_ALONE) and bool(self._country)

    def read(self, words: Sequence[Word], at: int, size: int) -> list[Match]:
        """Settlements that signed words name as they stand."""
        if not self._may_be_named(words, at, size):
            return []
        return self._exact(words, at, size)

    def named(
        self,
        words: Sequence[Word],
        first: int,
        last: int,
        *,
        oblast: str | None = None,
        units: Iterable[AdminUnit] | None = None,
    ) -> tuple[Settlement, ...]:
        """What words `first`…`last` name there.

        Args:
            words: of the whole text.
            first: where the name begins.
            last: where it ends.
            oblast: its adjective; None is any, "" one that isn't known.
            units: hromadas and raions of which it must lie in one; None is any.
        """
        if not self._country or oblast == "":
            return ()
        matches = [
            match
            for match in self._exact(words, first, last + 1 - first)
            if (one := match.settlement)
            and oblast in {None, one.oblast}
            and (units is None or _lies_in(one, units))
        ]
        size = last + 1 - first
        return settlements(fitting(words, first, size, matches)) if matches else ()

    def oblast(self, key: str) -> str:
        """The oblast of this folded adjective, "" when it isn't known."""
        return self._country.oblast(key)

    def towns(
        self, words: Sequence[Word], at: int, size: int, places: Iterable[Elsewhere]
    ) -> tuple[Settlement, ...]:
        """The settlements that signed words, known to name these places, mean."""
        if not self._country or not self._may_be_named(words, at, size, small=True):
            return ()
        towns = [town for one in places for town in self._country.towns(one.uk, one.where)]
        category = signs.wanted_category(words, at)
        if category and not any(town.category == category for town in towns):
            return self.named(words, at, at + size - 1) or tuple(towns)
        return tuple(towns)

    def _may_be_named(
        self, words: Sequence[Word], at: int, size: int, *, small: bool = False
    ) -> bool:
        """Whether a sign stands near that one lives there, or the text says nothing else.

        Where one comes from («переїхали з Харкова») or what one passes is no such sign. In small
        letters only a well-known name (`small`) may be all that is said.
        """
        word = words[at]
        if not word.capital and len(words) > LONGEST_ALONE:
            return False
        if word.key in _NEVER or words[at + size - 1].key in signs.FILLER:
            return False
        if len(word.key) < (SHORTEST if is_cyrillic(word.key) else SHORTEST_LATIN):
            return False
        everyday = size == 1 and self._is_everyday(word.key)
        if is_alone(words, at, size):
            sure = word.capital or small or (at > 0 and words[at - 1].key in _BEFORE_NAMES)
            return sure and not everyday and len(word.key) >= SHORTEST_ALONE
        if not word.capital:
            return False
        return (
            bool(signs.wanted_category(words, at))
            or (
                at > 0
                and words[at - 1].key not in signs.TOWARDS
                and not word.first
                and signs.strength(words, at) >= LIVES
            )
            or (stands_apart(words, at, size) and not everyday)
            or _is_followed_by_unit(words, at + size)
            or bool(signs.another_oblast(words, at, size, ours=self._ours))
        )

    def _exact(self, words: Sequence[Word], at: int, size: int) -> list[Match]:
        return self._country.exact([word.key for word in words[at : at + size]])


def fitting(words: Sequence[Word], at: int, size: int, matches: Sequence[Match]) -> Sequence[Match]:
    """Of matches those that grammar and spelling ask for; all when none does."""
    inflected = signs.wants_inflected(words, at)
    if inflected is not None:
        matches = [match for match in matches if match.as_is != inflected] or matches
    text = " ".join(word.text for word in words[at : at + size]).casefold()
    # Лісогірка is no Лисогірка
    return [one for one in matches if one.as_is and _is_spelt(one.settlement, text)] or matches


def settlements(matches: Iterable[Match]) -> tuple[Settlement, ...]:
    """Their settlements."""
    return tuple(one.settlement for one in matches if one.settlement)


def stands_apart(words: Sequence[Word], at: int, size: int) -> bool:
    """Whether signs like commas part it from the rest, as in an address or after a name."""
    after = at + size
    if after == len(words):
        return words[at].apart
    return (words[at].first or words[at].apart) and words[after].apart


def is_alone(words: Sequence[Word], at: int, size: int) -> bool:
    """Whether the rest of the text says nothing else: «я з Липок», «бібліотека Маків»."""
    return all(
        word.key in signs.FILLER or word.key.startswith(signs.LIBRARY)
        for place, word in enumerate(words)
        if not at <= place < at + size
    )


def _lies_in(one: Settlement, units: Iterable[AdminUnit]) -> bool:
    return any(
        one.hromada == unit.name if unit.is_hromada else unit.name in {one.raion, one.raion_old}
        for unit in units
    )


def _is_followed_by_unit(words: Sequence[Word], at: int) -> bool:
    return (
        at + 1 < len(words)
        and words[at + 1].key.startswith(signs.HROMADA + signs.RAION)
        and bool(ADJECTIVE.search(words[at].key))
    )


def _is_spelt(settlement: Settlement | None, text: str) -> bool:
    return settlement is not None and settlement.name.casefold() == text
