"""Spreadsheets as Excel and LibreOffice open them, of texts and numbers alone: no formula, no date.

A text is written as a text whatever it begins with, so no cell is ever taken for a formula.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None
WIDEST = 60
NARROWEST = 8
LONGEST_TITLE = 31
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NS = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same rows make the same bytes
_HEADING = 1  # the style of the first row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, and its rows; the first is the heading."""

    title: str
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file of these sheets, at least one."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, text in _parts(sheets):
            package.writestr(ZipInfo(name, _WHEN), _HEAD + text, ZIP_DEFLATED)
    return file.getvalue()


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{main}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{_NS}/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{main}.styles+xml"/>'
            f"{overrides}</Types>"
        ),
    )
    kind = f"{_NS}/officeDocument/2006/relationships"
    relations = f'<Relationships xmlns="{_NS}/package/2006/relationships">'
    yield (
        "_rels/.rels",
        (
            f'{relations}<Relationship Id="rId1" Type="{kind}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'{relations}{links}<Relationship Id="rId{len(sheets) + 1}" Type="{kind}/styles" '
            'Target="styles.xml"/></Relationships>'
        ),
    )
    listed = "".join(
        f'<sheet name="{_title(one.title)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, one in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        (
            f'<workbook xmlns="{_NS}/spreadsheetml/2006/main" xmlns:r="{kind}">'
            f"<sheets>{listed}</sheets></workbook>"
        ),
    )
    yield "xl/styles.xml", _STYLES
    for n, one in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(one.rows)


_STYLES = (
    f'<styleSheet xmlns="{_NS}/spreadsheetml/2006/main">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    "</styleSheet>"
)


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    columns = max((len(row) for row in rows), default=0)
    widths = "".join(
        f'<col min="{n + 1}" max="{n + 1}" width="{_width(rows, n)}" customWidth="1"/>'
        for n in range(columns)
    )
    body = "".join(
        f'<row r="{at}">{"".join(_cell(value, at, n) for n, value in enumerate(row))}</row>'
        for at, row in enumerate(rows, start=1)
    )
    return (
        f'<worksheet xmlns="{_NS}/spreadsheetml/2006/main">'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{widths}</cols>' if widths else ''}<sheetData>{body}</sheetData></worksheet>"
    )


def _width(rows: Sequence[Sequence[Cell]], column: int) -> int:
    longest = max(len(str(row[column])) for row in rows if column < len(row))
    return min(WIDEST, max(NARROWEST, longest + 2))


def _cell(value: Cell, row: int, column: int) -> str:
    if value is None or value == "":
        return ""
    place = f'r="{_letters(column)}{row}" s="{_HEADING if row == 1 else 0}"'
    if isinstance(value, str):
        text = escape(_UNSEEN.sub("", value), quote=False)
        return f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"


def _letters(column: int) -> str:
    """A, B … Z, AA, AB."""
    found, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        found = chr(ord("A") + letter) + found
    return found


def _title(text: str) -> str:
    return escape(_BAD_IN_TITLE.sub(" ", text)[:LONGEST_TITLE])
