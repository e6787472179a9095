"""Borders of hromadas and how many people live where: what a map and a share are made from."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

BORDERS: Final = "hromadas.geojson"
POPULATION: Final = "population.csv"
Ring = tuple[tuple[float, float], ...]  # (lon, lat) in degrees, the last as the first
Borders = Mapping[str, tuple[Ring, ...]]  # by KATOTTG code of the hromada


def read_borders(folder: Path, problems: list[str]) -> Borders:
    """The polygons of hromadas.geojson, which may be missing; a broken one is named, left out."""
    path = folder / BORDERS
    if not path.exists():
        return {}
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError):
        problems.append(f"places/{BORDERS}:1:1: файл не читається. Поверніть його, як був.")
        return {}
    found: dict[str, tuple[Ring, ...]] = {}
    for number, one in enumerate(features, start=1):
        try:
            found[str(one["properties"]["code"])] = tuple(_rings(one["geometry"]))
        except (KeyError, TypeError, ValueError):
            problems.append(
                f"places/{BORDERS}:1:1: межу № {number} не прочитано: потрібні code і полігон."
            )
    return found


def _rings(geometry: Mapping[str, object]) -> list[Ring]:
    given = geometry["coordinates"]
    assert isinstance(given, list)
    polygons = [given] if geometry["type"] == "Polygon" else given
    return [
        tuple((float(lon), float(lat)) for lon, lat, *_ in ring) for one in polygons for ring in one
    ]


def read_population(folder: Path, problems: list[str]) -> Mapping[str, int]:
    """People by KATOTTG code of the settlement, of population.csv, which may be missing."""
    path = folder / POPULATION
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        problems.append(f"places/{POPULATION}:1:1: файл не читається. Поверніть його, як був.")
        return {}
    found: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        code, people = row.get("katottg") or "", row.get("population") or ""
        if code and people.isascii() and people.isdigit():
            found[code] = int(people)
        elif code and people:
            problems.append(
                f"places/{POPULATION}:{line}:1: «{people}» не число людей. Виправте або приберіть."
            )
    return found
