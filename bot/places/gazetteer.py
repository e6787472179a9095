"""Settlements of the oblast as people name them: any case, spelling, old name or nickname."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import nsmallest
from pathlib import Path

from bot.catalogue.region import Region
from bot.engine.turn import Point
from bot.places.distance import INSIDE_KM, Nearest
from bot.places.model import Hromada, Settlement
from bot.places.reading.alphabet import fold, fold_all, folded, from_layout, is_cyrillic, sound
from bot.places.reading.forms import russian, ukrainian
from bot.places.reading.meaning import Finding, meant
from bot.places.reading.mentions import Mentions
from bot.places.reading.names import Names, Rank
from bot.places.reading.ukrainian import land as land_of
from bot.places.reading.units import Units
from bot.places.reading.words import words_of
from bot.places.register.borders import Borders, read_borders, read_population
from bot.places.register.country import Country, read_country
from bot.places.register.tables import Tables

MANY = 8  # places of one name to choose from: of those in other oblasts, the nearest


@dataclass(slots=True, repr=False)
class Gazetteer:
    """All settlements, found by name and by point. `problems` names rows that were left out.

    `settlements` and `hromadas` are the oblast's own; `country` has the others. `population` (by
    settlement) and `borders` (by hromada) are known where somebody brought them.
    """

    settlements: tuple[Settlement, ...]
    hromadas: tuple[Hromada, ...]
    country: Country
    units: Units
    mentions: Mentions
    problems: tuple[str, ...] = ()
    population: Mapping[str, int] = field(default_factory=dict)
    borders: Borders = field(default_factory=dict)
    _by_code: Mapping[str, Settlement] = field(init=False)
    _placed: list[Settlement] = field(init=False)
    _nearest: Nearest = field(init=False)
    _placed_beyond: list[int] = field(init=False)
    _nearest_beyond: Nearest = field(init=False)

    def __post_init__(self) -> None:
        self._by_code = {one.code: one for one in self.settlements}
        self._placed = [one for one in self.settlements if one.point]
        self._nearest = Nearest(
            [(one.point.lat, one.point.lon) for one in self._placed if one.point]
        )
        beyond = {at: point for at, point in enumerate(self.country.points) if point}
        self._placed_beyond = list(beyond)
        self._nearest_beyond = Nearest(list(beyond.values()))

    def get(self, code: str) -> Settlement | None:
        """The settlement with this KATOTTG code."""
        return self._by_code.get(code) or self.country.get(code)

    def hromada_of(self, place: Settlement) -> Hromada | None:
        """Its hromada; None for a place of another oblast."""
        return next((one for one in self.hromadas if one.code == place.hromada_code), None)

    def find(self, text: str, *, loose: bool = True) -> Finding:
        """Settlements a text means; several when the name is ambiguous, none when none is named.

        A text in Latin letters that names none is read as typed on the wrong keyboard layout.
        Not loose: only names in their written forms, without repair of slips, which is much faster.
        """
        found = self._find(text, loose=loose)
        if found.settlements or is_cyrillic(text):
            return found
        return self._find(from_layout(text), loose=loose)

    def warm(self) -> None:
        """Make Latin spellings ready now, in whatever thread this is."""
        self.mentions.warm()

    def nearest(self, point: Point) -> Settlement:
        """The settlement whose middle is nearest. Raises LookupError when none has a point."""
        ours = self._nearest.nearest(point.lat, point.lon, 1)
        beyond = self._nearest_beyond.nearest(point.lat, point.lon, 1)
        if beyond and (not ours or beyond[0][1] < ours[0][1]):
            return self.country.row(self._placed_beyond[beyond[0][0]])
        for at, _ in ours:
            return self._placed[at]
        raise LookupError("no settlement has a point")

    def around(self, point: Point, k: int) -> list[Settlement]:
        """The `k` settlements of any oblast whose middles are nearest, nearest first."""
        ours = [(km, at, True) for at, km in self._nearest.nearest(point.lat, point.lon, k)]
        beyond = [
            (km, at, False) for at, km in self._nearest_beyond.nearest(point.lat, point.lon, k)
        ]
        return [
            self._placed[at] if is_ours else self.country.row(self._placed_beyond[at])
            for _, at, is_ours in nsmallest(k, ours + beyond)
        ]

    def distance_km(self, point: Point) -> float:
        """How far the oblast's nearest settlement is; infinite when none has a point."""
        found = self._nearest.nearest(point.lat, point.lon, 1)
        return found[0][1] if found else math.inf

    def is_ours(self, point: Point) -> bool:
        """Whether a point is in our oblast, as well as the nearest settlement tells."""
        if self.distance_km(point) > INSIDE_KM:
            return False
        return not self.nearest(point).oblast

    def _find(self, text: str, *, loose: bool) -> Finding:
        words = words_of(text)
        units = self.units.find(words, loose=loose)
        mentions = self.mentions.find(words, units, loose=loose)
        found = meant(words, units, mentions, partial(self.mentions.namesakes, words))
        if len(found.settlements) <= MANY or not found.settlements[0].oblast:
            return found
        nearest = nsmallest(MANY, found.settlements, key=self._far)
        return replace(found, settlements=tuple(nearest))

    def _far(self, one: Settlement) -> float:
        return self.distance_km(one.point) if one.point else math.inf


def load_gazetteer(folder: Path, region: Region) -> Gazetteer:
    """Read `folder` (content/places). What is broken is left out and named in `problems`.

    `region` tells which oblast is ours.
    """
    tables = Tables(folder)
    settlements = tuple(tables.settlements())
    hromadas = tuple(tables.hromadas())
    names = Names()
    _add_official(names, settlements)
    lands = tuple(one for one in hromadas if one.name != region.adjective)
    _add_others(names, tables, {one.code: one for one in settlements}, lands)
    names.finish()
    country = read_country(folder)
    ours = tuple(folded(" ".join(region.begins)))
    mentions = Mentions(
        names,
        country,
        ordinary=_ordinary(tables.words("ordinary.txt"), settlements),
        given=frozenset(_forms(tables.words("given_names.txt"))),
        ours=ours,
    )
    units = Units(settlements, hromadas, country, ours=ours)
    population = read_population(folder, tables.problems)
    borders = read_borders(folder, tables.problems)
    problems = (*tables.problems, *country.problems)
    return Gazetteer(settlements, hromadas, country, units, mentions, problems, population, borders)


def given_names(folder: Path) -> frozenset[str]:
    """The given names in `folder` (content/places), in small letters: «олена»."""
    return frozenset(Tables(folder).words("given_names.txt"))


def _add_official(names: Names, settlements: Iterable[Settlement]) -> None:
    for one in settlements:
        names.add(one.name, one, Rank.OFFICIAL)
        for alias in one.aliases:
            names.add(alias, one, Rank.ALIAS)
        if one.name_ru:
            names.add(one.name_ru, one, Rank.ALIAS, ru=True)
        # Mostly the name in Latin letters, which needs no entry, but some are former names.
        if one.name_en and sound(fold(one.name_en)) != sound(fold(one.name)):
            names.add(one.name_en, one, Rank.ALIAS)


def _add_others(
    names: Names,
    tables: Tables,
    by_code: Mapping[str, Settlement],
    hromadas: Iterable[Hromada],
) -> None:
    for nickname, code in tables.nicknames(frozenset(by_code)):
        # Living names: «в Кам’янці» is the town rather than the village of Кам’янка.
        names.add(nickname, by_code[code], Rank.OFFICIAL)
        names.add(nickname, by_code[code], Rank.OFFICIAL, ru=True)  # «в Каменце»
    for hromada in hromadas:
        centre, land = by_code.get(hromada.centre_code), land_of(hromada.name)
        if centre and land:
            names.add(land, centre, Rank.ALIAS)
    for place in tables.elsewhere():
        names.add(place.uk, place, Rank.OFFICIAL)
        if place.ru:
            names.add(place.ru, place, Rank.OFFICIAL, ru=True)
        if place.en:
            names.add(place.en, place, Rank.OFFICIAL)


def _ordinary(listed: Iterable[str], settlements: Iterable[Settlement]) -> frozenset[str]:
    """The listed words, folded; of a word that is a settlement's name, all its forms."""
    words = {" ".join(folded(line)) for line in listed}
    names = {one.name.casefold() for one in settlements if " ".join(folded(one.name)) in words}
    return frozenset(words | _forms(names))


def _forms(words: Iterable[str]) -> set[str]:
    forms = (form for word in words for form in (*ukrainian(word), *russian(word)))
    return fold_all(forms)
