"""/photos/…: pictures of libraries, as files that browsers keep."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.catalogue.photos import FOLDER, address_of
from bot.content import Content
from bot.content.editing import Writer
from bot.contracts.feature import Translate
from bot.contracts.services import Process, Program
from bot.libraries.card import KEY, photo_in
from bot.web.assets import YEAR

GONE: Final = ("Not found", 404, {"X-Content-Type-Options": "nosniff"}, "text/plain")


class PhotoFiles:
    """Serves what a record of the content shows, and no other file."""

    def __init__(self, process: Process) -> None:
        self._folder = Path(process.settings.content) / FOLDER
        self._database = process.database
        self._bind = process.bind

    async def answer(self, request: Request, writer: Writer) -> Response:
        """A picture; another one has another address, so it is kept for a year."""
        name = request.path_params["file"]
        async with self._database.reading() as unit:
            points = self._bind(unit)[Content].access_points
        is_known = any(one.photo and one.photo.file == name for one in points)
        body = await asyncio.to_thread(self._read, name, is_known, writer)
        if body is None:
            return Response(*GONE)
        return Response(body, headers={"Cache-Control": YEAR}, media_type="image/jpeg")

    def _read(self, name: str, is_known: bool, writer: Writer) -> bytes | None:
        """The file; of a record that was written this moment, so that its page has it at once."""
        there = {path.name: path for path in self._folder.glob("*.jpg")}
        if name not in there or not (is_known or _is_named(name, writer)):
            return None
        try:
            return there[name].read_bytes()
        except OSError:
            return None


def _is_named(name: str, writer: Writer) -> bool:
    found = (photo_in(one) for one in writer.entries(KEY))
    return any(one is not None and one.file == name for one in found)


def photo_routes(program: Program, _translate: Mapping[str, Translate]) -> Sequence[BaseRoute]:
    """Their addresses."""
    answer = partial(program[PhotoFiles].answer, writer=program[Writer])
    return [Route(address_of("{file}"), answer)]
