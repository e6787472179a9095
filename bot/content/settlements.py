"""The settlements a library may stand in: code, name, point."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.content.collect import Collector
from bot.content.problems import Problem


@dataclass(frozen=True, slots=True)
class Spot:
    """A settlement's name and its point, in decimal degrees."""

    name: str
    lat: float
    lon: float


Settlements = Mapping[str, Spot]
_COLUMNS: Final = frozenset({"katottg", "name_uk", "lat", "lon"})


def read_settlements(collector: Collector) -> Settlements:
    """Return the settlements by KATOTTG code; without the file, none (and none are checked)."""
    path = collector.folder / "places" / "settlements.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        message = "файл не вдалося прочитати. Збережіть його як UTF-8."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
        return {}
    rows = csv.DictReader(text.splitlines())
    missing = _COLUMNS.difference(rows.fieldnames or ())
    if missing:
        message = f"бракує стовпчиків: {', '.join(sorted(missing))}. Поверніть файл, як був."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
        return {}
    found = {}
    for row in rows:
        try:
            found[row["katottg"]] = Spot(row["name_uk"], float(row["lat"]), float(row["lon"]))
        except (KeyError, TypeError, ValueError):
            message = "у рядку бракує коду, назви або координат. Поверніть рядок, як був."
            collector.problems.append(Problem(collector.name(path), rows.line_num, 1, message))
    return found
