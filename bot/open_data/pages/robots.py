"""What search engines may read, and a list of it."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from starlette.requests import Request

from bot.open_data.pages.address import path_of
from bot.open_data.pages.kept import Body

if TYPE_CHECKING:
    from bot.open_data.pages.public import Asked

NOT_FOR_THEM = ("/desk", "/admin", "/chat/", "/appointment", "/file/", "/request", "/data/")


async def robots(asked: Asked, _request: Request) -> Body:
    """/robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_THEM)]
    lines.append(f"Sitemap: {asked.published.address}/sitemap.xml")
    return Body("\n".join((*lines, "")).encode(), "text/plain; charset=utf-8")


async def sitemap(asked: Asked, _request: Request) -> Body:
    """/sitemap.xml: each page in each language, with the day it was last checked."""
    published = asked.published
    pages: list[tuple[str, str, date | None]] = [
        ("libraries", "", None), ("services", "", None), ("offices", "", None), ("data", "", None)
    ]  # fmt: skip
    pages += [("libraries", one.id, one.checked) for one in published.libraries]
    pages += [("services", one.id, one.checked) for one in published.catalogue]
    pages += [("offices", one.id, one.checked) for one in published.offices.all]
    urls = (
        f"<url><loc>{escape(published.address + path_of(kind, id, lang))}</loc>"
        f"{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>\n"
        for kind, id, day in pages
        for lang in asked.languages
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(urls)}</urlset>\n'
    )
    return Body(text.encode(), "application/xml")
