"""/request: a reader's own request, opened by its number and key, without a chat or an account."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.console.forms import BEFORE_SIGN_IN, TooMuchError, UnreadableError, clean, read_fields
from bot.console.visit import rendered
from bot.contracts.feature import Translate
from bot.contracts.services import Process
from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv, short_day
from bot.files.file_store import FileStore
from bot.files.sending import as_attachment
from bot.pacing.token_bucket import Buckets, Rate
from bot.requests.claims import ClaimError, ClaimRefusal, Reading, Where
from bot.requests.labels import FOR_READER, NOT_KNOWN, TOO_OFTEN
from bot.requests.model import CITIZEN, Did, RequestEntry
from bot.requests.numbers import normal_number
from bot.requests.service import Requests
from bot.storage.database import Unavailable
from bot.web.addresses import client_key
from bot.web.plain_page import language_asked
from bot.web.refusals import NOT_READ

PATH = "/request"
RATE = Rate(30, 0.2)  # for one address: a whole library may share it
WAIT = N_("A lot of people look just now. Try again in a minute, please.")
FILE_GONE = N_("This file is kept no longer. Ask the library for it, with the request’s number.")


class OwnRequests:
    """What the page needs of the process."""

    def __init__(self, process: Process) -> None:
        self.database = process.database
        self.clock = process.clock
        self.bind = process.bind
        self.buckets = Buckets(RATE)

    async def open(self, request: Request, number: str, key: str) -> Reading | ClaimError:
        """Read it, within the rate; the refusal when it does not open. Raises Unavailable."""
        if after := self.buckets.take(client_key(request)):
            return ClaimError(ClaimRefusal.THROTTLED, minutes=-(-after // 60))
        async with self.database.unit() as unit:
            place = unit.vault.lookup(f"request keys from\0{client_key(request)}")
            try:
                return await self.bind(unit)[Requests].claims.open(
                    normal_number(number), key, place=place, where=Where.PAGE, now=self.clock()
                )
            except ClaimError as error:  # within the transaction: the attempt is counted
                return error


class OwnRequestPage:
    """Its form, what it opens, and the files in it. Nothing of either stands in an address."""

    def __init__(
        self, own: OwnRequests, files: FileStore, translate: Mapping[str, Translate]
    ) -> None:
        self._own = own
        self._files = files
        self._translate = translate

    def routes(self) -> Sequence[BaseRoute]:
        """Its addresses."""
        return [
            Route(PATH, self.form, name="own request"),
            Route(PATH, self.opened, methods=["POST"]),
            Route(f"{PATH}/file", self.file, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """Where number and key are typed."""
        return self._page(request, number=clean(request.query_params.get("number", ""))[:16])

    async def opened(self, request: Request) -> Response:
        """The request, or why it does not open."""
        _, refused, reading = await self._read(request)
        if refused is not None or reading is None:
            return refused or self._page(request)
        return self._page(request, reading=reading, number=reading.request.number)

    async def file(self, request: Request) -> Response:
        """A file that a librarian has sent."""
        given, refused, reading = await self._read(request)
        if refused is not None or reading is None:
            return refused or self._page(request)
        sent = {file.sent for one in reading.entries for file in one.files if file.sent}
        wanted = clean(str(given.get("file", "")))
        found = await self._files.read(int(wanted)) if wanted in map(str, sent) else None
        if found is None:
            told = self._translate[self._lang(request)](FILE_GONE)
            return self._page(request, 410, number=reading.request.number, error=told)
        await self._files.arrived(int(wanted))
        return as_attachment(found[0].name, found[0].media_type, found[1])

    async def _read(self, request: Request) -> tuple[FormData, Response | None, Reading | None]:
        """What was typed, and what it opens or the page that says why not."""
        say = self._translate[self._lang(request)]
        given = await _given(request)
        number, key = (clean(str(given.get(one, "")))[:32] for one in ("number", "key"))
        try:
            reading = await self._own.open(request, number, key)
        except Unavailable:
            again = {"Retry-After": "5"}
            told = say(NOT_READ)
            return given, self._page(request, 503, number=number, error=told, headers=again), None
        if isinstance(reading, Reading):
            return given, None, reading
        status, told = 404, say(NOT_KNOWN)
        if reading.code is ClaimRefusal.THROTTLED:
            status, told = 429, say(TOO_OFTEN) % {"minutes": reading.minutes}
        return given, self._page(request, status, number=number, error=told), None

    def _lang(self, request: Request) -> str:
        asked = request.query_params.get("lang", "")
        return (
            asked if asked in self._translate else language_asked(request.headers, self._translate)
        )

    def _page(
        self, request: Request, status: int = 200, *, number: str = "", error: str = "",
        reading: Reading | None = None, headers: Mapping[str, str] | None = None,
    ) -> Response:  # fmt: skip
        lang = self._lang(request)
        say = self._translate[lang]
        shown = seen(reading, say, lang) if reading else {}
        return rendered(
            "requests/own_request.html", say, lang, status=status, headers=headers, error=error,
            number=number, key=shown.pop("key", ""), opened=shown,
        )  # fmt: skip


def seen(reading: Reading, say: Translate, lang: str) -> dict[str, Any]:
    """What its reader sees of a request: how it stands, by when, and what was said."""
    request = reading.request
    return {
        "state": say(FOR_READER[request.state]),
        "by": day(request.clock.last_day, lang) if request.is_open else "",
        "key": reading.key,
        "entries": [_entry(one, say, lang) for one in reading.entries],
    }


def _entry(one: RequestEntry, say: Translate, lang: str) -> dict[str, Any]:
    who = say("You") if one.author == CITIZEN else say("Librarian")
    if one.did is Did.CORRECTED:
        who = say("Librarian, a correction")
    return {
        "is_own": one.author == CITIZEN,
        "who": who,
        "at": _moment(one.at, lang),
        "words": one.words,
        "files": [{"name": file.name or say("file"), "id": file.sent or ""} for file in one.files],
    }


def _moment(at: datetime, lang: str) -> str:
    local = kyiv(at)
    return f"{short_day(local.date(), lang)}, {clock(local)}"


async def _given(request: Request) -> FormData:
    try:
        return await read_fields(request, most=BEFORE_SIGN_IN)
    except (TooMuchError, UnreadableError):
        return FormData()
