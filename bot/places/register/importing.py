"""Taking a codifier's rows into content/places: ours stay, the rest of the country is renewed."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.places.register.codifier import Codifier, Row, UnusableFileError
from bot.places.register.country import FILE
from bot.places.register.country_rows import COLUMNS

OURS, HROMADAS = "settlements.csv", "hromadas.csv"
_OBLAST = len("UA00")  # of a code: the digits of its oblast
_OURS_COLUMNS = (
    "katottg", "category", "name_uk", "hromada_code", "hromada", "raion_code", "raion", "raion_old",
    "lat", "lon", "aliases", "name_ru", "name_ru_source", "name_en",
)  # fmt: skip
_HROMADA_COLUMNS = (
    "code", "name", "type", "centre", "centre_code", "raion_code", "raion", "lat", "lon",
    "population", "area_km2", "settlements_count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import changes: the new text of each file, and counts of rows.

    `renamed` names rows of ours that the codifier calls otherwise: ours stay.
    """

    files: Mapping[str, str]
    ours_kept: int
    ours_new: int
    new: int
    changed: int
    same: int
    untouched: int
    renamed: tuple[str, ...]


def plan(folder: Path, codifier: Codifier, *, oblast: str) -> Plan:
    """Work out what the import of a codifier changes in `folder` (content/places).

    Args:
        folder: its tables; none need be there.
        codifier: the rows.
        oblast: KATOTTG code of our oblast, "" when nobody told.

    Raises:
        UnusableFileError: it is not told which oblast is ours, or a table there can't be read.
    """
    if not oblast:
        raise UnusableFileError("Невідомо, яка область ваша. Спершу впишіть її code в region.yaml.")
    ours = _read(folder / OURS)
    prefix = oblast[:_OBLAST]
    known = {row["katottg"]: row for row in ours}
    of_ours = {code: row for code, row in codifier.rows.items() if code.startswith(prefix)}
    beyond = {code: row for code, row in codifier.rows.items() if code not in of_ours}
    added = {code: row for code, row in of_ours.items() if code not in known}
    files: dict[str, str] = {}
    if added:
        files[OURS] = _table(_OURS_COLUMNS, [*ours, *added.values()])
        files |= _with_hromadas(folder, {**known, **added})
    before = {row["katottg"]: row for row in _read(folder / FILE)}
    files[FILE] = _table(COLUMNS, {**before, **beyond}.values())
    changed = [code for code in beyond if code in before and _differ(before[code], beyond[code])]
    return Plan(
        files={name: text for name, text in files.items() if text != _text(folder / name)},
        ours_kept=len(of_ours) - len(added),
        ours_new=len(added),
        new=len(beyond.keys() - before.keys()),
        changed=len(changed),
        same=len(beyond.keys() & before.keys()) - len(changed),
        untouched=len(before.keys() - beyond.keys()),
        renamed=tuple(
            f"рядок {codifier.lines[code]}: «{row['name_uk']}», у нас «{known[code]['name_uk']}»."
            for code, row in of_ours.items()
            if code in known and known[code]["name_uk"] != row["name_uk"]
        ),
    )


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Put each file in its place, whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        beside = folder / f".{name}.new"
        try:
            with beside.open("w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(folder / name)
        finally:
            beside.unlink(missing_ok=True)


def _with_hromadas(folder: Path, settlements: Mapping[str, Row]) -> dict[str, str]:
    """hromadas.csv with those that it lacks; a hromada's centre has its lowest code."""
    known = _read(folder / HROMADAS)
    listed = {row["code"] for row in known}
    members: dict[str, list[Row]] = {}
    for _, row in sorted(settlements.items()):
        members.setdefault(row["hromada_code"], []).append(row)
    missing = [_hromada(rows) for code, rows in members.items() if code and code not in listed]
    return {HROMADAS: _table(_HROMADA_COLUMNS, [*known, *missing])} if missing else {}


def _hromada(rows: Sequence[Row]) -> Row:
    centre = rows[0]
    return {
        **{name: centre[name] for name in ("raion_code", "raion", "lat", "lon")},
        "code": centre["hromada_code"],
        "name": centre["hromada"],
        "centre": centre["name_uk"],
        "centre_code": centre["katottg"],
        "settlements_count": str(len(rows)),
    }


def _differ(before: Row, after: Row) -> bool:
    return any(before.get(name, "") != after.get(name, "") for name in COLUMNS)


def _table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A table in the order of codes."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row[columns[0]]))
    return out.getvalue()


def _read(path: Path) -> list[dict[str, str]]:
    text = _text(path)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        if all(row.get("katottg") or row.get("code") for row in rows):
            return rows
        problem = "у ній є рядок без коду"
    except csv.Error as error:
        problem = str(error)
    raise UnusableFileError(f"Таблиця places/{path.name} зіпсована: {problem}. Виправте її спершу.")


def _text(path: Path) -> str:
    """The file's text, "" when there is none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise UnusableFileError(f"Таблиця places/{path.name} не читається.") from None
