"""Lists of libraries as files, of whatever program."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = ("№", "Назва бібліотеки", "Населений пункт", "Громада", "Адреса", "Тел.", "Режим роботи",
        "Комп’ютери, шт", "Wi-Fi")  # fmt: skip
TITLE = ("Список бібліотек Деражнянської громади",)
CENTRAL = ("1", "Деражнянська міська центральна бібліотека", "м. Деражня", "Деражнянська",
           "вул. Миру, 5", "(03856) 2-15-45", "пн-пт з 9 до 18, обід 13-14, сб вихідний", "5",
           "так")  # fmt: skip
KALNA = ("2", "Бібліотека-філія с. Кальна", "с. Кальна", "Деражнянська", "вул. Шкільна, 1",
         "067 1234567", "вт-сб 10.00-17.00, вихідні: неділя, понеділок", "0", "ні")  # fmt: skip
Rows = Sequence[Sequence[str]]
ROWS: Rows = (TITLE, HEAD, CENTRAL, KALNA)


def csv_file(path: Path, rows: Rows = ROWS, *, encoding: str = "utf-8", mark: str = ";") -> Path:
    """A CSV file."""
    text = "".join(mark.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(path: Path, rows: Rows = ROWS) -> Path:
    """The least of an XLSX file."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(one)}</t></is></c>' for one in row)
        + "</row>"
        for row in rows
    )  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
        ' Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet'
        ' name="Аркуш1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return path
