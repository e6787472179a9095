"""Coming in and going out: the one-time link, the password, the end of a session."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from bot.console.browsers import browser_of
from bot.console.cookies import DEVICE, FORM, SESSION
from bot.console.door import local_path
from bot.console.forms import clean
from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.staff.acts import Act
from bot.staff.authentication import Attempt, Entered
from bot.staff.devices import LASTS
from bot.staff.passwords import BusyError
from bot.staff.repository.sessions import Sessions
from bot.staff.rules import BUSY, MESSAGES, StaffError, StaffRefusal
from bot.staff.rules import SESSION as SESSION_LASTS
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.web.addresses import client_key

SESSION_SECONDS = int(SESSION_LASTS.total_seconds())
DEVICE_SECONDS = int(LASTS.total_seconds())
NO_ENTRY = N_("This link does not open the desk")
WAIT = N_("Too many attempts from here. Try again in a minute.")
CODE_ERRORS = {StaffRefusal.NEEDS_CODE, StaffRefusal.WRONG_CODE}


async def link(visit: Visit) -> Response:
    """The page of a personal link: one button. Only pressing it signs in and uses the link up."""
    async with visit.console.database.reading() as unit:
        try:
            asks = await SignIn(unit).asks_for_code(_token(visit), now=visit.console.clock())
        except StaffError as error:
            return _no_entry(visit, error)
    return _link_page(visit, asks=asks)


async def enter(visit: Visit) -> Response:
    """Sign in by a personal link, once."""
    try:
        entered = await visit.console.authentication.enter(
            _token(visit), code=visit.text("code"), browser=_browser(visit)
        )
    except StaffError as error:
        if error.code not in CODE_ERRORS:
            return _no_entry(visit, error)
        return _link_page(visit, asks=True, status=401, error=visit._(MESSAGES[error.code]))
    return _signed_in(visit, entered, local_path(visit.asked("next")))


async def form(visit: Visit) -> Response:
    """The form of login and password."""
    path = local_path(visit.asked("next"))
    return visit.go(path) if visit.known else _form(visit, path)


async def sign_in(visit: Visit) -> Response:
    """Sign in by login and password, and a code where one is asked for."""
    console, path = visit.console, local_path(visit.text("next"))
    if after := console.attempts.take(client_key(visit.request)):
        again = {"Retry-After": str(after)}
        return _form(visit, path, status=429, error=visit._(WAIT), headers=again)
    given = Attempt(
        visit.text("login"),
        visit.text("password"),
        code=visit.text("code"),
        network=client_key(visit.request),
        device=console.cookies.read(visit.request, DEVICE),
        browser=_browser(visit),
    )
    try:
        entered = await console.authentication.sign_in(given)
    except BusyError as busy:
        again = {"Retry-After": str(busy.seconds)}
        return _form(visit, path, status=503, error=visit._(BUSY), headers=again)
    except StaffError as failed:
        told = visit._(MESSAGES[failed.code], minutes=failed.minutes)
        if failed.code is not StaffRefusal.THROTTLED:
            return _form(visit, path, status=401, error=told)
        again = {"Retry-After": str(failed.minutes * 60)}
        return _form(visit, path, status=429, error=told, headers=again)
    return _signed_in(visit, entered, path)


async def sign_out(visit: Visit) -> Response:
    """End this session, or all of the person's."""
    everywhere = bool(visit.text("everywhere"))
    async with visit.console.database.unit() as unit:
        if everywhere:
            Sessions(unit).end_all(visit.person.id)
        else:
            Sessions(unit).end(visit.session)
        facts = {"everywhere": True} if everywhere else {}
        Staff(unit).acts.add(visit.person, Act.SIGNED_OUT, now=visit.console.clock(), facts=facts)
    visit.console.change_signal.signal()
    response = visit.go("/desk/sign-in")
    visit.console.cookies.drop(response, SESSION)
    return response


def keep_device(visit: Visit, response: Response, mark: str) -> None:
    """Let this browser be known: those who guess elsewhere don't slow it down."""
    visit.console.cookies.put(response, DEVICE, mark, seconds=DEVICE_SECONDS)


def _signed_in(visit: Visit, entered: Entered, path: str) -> Response:
    response, cookies = visit.go(path), visit.console.cookies
    cookies.put_session(response, entered.session, seconds=SESSION_SECONDS)
    if entered.device:
        keep_device(visit, response, entered.device)
    cookies.drop(response, FORM)
    return response


def _token(visit: Visit) -> str:
    return clean(str(visit.request.path_params["token"]))[:128]


def _browser(visit: Visit) -> str:
    return browser_of(visit.request.headers.get("user-agent", ""))


def _link_page(visit: Visit, *, asks: bool, status: int = 200, error: str = "") -> Response:
    # Nobody's name is here: programs that draw previews of links see this page too.
    visit.known = None
    path = quote(local_path(visit.asked("next")))
    action = f"{visit.request.url.path}?next={path}"
    return visit.page(
        "staff/link.html", status=status, error=error, asks_for_code=asks, action=action
    )


def _no_entry(visit: Visit, error: StaffError) -> Response:
    if visit.known is not None:  # the link was used by this very browser: a reload, a back
        return visit.go("/desk")
    return visit.message(410, visit._(NO_ENTRY), visit._(MESSAGES[error.code]))


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
    return visit.page("staff/sign_in.html", status=status, headers=headers, **shown)
