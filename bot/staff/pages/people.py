"""Who works at the desk: invite, invite again, remove."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from starlette.responses import Response

from bot.console.forms import whole_number
from bot.console.libraries import chosen, not_one, options
from bot.console.visit import Visit
from bot.content import Content
from bot.engine.texts import FALLBACK, N_, own_name
from bot.requests.labels import ROLES
from bot.requests.repository.owners import waiting_by_person
from bot.requests.service import Requests
from bot.staff.model import LinkKind, Person, Role
from bot.staff.repository.invitations import Invitation
from bot.staff.repository.spare_codes import SpareCodes
from bot.staff.rules import (
    MESSAGES,
    StaffError,
    StaffRefusal,
    may_end_codes,
    may_invite,
    may_let_keep_card,
    may_remove,
)
from bot.staff.service import Staff

T = TypeVar("T")
NAME_LETTERS = 80
MAY_NOT = MESSAGES[StaffRefusal.MAY_NOT]
NO_NAME = N_("Write the person’s name, as colleagues know it.")
NO_LIBRARY = N_("Choose the library they work in.")
NO_CODES = N_("%(name)s signs in without codes of an app now, and is signed out everywhere.")
ADMINS = N_("Administrators invite anybody: %(names)s. Ask one of them.")
NO_ADMIN = N_("Administrators invite anybody; none has come in yet. Ask who runs the service.")
HEADS = N_("A head invites the librarians of her library.")
HERE = N_("In your library: %(names)s.")
KEEPS = N_("%(name)s may put the library’s card right now: at the desk and in the chat.")
KEEPS_NOT = N_("%(name)s doesn’t change the library’s card any more.")
REMOVED = N_("%(name)s has no access any more.")


async def people(visit: Visit) -> Response:
    """The page."""
    return await _page(visit)


async def invite(visit: Visit) -> Response:
    """Invite somebody; the link and the code are shown once."""
    name = " ".join(visit.text("name").split())[:NAME_LETTERS]
    if not name:
        return await _page(visit, status=422, error=visit._(NO_NAME))
    if visit.text("role") not in set(Role):
        return await _page(visit, status=422, error=visit._(MAY_NOT))
    langs = (FALLBACK, *(one for one in visit.console.texts if visit.text(f"answers-{one}")))
    console = visit.console
    async with console.database.reading() as unit:
        known = options(visit, console.bind(unit)[Content].access_points)
    typed = visit.text("point") if "point" in visit.form else visit.person.point
    point = chosen(typed, known)
    if not point:
        told = not_one(visit, typed) if typed.strip() else visit._(NO_LIBRARY)
        return await _page(visit, status=422, error=told)
    try:
        async with console.database.unit() as unit:
            invited = await Staff(unit).invite(
                name, role=Role(visit.text("role")), point=point, langs=langs,
                now=console.clock(), by=visit.person,
            )  # fmt: skip
    except StaffError as error:
        return await _page(visit, status=403, error=visit._(MESSAGES[error.code]))
    return await _page(visit, invited=invited)


async def again(visit: Visit) -> Response:
    """A new link and code for somebody who lost theirs."""
    return await _on_somebody(visit, Staff.invite_again, lambda given: {"invited": given})


async def no_codes(visit: Visit) -> Response:
    """Turn off the codes of somebody who has lost their phone."""
    return await _on_somebody(
        visit, Staff.no_codes, lambda whom: {"done": visit._(NO_CODES, name=whom.name)}
    )


async def card(visit: Visit) -> Response:
    """Let a librarian keep the library’s card right, or no more."""
    wanted = visit.text("wanted") == "yes"
    told = KEEPS if wanted else KEEPS_NOT
    return await _on_somebody(
        visit,
        partial(Staff.let_keep_card, wanted=wanted),
        lambda whom: {"done": visit._(told, name=whom.name)},
    )


async def remove(visit: Visit) -> Response:
    """End somebody's access at once; what they had in work goes back to the queue with it."""
    console = visit.console
    try:
        async with console.database.unit() as unit:
            gone, many = await console.bind(unit)[Requests].departures.end_access(
                _whom(visit), by=visit.person, now=console.clock()
            )
    except StaffError as error:
        return await _page(visit, status=403, error=visit._(MESSAGES[error.code]))
    console.change_signal.signal()
    told = visit._(REMOVED, name=gone.name)
    if many:
        told += " " + visit.n_(
            "%(n)s request is back in the queue: its library sees it among the new ones.",
            "%(n)s requests are back in the queue: their libraries see them among the new ones.",
            many,
        )
    return await _page(visit, done=told)


async def _on_somebody(
    visit: Visit, act: Callable[..., Awaitable[T]], shown: Callable[[T], dict[str, Any]]
) -> Response:
    """Do it, let pages of sessions that ended go, and show what came of it."""
    console = visit.console
    try:
        async with console.database.unit() as unit:
            result = await act(Staff(unit), _whom(visit), now=console.clock(), by=visit.person)
    except StaffError as error:
        return await _page(visit, status=403, error=visit._(MESSAGES[error.code]))
    console.change_signal.signal()
    return await _page(visit, **shown(result))


def _whom(visit: Visit) -> int:
    return whole_number(visit.text("person")) or 0


async def _page(
    visit: Visit,
    *,
    status: int = 200,
    error: str = "",
    done: str = "",
    invited: Invitation | None = None,
) -> Response:
    me, lang = visit.person, visit.lang
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        everybody = await services[Staff].active()
        in_work = await waiting_by_person(unit)
        spare = await SpareCodes(unit).left()
        points = services[Content].access_points
        libraries = {one.id: one.name.in_(lang) for one in points}
    offered = options(visit, points) if me.role is Role.ADMIN else ()
    seen = [one for one in everybody if me.role is Role.ADMIN or one.point == me.point]
    return visit.page(
        "staff/people.html", status=status, error=error, done=done, invited=invited,
        link=f"{visit.console.address}/desk/enter/{invited.link}" if invited else "",
        is_reset=invited is not None and invited.kind is LinkKind.RESET,
        asks=me.has_password and not visit.is_confirmed,
        people=[
            {**_line(visit, one, libraries), "in_work": in_work.get(one.id, 0),
             "codes": _codes(visit, one, spare.get(one.id, 0))}
            for one in seen
        ],
        answers_in=[(one, own_name(one)) for one in visit.console.texts if one != FALLBACK],
        roles=[(one.value, visit._(ROLES[one])) for one in Role
               if may_invite(me, role=one, point=me.point)],
        libraries=offered, inviters=_inviters(visit, everybody),
        **_typed(visit, kept=bool(error)),
    )  # fmt: skip


def _inviters(visit: Visit, everybody: Sequence[Person]) -> list[str]:
    """Whom to ask for an invitation that one may not make oneself; [] for who makes any."""
    me = visit.person
    if me.role is Role.ADMIN:
        return []
    admins = [one.name for one in everybody if one.role is Role.ADMIN and one.has_entered]
    heads = [one.name for one in everybody
             if one.id != me.id and may_invite(one, role=Role.LIBRARIAN, point=me.point)
             and one.role is not Role.ADMIN and one.has_entered]  # fmt: skip
    told = [visit._(ADMINS, names=", ".join(admins)) if admins else visit._(NO_ADMIN)]
    if me.role is not Role.HEAD:
        told.append(visit._(HEADS))
    if heads:
        told.append(visit._(HERE, names=", ".join(heads)))
    return told


def _typed(visit: Visit, *, kept: bool) -> dict[str, Any]:
    """The form of an invitation as it was typed; empty for the next person once one is invited."""
    fields = ("name", "role", "point")
    langs = [one for one in visit.console.texts if kept and visit.text(f"answers-{one}")]
    return {**{one: visit.text(one) if kept else "" for one in fields}, "langs": langs}


def _line(visit: Visit, one: Person, libraries: dict[str, str]) -> dict[str, object]:
    me = visit.person
    return {
        "id": one.id,
        "name": one.name,
        "role": visit._(ROLES[one.role]),
        "library": libraries.get(one.point, one.point),
        "has_entered": one.has_entered,
        "may_invite": one.id != me.id and may_invite(me, role=one.role, point=one.point),
        "may_remove": may_remove(me, one),
        "may_let": may_let_keep_card(me, one),
        "keeps_card": one.keeps_card,
        "may_end_codes": one.has_totp and may_end_codes(me, one),
        "is_me": one.id == me.id,
    }


def _codes(visit: Visit, one: Person, spare: int) -> str:
    """Whether a code of an app is asked for, and how many spare ones they have."""
    if not one.has_totp:
        return visit._("not asked for")
    return visit.n_("asked for; %(n)s spare code left", "asked for; %(n)s spare codes left", spare)
