"""Who may open which page: signed in, of a role, and (for what changes things) by our own form."""

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.console.console import Console
from bot.console.visit import COOKIE, Visit
from bot.engine.texts import N_
from bot.files.rules import STAFF_BYTES
from bot.staff.doors import Doors
from bot.staff.model import Role
from bot.staff.rules import at_least

MOST_FILES = 5
MOST_FIELDS = 40
MOST_TEXT = 200_000  # bytes of one field
MOST_BODY = MOST_FILES * STAFF_BYTES + 1024 * 1024

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

Page = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def open_to_all(console: Console, page: Page) -> Endpoint:
    """A page for who is not signed in yet."""

    async def answer(request: Request) -> Response:
        visit = await _visit(console, request)
        return await _closing(visit, page, _foreign)

    return answer


def signed_in(console: Console, page: Page, role: Role = Role.LIBRARIAN) -> Endpoint:
    """A page for the staff of this role and above."""

    async def answer(request: Request) -> Response:
        visit = await _visit(console, request)
        if visit.known is None:
            return await _to_sign_in(visit)
        if not at_least(visit.known, role):
            return visit.message(403, visit._(NOT_YOURS), visit._(NOT_YOURS_MORE))
        return await _closing(visit, page, lambda given: _foreign(given) or _forged(given))

    return answer


async def _visit(console: Console, request: Request) -> Visit:
    visit = Visit(console, request, request.cookies.get(COOKIE, ""))
    if visit.session:
        async with console.database.reading() as unit:
            visit.known = await Doors(unit).of_session(visit.session, now=console.clock())
    return visit


async def _closing(
    visit: Visit, page: Page, refuse: Callable[[Visit], Response | None]
) -> Response:
    """The page; before it the posted form is read and perhaps refused."""
    refused = None
    if visit.request.method == "POST":
        refused = await _read_form(visit) or refuse(visit)
    try:
        return refused or await page(visit)
    finally:
        await visit.form.close()


async def _to_sign_in(visit: Visit) -> Response:
    path = visit.request.url.path
    if visit.request.method == "GET" and "text/event-stream" not in visit.request.headers.get(
        "accept", ""
    ):
        return visit.go(f"/desk/sign-in?next={quote(path)}")
    kept = "" if await _read_form(visit) else _typed(visit)
    return visit.message(401, visit._(SIGN_IN), visit._(SIGN_IN_MORE), kept=kept)


async def _read_form(visit: Visit) -> Response | None:
    """Read what was posted, within bounds; a page that says why not."""
    length = visit.request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MOST_BODY:
        return visit.message(413, visit._(TOO_MUCH), visit._(TOO_MUCH_MORE))
    try:
        visit.form = await visit.request.form(
            max_files=MOST_FILES + 1, max_fields=MOST_FIELDS, max_part_size=MOST_TEXT
        )
    except (MultiPartException, ClientDisconnect):
        return visit.message(400, visit._(TOO_MUCH), visit._(TOO_MUCH_MORE))
    return None


def _foreign(visit: Visit) -> Response | None:
    """Refuse a form that another site sent: the browser tells."""
    headers = visit.request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    ours = {visit.request.headers.get("host", ""), urlsplit(visit.console.address).netloc}
    foreign = site not in {None, "same-origin", "none"} or (
        origin is not None and urlsplit(origin).netloc not in ours
    )
    return _forged_page(visit) if foreign else None


def _forged(visit: Visit) -> Response | None:
    given = visit.text("csrf").encode()
    return None if hmac.compare_digest(given, visit.csrf.encode()) else _forged_page(visit)


def _forged_page(visit: Visit) -> Response:
    return visit.message(403, visit._(FORGED), visit._(FORGED_MORE), kept=_typed(visit))


def _typed(visit: Visit) -> str:
    """The longest text of the form: what must not be lost."""
    typed = [value for name, value in visit.form.multi_items() if name in {"words", "reason"}]
    return max((one for one in typed if not isinstance(one, UploadFile)), key=len, default="")


def local_path(path: str) -> str:
    """Where to go after signing in: a page of the desk, and nowhere else."""
    parts = urlsplit(path)
    ours = not parts.scheme and not parts.netloc and "\\" not in path
    inside = parts.path == "/desk" or parts.path.startswith("/desk/")
    signs = parts.path.startswith(("/desk/sign", "/desk/enter", "/desk/stream"))
    return path if ours and inside and not signs and path.isprintable() else "/desk"
