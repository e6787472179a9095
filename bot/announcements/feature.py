"""Announcements of the oblast library to librarians: at the desk, in messengers, by e-mail."""

from collections.abc import Sequence

from bot.announcements.model import Announced, announcement_readers, announcements
from bot.announcements.pages import announcements as pages
from bot.announcements.service import Announcements
from bot.content import Content
from bot.contracts.feature import Ctx, Feature, Mail, Mailbox, NavigationEntry, Notices, Page
from bot.contracts.services import Services, Site
from bot.engine.model import Say
from bot.engine.texts import N_
from bot.places.gazetteer import Gazetteer
from bot.staff.mailboxes import mailboxes_of
from bot.staff.model import Role
from bot.staff.service import Staff

PATH = "/desk/announcements"


def _announcements(services: Services) -> Announcements:
    libraries, town_of = services[Content].access_points, services[Gazetteer].get
    towns = {one.id: town_of(one.settlement or "") for one in libraries}
    raions = {id: town.raion for id, town in towns.items() if town and town.raion}
    return Announcements(services.unit, services[Staff], raions)


async def _to(services: Services, event: Announced) -> Sequence[int]:
    people = await services[Announcements].whom(event.announcement)
    return [one.citizen_id for one in people if one.citizen_id and one.notices]


def _say(ctx: Ctx, event: Announced) -> Sequence[Say]:
    return (Say(event.announcement.text, title=ctx._("Announcement for librarians")),)


async def _mailboxes(services: Services, event: Announced) -> Sequence[Mailbox]:
    return await mailboxes_of(services.unit, await services[Announcements].whom(event.announcement))


def _mail(ctx: Ctx, _event: Announced) -> Mail:
    """It names no word of it, as no letter of ours does."""
    text = ctx._("There is a new announcement for librarians. Read it at the desk:")
    return Mail(ctx._("Mistok: an announcement"), f"{text}\n\n{ctx.services[Site].address}{PATH}")


FEATURE = Feature(
    name="announcements",
    tables=(announcements, announcement_readers),
    services={Announcements: _announcements},
    notices=(
        Notices(
            Announced,
            to=_to,
            say=_say,
            key=lambda event: f"announcement.{event.announcement.id}",
            bulk=True,
            mailboxes=_mailboxes,
            mail=_mail,
        ),
    ),
    pages=(
        Page(PATH, pages.announcements),
        Page(PATH, pages.announce, role=Role.COORDINATOR, post=True),
    ),
    navigation=(NavigationEntry(N_("Announcements"), PATH),),
)
