"""Settlements beyond the oblast: many, so their forms are made only when one may be meant."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.places.model import AdminUnit, Settlement
from bot.places.reading.alphabet import is_cyrillic, sound
from bot.places.reading.names import Match, Rank
from bot.places.reading.skeleton import asked, skeleton, skeletons
from bot.places.reading.ukrainian import adjective_stem, feminine
from bot.places.register.country_rows import (
    COLUMNS,
    Coordinates,
    cells_of,
    names_of,
    says,
    settlement_of,
)

FILE = "country.csv"
_HEADER = ",".join(COLUMNS)
_CODE = len("UA05020030010063857")
KEPT = 1000  # names whose settlements are remembered
_AGAIN = "Повторіть mistok places import."

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
        self._found: dict[tuple[str, ...], list[Match]] = {}
        self._take(lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def points(self) -> Sequence[Coordinates | None]:
        """Coordinates of each row, None when nobody knows them."""
        return self._points

    def row(self, at: int) -> Settlement:
        """The settlement of a row."""
        return settlement_of(cells_of(self._lines[at]), self._points[at])

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
        asked_for = tuple(keys)
        found = self._found.get(asked_for)
        if found is None:
            if len(self._found) >= KEPT:
                self._found.clear()
            found = self._found[asked_for] = self._exact(asked_for)
        return found

    def _exact(self, keys: Sequence[str]) -> list[Match]:
        said: dict[tuple[str, bool], bool | None] = {}
        matches = []
        for at in self._claiming(asked(keys)):
            cells = cells_of(self._lines[at])
            best: Match | None = None
            for name, rank, ru in names_of(cells):
                if (name, ru) not in said:
                    said[name, ru] = says(name, keys, ru=ru)
                as_is = said[name, ru]
                if as_is is None or (best and (best.rank, not best.as_is) <= (rank, not as_is)):
                    continue
                best = Match(settlement_of(cells, self._points[at]), rank, as_is, swapped=False)
            if best:
                matches.append(best)
        least = min((one.rank for one in matches), default=Rank.OFFICIAL)
        return [one for one in matches if one.rank == least]

    def towns(self, name: str, oblast: str) -> list[Settlement]:
        """Towns of this name in an oblast; without one there, whatever is called so."""
        rows = map(self.row, self._claiming((skeleton(name),)))
        found = [one for one in rows if one.name == name and one.oblast == oblast]
        return [one for one in found if one.category in {"M", "K"}] or found

    def units(self, stem: str) -> list[AdminUnit]:
        """Hromadas and raions whose adjectives begin so, with a vowel that may be Russian."""
        found = [
            (OSA.distance(sound(stem), sound(adjective_stem(unit[0]))), unit)
            for unit in self._units.get(skeleton(stem), ())
        ]
        least = min((slips for slips, _ in found), default=0)
        return [
            AdminUnit(name, self.row(at) if at >= 0 else None, is_hromada, ours=False)
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
        """Learn row by row; cells are not kept, there would be hundreds of thousands."""
        others: list[tuple[str, int]] = []
        ukrainian_names: list[str] = []
        russian_names: list[str] = []
        units = _UnitRows()
        for number, line in enumerate(lines, 2):
            cells = cells_of(line)
            try:
                point = (float(cells[8]), float(cells[9])) if cells[8] else None
                if len(cells) != len(COLUMNS) or len(cells[0]) != _CODE or not cells[2]:
                    raise ValueError
                if self._lines and line[:_CODE] <= self._lines[-1][:_CODE]:
                    raise ValueError
            except (IndexError, ValueError):
                self.problems.append(f"places/{FILE}:{number}:1: рядок зіпсовано. {_AGAIN}")
                continue
            at = len(self._lines)
            self._lines.append(line)
            self._points.append(point)
            ukrainian_names.append(cells[2])
            russian_names.append(cells[11])
            if cells[10]:
                others += [(name, at) for name in cells[10].split("|")]
            if cells[12]:
                others.append((cells[12], at))
            units.add(at, cells)
        if self._lines:
            self._learn_names(ukrainian_names, russian_names, others)
            self._units = units.by_skeleton()
            self._oblasts = {skeleton(name.rpartition("-")[2]): name for name in units.oblasts}

    def _learn_names(
        self,
        ukrainian_names: Sequence[str],
        russian_names: Sequence[str],
        others: Sequence[tuple[str, int]],
    ) -> None:
        index: dict[str, _Rows] = {}
        first = skeletons(ukrainian_names)
        for at, key in enumerate(first):
            _claim(index, key, at)
        for at, key in enumerate(skeletons(russian_names)):
            if key and key != first[at]:
                _claim(index, key, at)
        for cyrillic in (True, False):
            script = [one for one in others if is_cyrillic(one[0]) == cyrillic]
            for key, (_, at) in zip(skeletons(name for name, _ in script), script, strict=False):
                if key and key != first[at]:
                    _claim(index, key, at)
        self._index = index


class _UnitRows:
    """Hromadas and raions, gathered from rows in the order of codes."""

    def __init__(self) -> None:
        self.oblasts: dict[str, None] = {}
        self._hromadas: dict[str, tuple[str, str, int]] = {}
        self._raions: dict[tuple[str, str], None] = {}
        self._last: Sequence[str] = ()

    def add(self, at: int, cells: Sequence[str]) -> None:
        """Take a row; the first of a hromada, with the lowest code, is its centre."""
        if cells[3:8] == self._last:
            return
        _, hromada, *raions, oblast = self._last = cells[3:8]
        self._hromadas.setdefault(cells[3], (hromada, oblast, at))
        for raion in filter(None, raions):
            self._raions.setdefault((raion, oblast))
        self.oblasts.setdefault(oblast)

    def by_skeleton(self) -> dict[str, list[tuple[str, int, bool]]]:
        """Name, row of the centre or -1, whether it is a hromada; by skeletons of their names."""
        towns = {(name, oblast): at for name, oblast, at in self._hromadas.values()}
        units = [(name, at, True) for name, _, at in self._hromadas.values() if name]
        units += [
            # A raion's town has a hromada of the same adjective.
            (name, towns.get((feminine(name), oblast), -1), False)
            for name, oblast in self._raions
        ]
        found: dict[str, list[tuple[str, int, bool]]] = {}
        for key, unit in zip(skeletons(name for name, _, _ in units), units, strict=True):
            found.setdefault(key.replace(" ", ""), []).append(unit)
        return found


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
        country.problems.append(f"places/{FILE}:1:1: файл не той, що пише Місток. {_AGAIN}")
        return country
    return Country(lines[1:])


def _claim(index: dict[str, _Rows], key: str, at: int) -> None:
    known = index.get(key)
    if known is None:
        index[key] = at
    elif isinstance(known, int):
        index[key] = known if known == at else (known, at)
    elif known[-1] != at:
        index[key] = (*known, at)
