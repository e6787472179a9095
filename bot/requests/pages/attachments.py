"""Files of a request, for those who may see it: to be saved, never shown as a page."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.files.file_store import FileStore
from bot.files.kinds import NOTES
from bot.files.model import FileRef, StoredFile
from bot.files.rules import CITIZEN_BYTES, FileRefusal, FileRefusedError, safe_name
from bot.files.sending import as_attachment
from bot.files.verdict import Verdict
from bot.files.words import NOT_SCANNED, RISKS, SCANNED
from bot.requests.model import RequestEntry
from bot.requests.pages.one_request import GONE, GONE_MORE
from bot.requests.service import Requests
from bot.staff.acts import Act
from bot.staff.service import Staff
from bot.storage import citizens

NOT_HERE = N_("This file can’t be had")
NOT_HERE_MORE = N_("It is no longer kept, or the messenger does not give it now. Ask the reader to "
                   "send it again.")  # fmt: skip
UNSAFE_MORE = N_("The reader sent a kind of file that may harm a computer. Ask for a PDF or a "
                 "photo instead.")  # fmt: skip
HARMFUL_MORE = N_(
    "The virus scanner found something harmful in it. Ask the reader for a photo of the page "
    "instead, and tell them that their computer may be infected."
)
NOT_NOW = N_("This file can’t be checked just now")
NOT_NOW_MORE = N_("Open it again in a minute, please. The file is kept.")
CAREFUL = N_("Careful with this file")
SAVE_ALL_THE_SAME = N_("Save it all the same")
ABOUT_FILE = N_("About this file")
SAVE = N_("Save it")
WHY = {
    FileRefusal.INFECTED: (415, NOT_HERE, HARMFUL_MORE),
    FileRefusal.BUSY: (503, NOT_NOW, NOT_NOW_MORE),
}


@dataclass(frozen=True, slots=True)
class Had:
    """The bytes of a file; `stored` when we hold it."""

    body: bytes
    stored: StoredFile | None = None

    @property
    def is_warned_of(self) -> bool:
        """Whether the request's page has told what is known of it."""
        return self.stored is not None and self.stored.risks is not None


async def attachment(visit: Visit) -> Response:
    """One file of one entry; who took it is in the log.

    What was not looked into before is now; what is risky in it is told first.
    """
    path, console = visit.request.path_params, visit.console
    number = visit.number
    async with console.database.unit() as unit:
        services = console.bind(unit)
        opened = await services[Requests].lists.open(visit.person, number)
        file = _file(opened.entries, path["entry"], path["index"]) if opened else None
        if opened is None or file is None:
            return visit.message(404, visit._(GONE), visit._(GONE_MORE))
        services[Staff].acts.add(visit.person, Act.DOWNLOADED, request=number, now=console.clock())
        whom = opened.request.citizen_id
        addressed = await citizens.by_id(unit, whom) if whom else None
    name, had = file.name, await _had(visit, file, addressed)
    if had is None:
        return visit.message(404, visit._(NOT_HERE), visit._(NOT_HERE_MORE))
    try:
        verdict = await _examined(visit, name, had)
    except FileRefusedError as refused:
        status, title, more = WHY.get(refused.code, (415, NOT_HERE, UNSAFE_MORE))
        return visit.message(status, visit._(title), visit._(more))
    safe = safe_name(name, verdict.media_type)
    if verdict.risks and not had.is_warned_of and "careful" not in visit.request.query_params:
        return _careful(visit, safe, verdict)
    return as_attachment(safe, verdict.media_type, had.body)


async def _examined(visit: Visit, name: str, had: Had) -> Verdict:
    """What the file is and what to warn of. Raises FileRefusedError."""
    file_store = visit.console.program[FileStore]
    if had.stored is not None:
        return await file_store.examined(had.stored, had.body)
    return await file_store.examiner.examine(had.body, name)


def _careful(visit: Visit, name: str, verdict: Verdict) -> Response:
    """What is risky or unusual in the file, and a way to have it all the same."""
    is_plain = NOTES.issuperset(verdict.risks)
    return visit.page(
        "requests/careful.html",
        number=visit.request.path_params["number"],
        name=name,
        title=visit._(ABOUT_FILE if is_plain else CAREFUL),
        save=visit._(SAVE if is_plain else SAVE_ALL_THE_SAME),
        warnings=[visit._(RISKS[one]) for one in verdict.risks],
        scanned=visit._(SCANNED if verdict.scanned else NOT_SCANNED),
    )


def _file(entries: tuple[RequestEntry, ...], entry: int, index: int) -> FileRef | None:
    found = next((one for one in entries if one.id == entry), None)
    return found.files[index] if found and index < len(found.files) else None


async def _had(visit: Visit, file: FileRef, addressed: citizens.Addressed | None) -> Had | None:
    """The bytes: of a file we keep, or of one the reader's messenger has."""
    if file.stored:
        found = await visit.console.program[FileStore].read(file.stored)
        return Had(found[1], found[0]) if found else None
    channel = file.channel or (addressed.channel if addressed else "")
    body = await visit.console.fetch(channel, file.ref)
    return Had(body) if body and len(body) <= CITIZEN_BYTES else None
