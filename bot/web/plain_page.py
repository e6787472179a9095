"""A page that says one thing, without scripts, files or anything of the other pages."""

import base64
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response

from bot.engine.texts import language_of

STYLE = (
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f1e7;"
    "color:#26221b;font:1.125rem/1.5 system-ui,sans-serif}"
    "main{max-width:34rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25}"
    "a{display:inline-block;margin-top:.5rem;padding:.7rem 1.3rem;border-radius:1.5rem;"
    "background:#12484a;color:#fffaf0;font-weight:600;text-decoration:none}"
    "a:focus-visible{outline:3px solid #b4531a;outline-offset:3px}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1><p>{more}</p>{below}</main></body></html>
"""

Translate = Callable[[str], str]


def language_asked(headers: Headers, among: Collection[str]) -> str:
    """Which of these languages a browser asks for, or the fallback."""
    return language_of(headers.get("accept-language", ""), among)


def plain_page(
    status: int,
    lang: str,
    title: str,
    more: str,
    *,
    links: Sequence[tuple[str, str]] = (),
    hint: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page. All texts are translated.

    Args:
        status: of HTTP.
        lang: of the texts.
        title: the first line, in large letters.
        more: the next one.
        links: addresses and what they are called, as buttons.
        hint: what stands below them.
        headers: of HTTP, beside the page's own.
    """
    below = [f'<p><a href="{escape(to)}">{escape(called)}</a></p>' for to, called in links]
    below += [f"<p>{escape(hint)}</p>"] if hint else []
    page = PAGE.format(
        lang=lang, style=STYLE, title=escape(title), more=escape(more), below="".join(below)
    )
    return HTMLResponse(
        page, status, headers={"Content-Security-Policy": POLICY, **(headers or {})}
    )
