"""What the forms of a request do: each act by its name, each in one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.console.door import Page
from bot.console.forms import whole_number
from bot.console.libraries import chosen, options
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.texts import N_
from bot.files.file_store import FileStore
from bot.files.model import FileRef
from bot.files.repository import Files
from bot.files.rules import MOST_FILES, FileRefusedError
from bot.files.sealing import Sealed
from bot.requests.labels import NOT_POSSIBLE
from bot.requests.model import Request, RequestKind
from bot.requests.numbers import normal_number
from bot.requests.pages.one_request import request_page
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.requests.staff_acts import Work
from bot.staff.model import Person
from bot.staff.service import Staff

TOO_MANY = N_("At most %(most)s files go with one answer. Send the rest with a next one.")
NOT_SENT = N_("“%(name)s” was not taken. %(why)s")
# After these the request is often another's, or done: back to the list.
LEAVING = {"hand_over", "merge", "close"}
# The form was filled in wrong; otherwise the request has changed meanwhile.
MISFILLED = {
    RequestRefusal.EMPTY,
    RequestRefusal.NO_REASON,
    RequestRefusal.SAME,
    RequestRefusal.NOT_SAME_PERSON,
    RequestRefusal.OTHER_ENDED,
    RequestRefusal.NO_LIBRARY,
    RequestRefusal.NO_TERM,
}


class NotSentError(Exception):
    """The files of a form can't go; its text is for the person, in their language."""


def of(name: str) -> Page:
    """The page that does this act: the request follows it, or the list."""

    async def page(visit: Visit) -> Response:
        return await _act(visit, name)

    return page


async def _act(visit: Visit, name: str) -> Response:
    number = visit.number
    kept = {name: visit.text("words") or visit.text("reason") or visit.text("into")}
    if visit.text("to"):
        kept["to"] = visit.text("to")
    try:
        ready = await _sealed_files(visit)
    except NotSentError as not_sent:
        return await request_page(visit, status=422, error=str(not_sent), kept=kept)
    try:
        async with visit.console.database.unit() as unit:
            services = visit.console.bind(unit)
            sent = await _stored(visit, services, Files(unit), ready)
            given = await _library(visit, services)
            do = ACTS[name](services[Requests].work, Form(visit, number, sent, given))
            request = await do(by=visit.person, now=visit.console.clock())
    except NotPossibleError as refused:
        if refused.code is RequestRefusal.REPEATED:  # of two clicks: what one asked for is done
            return visit.go(f"/desk/requests/{number}?done={name}")
        status = 422 if refused.code in MISFILLED else 409
        error = await why_not(visit, refused)
        return await request_page(visit, status=status, error=error, kept=kept)
    if name in LEAVING:
        return visit.go("/desk?" + urlencode({"done": name, "number": request.number}))
    renamed = "&renamed=1" if any(one.is_renamed for one in ready) else ""
    return visit.go(f"/desk/requests/{number}?done={name}{renamed}")


async def why_not(visit: Visit, refused: NotPossibleError) -> str:
    """The reason in words, and who has the request when somebody has."""
    owner = ""
    if refused.request is not None and refused.request.owner_id is not None:
        async with visit.console.database.reading() as unit:
            person = await visit.console.bind(unit)[Staff].get(refused.request.owner_id)
        owner = person.name if person else ""
    return visit._(NOT_POSSIBLE[refused.code], owner=owner or visit._("A colleague"))


async def _sealed_files(visit: Visit) -> list[Sealed]:
    """The files of the form, judged and sealed. Raises NotSentError."""
    given = [one for one in visit.form.getlist("files") if isinstance(one, UploadFile)]
    given = [one for one in given if one.filename]
    if len(given) > MOST_FILES:
        raise NotSentError(visit._(TOO_MANY, most=MOST_FILES))
    found = []
    for one in given:
        name = one.filename or ""
        try:
            found.append(
                await visit.console.program[FileStore].prepare(await one.read(), name=name)
            )
        except FileRefusedError as refused:
            text = visit._(NOT_SENT, name=name[-60:], why=visit._(refused.text))
            raise NotSentError(text) from refused
    return found


async def _stored(
    visit: Visit, services: Services, files: Files, ready: list[Sealed]
) -> list[FileRef]:
    now = visit.console.clock()
    until = now + timedelta(days=services[Content].desk.file_days)
    sent = []
    for one in ready:
        kept = await files.store(one, now=now, until=until)
        link = f"{visit.console.address}/file/{one.token}"
        sent.append(FileRef(kept.name, kept.size, kept.media_type, sent=kept.id, link=link))
    return sent


@dataclass(frozen=True, slots=True)
class Form:
    """What a form of a request has given."""

    visit: Visit
    number: str
    files: list[FileRef]
    read: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.read.get(field) or self.visit.text(field)


async def _library(visit: Visit, services: Services) -> dict[str, str]:
    """The id of the library that was typed, for the forms that ask for one."""
    typed = visit.text("to")
    if not typed:
        return {}
    known = options(visit, services[Content].access_points)
    return {"to": chosen(typed, known) or typed}


class Do(Protocol):
    """An act that still asks who does it, and when."""

    def __call__(self, *, by: Person, now: datetime) -> Awaitable[Request]:
        """Do it. Raises NotPossibleError."""
        ...


def _relabel(work: Work, form: Form) -> Do:
    kind, _, promise = form["promise"].partition("/")
    if kind not in set(RequestKind):
        raise NotPossibleError(RequestRefusal.SAME)
    return partial(work.relabel, form.number, kind=RequestKind(kind), promise=promise)


def _seen(given: str) -> int | None:
    """The line of history that the form was shown with; None when it does not say."""
    return whole_number(given, digits=18)


ACTS: dict[str, Callable[[Work, Form], Do]] = {
    "take": lambda work, form: partial(work.take, form.number),
    "release": lambda work, form: partial(work.release, form.number),
    "answer": lambda work, form: partial(
        work.answer, form.number, form["words"], files=form.files, seen=_seen(form["seen"])
    ),
    "correct": lambda work, form: partial(work.correct, form.number, form["words"]),
    "refuse": lambda work, form: partial(work.refuse, form.number, form["words"]),
    "ask": lambda work, form: partial(work.ask, form.number, form["words"]),
    "offer": lambda work, form: partial(work.offer, form.number, form["words"]),
    "hand_over": lambda work, form: partial(
        work.hand_over, form.number, to=form["to"], reason=form["reason"]
    ),
    "said": lambda work, form: partial(work.reader_said, form.number, form["words"]),
    "note": lambda work, form: partial(work.note, form.number, form["words"]),
    "merge": lambda work, form: partial(
        work.merge,
        form.number,
        into=normal_number(form["into"]),
        same_person=bool(form["same_person"]),
    ),
    "part": lambda work, form: partial(work.part, form.number),
    "close": lambda work, form: partial(work.close, form.number, form["words"]),
    "reopen": lambda work, form: partial(work.reopen, form.number),
    "extend": lambda work, form: partial(work.extend, form.number, form["reason"]),
    "relabel": _relabel,
}
