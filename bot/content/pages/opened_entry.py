"""The entry that an address names, for whoever may see or change it."""

import asyncio

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content.editing import Entry, MissingEntryError, UnreadableError, Writer
from bot.content.pages.labels import KINDS
from bot.content.pages.listed import NOT_YOURS, NOT_YOURS_MORE


async def found_entry(visit: Visit) -> Entry | Response:
    """The entry; a page that says so when there is none."""
    key, id = (str(visit.request.path_params.get(one, "")) for one in ("key", "id"))
    try:
        if key not in KINDS:
            raise MissingEntryError(key)
        return await asyncio.to_thread(visit.console.program[Writer].find, key, id)
    except UnreadableError as error:
        return visit.message(
            409, visit._("A file of the content can’t be read"), str(error), to="/desk/content"
        )
    except MissingEntryError as error:
        return visit.message(404, visit._("There is no such entry"), str(error), to="/desk/content")


def not_yours(visit: Visit) -> Response:
    """A page that says who may change it."""
    return visit.message(403, visit._(NOT_YOURS), visit._(NOT_YOURS_MORE), to="/desk/content")
