"""Reading a spreadsheet or a CSV file into rows of text, whatever wrote it."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from bot.content.library_list.words import folded

MOST_BYTES = 50_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 2000  # letters; what is longer is no fact of a library
PACKED = b"PK"  # begins XLSX and ODS
OLD_SHEET = b"\xd0\xcf\x11\xe0"  # begins XLS
DELIMITERS = ";,\t|"
# Windows-1251 has the letters of Ukrainian where others have nothing sensible.
ENCODINGS = ("utf-8-sig", "cp1251")


class UnreadableListError(Exception):
    """The file is no list of libraries; the message says why and what to do."""


def check_bytes(body: bytes, name: str) -> None:
    """Raises UnreadableListError for a file that is too large to be a list."""
    if len(body) > MOST_BYTES:
        raise UnreadableListError(f"{name}: файл завеликий. Лишіть у ньому лише свою область.")


def read_table(body: bytes, name: str) -> list[list[str]]:
    """All rows of the first sheet that has any, as trimmed texts. Raises UnreadableListError."""
    try:
        is_sheet = body.startswith((PACKED, OLD_SHEET))
        raw = _sheet(body, name) if is_sheet else _csv(body)
    except (CalamineError, OSError, csv.Error) as error:
        raise UnreadableListError(
            f"{name}: файл не читається. Збережіть його як XLSX або CSV і повторіть."
        ) from error
    _check_size(len(raw), name)
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in raw]


def _sheet(body: bytes, name: str) -> Sequence[Sequence[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    for title in book.sheet_names:
        sheet = book.get_sheet_by_name(title)
        _check_size(sheet.total_height, name)
        rows = sheet.to_python(skip_empty_area=False)
        if any(any(cell != "" for cell in row) for row in rows):
            return rows
    return []


def _check_size(rows: int, name: str) -> None:
    if rows > MOST_ROWS:
        raise UnreadableListError(
            f"{name}: більше ніж {MOST_ROWS} рядків. Лишіть у файлі самі бібліотеки, без порожніх "
            "рядків під ними, або поділіть його на частини."
        )


def _csv(raw: bytes) -> Sequence[Sequence[object]]:
    text = _decoded(raw)
    lines = [line for line in text.splitlines() if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines[:10]) for mark in DELIMITERS}
    return list(csv.reader(io.StringIO(text), delimiter=max(counts, key=lambda one: counts[one])))


def _decoded(raw: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableListError(
        "кодування файла невідоме. Збережіть його як CSV UTF-8 або XLSX і повторіть."
    )


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return folded("так" if cell else "ні")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)[:LONGEST_CELL].replace("\xa0", " ").strip()
