"""E-services and topics: by life event to a card, and from the card to somebody who helps."""

from dataclasses import replace

from bot.appointments.schedule import Kind
from bot.appointments.service import Appointments
from bot.catalogue.model import EntryKind, Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Say
from bot.engine.texts import N_
from bot.engine.wording import label
from bot.libraries.report_model import SERVICE, NewReport, ReportKind
from bot.libraries.reports import Reports
from handlers.shared import guessed, links, steps, story, unhelped
from handlers.shared.card_facts import shown_whole, tells_much, told_of_it, told_when_asked
from handlers.shared.choosing import is_choosing
from handlers.shared.data import AskLibrarianData, ServicesData
from handlers.shared.draft import with_part, with_parts
from handlers.shared.library_card import ask_a_person
from handlers.shared.nearby_help import called_at_a_library
from handlers.shared.service_card import (
    ASK_A_PERSON,
    ASKED_FOR,
    HELPED_ANYWHERE,
    LETTERS,
    beside_aspect,
    call_buttons,
    calls_of,
    details,
    inner,
    lacks,
    lead,
    more,
    page_label,
    question_about,
)

PAGE = 6
RELATED = 3
OTHERS = 3

Browsing = Ctx[ServicesData]

flow = Flow[Services, ServicesData](
    "services",
    data=ServicesData,
    title=N_("E-services"),
    command="services",
    words="open.services",
)


@flow.step("groups")
async def groups(ctx: Ctx) -> Ask:
    found = ctx.services[Content].catalogue.groups
    return Ask(
        ctx._("What is it about? Choose, or write it in your own words."),
        choices=tuple(
            Choice(group.id, group.title.in_(ctx.lang), data=ServicesData(group=group.id))
            for group in found
        ),
        to=events,
    )


@flow.step("events")
async def events(ctx: Browsing) -> Ask | Go:
    found = ctx.services[Content].catalogue.events_of(ctx.data.group)
    if not found:
        return Go(groups)
    if len(found) == 1:
        return Go(list_, replace(ctx.data, event=found[0].id, page=0))
    return Ask(
        ctx._("Which of these?"),
        choices=tuple(
            Choice(
                event.id, event.title.in_(ctx.lang), data=replace(ctx.data, event=event.id, page=0)
            )
            for event in found
        ),
        to=list_,
    )


@flow.step("list")
async def list_(ctx: Browsing) -> Ask | Go:
    catalogue = ctx.services[Content].catalogue
    event = catalogue.event(ctx.data.event)
    found = catalogue.services_of(event.id) if event else ()
    if event is None or not found:
        return Go(groups)
    pages = (len(found) + PAGE - 1) // PAGE
    page = min(ctx.data.page, pages - 1)
    choices = [_choice(ctx, one) for one in found[page * PAGE : (page + 1) * PAGE]]
    if page + 1 < pages:
        choices.append(
            Choice("more", ctx._("More"), to=list_, data=replace(ctx.data, page=page + 1))
        )
    if page:
        choices.append(
            Choice("before", ctx._("Previous"), to=list_, data=replace(ctx.data, page=page - 1))
        )
    text = event.title.in_(ctx.lang)
    if pages > 1:
        text += "\n" + ctx._("Page %(page)s of %(pages)s", page=page + 1, pages=pages)
    return Ask(text, choices=tuple(choices), to=card, cards=tuple(one.id for one in found))


def _choice(ctx: Browsing, service: Service) -> Choice:
    title = service.title.in_(ctx.lang)
    return Choice(
        service.id, label(title), data=replace(ctx.data, service=service.id), words=(title,)
    )


@flow.step("card")
async def card(ctx: Browsing) -> Say | tuple[Say, Go]:
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        gone = ctx._("We no longer have this card. Here is what there is now.")
        return Say(gone), Go(groups)
    ctx.topic |= {"service": service.id, "last": "service", "playbook": ""}
    story.shown(ctx, service.id)
    shown_whole(ctx, service)
    return Say(
        guessed.hedged(ctx, lead(ctx, service, ctx.data.said)),
        title=service.title.in_(ctx.lang),
        more=more(ctx, service),
        details=details(ctx, service),
        buttons=tuple(_buttons(ctx, service)),
        cards=guessed.with_other(ctx, (service.id,)),
    )


@flow.step("other_cases")
async def other_cases(ctx: Browsing) -> Say | Go:
    """Where to look when the card is not it."""
    catalogue = ctx.services[Content].catalogue
    service = catalogue.get(ctx.data.service)
    if service is None:
        return Go(card)
    found = catalogue.related(service)[:RELATED]
    when = {one.see: one.when.in_(ctx.lang) for one in service.not_this_if}
    lines = [
        ctx._("– if %(when)s: “%(card)s”", when=when[one.id], card=inner(ctx, one))
        if one.id in when
        else f"– “{inner(ctx, one)}”"
        for one in found
    ]
    buttons = [Button(label(one.title.in_(ctx.lang)), links.SERVICE(one.id)) for one in found]
    return Say(
        "\n".join((ctx._("You need another card,"), *lines)),
        title=service.title.in_(ctx.lang),
        buttons=(*buttons, ask_a_person(ctx)),
        cards=tuple(one.id for one in found),
    )


@flow.step("aspect")
async def aspect(ctx: Browsing) -> Say | Go:
    """One thing about a card: «а скільки коштує?»."""
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return Go(card)
    if is_choosing(ctx):
        ctx.topic["last"] = "service"  # of all that was offered it is talked about now
    is_phone = ctx.data.aspect == "phone"
    name, *others = ("where",) if is_phone else ctx.data.aspect.split(",")
    if name == "steps" and tells_much(ctx.data.said):
        return Go(another, replace(ctx.data, others=(service.id,)))
    told = told_when_asked(ctx, service, (name, *others), is_phone=is_phone)
    asks_where = service.route in HELPED_ANYWHERE and name in {"where", *LETTERS}
    lines = [told, beside_aspect(ctx, service, ctx.data.aspect, told, asks_where=asks_where)]
    buttons = [Button(ctx._("The whole card"), links.SERVICE(service.id))]
    if service.official_url:
        buttons.insert(0, Button(page_label(ctx, service), url=service.official_url))
    if asks_where:
        buttons.append(Button(ctx._("Help me with this"), links.HELP(service.id)))
        buttons += _hour_of_help(ctx, service)
    is_lacking = not told or (name in ASKED_FOR and not getattr(service, name))
    if is_lacking or service.route in ASK_A_PERSON:
        buttons.append(ask_what_is_lacking(ctx, service, name))
    buttons += guessed.beside(ctx)
    text, title = "\n\n".join(filter(None, lines)), service.title.in_(ctx.lang)
    shown = guessed.with_other(ctx, (service.id,))
    return Say(text, title=title, buttons=tuple(buttons), cards=shown)


@flow.step("another")
async def another(ctx: Browsing) -> Ask | Go:
    """What the card on screen tells of another circumstance; else cards that may be meant.

    Beside the card only one other is offered: it is what they talk of.
    """
    catalogue = ctx.services[Content].catalogue
    before = catalogue.get(ctx.data.service)
    others = guessed.with_other(ctx, ctx.data.others)
    found = [one for id_ in others if (one := catalogue.get(id_))]
    if before is None:
        return Go(groups)
    if found and before not in found:
        ctx.topic |= {"service": found[0].id, "last": "service"}  # what a sequel is about now
    person = with_parts(AskLibrarianData(service=before.id), story.told_so_far(ctx))
    title, text = "", ctx._("Perhaps one of these? If not, a librarian will find out.")
    is_told = False
    if goes_on := found[:1] == [before]:
        ctx.topic["last"] = "service"
        title = before.title.in_(ctx.lang)
        text, is_told = told_of_it(ctx, before, ctx.data.said)
        found = found[:2]
    if not is_told and _needs_a_person(ctx, before) and (library := called_at_a_library(ctx)):
        text = "\n".join((text, ctx._("A living person by phone: %(library)s.", library=library)))
    choices = [_choice(ctx, one) for one in found[:OTHERS]]
    if goes_on:
        own = Choice(before.id, ctx._("The whole card"), data=choices[0].data, words=(title,))
        choices = [*choices[1:], own]
    choices.append(Choice("person", ctx._("Ask a librarian"), to=steps.ASK_LIBRARIAN, data=person))
    shown = tuple(one.id for one in found[:OTHERS])
    return Ask(text, title=title, choices=tuple(choices), to=card, cards=shown)


def _needs_a_person(ctx: Browsing, card: Service) -> bool:
    """Whether nothing helped twice in a row, or it is a matter of libraries."""
    return unhelped.once_more(ctx) >= unhelped.MANY or card.kind is EntryKind.LIBRARY


def _buttons(ctx: Browsing, service: Service) -> list[Button]:
    """One primary button: a call, else the official page, else help; the report is quiet.

    Of libraries' own services the primary one is the library, not a page about one of them.
    """
    catalogue = ctx.services[Content].catalogue
    calls = calls_of(ctx, service)
    page = [Button(page_label(ctx, service), url=url)] if (url := service.official_url) else []
    who_helps = _help(ctx, service, by_phone=bool(calls))
    beside_calls = who_helps + page if service.kind is EntryKind.LIBRARY else page + who_helps
    buttons = [*call_buttons(ctx, calls), *beside_calls]
    buttons += [
        Button(label(one.button.in_(ctx.lang)), links.PLAYBOOK(one.id, service.id))
        for one in ctx.services[Content].playbooks.about(service.id)
    ]
    if catalogue.related(service):
        buttons.append(Button(ctx._("Another case"), links.OTHER_CASES(service.id)))
    first, *others = buttons or [ask_a_person(ctx)]
    report = Button(ctx._("Report a mistake"), links.OUTDATED(service.id), tone="quiet")
    return [replace(first, tone="primary"), *guessed.beside(ctx), *others, report]


def _help(ctx: Browsing, service: Service, *, by_phone: bool) -> list[Button]:
    """Who helps: a library where a computer is needed, legal aid, a librarian in writing."""
    found = []
    if service.route is Route.ACCESS_POINT:
        found.append(Button(ctx._("Find a library"), links.HELP(service.id)))
    elif service.route in HELPED_ANYWHERE and not (by_phone and "computers" not in service.need):
        found.append(Button(ctx._("Help me with this"), links.HELP(service.id)))
        found += _hour_of_help(ctx, service)
    if service.route is Route.LEGAL_AID:
        found.append(Button(ctx._("Find the right help"), links.RIGHT_HELP(Kind.LEGAL_AID)))
        found.append(Button(ctx._("Legal aid"), links.LEGAL()))
    if service.route in ASK_A_PERSON:
        orders = service.route is Route.DOCUMENT_DELIVERY
        asking = ctx._("Order a copy") if orders else ctx._("Ask a librarian")
        if "computers" in service.need:
            found.append(Button(ctx._("Find a library"), links.HELP(service.id)))
        found.append(Button(asking, links.PERSON_ABOUT(service.id)))
    elif lacks(service):
        found.append(ask_what_is_lacking(ctx, service))
    return found


def ask_what_is_lacking(ctx: Ctx, service: Service, aspect: str = "") -> Button:
    """To a librarian with the question filled in: one thing, or all that the card lacks."""
    missing = aspect if aspect in ASKED_FOR else "all"
    return Button(ctx._("Ask a librarian"), links.ASK_LACKING(service.id, missing))


@flow.step("lacking")
async def lacking(ctx: Browsing) -> Go:
    """What a card lacks is asked of a librarian in its words; the editors get the answer too."""
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return Go(card)
    missing = lacks(service) if ctx.data.aspect not in ASKED_FOR else (ctx.data.aspect,)
    told = story.told_so_far(ctx, service.id)
    known = with_parts(AskLibrarianData(service=service.id, lacks=missing), told)
    if missing:
        known = with_part(known, question_about(ctx, service, missing), "")
    return Go(steps.ASK_LIBRARIAN, known)


def _hour_of_help(ctx: Browsing, service: Service) -> list[Button]:
    """Where a library sits down with people; a legal matter has its own way."""
    is_offered = ctx.services[Appointments].finding.is_offered(Kind.HELP_HOUR)
    if service.route is Route.LEGAL_AID or not is_offered:
        return []
    return [Button(ctx._("Book an hour of help"), links.HELP_HOUR(service.id))]


@flow.act("outdated")
async def outdated(ctx: Browsing) -> Say | Go:
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return Go(groups)
    new = NewReport(f"{SERVICE}:{service.id}", ReportKind.OUTDATED)
    if await ctx.services[Reports].tell(new, citizen=ctx.citizen.id, now=ctx.now):
        return Say(ctx._("Thank you. The editors will check this card."))
    return Say(ctx._("You have told us already. The editors will check this card."))


flow.link(links.SERVICE, to=card)
flow.link(links.EVENT, to=list_)
flow.link(links.OTHER_CASES, to=other_cases)
flow.link(links.OUTDATED, to=outdated)
flow.link(links.ASK_LACKING, to=lacking)
flow.link(links.SERVICES, to=groups)
