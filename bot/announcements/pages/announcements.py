"""Announcements, newest first; who leads all libraries makes them here."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from bot.announcements.model import (
    EVERYBODY,
    LONGEST,
    Announcement,
    AnnouncementError,
    AnnouncementRefusal,
)
from bot.announcements.service import Announcements
from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.staff.model import Role
from bot.staff.rules import at_least
from bot.staff.service import Staff

REFUSALS: Mapping[AnnouncementRefusal, str] = {
    AnnouncementRefusal.EMPTY: N_("Write what librarians are to know."),
    AnnouncementRefusal.LONG: N_("That is more than %(most)s letters. Make it shorter."),
    AnnouncementRefusal.REPEATED: N_("This has just been announced; it is not sent twice."),
    AnnouncementRefusal.UNKNOWN_RAION: N_("No library of ours is there. Choose from the list."),
}


async def announcements(visit: Visit) -> Response:
    """The page; what is on it counts as read."""
    done = visit._("The announcement is on its way.") if visit.asked("done") else ""
    return await _page(visit, done=done)


async def announce(visit: Visit) -> Response:
    """Make one."""
    console = visit.console
    try:
        async with console.database.unit() as unit:
            made = console.bind(unit)[Announcements]
            await made.make(
                visit.text("text"), visit.text("raion"), by=visit.person, now=console.clock()
            )
    except AnnouncementError as error:
        told = visit._(REFUSALS[error.refusal], most=LONGEST)
        return await _page(visit, status=409, error=told, typed=visit.text("text"))
    return visit.go("/desk/announcements?done=made")


async def _page(
    visit: Visit, *, status: int = 200, done: str = "", error: str = "", typed: str = ""
) -> Response:
    console, person = visit.console, visit.person
    async with console.database.unit() as unit:
        services = console.bind(unit)
        kept = services[Announcements]
        listed, new = await kept.for_person(person), await kept.new_to(person)
        names, readers = await services[Staff].names(), await kept.readers()
        audience = await kept.audience()
        kept.read([one for one in listed if one.id in new], person, now=console.clock())
    leads = at_least(person, Role.COORDINATOR)
    return visit.page(
        "announcements/announcements.html", status=status, done=done, error=error, typed=typed,
        longest=LONGEST, leads=leads, raion=visit.text("raion"),
        raions=[(one, _whom(visit, one, people)) for one, people in audience.items() if people],
        announcements=[
            _row(visit, one, names, new)
            | {"read": _read(visit, one, audience, readers) if leads else ""}
            for one in listed
        ],
    )  # fmt: skip


def _row(
    visit: Visit, one: Announcement, names: Mapping[int, str], new: frozenset[int]
) -> dict[str, Any]:
    return {
        "text": one.text,
        "by": names.get(one.by) or visit._("somebody who works here no more"),
        "at": visit.moment(one.at),
        "to": _raion(visit, one.raion),
        "is_new": one.id in new,
    }


def _read(
    visit: Visit,
    one: Announcement,
    audience: Mapping[str, Sequence[object]],
    readers: Mapping[int, int],
) -> str:
    return visit._(
        "Read by %(n)s of %(all)s", n=readers.get(one.id, 0), all=len(audience.get(one.raion, ()))
    )


def _raion(visit: Visit, raion: str) -> str:
    if raion == EVERYBODY:
        return visit._("All libraries")
    return visit._("%(raion)s raion", raion=raion)


def _whom(visit: Visit, raion: str, people: Sequence[object]) -> str:
    many = visit.n_("%(n)s person", "%(n)s people", len(people))
    return f"{_raion(visit, raion)} – {many}"
