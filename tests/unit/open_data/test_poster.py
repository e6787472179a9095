"""The poster of a library as a PDF: one sheet, whose code opens the chat at this library."""

import re
import zlib
from base64 import a85decode
from dataclasses import replace

import segno

from bot.open_data.poster import LEVEL, QUIET, Poster, poster_pdf

TOLD = Poster(
    "Зачинено? Є питання? Напишіть сюди", "Деражнянська центральна бібліотека",
    "https://mistok.example/?start=library__derazhnia-tsentralna", "Наведіть камеру на код",
    "mistok.example", "Питайте, як запитали б людину",
)  # fmt: skip
NUMBER = r"(-?[\d.]+)"


def drawn(pdf: bytes) -> str:
    """What is drawn on the sheet, as PDF operators."""
    (stream,) = re.findall(rb"ASCII85Decode.*?stream\r?\n(.*?)~>endstream", pdf, re.S)
    return zlib.decompress(a85decode(stream)).decode("latin-1")


def modules(pdf: bytes) -> tuple[list[list[int]], float]:
    """The code's dark squares, read from the rectangles; and the side of one in points."""
    pattern = " ".join([NUMBER] * 4) + " re"
    rects = [tuple(map(float, one)) for one in re.findall(pattern, drawn(pdf))]
    side = min(height for *_, height in rects)
    left, top = min(x for x, *_ in rects), max(y for _, y, *_ in rects)
    size = round((max(x + width for x, _, width, _ in rects) - left) / side)
    found = [[0] * size for _ in range(size)]
    for x, y, width, _ in rects:
        row, column = round((top - y) / side), round((x - left) / side)
        for at in range(column, column + round(width / side)):
            found[row][at] = 1
    return found, side


def test_the_code_on_the_sheet_opens_the_chat_at_the_library() -> None:
    pdf = poster_pdf(TOLD)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    code, side = modules(pdf)
    assert code == [list(row) for row in segno.make(TOLD.link, error=LEVEL).matrix_iter(border=0)]
    assert side > 7.5  # 2.6 mm
    assert QUIET >= 4
    assert poster_pdf(TOLD) == pdf


def letters(pdf: bytes) -> list[float]:
    """Sizes of the letters, line by line, in points."""
    return [float(size) for size in re.findall(rf"/F\S+ {NUMBER} Tf (?!\S+ TL\s*ET)", drawn(pdf))]


def test_the_sheet_is_full_and_read_from_afar() -> None:
    pdf = poster_pdf(TOLD)
    code, side = modules(pdf)
    assert len(code) * side > 297  # a hundred millimetres and more of the sheet's 210
    sizes = letters(pdf)
    assert max(sizes) >= 45
    assert sum(size >= 30 for size in sizes) >= 3  # what it is, whose, and the address
    where = [float(y) for _, y in re.findall(rf"1 0 0 1 {NUMBER} {NUMBER} cm", drawn(pdf))]
    assert max(where) > 640
    assert 30 < min(y for y in where if y) < 60


def test_a_long_address_of_the_site_stays_on_the_sheet() -> None:
    whole = letters(poster_pdf(TOLD))
    narrow = letters(poster_pdf(replace(TOLD, host="mistok.oblasna-biblioteka.km.gov.ua")))
    assert min(size for size in narrow if size not in whole) < 32


def test_letters_are_in_the_file_and_a_long_name_stays_on_the_sheet() -> None:
    assert poster_pdf(TOLD).count(b"/FontFile2") == 2  # no reader needs fonts of its own
    long = "Комунальний заклад «Публічна бібліотека» <b>& імені письменника, філія " * 8
    whole = drawn(poster_pdf(replace(TOLD, library=long)))
    heights = [float(y) for _, y in re.findall(rf"1 0 0 1 {NUMBER} {NUMBER} cm", whole)]
    assert min(y for y in heights if y) > 30
