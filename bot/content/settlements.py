"""The settlements a library may stand in: code, name, point."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.content.collect import Collector
from bot.content.problems import Problem


@dataclass(frozen=True, slots=True)
class Spot:
    """A settlement's name and its point, in decimal degrees; None where nobody knows it.

    `raion` is an adjective, None in a table without it.
    """

    name: str
    lat: float | None
    lon: float | None
    raion: str | None


Settlements = Mapping[str, Spot]
NO_SETTLEMENT: Final = (
    "немає населеного пункту з кодом «{}». Знайдіть код у places/settlements.csv."
)
_COLUMNS: Final = frozenset({"katottg", "name_uk", "lat", "lon"})


def lacks(settlements: Settlements | None, code: str | None) -> bool:
    """Whether a code was given that no settlement has; an empty table has none of them."""
    return settlements is not None and code is not None and code not in settlements


def point_of(
    given: tuple[float | None, float | None], code: str | None, settlements: Settlements | None
) -> tuple[float | None, float | None, bool]:
    """Latitude, longitude and whether they are but those of the settlement: it has none of its own.

    None, None and False where neither is known.
    """
    if given[0] is not None:
        return *given, False
    spot = (settlements or {}).get(code or "")
    return (spot.lat, spot.lon, spot.lat is not None) if spot else (None, None, False)


def read_settlements(collector: Collector) -> Settlements | None:
    """Return the settlements by KATOTTG code; None without a sound file (no code is checked)."""
    path = collector.folder / "places" / "settlements.csv"
    try:
        text = collector.raw(path).decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        message = "файл не вдалося прочитати. Збережіть його як UTF-8."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
        return None
    rows = csv.DictReader(text.splitlines())
    missing = _COLUMNS.difference(rows.fieldnames or ())
    if missing:
        message = f"бракує стовпчиків: {', '.join(sorted(missing))}. Поверніть файл, як був."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
        return None
    found = {}
    for row in rows:
        try:
            point = row["lat"], row["lon"]
            lat, lon = map(float, point) if any(point) else (None, None)
            found[row["katottg"]] = Spot(row["name_uk"], lat, lon, row.get("raion") or None)
        except (KeyError, TypeError, ValueError):
            message = "у рядку бракує коду, назви або координат. Поверніть рядок, як був."
            collector.problems.append(Problem(collector.name(path), rows.line_num, 1, message))
    return found
