"""A library's poster as a PDF: one A4 sheet with a code that opens the chat at this library."""

import re
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
MARGIN_MM, GAP_MM = 14, 5
LEAST_CODE_MM, MOST_CODE_MM = 125, 150
CODE_AFTER: Final = 2  # lines: what it is and whose
# Letters of 30 points are 8 mm tall: they are read three metres away, as a door is passed.
HEADING, NAME, HINT, HOST, TAGLINE = 45, 30, 23, 32, 17
_BETWEEN = re.compile(r"(?<=[?!.])\s")  # sentences: each has a line of its own


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

    The code gets what room the words leave; a long name of a library becomes smaller for it.
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
    inner, whole = width - 2 * MARGIN_MM * mm, height - 2 * MARGIN_MM * mm
    for scale in (1.0, 0.85, 0.7, 0.55, 0.4):
        lines = _paragraphs(told, scale, inner)
        heights = [one.wrap(inner, height)[1] for one in lines]
        room = whole - sum(heights)
        if room - len(lines) * GAP_MM * mm >= LEAST_CODE_MM * mm:
            break
    side = min(room - len(lines) * GAP_MM * mm, MOST_CODE_MM * mm)
    gap, at = (room - side) / len(lines), height - MARGIN_MM * mm
    for number, (one, tall) in enumerate(zip(lines, heights, strict=True)):
        if number == CODE_AFTER:
            at -= side
            _draw_code(sheet, told.link, x=(width - side) / 2, y=at, side=side)
            at -= gap
        at -= tall
        one.drawOn(sheet, MARGIN_MM * mm, at)
        at -= gap
    sheet.showPage()
    sheet.save()
    return written.getvalue()


def _paragraphs(told: Poster, scale: float, inner: float) -> list[Any]:
    sizes = (
        (told.heading, BOLD, HEADING), (told.library, PLAIN, NAME * scale),
        (told.hint, PLAIN, HINT), (told.host, BOLD, HOST), (told.tagline, PLAIN, TAGLINE),
    )  # fmt: skip
    return [_paragraph(text, font, size, inner) for text, font, size in sizes]


def _paragraph(text: str, font: str, size: float, inner: float) -> Any:
    """Sentences in the middle; smaller where a word, as a long address of a site, is wider."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Paragraph

    widest = max((stringWidth(word, font, size) for word in text.split()), default=0.0)
    size *= min(1.0, inner / max(widest, 1.0))
    style = ParagraphStyle(font, fontName=font, fontSize=size, leading=size * 1.2, alignment=1)
    lines = map(str, map(escape, _BETWEEN.split(text) if font == BOLD else [text]))
    return Paragraph("<br/>".join(lines), style)


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
