"""One's own account: login and password, codes of an app, the messenger, sessions."""

from collections.abc import Mapping
from typing import Any

import segno
from starlette.responses import Response

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Site
from bot.engine.texts import N_
from bot.engine.wording import day, kyiv
from bot.staff import totp
from bot.staff.acts import Act
from bot.staff.credentials import Credentials
from bot.staff.mailboxes import Mailboxes
from bot.staff.pages.pending import new_secret, pending_secret
from bot.staff.pages.sign_in import keep_device
from bot.staff.passwords import BusyError
from bot.staff.repository.sessions import Sessions
from bot.staff.repository.spare_codes import FEW, SpareCodes
from bot.staff.rules import BUSY, MESSAGES, StaffError, StaffRefusal
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn

SAVED = N_("Saved. Sign in with this login and password next time.")
TOTP_ON = N_("Done: from now on a code of the app is asked for at sign-in.")
SPARE_ANEW = N_("Done: these work from now on, the earlier ones no longer.")
NO_APP = N_("Turn codes of an app on first: spare codes stand in for them.")
TOTP_OFF = N_("Done: no code is asked for any more.")
NOTICES_ON = N_("Done: you get a short notice in your messenger.")
NOTICES_OFF = N_("Done: no notices in your messenger.")
UNLINKED = N_("Done: your messenger is not linked any more.")
ENDED = N_("Done: that session is over.")
OTHERS_ENDED = N_("Done: you are signed in only here.")
ISSUER = "Місток"
BAD_CODE, OLD_PAGE = MESSAGES[StaffRefusal.BAD_TOTP], MESSAGES[StaffRefusal.OLD_TOTP]


async def account(visit: Visit) -> Response:
    """The page."""
    return await account_page(visit)


async def password(visit: Visit) -> Response:
    """Set login and password."""
    library, common = await _guessed(visit)
    try:
        mark = await visit.console.authentication.set_password(
            visit.person, login=visit.text("login"), password=visit.text("password"),
            library=library, common=common, session=visit.session,
        )  # fmt: skip
    except StaffError as error:
        return await account_page(visit, status=422, error=visit._(MESSAGES[error.code]))
    except BusyError as busy:
        again = {"Retry-After": str(busy.seconds)}
        return await account_page(visit, status=503, error=visit._(BUSY), headers=again)
    response = await account_page(visit, done=visit._(SAVED))
    keep_device(visit, response, mark)
    return response


async def app_code(visit: Visit) -> Response:
    """Turn codes on (with a first code as a trial) or off."""
    if visit.text("off"):
        return await _codes(visit, None)
    now = visit.console.clock()
    secret = pending_secret(visit, visit.text("secret"))
    if secret is None:
        error = visit._(OLD_PAGE)
        return await account_page(visit, status=422, error=error, code_error=True)
    if totp.step_of(secret, visit.text("code"), now=now) is None:
        error = visit._(BAD_CODE)
        return await account_page(visit, status=422, error=error, secret=secret, code_error=True)
    return await _codes(visit, secret)


async def notices(visit: Visit) -> Response:
    """Turn notices in the messenger on or off."""
    wanted = bool(visit.text("on"))
    async with visit.console.database.unit() as unit:
        visit.console.bind(unit)[Staff].set_notices(visit.person, wanted=wanted)
    return await account_page(visit, done=visit._(NOTICES_ON if wanted else NOTICES_OFF))


async def messenger(visit: Visit) -> Response:
    """Unlink the messenger, or give a code to link one."""
    now = visit.console.clock()
    async with visit.console.database.unit() as unit:
        if visit.text("off"):
            Staff(unit).unlink(visit.person, now=now)
        else:
            given = SignIn(unit).linking_code(visit.person, now=now)
    if visit.text("off"):
        return await account_page(visit, done=visit._(UNLINKED))
    return await account_page(visit, linking=given.code)


async def end_session(visit: Visit) -> Response:
    """End one other session, or all others."""
    chosen, now = visit.text("session"), visit.console.clock()
    async with visit.console.database.unit() as unit:
        if chosen:
            await Sessions(unit).end_one(visit.person, _id(chosen))
        else:
            Sessions(unit).end_all(visit.person.id, but=visit.session)
        Staff(unit).acts.add(visit.person, Act.SESSION_ENDED, now=now)
    visit.console.change_signal.signal()
    return await account_page(visit, done=visit._(ENDED if chosen else OTHERS_ENDED))


async def told(visit: Visit) -> Response:
    """What others did with the account was read."""
    async with visit.console.database.unit() as unit:
        Staff(unit).told(visit.person, now=visit.console.clock())
    return visit.go("/desk")


async def spare_codes(visit: Visit) -> Response:
    """Ten new ones, shown once; the older ones end."""
    now = visit.console.clock()
    if not visit.person.has_totp:
        return await account_page(visit, status=422, error=visit._(NO_APP))
    async with visit.console.database.unit() as unit:
        made = SpareCodes(unit).renew(visit.person.id, now=now)
        Staff(unit).acts.add(visit.person, Act.SPARE_CODES_MADE, now=now)
    return _shown_once(visit, made, visit._(SPARE_ANEW))


async def _codes(visit: Visit, secret: str | None) -> Response:
    now = visit.console.clock()
    async with visit.console.database.unit() as unit:
        Credentials(unit).set_totp(visit.person.id, secret)
        did = Act.CODES_ON if secret else Act.CODES_OFF
        Staff(unit).acts.add(visit.person, did, now=now)
        made = SpareCodes(unit).renew(visit.person.id, now=now) if secret else []
    if made:
        return _shown_once(visit, made, visit._(TOTP_ON))
    return await account_page(visit, done=visit._(TOTP_OFF))


def _shown_once(visit: Visit, codes: list[str], done: str) -> Response:
    """The spare codes, to be printed or written down."""
    day_ = day(kyiv(visit.console.clock()).date(), visit.lang)
    return visit.page("staff/spare_codes.html", codes=codes, done=done, day=day_)


async def _guessed(visit: Visit) -> tuple[str, tuple[str, ...]]:
    """What is tried first as a password: the library's name, and words of this oblast."""
    async with visit.console.database.reading() as unit:
        content = visit.console.bind(unit)[Content]
    points = content.access_points
    library = next((one.name.main for one in points if one.id == visit.person.point), "")
    return library, content.region.passwords


async def account_page(
    visit: Visit,
    *,
    status: int = 200,
    error: str = "",
    done: str = "",
    secret: str = "",
    code_error: bool = False,
    linking: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page, with what was done or went wrong."""
    now = visit.console.clock()
    async with visit.console.database.reading() as unit:
        visit.opened = await Sessions(unit).find(visit.session, now=now)
        visit.known = visit.opened.person if visit.opened else visit.known
        spare = (await SpareCodes(unit).left()).get(visit.person.id, 0)
        sessions = await Sessions(unit).of_person(visit.person, visit.session, now=now)
        mailbox = await Mailboxes(unit).of(visit.person.id)
        services = visit.console.bind(unit)
        points = services[Content].access_points
        mails = services[Site].mails
        libraries = {one.id: one.name.in_(visit.lang) for one in points}
    person = visit.person
    return visit.page(
        "staff/account.html", status=status, headers=headers, error=error, done=done,
        code_error=code_error, linking=linking, **_app(visit, secret),
        asks=person.has_password and not visit.is_confirmed, spare=spare, few=spare <= FEW,
        sessions=[
            {"id": one.id, "is_this": one.is_this, "browser": one.browser or visit._("a browser"),
             "since": visit.moment(one.created_at), "seen": visit.moment(one.seen_at)}
            for one in sessions
        ],
        library=libraries.get(person.point, person.point), login=visit.text("login"),
        mails=mails, mailbox=mailbox, typed_address=visit.text("address"),
    )  # fmt: skip


def _app(visit: Visit, secret: str) -> dict[str, Any]:
    """What an authenticator app needs. Only we choose the secret; the page carries it sealed."""
    person = visit.person
    if person.has_totp or not person.has_password:
        return {"secret": "", "sealed": "", "picture": ""}
    secret, sealed = new_secret(visit, secret)
    link = totp.uri(secret, name=person.login or person.name, issuer=ISSUER)
    picture = segno.make(link).svg_data_uri(scale=5, border=3, light="white")
    return {"secret": secret, "sealed": sealed, "picture": picture}


def _id(digits: str) -> int:
    return whole_number(digits) or 0
