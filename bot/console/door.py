"""Who may open which page: signed in, of a role, and (for what changes things) by our own form."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote, urlsplit

import structlog
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from bot.console.console import Console
from bot.console.forms import (
    BEFORE_SIGN_IN,
    FIELDS,
    NoRoomError,
    TooMuchError,
    UnreadableError,
    read_fields,
    read_with_files,
    read_words,
)
from bot.console.visit import Visit
from bot.content.last_good import ContentState
from bot.engine.texts import N_
from bot.staff.acts import NAMES, Logged
from bot.staff.model import Role
from bot.staff.repository.acts import Acts
from bot.staff.repository.sessions import Sessions
from bot.staff.rules import SEEN_EVERY, at_least
from bot.staff.service import Staff
from bot.storage.database import Unavailable, Unit
from bot.storage.health import Trouble
from bot.web.refusals import AGAIN, NOT_READ, NOT_WRITTEN, TITLE

log = structlog.get_logger(__name__)

SIGN_IN = N_("Sign in first")
SIGN_IN_MORE = N_("Your session has ended. Sign in again in another tab, then repeat what you did.")
FORGED = N_("This form is not from this desk")
FORGED_MORE = N_("Open the page anew and repeat what you did. Nothing has been changed.")
NOT_YOURS = N_("Your role does not open this page")
NOT_YOURS_MORE = N_("If you need it for your work, ask the oblast library’s administrator.")
TOO_MUCH = N_("Too much at once")
TOO_MUCH_MORE = N_(
    "At most 5 files of 50 MB each go with one answer. Send the rest with a next one."
)
STRANGE_ADDRESS_MORE = N_(
    "Nothing has been changed. If this is the desk you always use, show this to whoever runs the "
    "service: it stands behind a proxy and was not told its address. Setting MISTOK_PUBLIC_URL to "
    "the address of this page mends it; the log says more."
)
NO_ROOM = N_(
    "The server’s disk is full, so nothing was sent. Your text is below and on the page before: "
    "send it again in a few minutes, with the files, if there were any. Whoever runs the service "
    "has to free some space: tell them."
)
NO_ROOM_TO_READ = N_(
    "The server’s disk is full, and each reading of a request is written down. Open this page "
    "again in a few minutes: what was sent before is kept. Whoever runs the service has to free "
    "some space: tell them."
)
ADVICE_ROOM = "the disk for temporary files is full: free some space, or set TMPDIR elsewhere"
TOLD_AT_MOST = 10  # lines of the log: anybody can send a strange address
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

Page = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def open_to_all(console: Console, page: Page) -> Endpoint:
    """A page for who is not signed in yet."""

    async def answer(request: Request) -> Response:
        visit = await _visit(console, request)
        if request.method == "POST":
            refused = _foreign(visit) or await _read(visit, most=BEFORE_SIGN_IN) or _forged(visit)
            if refused is not None:
                return refused
        return await _shown(visit, page)

    return answer


def signed_in(
    console: Console, page: Page, role: Role = Role.LIBRARIAN, *, files: bool = False
) -> Endpoint:
    """A page for the staff of this role and above; `files`: its form may hold some.

    Of a posted form nothing is read before it is known whose it is.
    """

    async def answer(request: Request) -> Response:
        visit = await _visit(console, request)
        try:
            refused = await _refused(visit, role, files=files)
            return refused or await _shown(visit, page)
        finally:
            await visit.form.close()

    return answer


async def _shown(visit: Visit, page: Page) -> Response:
    """The page; while the database takes no writes one that says so, with what was typed."""
    try:
        return await page(visit)
    except Unavailable as error:
        return _not_now(visit, is_full=error.trouble is Trouble.FULL)


def _not_now(visit: Visit, *, is_full: bool) -> Response:
    """A page that says that nothing was saved, and what to do, with what was typed."""
    if visit.request.method != "POST":
        more = NO_ROOM_TO_READ if is_full else NOT_READ
    else:
        more = NO_ROOM if is_full else NOT_WRITTEN
    return visit.message(503, visit._(TITLE), visit._(more), kept=_typed(visit), headers=AGAIN)


async def _refused(visit: Visit, role: Role, *, files: bool) -> Response | None:
    """A page that says why not, None when all is well."""
    if visit.known is None:
        return await _to_sign_in(visit)
    if not at_least(visit.known, role):
        return visit.message(403, visit._(NOT_YOURS), visit._(NOT_YOURS_MORE))
    if visit.request.method != "POST":
        return None
    if _is_foreign(visit):
        visit.form = await read_words(visit.request)
        return _foreign_page(visit)
    return await _read(visit, most=FIELDS, files=files) or _forged(visit)


async def _visit(console: Console, request: Request) -> Visit:
    visit = Visit(console, request, console.cookies.session(request))
    if not visit.session:
        return visit
    now = console.clock()
    async with console.database.reading() as unit:
        visit.opened = await Sessions(unit).find(visit.session, now=now)
        if visit.opened is not None:
            visit.known = visit.opened.person
            if not visit.is_by_itself:
                visit.news = await _news(unit, visit)
                if visit.known.role in {Role.ADMIN, Role.EDITOR}:
                    visit.mistakes = len(console.bind(unit)[ContentState].errors)
                visit.counts = await _counts(unit, visit)
    if visit.opened and not visit.is_by_itself and now - visit.opened.seen_at >= SEEN_EVERY:
        with suppress(Unavailable):  # pages can be read all the same
            async with console.database.unit() as unit:
                Sessions(unit).seen(visit.opened, now=now)
    return visit


async def _news(unit: Unit, visit: Visit) -> list[str]:
    """What others did with the person's account since they were last told."""
    opened = visit.opened
    assert opened is not None
    found = await Acts(unit).telling(opened.person.id, since=opened.told_at or LONG_AGO)
    return [await _in_words(unit, visit, one) for one in found]


async def _counts(unit: Unit, visit: Visit) -> dict[str, int]:
    """How many new things wait behind the links of the desk's head."""
    services = visit.console.bind(unit)
    counted = [(one.path, one.count) for one in visit.links if one.count is not None]
    return {path: await count(services, visit.person) for path, count in counted}


async def _in_words(unit: Unit, visit: Visit, one: Logged) -> str:
    by = await Staff(unit).get(one.by) if one.by is not None else None
    name = f"{by.name}: " if by else ""
    return f"{visit.moment(one.at)}. {name}{visit._(NAMES[one.did])}."


async def _to_sign_in(visit: Visit) -> Response:
    path = visit.request.url.path
    if visit.request.method == "GET" and "text/event-stream" not in visit.request.headers.get(
        "accept", ""
    ):
        return visit.go(f"/desk/sign-in?next={quote(path)}")
    # Also without a cookie: it went with its time, or when one signed out in another tab.
    if visit.request.method == "POST" and not _is_foreign(visit):
        visit.form = await read_words(visit.request)
    return visit.message(401, visit._(SIGN_IN), visit._(SIGN_IN_MORE), kept=_typed(visit))


async def _read(visit: Visit, *, most: int, files: bool = False) -> Response | None:
    """Read what was posted, within bounds; a page that says why not."""
    try:
        if files:
            visit.form = await read_with_files(visit.request)
        else:
            visit.form = await read_fields(visit.request, most=most)
    except TooMuchError:
        return visit.message(413, visit._(TOO_MUCH), visit._(TOO_MUCH_MORE))
    except NoRoomError as full:
        log.error("desk.no_room", exc_info=full, hint=ADVICE_ROOM)
        visit.form = full.words
        return _not_now(visit, is_full=True)
    except UnreadableError:
        return visit.message(400, visit._(TOO_MUCH), visit._(TOO_MUCH_MORE))
    return None


def _foreign(visit: Visit) -> Response | None:
    return _foreign_page(visit) if _is_foreign(visit) else None


def _is_foreign(visit: Visit) -> bool:
    """Whether another site sent this: the browser tells.

    Where it names the relation of the two sites itself, no proxy can blur it and no page can
    forge it. Else the address of the form is compared with those we may have.
    """
    site = visit.request.headers.get("sec-fetch-site")
    if site == "same-origin":
        return False
    return site not in {None, "none"} or _is_strange(visit)


def _is_strange(visit: Visit) -> bool:
    """Whether the form's address is none of ours."""
    headers = visit.request.headers
    # A page can't make a browser send this header with a form.
    passed_on = headers.get("x-forwarded-host", "").partition(",")[0].strip()
    ours = {headers.get("host", ""), passed_on, urlsplit(visit.console.address).netloc} - {""}
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc not in ours
    except ValueError:  # an address that is none
        return True


def _foreign_page(visit: Visit) -> Response:
    """Why not; an administrator learns when it is the settings' fault and nobody's malice."""
    origin = visit.request.headers.get("origin", "")
    relation = visit.request.headers.get("sec-fetch-site")
    if relation not in {None, "none"} or origin in {"", "null"}:
        return _forged_page(visit)
    _tell_of(origin, visit.request.headers.get("host", ""))
    return visit.message(403, visit._(FORGED), visit._(STRANGE_ADDRESS_MORE), kept=_typed(visit))


@lru_cache(maxsize=TOLD_AT_MOST)
def _tell_of(origin: str, host: str) -> None:
    """Say it in the log, once for each address and not without end."""
    if _tell_of.cache_info().misses <= TOLD_AT_MOST:
        log.warning(
            "desk.strange_address", origin=origin[:200], host=host[:200],
            todo="If people open the desk at this origin, set MISTOK_PUBLIC_URL to it, or let the "
            "proxy pass the header Host on. If not, another site tried to send a form.",
        )  # fmt: skip


def _forged(visit: Visit) -> Response | None:
    return None if visit.csrf_fits(visit.text("csrf")) else _forged_page(visit)


def _forged_page(visit: Visit) -> Response:
    return visit.message(403, visit._(FORGED), visit._(FORGED_MORE), kept=_typed(visit))


def _typed(visit: Visit) -> str:
    """The longest text of the form: what must not be lost."""
    return longest(visit.form)


def longest(form: FormData) -> str:
    """The longest of what is written in words."""
    typed = [value for name, value in form.multi_items() if name in {"words", "reason"}]
    return max((one for one in typed if not isinstance(one, UploadFile)), key=len, default="")


def local_path(path: str) -> str:
    """Where to go after signing in: a page of the desk, and nowhere else."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return "/desk"
    ours = not parts.scheme and not parts.netloc and "\\" not in path
    inside = parts.path == "/desk" or parts.path.startswith("/desk/")
    signs = parts.path.startswith(("/desk/sign", "/desk/enter", "/desk/stream"))
    return path if ours and inside and not signs and path.isprintable() else "/desk"
