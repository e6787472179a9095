"""Coming in and going out: the one-time link, the password, the end of a session."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from bot.console.door import local_path
from bot.console.visit import COOKIE, Visit, has_cookie
from bot.engine.texts import N_
from bot.limits import Buckets, Rate
from bot.staff.doors import Doors
from bot.staff.passwords import BusyError
from bot.staff.rules import BUSY, MESSAGES, SESSION, StaffError
from bot.web.addresses import client_key

# Programs that look at a link before the person it was sent to: they must not use it up.
PREVIEWS = (
    "telegrambot", "viber", "whatsapp", "facebookexternalhit", "facebot", "slackbot", "twitterbot",
    "discordbot", "skypeuripreview", "googlebot", "bingbot", "linkedinbot", "applebot", "preview",
    "crawler", "spider",
)  # fmt: skip
SECONDS = int(SESSION.total_seconds())
# A whole library may share one address.
BY_ADDRESS = Rate(30, 0.1)

PREVIEW = N_("A personal link to the librarians’ desk")
PREVIEW_MORE = N_("Open it in your browser: it works once.")
NO_ENTRY = N_("This link does not open the desk")
WAIT = N_("Too many attempts from here. Try again in a minute.")

_attempts = Buckets(BY_ADDRESS)


async def enter(visit: Visit) -> Response:
    """Sign in by a personal link, once."""
    agent = visit.request.headers.get("user-agent", "").casefold()
    if visit.request.method == "HEAD" or any(name in agent for name in PREVIEWS):
        return visit.message(200, visit._(PREVIEW), visit._(PREVIEW_MORE))
    console = visit.console
    try:
        async with console.database.unit() as unit:
            _, token = await Doors(unit).enter(
                visit.request.path_params["token"], now=console.clock()
            )
    except StaffError as error:
        if visit.known is not None:  # the link was used by this very browser: a reload, a back
            return visit.go("/desk")
        return visit.message(410, visit._(NO_ENTRY), visit._(MESSAGES[error.code]))
    response = visit.go(local_path(visit.request.query_params.get("next", "")))
    return has_cookie(response, token, secure=console.is_secure, seconds=SECONDS)


async def form(visit: Visit) -> Response:
    """The form of login and password."""
    path = local_path(visit.request.query_params.get("next", ""))
    return visit.go(path) if visit.known else _form(visit, path)


async def sign_in(visit: Visit) -> Response:
    """Sign in by login and password, and a code where one is asked for."""
    console, path = visit.console, local_path(visit.text("next"))
    if _attempts.take(client_key(visit.request)):
        return _form(visit, path, status=429, error=visit._(WAIT))
    try:
        _, token = await console.authentication.sign_in(
            visit.text("login"), visit.text("password"), code=visit.text("code")
        )
    except BusyError as busy:
        again = {"Retry-After": str(busy.seconds)}
        return _form(visit, path, status=503, error=visit._(BUSY), headers=again)
    except StaffError as failed:
        told = visit._(MESSAGES[failed.code], minutes=failed.minutes)
        return _form(visit, path, status=429 if failed.code == "throttled" else 401, error=told)
    return has_cookie(visit.go(path), token, secure=console.is_secure, seconds=SECONDS)


async def sign_out(visit: Visit) -> Response:
    """End this session, or all of the person's."""
    async with visit.console.database.unit() as unit:
        doors = Doors(unit)
        if visit.text("everywhere"):
            doors.sign_out_everywhere(visit.person)
        else:
            doors.sign_out(visit.session)
    visit.console.bell.ring()
    response = visit.go("/desk/sign-in")
    response.delete_cookie(COOKIE, path="/desk")
    return response


def _form(
    visit: Visit,
    path: str,
    *,
    status: int = 200,
    error: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    visit.known = None
    shown = {"next": path, "next_quoted": quote(path), "error": error, "login": visit.text("login")}
    return visit.page("sign_in.html", status=status, headers=headers, **shown)
