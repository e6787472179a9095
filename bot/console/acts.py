"""What the forms of a request do: each act by its name, each in one transaction."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.console.console import Rooms
from bot.console.door import MOST_FILES, Page
from bot.console.one_request import request_page
from bot.console.visit import Visit
from bot.desk.model import Kind, Request
from bot.desk.room import NotPossibleError
from bot.desk.words import NOT_POSSIBLE
from bot.desk.work import SentFile
from bot.engine.texts import N_
from bot.files.rules import STAFF_BYTES, FileRefusedError
from bot.files.service import Files, Sealed, sealed

TOO_MANY = N_("At most %(most)s files go with one answer. Send the rest with a next one.")
NOT_SENT = N_("“%(name)s” was not taken. %(why)s")
# After these the request is often another's, or done: back to the list.
LEAVING = {"hand_over", "merge", "close"}

Do = Callable[[Visit, Rooms, str, list[SentFile]], Awaitable[Request]]


def of(name: str) -> Page:
    """The page that does this act: the request follows it, or the list."""

    async def page(visit: Visit) -> Response:
        return await _act(visit, name)

    return page


async def _act(visit: Visit, name: str) -> Response:
    number = visit.request.path_params["number"]
    kept = {name: visit.text("words") or visit.text("reason")}
    try:
        ready = await _sealed_files(visit)
    except FileRefusedError as refused:
        return await request_page(visit, status=422, error=refused.text, kept=kept)
    try:
        async with visit.console.database.unit() as unit:
            rooms = visit.console.bind(unit)
            sent = await _stored(visit, rooms, Files(unit), ready)
            request = await ACTS[name](visit, rooms, number, sent)
    except NotPossibleError as refused:
        status = 422 if refused.code in {"empty", "same", "no_library", "no_term"} else 409
        error = await why_not(visit, refused)
        return await request_page(visit, status=status, error=error, kept=kept)
    if name in LEAVING:
        return visit.go("/desk?" + urlencode({"done": name, "number": request.number}))
    return visit.go(f"/desk/requests/{number}?done={name}")


async def why_not(visit: Visit, refused: NotPossibleError) -> str:
    """The reason in words, and who has the request when somebody has."""
    owner = ""
    if refused.request is not None and refused.request.owner_id is not None:
        async with visit.console.database.reading() as unit:
            person = await visit.console.bind(unit).staff.get(refused.request.owner_id)
        owner = person.name if person else ""
    return visit._(NOT_POSSIBLE[refused.code], owner=owner or visit._("A colleague"))


async def _sealed_files(visit: Visit) -> list[Sealed]:
    """The files of the form, judged and sealed. Raises FileRefusedError with text for people."""
    given = [one for one in visit.form.getlist("files") if isinstance(one, UploadFile)]
    given = [one for one in given if one.filename]
    if len(given) > MOST_FILES:
        raise FileRefusedError("many", visit._(TOO_MANY, most=MOST_FILES))
    found = []
    for one in given:
        name = one.filename or ""
        try:
            vault = visit.console.database.vault
            found.append(await sealed(vault, await one.read(), name=name, most=STAFF_BYTES))
        except FileRefusedError as refused:
            text = visit._(NOT_SENT, name=name[-60:], why=visit._(refused.text))
            raise FileRefusedError(refused.code, text) from refused
    return found


async def _stored(visit: Visit, rooms: Rooms, files: Files, ready: list[Sealed]) -> list[SentFile]:
    now, days = visit.console.clock(), rooms.content.desk.file_days
    sent = []
    for one in ready:
        kept = await files.store(one, now=now, days=days)
        link = f"{visit.console.address}/file/{one.token}"
        sent.append(SentFile(kept.id, kept.name, kept.size, kept.media_type, link))
    return sent


async def _take(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.take(number, by=visit.person, now=visit.console.clock())


async def _release(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.release(number, by=visit.person, now=visit.console.clock())


async def _answer(visit: Visit, rooms: Rooms, number: str, files: list[SentFile]) -> Request:
    return await rooms.desk.work.answer(
        number, visit.text("words"), by=visit.person, now=visit.console.clock(), files=files
    )


async def _refuse(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.refuse(
        number, visit.text("words"), by=visit.person, now=visit.console.clock()
    )


async def _ask(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.ask(
        number, visit.text("words"), by=visit.person, now=visit.console.clock()
    )


async def _offer(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.offer(
        number, visit.text("words"), by=visit.person, now=visit.console.clock()
    )


async def _hand_over(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.hand_over(
        number, to=visit.text("to"), reason=visit.text("reason"), by=visit.person,
        now=visit.console.clock(),
    )  # fmt: skip


async def _note(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.note(
        number, visit.text("words"), by=visit.person, now=visit.console.clock()
    )


async def _merge(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.merge(
        number, into=visit.text("into"), by=visit.person, now=visit.console.clock()
    )


async def _close(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.close(number, by=visit.person, now=visit.console.clock())


async def _reopen(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.reopen(number, by=visit.person, now=visit.console.clock())


async def _extend(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    return await rooms.desk.work.extend(
        number, visit.text("reason"), by=visit.person, now=visit.console.clock()
    )


async def _relabel(visit: Visit, rooms: Rooms, number: str, _files: list[SentFile]) -> Request:
    kind, _, promise = visit.text("promise").partition("/")
    if kind not in set(Kind):
        raise NotPossibleError("same")
    return await rooms.desk.work.relabel(
        number, kind=Kind(kind), promise=promise, by=visit.person, now=visit.console.clock()
    )


ACTS: dict[str, Do] = {
    "take": _take,
    "release": _release,
    "answer": _answer,
    "refuse": _refuse,
    "ask": _ask,
    "offer": _offer,
    "hand_over": _hand_over,
    "note": _note,
    "merge": _merge,
    "close": _close,
    "reopen": _reopen,
    "extend": _extend,
    "relabel": _relabel,
}
