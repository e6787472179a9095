"""The web application: all routes behind what guards them."""

from collections.abc import Mapping, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.storage.database import Unavailable
from bot.web.addresses import ClientAddress, Network, Proxies
from bot.web.bounds import Bounds
from bot.web.guard import Guard
from bot.web.headers import SafeHeaders
from bot.web.plain_page import Translate
from bot.web.refusals import not_written, nowhere


def site(
    routes: Sequence[BaseRoute],
    bounds: Bounds,
    translate: Mapping[str, Translate],
    *,
    proxies: Sequence[Network],
    https: bool,
) -> ASGIApp:
    """The routes, guarded.

    Args:
        routes: of channels, features and operators.
        bounds: how much and how long requests may be.
        translate: by language, from msgid to text: for refusals.
        proxies: networks whose word on a visitor's address is believed.
        https: whether browsers come by HTTPS only.
    """

    async def unavailable(request: Request, _error: Exception) -> Response:
        return not_written(request, translate)

    async def no_page(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return nowhere(request, error.status_code, translate, error.headers)

    handlers = {Unavailable: unavailable, 404: no_page, 405: no_page}
    app = Starlette(routes=routes, exception_handlers=handlers)
    known = ClientAddress(Guard(app, bounds, translate), Proxies(proxies))
    return SafeHeaders(known, https=https)
