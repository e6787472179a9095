"""A library's poster as a PDF: one A4 sheet with a code that opens the chat at this library."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno
from markupsafe import escape

FONTS: Final = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
LEVEL: Final = "m"  # of the code: readable with a sixth of it torn off
QUIET: Final = 4  # empty modules round the code, as its standard asks
MARGIN_MM, CODE_MM, GAP_MM = 20, 110, 9


@dataclass(frozen=True, slots=True)
class Poster:
    """What it says, in one language; `link` is what the code opens, `host` its readable part."""

    heading: str
    library: str
    link: str
    hint: str
    host: str
    tagline: str


def poster_pdf(told: Poster) -> bytes:
    """The sheet. The same words give the same bytes.

    A long name of a library becomes smaller until all stands on the sheet.
    """
    from reportlab.lib.pagesizes import A4  # loaded when the first poster is asked for
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    _register_fonts()
    width, height = A4
    written = BytesIO()
    sheet = Canvas(written, pagesize=A4, invariant=1)
    sheet.setTitle(f"{told.heading} – {told.library}")
    sheet.setAuthor(told.host)
    inner = width - 2 * MARGIN_MM * mm
    room = height - 2 * MARGIN_MM * mm - CODE_MM * mm - 5 * GAP_MM * mm
    for scale in (1.0, 0.85, 0.7, 0.55, 0.4):
        lines = _paragraphs(told, scale)
        heights = [one.wrap(inner, height)[1] for one in lines]
        if sum(heights) <= room:
            break
    at = height - MARGIN_MM * mm - (room - sum(heights)) / 3
    for number, (one, tall) in enumerate(zip(lines, heights, strict=True)):
        if number == 2:
            at -= CODE_MM * mm
            _draw_code(sheet, told.link, x=(width - CODE_MM * mm) / 2, y=at, side=CODE_MM * mm)
            at -= GAP_MM * mm
        at -= tall
        one.drawOn(sheet, MARGIN_MM * mm, at)
        at -= GAP_MM * mm
    sheet.showPage()
    sheet.save()
    return written.getvalue()


def _paragraphs(told: Poster, scale: float) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    sizes = (
        (told.heading, BOLD, 36), (told.library, PLAIN, 22 * scale), (told.hint, PLAIN, 18),
        (told.host, BOLD, 22), (told.tagline, PLAIN, 14),
    )  # fmt: skip
    return [
        Paragraph(
            str(escape(text)),
            ParagraphStyle(
                font, fontName=font, fontSize=size, leading=size * 1.3, alignment=1,
            ),
        )
        for text, font, size in sizes
    ]  # fmt: skip


def _draw_code(sheet: Any, link: str, *, x: float, y: float, side: float) -> None:
    """The code from black squares in a row of one piece each, sharp at any size."""
    rows = [list(row) for row in segno.make(link, error=LEVEL).matrix_iter(border=QUIET)]
    module = side / len(rows)
    path = sheet.beginPath()
    for number, row in enumerate(rows):
        top = y + side - (number + 1) * module
        for start, length in _dark_runs(row):
            path.rect(x + start * module, top, length * module, module)
    sheet.drawPath(path, stroke=0, fill=1)


def _dark_runs(row: list[int]) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((at, 1))
    return runs


def _register_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
