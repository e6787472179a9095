"""E-services and topics: by life event to a card, and from the card to somebody who helps."""

from dataclasses import replace

from bot.catalogue.faults import Faults
from bot.catalogue.model import Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Say
from bot.engine.texts import N_
from bot.engine.wording import NBSP, full_date, label, phone
from handlers.shared import links, steps
from handlers.shared.data import AskLibrarianData, ServicesData

PAGE = 6
RELATED = 3
OTHERS = 3
# What a card of these routes can't say, a person can.
ASK_A_PERSON = {Route.LIBRARIAN, Route.DOCUMENT_DELIVERY, Route.EVENT}
HELPED_ANYWHERE = {Route.SERVICE, Route.LEGAL_AID, Route.ACCESS_POINT}

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
    ctx.topic |= {"service": service.id, "last": "service"}
    return Say(
        "\n\n".join(_paragraphs(ctx, service)),
        title=service.title.in_(ctx.lang),
        buttons=tuple(_buttons(ctx, service)),
        cards=(service.id,),
    )


@flow.step("aspect")
async def aspect(ctx: Browsing) -> Say | Go:
    """One thing about a card: «а скільки коштує?»."""
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return Go(card)
    told = _aspects(ctx, service).get(ctx.data.aspect, "")
    lines = [told, _checked(ctx, service)]
    if not told:
        lines = [ctx._("The card doesn’t tell this. A librarian will find out.")]
    buttons = [Button(ctx._("The whole card"), links.SERVICE(service.id))]
    if service.official_url:
        buttons.insert(0, Button(ctx._("Official site"), url=service.official_url))
    if service.route in HELPED_ANYWHERE and ctx.data.aspect == "where":
        buttons.append(Button(ctx._("Help me with this"), links.HELP(service.id)))
    if not told:
        buttons.append(Button(ctx._("Ask a librarian"), links.PERSON_ABOUT(service.id)))
    title = service.title.in_(ctx.lang)
    return Say("\n\n".join(lines), title=title, buttons=tuple(buttons), cards=(service.id,))


@flow.step("another")
async def another(ctx: Browsing) -> Ask | Go:
    """Another circumstance, or not what was meant: cards near, and a person for what none tells."""
    catalogue = ctx.services[Content].catalogue
    before = catalogue.get(ctx.data.service)
    found = [one for id_ in ctx.data.others if (one := catalogue.get(id_))]
    if before is None:
        return Go(groups)
    person = AskLibrarianData(text=ctx.data.text, service=before.id)
    text = ctx._("Perhaps one of these? If not, a librarian will find out.")
    if before in found:
        text = ctx._(
            "Still about “%(card)s”? The card doesn’t tell about this. A librarian will find out, "
            "or choose.",
            card=_inner(ctx, before),
        )
    choices = [_choice(ctx, one) for one in found[:OTHERS]]
    choices.append(Choice("person", ctx._("Ask a librarian"), to=steps.ASK_LIBRARIAN, data=person))
    return Ask(text, choices=tuple(choices), to=card, cards=tuple(one.id for one in found[:OTHERS]))


def _aspects(ctx: Ctx, service: Service) -> dict[str, str]:
    """What a card tells of each aspect; "" where its source tells nothing."""
    lang = ctx.lang
    told = dict.fromkeys(("who", "steps", "documents", "cost", "term", "where"), "")
    if service.who:
        told["who"] = ctx._("Who for: %(who)s", who=service.who.in_(lang))
    if service.steps:
        steps = (f"{n}.{NBSP}{step.in_(lang)}" for n, step in enumerate(service.steps, 1))
        told["steps"] = "\n".join((ctx._("Steps:"), *steps))
    if service.documents:
        papers = (f"– {paper.in_(lang)}" for paper in service.documents)
        told["documents"] = "\n".join((ctx._("Take with you:"), *papers))
    if service.cost:
        told["cost"] = ctx._("Cost: %(cost)s", cost=service.cost.in_(lang))
    if service.term:
        told["term"] = ctx._("How long it takes: %(term)s", term=service.term.in_(lang))
    if service.provider:
        provider = service.provider.in_(lang)
        told["where"] = ctx._("Provided by: %(provider)s.", provider=provider)
    return told


def _paragraphs(ctx: Ctx, service: Service) -> list[str]:
    told = _aspects(ctx, service)
    shown = [
        "\n".join(filter(None, (service.what.in_(ctx.lang), told["where"]))),
        told["who"],
        told["steps"],
        told["documents"],
        "\n".join(filter(None, (told["cost"], told["term"]))),
        service.note.in_(ctx.lang) if service.note else "",
        _instead(ctx, service),
        *_call(ctx, service),
        _checked(ctx, service),
    ]
    return [one for one in shown if one]


def _instead(ctx: Ctx, service: Service) -> str:
    """Where to look when this is not it; the buttons below open those cards."""
    catalogue = ctx.services[Content].catalogue
    lines = [
        ctx._("– if %(when)s: “%(card)s”", when=one.when.in_(ctx.lang), card=_inner(ctx, card))
        for one in service.not_this_if
        if (card := catalogue.get(one.see))
    ]
    return "\n".join((ctx._("You need another card,"), *lines)) if lines else ""


def _inner(ctx: Ctx, card: Service) -> str:
    """A title inside quotation marks: its own become the inner ones."""
    return card.title.in_(ctx.lang).replace("«", "„").replace("»", "“")


def _call(ctx: Ctx, service: Service) -> list[str]:
    centre = ctx.services[Content].legal_aid.contact_centre
    if service.route is not Route.LEGAL_AID or centre is None or centre.phone is None:
        return []
    return [ctx._("Free legal advice: %(phone)s.", phone=phone(centre.phone))]


def _checked(ctx: Ctx, service: Service) -> str:
    if service.checked is None or service.source is None:
        return ctx._("Not checked yet. Please compare with the official site.")
    return ctx._("Checked on %(date)s.", date=full_date(service.checked, ctx.lang))


def _buttons(ctx: Browsing, service: Service) -> list[Button]:
    catalogue = ctx.services[Content].catalogue
    beside = catalogue.get(ctx.data.beside or "")
    buttons = []
    if service.official_url:
        buttons.append(Button(ctx._("Official site"), url=service.official_url))
    if service.route in HELPED_ANYWHERE:
        buttons.append(Button(ctx._("Help me with this"), links.HELP(service.id)))
    if service.route is Route.LEGAL_AID:
        buttons.append(Button(ctx._("Legal aid"), links.LEGAL()))
    if service.route in ASK_A_PERSON:
        orders = service.route is Route.DOCUMENT_DELIVERY
        asking = ctx._("Order a copy") if orders else ctx._("Ask a librarian")
        buttons.append(Button(asking, links.PERSON_ABOUT(service.id)))
    others = dict.fromkeys((*((beside,) if beside else ()), *catalogue.related(service)))
    told = {button.label for button in buttons}
    buttons += [
        Button(title, links.SERVICE(other.id))
        for other in [*others][:RELATED]
        if (title := label(other.title.in_(ctx.lang))) not in told
    ]
    buttons.append(Button(ctx._("Report a mistake"), links.OUTDATED(service.id)))
    return buttons


@flow.act("outdated")
async def outdated(ctx: Browsing) -> Say | Go:
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return Go(groups)
    if await ctx.services[Faults].report(service.id, citizen=ctx.citizen.id, now=ctx.now):
        return Say(ctx._("Thank you. The editors will check this card."))
    return Say(ctx._("You have told us already. The editors will check this card."))


flow.link(links.SERVICE, to=card)
flow.link(links.EVENT, to=list_)
flow.link(links.OUTDATED, to=outdated)
flow.link(links.SERVICES, to=groups)
