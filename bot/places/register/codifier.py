"""A table of settlements with KATOTTG columns, as a ministry sends it: read and checked."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.places.reading.alphabet import fold, is_cyrillic, sound

REQUIRED = (
    "katottg", "category", "name_uk", "hromada_code", "hromada", "raion", "oblast", "lat", "lon",
)  # fmt: skip
SETTLEMENTS = {**{one: one for one in "MXCK"}, **dict(zip("МХСК", "MXCK", strict=True)), "T": "X"}
OTHER_UNITS = frozenset("OPHBОРНВ")  # oblasts, raions, hromadas, districts; in Cyrillic too
SOUTH, NORTH, WEST, EAST = 44.0, 53.0, 22.0, 41.0

_GZIP = b"\x1f\x8b"
_CODE = re.compile(r"UA\d{17}")
_NAME = re.compile(r"[А-ЯІЇЄҐ][а-яіїєґА-ЯІЇЄҐ’]*(?:[ -][а-яіїєґА-ЯІЇЄҐ’]+)*")
_ALIAS = re.compile(r"[^\W\d_]{2,}(?:[ ’-]+[^\W\d_]+)*")
_APOSTROPHE = re.compile("['ʼ`´‘]")
_SPACES = re.compile(r"\s+")

Row = Mapping[str, str]


class UnusableFileError(Exception):
    """Nothing can be taken of the file; the message says what to do."""


@dataclass(slots=True)
class Codifier:
    """What a file holds: `rows` by code, `wrong` rows as «line: message», other units counted."""

    rows: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    other_units: int = 0


class _WrongRowError(ValueError):
    pass


def read_codifier(path: Path) -> Codifier:
    """Read a CSV with `,` or `;`, in UTF-8, which may be packed by gzip.

    Raises:
        UnusableFileError: it can't be read, or a column is missing, or no row is right.
    """
    found = Codifier()
    for line, row in _rows(_text(path)):
        try:
            category = row["category"].strip().upper()
            if category in OTHER_UNITS:
                found.other_units += 1
                continue
            checked = _checked(row, category)
            code = checked["katottg"]
            if code in found.rows:
                raise _WrongRowError(
                    f"код {code} уже був у рядку {found.lines[code]}. Лишіть один рядок."
                )
        except _WrongRowError as error:
            found.wrong.append(f"рядок {line}: {error}")
            continue
        found.rows[code], found.lines[code] = checked, line
    if not found.rows:
        shown = found.wrong[:10] or ["у файлі немає населених пунктів."]
        raise UnusableFileError("\n".join(("Жодного правильного рядка.", *shown)))
    return found


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        if raw.startswith(_GZIP):
            raw = gzip.decompress(raw)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "Файл не в UTF-8. Збережіть його як «CSV UTF-8»."
    except (OSError, EOFError, zlib.error):
        message = "Файл не читається. Перевірте, чи він цілий."
    raise UnusableFileError(message)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by the names of their columns; one of another width has no cells but its width."""
    header = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;", key=header.count), strict=True
    )
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        missing = [name for name in REQUIRED if name not in columns]
        if missing:
            raise UnusableFileError(
                f"Бракує колонок: {', '.join(missing)}. Назвіть їх так у першому рядку."
            )
        for cells in reader:
            if any(cells):
                yield reader.line_num, _named(columns, cells)
    except csv.Error as error:
        raise UnusableFileError(
            f"Рядок {reader.line_num}: таблицю зіпсовано ({error}). Перевірте лапки."
        ) from None


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) == len(columns):
        return dict(zip(columns, cells, strict=True))
    return {"category": "", "": f"клітинок {len(cells)}, а колонок {len(columns)}"}


def _checked(row: Mapping[str, str], category: str) -> Row:
    if "" in row and "katottg" not in row:
        raise _WrongRowError(f"{row['']}. Перевірте роздільники й лапки.")
    code = row["katottg"].strip()
    if not _CODE.fullmatch(code):
        raise _WrongRowError(f"код «{code}» не за КАТОТТГ. Має бути UA і 17 цифр.")
    if category not in SETTLEMENTS:
        raise _WrongRowError(f"категорія «{category}» невідома. Має бути M, X, C або K.")
    name = _plain(row["name_uk"])
    if not _NAME.fullmatch(name):
        raise _WrongRowError(f"назва «{name}» не українська. Виправте name_uk.")
    for column in ("hromada", "raion", "oblast"):
        if not _NAME.fullmatch(unit := _plain(row[column])) and (unit or column == "oblast"):
            raise _WrongRowError(f"{column} «{unit}» не годиться. Має бути, як «Городоцька».")
    hromada_code = row["hromada_code"].strip()
    if hromada_code and not _CODE.fullmatch(hromada_code):
        raise _WrongRowError(f"hromada_code «{hromada_code}» не за КАТОТТГ: UA і 17 цифр.")
    lat, lon = _point(row["lat"], row["lon"])
    english = _plain(row.get("name_en", ""))
    return {
        "katottg": code,
        "category": SETTLEMENTS[category],
        "name_uk": name,
        "hromada_code": hromada_code,
        "hromada": _plain(row["hromada"]),
        "raion_code": row.get("raion_code", "").strip(),
        "raion": _plain(row["raion"]),
        "raion_old": _plain(row.get("raion_pre2020", "")),
        "oblast": _plain(row["oblast"]),
        "lat": lat,
        "lon": lon,
        "aliases": "|".join(_others(name, row.get("aliases", "").split("|"))),
        "name_ru": _russian(row.get("name_ru", "")),
        "name_en": "".join(_others(name, (english,))),
    }


def _point(lat: str, lon: str) -> tuple[str, str]:
    """Both coordinates with dots, or both empty."""
    north, east = (each.strip().replace(",", ".") for each in (lat, lon))
    if not north and not east:
        return "", ""
    try:
        at = float(north), float(east)
    except ValueError:
        raise _WrongRowError(
            f"координати «{lat}», «{lon}» не числа. Зразок: 49.42, 27.00."
        ) from None
    if SOUTH <= at[1] <= NORTH and WEST <= at[0] <= EAST:
        raise _WrongRowError("lat і lon переставлено: спершу широта (44…53), тоді довгота (22…41).")
    if not (SOUTH <= at[0] <= NORTH and WEST <= at[1] <= EAST):
        raise _WrongRowError(f"точка {north}, {east} не в Україні. Виправте або лишіть порожніми.")
    return north, east


def _others(name: str, aliases: Sequence[str]) -> list[str]:
    """Other names without noise: a Latin one counts only when it sounds differently."""
    kept: list[str] = []
    heard = {sound(fold(name))}
    for alias in map(_plain, aliases):
        spelt = sound(fold(alias))
        if not _ALIAS.fullmatch(alias) or alias == name or alias in kept:
            continue
        if is_cyrillic(alias) or spelt not in heard:
            kept.append(alias)
            heard.add(spelt)
    return kept


def _russian(name: str) -> str:
    plain = _plain(name)
    return plain if _ALIAS.fullmatch(plain) and is_cyrillic(plain) else ""


def _plain(text: str) -> str:
    return _APOSTROPHE.sub("’", _SPACES.sub(" ", text).strip())
