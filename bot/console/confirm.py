"""Before what changes accounts the password is asked for again, or a code of the app."""

from collections.abc import Callable

from starlette.responses import Response

from bot.console.door import Page
from bot.console.forms import clean
from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.staff.passwords import BusyError
from bot.staff.rules import BUSY, MESSAGES, StaffError, StaffRefusal

FIELD = "confirm"
SECRET = {"csrf", FIELD, "password"}  # never written into a page again
ACCOUNTS = N_(
    "This changes who may come in. So write your password once more, or a code of the app. Nothing "
    "is lost: it goes on from here."
)
SET_FIRST = N_("Set a password first")
SIGNED_OUT = N_("You are signed out")


def confirmed(
    page: Page, *, unless: Callable[[Visit], bool] = lambda _visit: False, why: str = ACCOUNTS
) -> Page:
    """The page, once the password or a code was given within the last ten minutes.

    What was posted is kept in the form that asks, and goes on from there; `why` is a msgid.
    """

    async def asking(visit: Visit) -> Response:
        if visit.is_confirmed or unless(visit):
            return await page(visit)
        assert visit.opened is not None
        typed = visit.text(FIELD)
        if visit.person.has_password and not typed:
            return _ask(visit, why)
        try:
            await visit.console.authentication.confirm(visit.opened, visit.session, typed)
        except BusyError as busy:
            return _ask(visit, why, status=503, error=BUSY, retry=busy.seconds)
        except StaffError as error:
            return _refused(visit, why, error)
        return await page(visit)

    return asking


def _refused(visit: Visit, reason: str, error: StaffError) -> Response:
    why = MESSAGES[error.code]
    if error.code is StaffRefusal.NO_PASSWORD:
        return visit.message(403, visit._(SET_FIRST), visit._(why), to="/desk/account")
    if error.code is StaffRefusal.CONFIRM_OVER:
        visit.known = None
        return visit.message(401, visit._(SIGNED_OUT), visit._(why))
    return _ask(visit, reason, status=403, error=why)


def _ask(visit: Visit, why: str, *, status: int = 200, error: str = "", retry: int = 0) -> Response:
    fields = [
        (name, clean(value)) for name, value in visit.form.multi_items()
        if name not in SECRET and isinstance(value, str)
    ]  # fmt: skip
    headers = {"Retry-After": str(retry)} if retry else None
    return visit.page(
        "confirm.html", status=status, headers=headers, error=visit._(error) if error else "",
        why=visit._(why), fields=fields, action=visit.request.url.path,
    )  # fmt: skip
