"""Free legal aid: whom to call, where the offices are, what is free for everyone."""

from itertools import groupby

from bot.appointments.schedule import Kind
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Button, Say
from bot.engine.texts import N_
from bot.engine.wording import phone
from bot.legal_aid.model import ContactPoint
from handlers.shared import links
from handlers.shared.offices import nearest

NO_YEAR = 9999  # after all years

flow = Flow[Services](
    "legal_help",
    title=N_("Legal aid"),
    command="legal",
    words="open.legal_help",
)


@flow.step("whom")
async def whom(ctx: Ctx) -> Say:
    aid, lang = ctx.services[Content].legal_aid, ctx.lang
    lines = []
    if aid.contact_centre and aid.contact_centre.phone:
        centre = aid.contact_centre
        number = phone(centre.phone or "")
        call = ctx._("%(phone)s – free legal advice.", phone=number)
        if centre.free_call:
            call = ctx._("%(phone)s – free legal advice, the call is free.", phone=number)
        lines.append(call)
        if centre.note:
            lines.append(centre.note.in_(lang))
    if aid.primary:
        lines += ["", *(fact.text.in_(lang) for fact in aid.primary[:1])]
    return Say(
        "\n".join(lines) or ctx._("We have no checked contacts. A librarian will find them."),
        title=ctx._("Legal aid"),
        buttons=(
            Button(ctx._("Find the right help"), links.RIGHT_HELP(Kind.LEGAL_AID)),
            Button(ctx._("Offices of the oblast"), links.LEGAL_OFFICES()),
            Button(ctx._("What is free"), links.LEGAL_FREE()),
            Button(ctx._("Ask a librarian"), links.PERSON()),
        ),
    )


@flow.step("offices")
async def offices(ctx: Ctx) -> Say:
    aid = ctx.services[Content].legal_aid
    parts = [nearest(ctx, "legal-aid"), _by_year(ctx, aid.offices)]
    if aid.library_points:
        parts.append(ctx._("In libraries") + "\n" + _by_year(ctx, aid.library_points))
    if aid.contact_centre and aid.contact_centre.phone:
        number = phone(aid.contact_centre.phone)
        parts.append(ctx._("Call before you go: %(phone)s.", phone=number))
    return Say("\n\n".join(filter(None, parts)), title=ctx._("Offices of the oblast"))


def _by_year(ctx: Ctx, points: tuple[ContactPoint, ...]) -> str:
    """Names under the year their source speaks of, so that an old list is seen to be old."""
    lines: list[str] = []
    for year, some in groupby(sorted(points, key=_year), key=_year):
        known = ctx._("As of %(year)s:", year=year)
        lines.append(known if year < NO_YEAR else ctx._("The source states no year:"))
        lines += [f"– {_contacts(ctx, one)}" for one in some]
    return "\n".join(lines)


def _contacts(ctx: Ctx, point: ContactPoint) -> str:
    """Its name, and its address and phones where they are known."""
    return ", ".join(filter(None, (point.name.in_(ctx.lang), point.address,
                                   *map(phone, point.phones))))  # fmt: skip


def _year(point: ContactPoint) -> int:
    return point.as_of or NO_YEAR


@flow.step("free")
async def free(ctx: Ctx) -> Say:
    aid, lang = ctx.services[Content].legal_aid, ctx.lang
    parts = ["\n".join(fact.text.in_(lang) for fact in aid.primary)]
    if aid.secondary:
        parts.append(aid.secondary[0].text.in_(lang))
        who = (f"– {fact.text.in_(lang)}" for fact in aid.secondary[1:])
        parts.append("\n".join((ctx._("Who can have it:"), *who)))
    if aid.contact_centre and aid.contact_centre.phone:
        number = phone(aid.contact_centre.phone)
        parts.append(ctx._("Whether you can: ask at %(phone)s.", phone=number))
    return Say("\n\n".join(filter(None, parts)), title=ctx._("What is free"))


flow.link(links.LEGAL, to=whom)
flow.link(links.LEGAL_OFFICES, to=offices)
flow.link(links.LEGAL_FREE, to=free)
