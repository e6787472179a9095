"""Styles and scripts of the desk."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.web.assets import load_assets

STATIC = load_assets(Path(__file__).parent / "static")


async def static_file(request: Request) -> Response:
    """A file of the desk's pages."""
    return STATIC.answer(request.path_params["name"], request.path_params["version"])
