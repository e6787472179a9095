"""One's own account: login and password, codes of an app, notices, leaving everywhere."""

from collections.abc import Mapping

import segno
from starlette.responses import Response

from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.staff import totp
from bot.staff.doors import Doors
from bot.staff.passwords import BusyError
from bot.staff.rules import BUSY, MESSAGES, StaffError

SAVED = N_("Saved. Sign in with this login and password next time.")
TOTP_ON = N_("Done: from now on a code of the app is asked for at sign-in.")
TOTP_OFF = N_("Done: no code is asked for any more.")
NOTICES_ON = N_("Done: you get a short notice in your messenger.")
NOTICES_OFF = N_("Done: no notices in your messenger.")
ISSUER = "Місток"
BAD_CODE = MESSAGES["bad_totp"]


async def account(visit: Visit) -> Response:
    """The page."""
    return await _page(visit)


async def password(visit: Visit) -> Response:
    """Set login and password."""
    try:
        await visit.console.authentication.set_password(
            visit.person, login=visit.text("login"), password=visit.text("password"),
            session=visit.session,
        )  # fmt: skip
    except StaffError as error:
        return await _page(visit, status=422, error=visit._(MESSAGES[error.code]))
    except BusyError as busy:
        again = {"Retry-After": str(busy.seconds)}
        return await _page(visit, status=503, error=visit._(BUSY), headers=again)
    return await _page(visit, done=visit._(SAVED))


async def app_code(visit: Visit) -> Response:
    """Turn codes on (with a first code as a trial) or off."""
    secret: str | None = None
    if not visit.text("off"):
        secret, code = visit.text("secret"), visit.text("code")
        now = visit.console.clock()
        if not _is_secret(secret) or totp.step_of(secret, code, now=now) is None:
            error = visit._(BAD_CODE)
            return await _page(visit, status=422, error=error, secret=secret, code_error=True)
    async with visit.console.database.unit() as unit:
        Doors(unit).set_totp(visit.person, secret)
    return await _page(visit, done=visit._(TOTP_ON if secret else TOTP_OFF))


async def notices(visit: Visit) -> Response:
    """Turn notices in the messenger on or off."""
    wanted = bool(visit.text("on"))
    async with visit.console.database.unit() as unit:
        visit.console.bind(unit).staff.set_notices(visit.person, wanted=wanted)
    return await _page(visit, done=visit._(NOTICES_ON if wanted else NOTICES_OFF))


async def _page(
    visit: Visit,
    *,
    status: int = 200,
    error: str = "",
    done: str = "",
    secret: str = "",
    code_error: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Response:
    async with visit.console.database.reading() as unit:
        rooms = visit.console.bind(unit)
        fresh = await rooms.staff.get(visit.person.id)
        libraries = {one.id: one.name.in_(visit.lang) for one in rooms.content.access_points}
    if fresh is not None:
        visit.known = fresh
    person = visit.person
    if not _is_secret(secret):
        secret = "" if person.has_totp else totp.new_secret()
    link = totp.uri(secret, name=person.login or person.name, issuer=ISSUER) if secret else ""
    picture = segno.make(link).svg_data_uri(scale=5, border=3, light="white") if link else ""
    return visit.page(
        "account.html", status=status, headers=headers, error=error, done=done, secret=secret,
        picture=picture, code_error=code_error,
        library=libraries.get(person.point, person.point), login=visit.text("login"),
    )  # fmt: skip


def _is_secret(text: str) -> bool:
    """Whether it can be a secret that this page made."""
    return len(text) == 32 and text.isascii() and text.isalnum() and text.isupper()
