"""The tables in content/places, row by row; a broken row or file is named and left out."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.engine.turn import Point
from bot.places.model import Hromada, Settlement


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A town, region or country that is not in the oblast; unknown spellings are "".

    `where` is an oblast, an adjective, or says what it is.
    """

    uk: str
    ru: str
    en: str
    where: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Reads a folder. `problems` grow as tables are read: `places/file:line:column: message`."""

    folder: Path
    problems: list[str] = field(default_factory=list)

    def settlements(self) -> Iterator[Settlement]:
        """Read settlements.csv."""
        for line, row in self._rows("settlements.csv"):
            try:
                point = Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None
                yield Settlement(
                    code=row["katottg"],
                    category=row["category"],
                    name=row["name_uk"],
                    hromada_code=row["hromada_code"],
                    hromada=row["hromada"],
                    raion=row["raion"],
                    raion_old=row["raion_old"],
                    point=point,
                    aliases=tuple(filter(None, row["aliases"].split("|"))),
                    name_ru=row["name_ru"],
                    name_en=row["name_en"],
                )
            except (KeyError, TypeError, ValueError, AttributeError):
                self._problem("settlements.csv", line, "бракує колонки, або координати не число.")

    def hromadas(self) -> Iterator[Hromada]:
        """Read hromadas.csv."""
        for line, row in self._rows("hromadas.csv"):
            try:
                yield Hromada(
                    code=row["code"],
                    name=row["name"],
                    kind=row["type"],
                    centre=row["centre"],
                    centre_code=row["centre_code"],
                    raion=row["raion"],
                )
            except KeyError as error:
                self._problem("hromadas.csv", line, f"бракує колонки {error.args[0]}.")

    def nicknames(self, known: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Read nicknames.csv: a nickname and the code of its settlement, one of `known`."""
        for line, row in self._rows("nicknames.csv"):
            mention, code = row.get("mention"), row.get("code")
            if not mention or not code:
                self._problem("nicknames.csv", line, "рядок має бути такий: назва,код,пояснення.")
            elif code not in known:
                self._problem("nicknames.csv", line, f"немає населеного пункту з кодом «{code}».")
            else:
                yield mention, code

    def elsewhere(self) -> Iterator[Elsewhere]:
        """Read elsewhere.csv."""
        for line, row in self._rows("elsewhere.csv"):
            if row.get("name_uk"):
                others = (row.get(one) or "" for one in ("name_ru", "name_en", "where"))
                yield Elsewhere(row["name_uk"], *others)
            else:
                self._problem("elsewhere.csv", line, "бракує name_uk.")

    def words(self, name: str) -> list[str]:
        """Lines of a list in lower case; those that begin with # are remarks."""
        try:
            lines = (self.folder / name).read_text(encoding="utf-8").casefold().splitlines()
        except (OSError, UnicodeDecodeError):
            self._problem(name, 1, "файл не читається.")
            return []
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]

    def _rows(self, name: str) -> Iterator[tuple[int, dict[str, str]]]:
        try:
            with (self.folder / name).open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                for row in reader:
                    yield reader.line_num, row
        except (OSError, UnicodeDecodeError, csv.Error):
            self._problem(name, 1, "файл не читається.")

    def _problem(self, name: str, line: int, message: str) -> None:
        self.problems.append(f"places/{name}:{line}:1: {message}")
