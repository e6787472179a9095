"""Settlements of the oblast as people name them: any case, spelling, old name or nickname."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.engine.turn import Point
from bot.places.distance import Nearest
from bot.places.index import FormIndex
from bot.places.letters import fold
from bot.places.mentions import Finding, Mentions
from bot.places.model import Hromada, Settlement


@dataclass(slots=True)
class Gazetteer:
    """All settlements, found by name and by point. `problems` names rows that were left out."""

    settlements: tuple[Settlement, ...]
    hromadas: tuple[Hromada, ...]
    mentions: Mentions
    problems: list[str] = field(default_factory=list)
    _by_code: Mapping[str, Settlement] = field(init=False)
    _placed: list[Settlement] = field(init=False)
    _nearest: Nearest = field(init=False)

    def __post_init__(self) -> None:
        self._by_code = {one.code: one for one in self.settlements}
        self._placed = [one for one in self.settlements if one.point]
        self._nearest = Nearest(
            [(one.point.lat, one.point.lon) for one in self._placed if one.point]
        )

    def get(self, code: str) -> Settlement | None:
        """The settlement with this KATOTTG code."""
        return self._by_code.get(code)

    def find(self, text: str) -> Finding:
        """Settlements a text means; several when the name is ambiguous, none when none is named."""
        return self.mentions.find(text)

    def warm(self) -> None:
        """Make Latin spellings ready now, in whatever thread this is."""
        self.mentions.warm()

    def nearest(self, point: Point) -> Settlement:
        """The settlement whose middle is nearest."""
        return self._placed[self._nearest.nearest(point.lat, point.lon, 1)[0][0]]

    def distance_km(self, point: Point) -> float:
        """How far the nearest settlement's middle is."""
        return self._nearest.nearest(point.lat, point.lon, 1)[0][1]


def load_gazetteer(folder: Path) -> Gazetteer:
    """Read `folder` (content/places). A broken row is left out and named in `problems`."""
    problems: list[str] = []
    settlements = tuple(_settlements(folder / "settlements.csv", problems))
    hromadas = tuple(_hromadas(folder / "hromadas.csv", problems))
    index = FormIndex()
    for settlement in settlements:
        index.add(settlement)
    by_code = {one.code: one for one in settlements}
    for mention, code in _nicknames(folder / "nicknames.csv", problems):
        if code in by_code:
            index.add_nickname(mention, by_code[code])
        else:
            problems.append(f"nicknames.csv: {mention}: there is no settlement {code}")
    for _, row in _rows(folder / "elsewhere.csv"):
        index.add_elsewhere(row.get("name_uk") or "")
        if row.get("name_ru"):
            index.add_elsewhere(row["name_ru"], russian=True)
    index.finish()
    ordinary = _ordinary_words(folder.parent)
    mentions = Mentions(index, settlements, hromadas, ordinary=ordinary)
    return Gazetteer(settlements, hromadas, mentions, problems)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file), 2)


def _settlements(path: Path, problems: list[str]) -> Iterator[Settlement]:
    for line, row in _rows(path):
        try:
            yield Settlement(
                code=row["katottg"],
                category=row["category"],
                name=row["name_uk"],
                hromada_code=row["hromada_code"],
                hromada=row["hromada"],
                raion=row["raion"],
                raion_old=row["raion_old"],
                point=Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                name_ru=row["name_ru"],
                ru_attested=row["name_ru_source"] == "attested",
                name_en=row["name_en"],
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            problems.append(f"{path.name}:{line}: a column is missing or is no number")


def _hromadas(path: Path, problems: list[str]) -> Iterator[Hromada]:
    for line, row in _rows(path):
        try:
            yield Hromada(
                code=row["code"],
                name=row["name"],
                kind=row["type"],
                centre=row["centre"],
                centre_code=row["centre_code"],
                raion=row["raion"],
            )
        except KeyError:
            problems.append(f"{path.name}:{line}: a column is missing")


def _nicknames(path: Path, problems: list[str]) -> Iterator[tuple[str, str]]:
    for line, row in _rows(path):
        if row.get("mention") and row.get("code"):
            yield row["mention"], row["code"]
        else:
            problems.append(f"{path.name}:{line}: write mention,code,note")


def _ordinary_words(folder: Path) -> frozenset[str]:
    """Words that people write without naming a place: a village of that name needs a sign."""
    words: set[str] = set()
    for path in (*folder.glob("examples/*.txt"), *folder.glob("services/*.yaml")):
        words.update(_lower_words(path.read_text(encoding="utf-8").splitlines()))
    return frozenset(words)


def _lower_words(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for word in line.split():
            bare = word.strip('.,!?:;()«»"')
            if bare.islower():
                yield fold(bare)
