"""All addresses of the desk, and who may open each."""

from collections.abc import Iterable

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.console.console import Console
from bot.console.door import open_to_all, signed_in
from bot.console.static_files import static_file
from bot.console.visit import Visit
from bot.contracts.feature import Page
from bot.staff.model import Role


def console_routes(console: Console, pages: Iterable[Page]) -> list[BaseRoute]:
    """The routes of these pages, and of what all of them share."""

    async def back(visit: Visit) -> Response:
        """The page whose form it was: its address is still in the browser's bar."""
        url = visit.request.url
        return visit.go(url.path.rpartition("/")[0] + (f"?{url.query}" if url.query else ""))

    routes = [_route(console, page) for page in pages]
    shown = {one.path for one in routes if "GET" in (one.methods or ())}
    posted = {one.path for one in routes} - shown
    return [
        Route("/desk/static/{version}/{name}", static_file),
        *routes,
        *(_route(console, Page(path, back)) for path in sorted(posted)),
    ]


def _route(console: Console, page: Page) -> Route:
    methods = ["POST"] if page.post else ["GET"]
    if not page.role:
        return Route(page.path, open_to_all(console, page.run), methods=methods)
    run = signed_in(console, page.run, Role(page.role), files=page.files)
    return Route(page.path, run, methods=methods)
