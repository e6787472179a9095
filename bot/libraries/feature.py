"""What libraries tell of themselves for a while, and what citizens say is wrong."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.content import Content
from bot.contracts.feature import Ctx, Due, Feature, Mailbox, NavigationEntry, Notices, Page
from bot.contracts.services import Services
from bot.engine.model import Say
from bot.engine.texts import N_
from bot.libraries.card import LibraryText
from bot.libraries.card_changes import (
    CardChanges,
    CardOld,
    CardWritten,
    look,
    to_look,
    waiting,
    write,
    written,
)
from bot.libraries.list_reader import ListReader
from bot.libraries.live import LiveChanged, LiveDesk, VisitAffected
from bot.libraries.pages import card, list_upload, photo, report_list, today
from bot.libraries.pages.photo_file import PhotoFiles, photo_routes
from bot.libraries.photo import PhotoMaker
from bot.libraries.report_model import ReportCame, ReportDone
from bot.libraries.reports import Reports
from bot.libraries.tables import card_changes, card_reminders, library_states, reports
from bot.places.access import AccessPoints
from bot.places.gazetteer import Gazetteer
from bot.places.live import LiveStates, of_library, units_of
from bot.staff.mailboxes import mailboxes_of
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from handlers.citizen import report
from handlers.shared.card_notices import card_old, card_old_mail, card_written
from handlers.shared.library_card import facts
from handlers.shared.live import live_changed
from handlers.shared.report_notices import report_came, report_done
from handlers.shared.visits import visit_affected
from handlers.staff import library_facts, library_state


async def _with_live(services: Services, now: datetime) -> AccessPoints:
    """The libraries, with what holds there now."""
    access = services[AccessPoints]
    states = await services[LiveDesk].in_force(now=now)
    if not states:
        return access
    gazetteer = services[Gazetteer]
    return access.with_live(LiveStates(states, lambda one: units_of(one, gazetteer)))


async def _editors(services: Services, came: ReportCame) -> Sequence[int]:
    """Chats of who can put it right: the heads of that library, else who edits for all."""
    people = [one for one in await services[Staff].active() if one.has_entered]
    heads = _heads(people, came.report.library)
    network = [one for one in people if one.role in {Role.EDITOR, Role.COORDINATOR, Role.ADMIN}]
    return [one.citizen_id for one in heads or network if one.citizen_id and one.notices]


def _heads(people: Iterable[Person], library: str) -> list[Person]:
    return [one for one in people if one.role is Role.HEAD and one.point == library]


async def _who_told(services: Services, done: CardWritten) -> Sequence[int]:
    """The chat of who told it."""
    person = await services[Staff].get(done.change.by)
    return () if person is None or person.citizen_id is None else (person.citizen_id,)


async def _who_leads(services: Services, old: CardOld) -> Sequence[int]:
    """Chats of the heads of that library."""
    heads = _heads(await services[Staff].active(), old.library)
    return [one.citizen_id for one in heads if one.citizen_id and one.notices]


async def _whose_letters(services: Services, old: CardOld) -> Sequence[Mailbox]:
    return await mailboxes_of(services.unit, _heads(await services[Staff].active(), old.library))


async def _whose(services: Services, changed: LiveChanged) -> Sequence[int]:
    """Chats of those whose library it is, when it was told of many and not by themselves."""
    state = changed.state
    if state.whom.startswith(of_library("")):
        return ()
    return [
        one.citizen_id
        for one in await services[Staff].active(_libraries_of(services, state.whom))
        if one.citizen_id is not None and one.notices and one.id != state.by
    ]


def _live_desk(services: Services) -> LiveDesk:
    return LiveDesk(services.unit, lambda whom: _libraries_of(services, whom))


def _libraries_of(services: Services, whom: str) -> set[str]:
    gazetteer = services[Gazetteer]
    return {one.id for one in services[Content].access_points if whom in units_of(one, gazetteer)}


async def _visitor(_services: Services, event: VisitAffected) -> Sequence[int]:
    citizen = event.appointment.citizen_id
    return () if citizen is None else (citizen,)


async def _reporter(_services: Services, done: ReportDone) -> Sequence[int]:
    """The citizen who told it, unless they asked to be forgotten."""
    citizen = done.report.citizen_id
    return () if citizen is None else (citizen,)


async def _to_see_to(services: Services, person: Person) -> int:
    return await services[Reports].waiting(person)


def _say(ctx: Ctx, changed: LiveChanged) -> Sequence[Say]:
    return (live_changed(ctx, changed),)


FEATURE = Feature(
    name="libraries",
    tables=(library_states, reports, card_changes, card_reminders),
    parts={
        ListReader: lambda process: ListReader(Path(process.settings.content)),
        PhotoMaker: lambda _process: PhotoMaker(),
        PhotoFiles: PhotoFiles,
    },
    routes=photo_routes,
    services={
        LibraryText: lambda _services: LibraryText(facts),
        CardChanges: lambda services: CardChanges(services.unit),
        LiveDesk: _live_desk,
        Reports: lambda services: Reports(services.unit, content_version=services[Content].version),
    },
    prepare=_with_live,
    flows=(library_state.flow, library_facts.flow, report.flow),
    due=(
        Due("cards that heads have changed in a chat", waiting, written, aside=write),
        Due("cards that nobody has checked for a year", to_look, look),
    ),
    notices=(
        Notices(
            LiveChanged,
            to=_whose,
            say=_say,
            key=lambda changed: f"live.{changed.state.id}.{changed.is_over}",
        ),
        Notices(
            VisitAffected,
            to=_visitor,
            say=lambda ctx, event: (visit_affected(ctx, event),),
            key=lambda event: f"visit.{event.appointment.id}.{event.state.id}.{event.is_over}",
            keeps=lambda _event: True,
        ),
        Notices(
            CardWritten,
            to=_who_told,
            say=lambda ctx, done: (card_written(ctx, done),),
            key=lambda done: f"card-written.{done.change.id}",
            keeps=lambda _done: True,
        ),
        Notices(
            CardOld,
            to=_who_leads,
            say=lambda ctx, old: (card_old(ctx, old),),
            key=lambda old: f"card-old.{old.library}.{old.at:%Y%m%d}",
            mailboxes=_whose_letters,
            mail=card_old_mail,
        ),
        Notices(
            ReportCame,
            to=_editors,
            say=lambda ctx, came: (report_came(ctx, came),),
            key=lambda came: f"report.{came.report.id}",
        ),
        Notices(
            ReportDone,
            to=_reporter,
            say=lambda ctx, done: (report_done(ctx, done),),
            key=lambda done: f"report-done.{done.report.id}",
            keeps=lambda _done: True,
        ),
    ),
    pages=(
        Page("/desk/library", today.today),
        Page("/desk/library/tell", today.tell, post=True),
        Page("/desk/library/usual", today.as_usual, post=True),
        Page("/desk/library/back", today.take_back, post=True),
        Page("/desk/library/card", card.form),
        Page("/desk/library/card/publish", card.publish, post=True),
        Page(photo.PAGE, photo.form),
        Page(f"{photo.PAGE}/send", photo.send, post=True, files=True),
        Page(f"{photo.PAGE}/remove", photo.remove, post=True),
        Page(list_upload.PAGE, list_upload.form),
        Page(f"{list_upload.PAGE}/send", list_upload.send, post=True, files=True),
        Page(list_upload.LOOK, list_upload.look),
        Page(f"{list_upload.PAGE}/apply", list_upload.apply, post=True),
        Page(f"{list_upload.PAGE}/sample.xlsx", list_upload.sample),
        Page("/desk/reports", report_list.listed, role=Role.EDITOR),
        Page("/desk/reports/close", report_list.close, role=Role.EDITOR, post=True),
    ),
    navigation=(
        NavigationEntry(N_("Library"), "/desk/library"),
        NavigationEntry(N_("From readers"), "/desk/reports", role=Role.EDITOR, count=_to_see_to),
    ),
)
