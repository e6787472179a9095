"""Spreadsheets are read by another program as they were written."""

import io

from python_calamine import CalamineWorkbook

from bot.documents.xlsx import Sheet, workbook


def read(body: bytes, title: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return [list(row) for row in book.get_sheet_by_name(title).to_python()]


def test_texts_numbers_and_empty_cells_come_back() -> None:
    rows = [["Назва", "Км"], ["«Бібліотека» <№ 1> & ко", 4.5], [None, 3], ["=1+1\x07", "-5"]]
    body = workbook([Sheet("Загалом", rows), Sheet("Друга/сторінка", [["А"] * 30])])
    assert read(body, "Загалом") == [
        ["Назва", "Км"], ["«Бібліотека» <№ 1> & ко", 4.5], ["", 3.0], ["=1+1", "-5"]
    ]  # fmt: skip
    assert read(body, "Друга сторінка") == [["А"] * 30]


def test_the_same_rows_make_the_same_bytes() -> None:
    assert workbook([Sheet("А", [["б"]])]) == workbook([Sheet("А", [["б"]])])
