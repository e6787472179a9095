"""An office that is asked for by its kind or for a card: where it is near a place, or who knows."""

from dataclasses import replace
from urllib.parse import urlsplit

from bot.catalogue.model import Service
from bot.catalogue.office import Office, OfficeKind
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Digress, Go, Retry, Say
from bot.engine.wording import label
from bot.places.gazetteer import Gazetteer
from bot.understanding.offered import wanted
from bot.understanding.reports import names_a_library
from handlers.shared import links, steps
from handlers.shared.data import FindOfficeData
from handlers.shared.follow_ups import asks_something
from handlers.shared.libraries import (
    is_question,
    no_such_place,
    place_choices,
    places_in,
    settlement,
)
from handlers.shared.offices import OFFICE, office_asked_for, office_told, place_of
from handlers.shared.service_card import (
    HELPED_ANYWHERE,
    call_buttons,
    call_lines,
    calls_of,
    page_label,
)
from handlers.shared.who_decides import who_decides

flow = Flow[Services, FindOfficeData]("find_office", data=FindOfficeData)
Finding = Ctx[FindOfficeData]


@flow.step("named")
async def named(ctx: Finding) -> Go:
    """The place that was named, else the one told before, else it is asked."""
    if len(ctx.data.codes) > 1:
        return Go(which)
    known = place_of(ctx)
    if ctx.data.service and not ctx.data.codes:
        return Go(of_card)
    code = ctx.data.codes[0] if ctx.data.codes else known.code if known else ""
    return Go(near_place, replace(ctx.data, code=code)) if code else Go(where)


@flow.step("where")
async def where(ctx: Finding) -> Ask | Go:
    kind = _kind(ctx)
    if kind is None:
        return Go(steps.MENU)
    asked = ctx._(
        "%(office)s: which village or town are you from? Write it, or share your location.",
        office=kind.title.in_(ctx.lang),
    )
    card = _on_screen(ctx, kind)
    return Ask(
        asked,
        wants=("text", "point"),
        to=given,
        buttons=_to_card(ctx, card),
        name=ctx._("finding an office"),
        cards=(card.id,) if card else (),
    )


@flow.step("given")
async def given(ctx: Finding) -> Go | Retry | Digress:
    if ctx.answer.point:
        # The location itself is not kept: only which settlement it is.
        near = ctx.services[Gazetteer].nearest(ctx.answer.point)
        return Go(near_place, replace(ctx.data, code=near.code))
    if (other := office_asked_for(ctx, ctx.answer.text)) is not None:
        return other
    if _asks_of_another(ctx, ctx.answer.text):
        return Digress()
    if found := places_in(ctx, ctx.answer.text):
        return Go(named, replace(ctx.data, codes=tuple(one.code for one in found)))
    if asks_something(ctx, ctx.answer.text):
        return Digress()
    return Retry(no_such_place(ctx))


def _asks_of_another(ctx: Finding, text: str) -> bool:
    """Whether a text that may name a place asks for something else there."""
    return names_a_library(text) or bool(wanted(text)) or is_question(ctx, text)


@flow.step("which")
async def which(ctx: Finding) -> Ask | Go:
    choices = place_choices(ctx, ctx.data.codes, to=near_place)
    if not choices:
        return Go(where)
    return Ask(
        ctx._("There are several places with this name. Which one is yours?"),
        choices=choices,
        wants=("text", "point"),
        to=given,
        name=ctx._("finding an office"),
        cards=(ctx.data.service,) if ctx.data.service else (),
    )  # fmt: skip


@flow.step("near")
async def near_place(ctx: Finding) -> Say | Go:
    place, kind = settlement(ctx, ctx.data.code), _kind(ctx)
    if place is not None and ctx.data.service:
        ctx.topic["place"] = place.code
        return Go(of_card)
    if place is None or kind is None:
        return Go(where)
    card = _on_screen(ctx, kind)
    ctx.topic["place"] = place.code
    ctx.settled = flow.name
    office, told = office_told(ctx, kind, place)
    if place.oblast:
        office, told = None, ctx._(
            "We know offices only of %(oblast)s.",
            oblast=ctx.services[Content].region.genitive.in_(ctx.lang),
        )  # fmt: skip
    calls = calls_of(ctx, card) if card and not (office and office.phones) else ()
    told = "\n\n".join((told, *call_lines(ctx, calls)))
    buttons = (*call_buttons(ctx, calls), *_site(ctx, office), *_to_card(ctx, card))
    return Say(
        told,
        title=f"{kind.title.in_(ctx.lang)}: {place.name}",
        buttons=(*buttons, Button(ctx._("Ask a librarian"), links.PERSON())),
        cards=(card.id,) if card else (),
    )


@flow.step("of_card")
async def of_card(ctx: Finding) -> Say | Go:
    """Who decides what a card is about, and where that is."""
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is None:
        return Go(steps.MENU)
    ctx.topic |= {"service": service.id, "last": "service"}
    ctx.settled = flow.name
    page, url = [], service.official_url
    if url:
        page = [Button(page_label(ctx, service), url=url)]
    buttons = [*call_buttons(ctx, calls_of(ctx, service)), *page]
    buttons.append(Button(ctx._("The whole card"), links.SERVICE(service.id)))
    if service.route in HELPED_ANYWHERE:
        buttons.append(Button(ctx._("Help me with this"), links.HELP(service.id)))
    return Say(
        who_decides(ctx, service),
        title=service.title.in_(ctx.lang),
        buttons=tuple(buttons),
        cards=(service.id,),
    )


def _on_screen(ctx: Finding, kind: OfficeKind) -> Service | None:
    """What a sequel is about from now on: such an office, and the card that is of it."""
    content = ctx.services[Content]
    card = content.offices.card_of(content.catalogue, kind)
    ctx.topic |= {"last": OFFICE, OFFICE: kind.id, "library": ""}
    ctx.topic["service"] = card.id if card else ""
    return card


def _to_card(ctx: Finding, card: Service | None) -> tuple[Button, ...]:
    return (Button(label(card.title.in_(ctx.lang)), links.SERVICE(card.id)),) if card else ()


def _kind(ctx: Finding) -> OfficeKind | None:
    return ctx.services[Content].offices.kind(ctx.data.kind)


def _site(ctx: Finding, office: Office | None) -> list[Button]:
    if office is None or not office.website:
        return []
    host = (urlsplit(office.website).hostname or "").removeprefix("www.")
    return [Button(ctx._("Site: %(host)s", host=host), url=office.website)]
