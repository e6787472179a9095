"""/file/{token}: a file behind its personal address, for whoever has the address."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.engine.texts import N_
from bot.files.file_store import FileStore
from bot.files.model import StoredFile
from bot.files.sending import PRIVATE, as_attachment
from bot.pacing.token_bucket import Buckets, Rate
from bot.web.addresses import client_key
from bot.web.plain_page import Translate, language_asked, plain_page

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


def file_routes(
    file_store: FileStore, translate: Mapping[str, Translate], *, rate: Rate = RATE
) -> list[BaseRoute]:
    """The public route of files.

    Args:
        file_store: where they are.
        translate: by language ("uk", "en"), from msgid to text.
        rate: how often one address may ask.
    """
    buckets = Buckets(rate)

    async def serve(request: Request) -> Response:
        text = _texts(request, translate)
        if after := buckets.take(client_key(request)):
            return _page(429, text, WAIT, WAIT_MORE, {"Retry-After": str(after)})
        found = await file_store.open_link(request.path_params["token"], seen=_is_seen(request))
        return _saved(*found) if found else _page(404, text, GONE, GONE_MORE)

    return [Route(PATH, serve, name="file")]


def _is_seen(request: Request) -> bool:
    """Whether a person opens it, and not a program that looks ahead."""
    purpose = request.headers.get("sec-purpose", request.headers.get("purpose", ""))
    return request.method == "GET" and "prefetch" not in purpose


def _saved(file: StoredFile, body: bytes) -> Response:
    return as_attachment(file.name, file.media_type, body)


def _texts(request: Request, translate: Mapping[str, Translate]) -> tuple[str, Translate]:
    lang = language_asked(request.headers, translate)
    return lang, translate[lang]


def _page(
    status: int,
    text: tuple[str, Translate],
    title: str,
    more: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    lang, translate = text
    return plain_page(
        status,
        lang,
        translate(title),
        translate(more),
        links=[("/", translate(CHAT))],
        headers={**PRIVATE, **(headers or {})},
    )
