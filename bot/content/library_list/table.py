"""Reading a spreadsheet or a CSV file into rows of text, whatever wrote it."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from bot.content.library_list.words import folded

MOST_ROWS = 20_000
SPREADSHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}
DELIMITERS = ";,\t|"
# Windows-1251 has the letters of Ukrainian where others have nothing sensible.
ENCODINGS = ("utf-8-sig", "cp1251")


class UnreadableListError(Exception):
    """The file is no list of libraries; the message says why and what to do."""


def read_table(path: Path) -> list[list[str]]:
    """All rows of the first sheet that has any, as trimmed texts. Raises UnreadableListError."""
    try:
        raw = _sheet(path) if path.suffix.lower() in SPREADSHEETS else _csv(path.read_bytes())
    except (CalamineError, OSError, csv.Error) as error:
        raise UnreadableListError(
            f"{path.name}: файл не читається. Збережіть його як XLSX або CSV і повторіть."
        ) from error
    if len(raw) > MOST_ROWS:
        raise UnreadableListError(
            f"{path.name}: більше ніж {MOST_ROWS} рядків. Поділіть файл на частини."
        )
    return [[_text(cell) for cell in row] for row in raw]


def _sheet(path: Path) -> Sequence[Sequence[object]]:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if any(any(cell != "" for cell in row) for row in rows):
            return rows
    return []


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
    return str(cell).replace("\xa0", " ").strip()
