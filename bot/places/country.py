"""Settlements beyond the oblast: many, so their forms are made only when one may be meant."""

import csv
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.engine.turn import Point
from bot.places.forms import russian, ukrainian
from bot.places.letters import fold, fold_all, is_cyrillic, sound
from bot.places.model import Settlement, Unit
from bot.places.names import Match, Rank
from bot.places.skeleton import asked, skeleton, skeletons

FILE = "country.csv"
COLUMNS = (
    "katottg", "category", "name_uk", "hromada_code", "hromada", "raion", "raion_old", "oblast",
    "lat", "lon", "aliases", "name_ru", "name_en",
)  # fmt: skip
_HEADER = ",".join(COLUMNS)
_CODE = len("UA05020030010063857")
_PARTS = re.compile(r"[\s-]+")

Coordinates = tuple[float, float]
_Rows = int | tuple[int, ...]


class Country:
    """Finds settlements of `country.csv`, whose rows are sorted by code.

    A row stays a line of text until it is asked for. `problems` name lines that were left out.
    """

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        self.problems: list[str] = []
        self._lines: list[bytes] = []
        self._points: list[Coordinates | None] = []
        self._index: dict[str, _Rows] = {}
        self._units: dict[str, list[tuple[str, int, bool]]] = {}
        self._oblasts: dict[str, str] = {}
        self._take(lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def points(self) -> Sequence[Coordinates | None]:
        """Coordinates of each row, None when nobody knows them."""
        return self._points

    def row(self, at: int) -> Settlement:
        """The settlement of a row."""
        return _settlement(_cells(self._lines[at]), self._points[at])

    def get(self, code: str) -> Settlement | None:
        """The settlement with this KATOTTG code."""
        wanted = code.encode()
        at = bisect_left(self._lines, wanted)
        found = at < len(self._lines) and self._lines[at][:_CODE] == wanted
        return self.row(at) if found else None

    def oblast(self, key: str) -> str:
        """The oblast of this folded adjective in any case, Ukrainian or Russian; "" if unknown."""
        return next((self._oblasts[one] for one in asked((key,)) if one in self._oblasts), "")

    def exact(self, keys: Sequence[str]) -> list[Match]:
        """What these folded words name in any case; of current and former names the current."""
        says: dict[tuple[str, bool], bool | None] = {}
        matches = []
        for at in self._claiming(asked(keys)):
            cells = _cells(self._lines[at])
            best: Match | None = None
            for name, rank, ru in _names(cells):
                if (name, ru) not in says:
                    says[name, ru] = _says(name, keys, ru=ru)
                as_is = says[name, ru]
                if as_is is None or (best and (best.rank, not best.as_is) <= (rank, not as_is)):
                    continue
                best = Match(_settlement(cells, self._points[at]), rank, as_is, swapped=False)
            if best:
                matches.append(best)
        least = min((one.rank for one in matches), default=Rank.OFFICIAL)
        return [one for one in matches if one.rank == least]

    def towns(self, name: str, oblast: str) -> list[Settlement]:
        """Towns of this name in an oblast; without one there, whatever is called so."""
        rows = map(self.row, self._claiming((skeleton(name),)))
        found = [one for one in rows if one.name == name and one.oblast == oblast]
        return [one for one in found if one.category in {"M", "K"}] or found

    def units(self, stem: str) -> list[Unit]:
        """Hromadas and raions whose adjectives begin so, with a vowel that may be Russian."""
        found = [
            (OSA.distance(sound(stem), sound(_adjective_stem(unit[0]))), unit)
            for unit in self._units.get(skeleton(stem), ())
        ]
        least = min((slips for slips, _ in found), default=0)
        return [
            Unit(name, self.row(at) if at >= 0 else None, is_hromada, ours=False)
            for slips, (name, at, is_hromada) in found
            if slips == least <= 1
        ]

    def _claiming(self, wanted: Iterable[str]) -> Iterator[int]:
        seen: set[int] = set()
        for key in wanted:
            rows = self._index.get(key, ())
            for at in (rows,) if isinstance(rows, int) else rows:
                if at not in seen:
                    seen.add(at)
                    yield at

    def _take(self, lines: Iterable[bytes]) -> None:
        taken: list[list[str]] = []
        for number, line in enumerate(lines, 2):
            try:
                cells = _cells(line)
                point = (float(cells[8]), float(cells[9])) if cells[8] else None
                if len(cells) != len(COLUMNS) or not cells[2] or len(cells[0]) != _CODE:
                    raise ValueError
            except (ValueError, IndexError):
                self.problems.append(
                    f"places/{FILE}:{number}:1: рядок зіпсовано. Повторіть mistok places import."
                )
                continue
            if self._lines and line <= self._lines[-1]:
                self.problems.append(
                    f"places/{FILE}:{number}:1: код не за порядком. Повторіть mistok places import."
                )
                continue
            self._lines.append(line)
            self._points.append(point)
            taken.append(cells)
        if taken:
            self._learn_names(taken)
            self._learn_units(taken)

    def _learn_names(self, rows: Sequence[Sequence[str]]) -> None:
        ukrainian_ones = skeletons(cells[2] for cells in rows)
        russian_ones = skeletons(cells[11] for cells in rows)
        kept: dict[str, list[int]] = {}
        for at, (cells, uk, ru) in enumerate(zip(rows, ukrainian_ones, russian_ones, strict=True)):
            kept.setdefault(uk, []).append(at)
            others = {skeleton(name) for name in (*cells[10].split("|"), cells[12]) if name}
            for other in (others | {ru}) - {uk, ""}:
                kept.setdefault(other, []).append(at)
        self._index = {
            key: found[0] if len(found) == 1 else tuple(found) for key, found in kept.items()
        }

    def _learn_units(self, rows: Sequence[Sequence[str]]) -> None:
        """A hromada's centre has its lowest code; a raion's town has a hromada called like it."""
        hromadas: dict[str, tuple[str, str, int]] = {}
        raions: dict[tuple[str, str], None] = {}
        for at, cells in enumerate(rows):
            hromadas.setdefault(cells[3], (cells[4], cells[7], at))
            raions[cells[5], cells[7]] = raions[cells[6], cells[7]] = None
            self._oblasts.setdefault(cells[7], "")
        towns = {(name, oblast): at for name, oblast, at in hromadas.values()}
        units = [(name, at, True) for name, _, at in hromadas.values() if name]
        units += [
            (name, towns.get((_feminine(name), oblast), -1), False)
            for name, oblast in raions
            if name
        ]
        for key, unit in zip(skeletons(name for name, _, _ in units), units, strict=True):
            self._units.setdefault(key.replace(" ", ""), []).append(unit)
        self._oblasts = {_last(skeleton(name)): name for name in self._oblasts}


def read_country(folder: Path) -> Country:
    """Read `folder`/country.csv; an empty country when there is none."""
    try:
        lines = (folder / FILE).read_bytes().removesuffix(b"\n").split(b"\n")
        header = lines[0].decode()
    except FileNotFoundError:
        return Country()
    except (OSError, UnicodeDecodeError):
        header = ""
    if header != _HEADER:
        country = Country()
        country.problems.append(
            f"places/{FILE}:1:1: файл не той, що пише Місток. Повторіть mistok places import."
        )
        return country
    return Country(lines[1:])


def _cells(line: bytes) -> list[str]:
    text = line.decode()
    return next(csv.reader((text,))) if '"' in text else text.split(",")


def _settlement(cells: Sequence[str], point: Coordinates | None) -> Settlement:
    return Settlement(
        code=cells[0],
        category=cells[1],
        name=cells[2],
        hromada_code=cells[3],
        hromada=cells[4],
        raion=cells[5],
        raion_old=cells[6],
        oblast=cells[7],
        point=Point(*point) if point else None,
        aliases=tuple(filter(None, cells[10].split("|"))),
        name_ru=cells[11],
        name_en=cells[12],
    )


def _names(cells: Sequence[str]) -> Iterator[tuple[str, Rank, bool]]:
    """All names of a row; whether one is Russian."""
    yield cells[2], Rank.OFFICIAL, False
    if cells[11]:
        yield cells[11], Rank.OFFICIAL, True
    for alias in filter(None, (*cells[10].split("|"), cells[12])):
        yield alias, Rank.ALIAS, False


def _says(name: str, keys: Sequence[str], *, ru: bool) -> bool | None:
    """Whether these folded words are the name's dictionary form; None when they are none of it."""
    words = _PARTS.split(name.casefold())
    if len(words) != len(keys):
        return None
    plain = [fold(word) for word in words]
    if all(map(is_cyrillic, keys)) and is_cyrillic(name):
        if any(word[:1] != key[:1] for word, key in zip(plain, keys, strict=True)):
            return None
        if not all(key in _forms(word, ru) for word, key in zip(words, keys, strict=True)):
            return None
        return plain == list(keys)
    spelt = [sound(key) for key in keys]
    heard = [sound(word) for word in plain]
    if any(word[:1] != key[:1] for word, key in zip(heard, spelt, strict=True)):
        return None
    for word, key in zip(words, spelt, strict=True):
        if key != sound(fold(word)) and key not in map(sound, _forms(word, ru)):
            return None
    return heard == spelt


@lru_cache(maxsize=512)
def _forms(word: str, ru: bool) -> frozenset[str]:
    decline: Callable[[str], Iterable[str]] = russian if ru else ukrainian
    return frozenset(fold_all(decline(word)))


def _feminine(adjective: str) -> str:
    """«Бердичівський» – «Бердичівська»."""
    return adjective.removesuffix("ий") + "а"


def _adjective_stem(adjective: str) -> str:
    return fold(adjective.replace("-", "").removesuffix("ий").removesuffix("а"))


def _last(words: str) -> str:
    """Of «Івано-Франківська» the part that stands beside the word for an oblast."""
    return words.rpartition(" ")[2]
