"""Hromadas and raions, named by adjectives: «Деражнянська громада», «Волочиський р-н»."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from rapidfuzz.distance import OSA

from bot.places.model import AdminUnit, Hromada, Settlement
from bot.places.reading.alphabet import fold, is_cyrillic, sound
from bot.places.reading.signs import HROMADA, RAION, another_oblast
from bot.places.reading.ukrainian import ADJECTIVE
from bot.places.reading.word_lists import beginnings
from bot.places.reading.words import Word
from bot.places.register.country import Country

# How words begin for an office that is where its adjective says, and for what may stand between.
_OFFICE = beginnings("office")
_BETWEEN = beginnings("office_between")
_LONG, _VERY_LONG = 7, 11


@dataclass(frozen=True, slots=True)
class Named:
    """Units that words at `first`…`last` may name; none when it is an unknown one, elsewhere."""

    first: int
    last: int
    units: tuple[AdminUnit, ...]


class Units:
    """Finds units by their adjectives in any case, in Cyrillic or Latin letters."""

    def __init__(
        self,
        settlements: Sequence[Settlement],
        hromadas: Iterable[Hromada],
        country: Country,
        *,
        ours: tuple[str, ...],
    ) -> None:
        self._country = country
        self._ours = ours
        by_code = {one.code: one for one in settlements}
        centres: dict[str, Settlement] = {}
        self._by_stem: dict[str, list[AdminUnit]] = {}
        for hromada in hromadas:
            centre = by_code.get(hromada.centre_code)
            stem = _stem(fold(hromada.name.replace("-", "")))
            if centre:
                centres[stem] = centre
            self._add(stem, AdminUnit(hromada.name, centre, is_hromada=True))
        raions = {one.raion for one in settlements} | {one.raion_old for one in settlements}
        for raion in sorted(raions - {""}):
            stem = _stem(fold(raion.replace("-", "")))
            # A raion's town has a hromada of the same adjective.
            self._add(stem, AdminUnit(raion, centres.get(stem), is_hromada=False))

    def _add(self, stem: str, unit: AdminUnit) -> None:
        self._by_stem.setdefault(stem, []).append(unit)
        self._by_stem.setdefault(sound(stem), []).append(unit)

    def find(self, words: Sequence[Word], *, loose: bool = True) -> list[Named]:
        """Every unit that is named, those of hromadas first; not loose: only rightly spelt ones."""
        found = [named for at in range(len(words)) if (named := self._at(words, at, loose=loose))]
        return sorted(found, key=lambda one: not any(unit.is_hromada for unit in one.units))

    def _at(self, words: Sequence[Word], at: int, *, loose: bool) -> Named | None:
        word = words[at]
        key = _spelt(word)
        if not (ADJECTIVE.search(key) or word.dot) or word.key.startswith(_BETWEEN):
            return None
        kind = _kind(words, at)
        if kind is None:
            return None
        read = partial(self._called, cut=word.dot, loose=loose, far=kind is not _OFFICE)
        first, units = at, read(key)
        if word.hyphen:
            joined = _spelt(words[at - 1]) + key
            whole = read(joined)
            first, key, units = (at - 1, joined, whole) if whole else (first, key, units)
        if not units and (kind is _OFFICE or not ADJECTIVE.search(key)):
            return None
        if kind is not _OFFICE:
            units = self._in_oblast(words, at, key, units)
        fitting = [one for one in units if one.is_hromada == (kind is HROMADA)]
        return Named(first, at, tuple(fitting if fitting and kind is not _OFFICE else units))

    def _in_oblast(
        self, words: Sequence[Word], at: int, key: str, units: list[AdminUnit]
    ) -> list[AdminUnit]:
        """«Городоцька громада Львівської області» is not ours."""
        adjective = another_oblast(words, at, 2, ours=self._ours)
        if not adjective:
            return units
        oblast = self._country.oblast(adjective)
        far = self._country.units(_stem(key))
        return [one for one in far if one.centre is None or one.centre.oblast == oblast]

    def _called(self, key: str, *, cut: bool, loose: bool, far: bool) -> list[AdminUnit]:
        """Units of this adjective, be it cut short by a dot or slightly misspelt."""
        stem = _stem(key)
        if stem in self._by_stem:
            return self._by_stem[stem]
        if far and (found := self._country.units(stem)):
            return found
        if cut:
            begun = [known for known in self._by_stem if known.startswith(key)]
            return self._by_stem[begun[0]] if len(begun) == 1 else []
        if not loose:
            return []
        allowed = (len(stem) >= _LONG) + (len(stem) >= _VERY_LONG)
        close = [
            known
            for known in self._by_stem
            if known[0] == stem[0] and OSA.distance(stem, known, score_cutoff=allowed) <= allowed
        ]
        return self._by_stem[close[0]] if len(close) == 1 else []


def _kind(words: Sequence[Word], at: int) -> tuple[str, ...] | None:
    """What an adjective describes: HROMADA, RAION or _OFFICE; None when none of these."""
    after = at + 1
    while (
        after < len(words)
        and words[after].key.startswith(_BETWEEN)
        and not _is_parted(words[after])
    ):
        after += 1
    described = words[after].key if after < len(words) and not _is_parted(words[after]) else ""
    for kind in (HROMADA, RAION, _OFFICE):
        if described.startswith(kind):
            return kind
    before = words[at - 1].key if at and not _is_parted(words[at]) else ""
    return next((kind for kind in (HROMADA, RAION) if before.startswith(kind)), None)


def _is_parted(word: Word) -> bool:
    """Whether a comma or a full stop stands before it, not just the dot of «Летич. р-н»."""
    return word.apart or (word.first and word.capital)


def _stem(key: str) -> str:
    """What all forms of an adjective begin with: «деражнянськ»."""
    found = ADJECTIVE.search(key)
    return key[: found.start() + 2] if found else key


def _spelt(word: Word) -> str:
    return word.key if is_cyrillic(word.key) else sound(word.key)
