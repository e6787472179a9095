"""The settlements a library may stand in: code, name, point."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spot:
    """A settlement's name and its point, in decimal degrees."""

    name: str
    hromada: str
    lat: float
    lon: float


Settlements = Mapping[str, Spot]


def read_settlements(path: Path) -> Settlements:
    """Return the settlements by KATOTTG code; without the file, none (and none are checked)."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return {
                row["katottg"]: Spot(
                    row["name_uk"], row["hromada"], float(row["lat"]), float(row["lon"])
                )
                for row in csv.DictReader(lines)
            }
    except OSError:
        return {}
