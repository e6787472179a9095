"""The entry that an address names, for whoever may see or change it; where a new one goes."""

import asyncio

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content.editing import Entry, MissingEntryError, UnreadableError, Writer
from bot.content.editing.kinds import KINDS as ENTRY_KINDS
from bot.content.library_list.osm_file import FILE as OF_THE_MAP
from bot.content.pages.labels import KINDS
from bot.content.pages.listed import NOT_YOURS, NOT_YOURS_MORE
from bot.content.pages.shown import title
from bot.engine.texts import N_

A_LIBRARY = N_(
    "This is the card of “%(library)s”. Its head changes it, an editor or a coordinator; you can "
    "read it."
)
NO_LIBRARY = N_("Editors and coordinators change this. You can read it.")


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


def whose_card(visit: Visit, found: Entry) -> str:
    """Who may change it, for somebody who may not."""
    if found.key == "libraries":
        return visit._(A_LIBRARY, library=title(found, visit.lang))
    return visit._(NO_LIBRARY)


def files_for_new(writer: Writer, key: str) -> list[str]:
    """The files a new entry may go to; not what is taken from the map, under the map's licence."""
    kind = ENTRY_KINDS[key]
    files = [path.relative_to(writer.folder).as_posix() for path in kind.files(writer.folder)]
    if key == "libraries":
        return [one for one in files if one != OF_THE_MAP] or [f"{kind.where}/own.yaml"]
    return files
