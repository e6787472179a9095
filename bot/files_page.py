"""/file/{token}: a file behind its personal address, for whoever has the address."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.engine.texts import N_
from bot.files.cabinet import Cabinet
from bot.files.model import StoredFile
from bot.files.sending import PRIVATE, as_attachment
from bot.limits import Buckets, Rate
from bot.web.addresses import client_key

PATH = "/file/{token}"
RATE = Rate(60, 1)  # for one address: a whole library may share it

GONE = N_("This file is no longer here")
GONE_MORE = N_(
    "Its link has ended or was not copied whole. Open the link from the message itself. If that "
    "does not help, write to the library, and it will send the file again."
)
WAIT = N_("A lot of files at once")
WAIT_MORE = N_("Wait a minute, please, and open the link again: the file is kept.")
CHAT = N_("Write to the library")

STYLE = (
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f1e7;"
    "color:#26221b;font:1.125rem/1.5 system-ui,sans-serif}"
    "main{max-width:34rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25}"
    "a{display:inline-block;margin-top:.5rem;padding:.7rem 1.3rem;border-radius:1.5rem;"
    "background:#12484a;color:#fffaf0;font-weight:600;text-decoration:none}"
    "a:focus-visible{outline:3px solid #b4531a;outline-offset:3px}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1><p>{more}</p><p><a href="/">{chat}</a></p></main></body></html>
"""

Translate = Callable[[str], str]


def file_routes(
    cabinet: Cabinet, translate: Mapping[str, Translate], *, rate: Rate = RATE
) -> list[BaseRoute]:
    """The public route of files.

    Args:
        cabinet: where they are.
        translate: by language ("uk", "en"), from msgid to text.
        rate: how often one address may ask.
    """
    buckets = Buckets(rate)

    async def serve(request: Request) -> Response:
        text = _texts(request, translate)
        if after := buckets.take(client_key(request)):
            return _page(429, text, WAIT, WAIT_MORE, {"Retry-After": str(after)})
        found = await cabinet.open_link(request.path_params["token"], seen=_is_seen(request))
        return _saved(*found) if found else _page(404, text, GONE, GONE_MORE)

    return [Route(PATH, serve, name="file")]


def _is_seen(request: Request) -> bool:
    """Whether a person opens it, and not a program that looks ahead."""
    purpose = request.headers.get("sec-purpose", request.headers.get("purpose", ""))
    return request.method == "GET" and "prefetch" not in purpose


def _saved(file: StoredFile, body: bytes) -> Response:
    return as_attachment(file.name, file.media_type, body)


def _texts(request: Request, translate: Mapping[str, Translate]) -> tuple[str, Translate]:
    """Anything but English is answered in Ukrainian."""
    lang = "en" if request.headers.get("accept-language", "").lower().startswith("en") else "uk"
    return lang, translate[lang]


def _page(
    status: int,
    text: tuple[str, Translate],
    title: str,
    more: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    lang, translate = text
    said = {"title": title, "more": more, "chat": CHAT}
    page = PAGE.format(
        lang=lang, style=STYLE, **{name: escape(translate(one)) for name, one in said.items()}
    )
    policy = {"Content-Security-Policy": PAGE_POLICY}
    return HTMLResponse(page, status, headers={**PRIVATE, **policy, **(headers or {})})
