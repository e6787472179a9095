"""Files of a request, for those who may see it: to be saved, never shown as a page."""

from starlette.responses import Response

from bot.console.one_request import GONE, GONE_MORE
from bot.console.visit import Visit
from bot.desk.model import Entry
from bot.engine.texts import N_
from bot.files.rules import CITIZEN_BYTES, FileRefusedError, media_type_of, safe_name
from bot.files.sending import as_attachment
from bot.staff.service import Act
from bot.storage import citizens

NOT_HERE = N_("This file can’t be had")
NOT_HERE_MORE = N_("It is no longer kept, or the messenger does not give it now. Ask the reader to "
                   "send it again.")  # fmt: skip
UNSAFE_MORE = N_("The reader sent a kind of file that may harm a computer. Ask for a PDF or a "
                 "photo instead.")  # fmt: skip


async def attachment(visit: Visit) -> Response:
    """One file of one entry; who took it is in the log."""
    path, console = visit.request.path_params, visit.console
    number = path["number"]
    async with console.database.unit() as unit:
        rooms = console.bind(unit)
        opened = await rooms.desk.lists.open(visit.person, number)
        file = _file(opened.entries, path["entry"], path["index"]) if opened else None
        if opened is None or file is None:
            return visit.message(404, visit._(GONE), visit._(GONE_MORE))
        rooms.staff.acted(visit.person, Act.DOWNLOADED, request=number, now=console.clock())
        whom = opened.request.citizen_id
        addressed = await citizens.by_id(unit, whom) if whom else None
    name, body = str(file.get("name", "")), await _body(visit, file, addressed)
    if body is None:
        return visit.message(404, visit._(NOT_HERE), visit._(NOT_HERE_MORE))
    try:
        media_type = media_type_of(body, name)
    except FileRefusedError:
        return visit.message(415, visit._(NOT_HERE), visit._(UNSAFE_MORE))
    return as_attachment(safe_name(name, media_type), media_type, body)


def _file(entries: tuple[Entry, ...], entry: int, index: int) -> dict[str, object] | None:
    found = next((one for one in entries if one.id == entry), None)
    return found.files[index] if found and index < len(found.files) else None


async def _body(
    visit: Visit, file: dict[str, object], addressed: citizens.Addressed | None
) -> bytes | None:
    """The bytes: of a file we keep, or of one the reader's channel has."""
    if "file" in file:
        found = await visit.console.cabinet.read(int(str(file["file"])))
        return found[1] if found else None
    channel = str(file.get("channel", "")) or (addressed.channel if addressed else "")
    body = await visit.console.fetch(channel, str(file.get("ref", "")))
    return body if body and len(body) <= CITIZEN_BYTES else None
