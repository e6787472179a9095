"""Find a library: from any name of a place or a shared location to the nearest ones that can."""

from dataclasses import replace

from bot.catalogue.library import Library
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Retry, Say
from bot.engine.texts import N_
from bot.engine.turn import Point
from bot.engine.wording import label, phone
from bot.places.distance import INSIDE_KM
from bot.places.map_links import is_short_link
from bot.understanding.offered import wanted
from handlers.shared import links
from handlers.shared.data import FindLibraryData
from handlers.shared.draft import is_with_a_person
from handlers.shared.follow_ups import asks_something
from handlers.shared.libraries import (
    km_beyond,
    library,
    no_such_place,
    place_choices,
    places_in,
    settlement,
)
from handlers.shared.library_card import (
    ask_a_person,
    card_buttons,
    fact_of,
    facts,
    instead_of,
    open_card,
    pin,
    way,
)
from handlers.shared.named_library import named_library
from handlers.shared.near_list import (
    by_phone,
    calls_about,
    lead,
    told_of_all,
)
from handlers.shared.nearest import around, nearest, without_point
from handlers.shared.needs import called, known_of, need_told, needed
from handlers.shared.on_screen import on_library
from handlers.shared.profile import LIBRARY
from handlers.shared.service_card import call_buttons

SHOWN = 3

Finding = Ctx[FindLibraryData]

flow = Flow[Services, FindLibraryData](
    "find_library",
    data=FindLibraryData,
    title=N_("Find a library"),
    command="library",
    words="open.find_library",
)


@flow.step("where")
async def where(ctx: Finding) -> Ask | Go:
    """Whoever has named their place once isn't asked again where they need help."""
    wants = ctx.data.service or ctx.data.warm or ctx.data.aspect or needed(ctx)
    known = settlement(ctx, ctx.topic.get("place", "")) if wants else None
    if known is not None:
        return Go(near_place, replace(ctx.data, code=known.code))
    return _asked_where(ctx)


@flow.step("elsewhere")
async def elsewhere(ctx: Finding) -> Ask:
    """The same is needed in another place: who named one wants another."""
    need = needed(ctx)
    kept = ctx._("Looking for: %(needed)s.", needed=called(ctx, need)) if need else ""
    return _asked_where(ctx, kept)


@flow.step("elsewhere_warm")
async def elsewhere_warm(_ctx: Finding) -> Go:
    return Go(elsewhere, FindLibraryData(warm=True))


def _asked_where(ctx: Finding, kept: str = "") -> Ask:
    ctx.topic["asked"] = "place"
    choices = []
    saved = library(ctx, ctx.citizen.profile[LIBRARY])
    words = ctx.words("choose.my_library")
    if saved is not None and not ctx.data.service:
        choices.append(Choice("mine", ctx._("My library"), to=mine, words=words))
    elif saved is not None and saved.lat is not None:
        choices.append(Choice("mine", ctx._("Near my library"), to=near_mine, words=words))
    asked = ctx._("Where are you? Write your village or town, or share your location.")
    if ctx.data.aspect == "hours":
        asked = "\n".join((ctx._("Each library has its own hours."), asked))
    calls = calls_about(ctx)
    return Ask(
        "\n\n".join(filter(None, ("\n".join(by_phone(ctx, calls)), kept, asked))),
        choices=tuple(choices),
        wants=("text", "point"),
        to=given,
        buttons=call_buttons(ctx, calls),
        name=ctx._("finding a library"),
    )


@flow.step("given")
async def given(ctx: Finding) -> Go | Retry | Digress:
    if ctx.answer.point:
        return Go(shared)
    if is_short_link(ctx.answer.text):
        return Retry(
            ctx._("This short link tells no place by itself, and we open no links. Write your "
                  "village or town, or share your location.")
        )  # fmt: skip
    found = places_in(ctx, ctx.answer.text)
    if found:
        return Go(named, replace(ctx.data, codes=tuple(one.code for one in found)))
    if (called := named_library(ctx, ctx.answer.text)) is not None:
        return called
    if asks_something(ctx, ctx.answer.text) or await is_with_a_person(ctx):
        return Digress()
    return Retry(no_such_place(ctx))


@flow.step("in_words")
async def in_words(ctx: Finding) -> Go:
    """A question that turned out to be about a library: it may name the place."""
    found = places_in(ctx, ctx.data.text)
    return (
        Go(named, replace(ctx.data, codes=tuple(one.code for one in found))) if found else Go(where)
    )


@flow.step("named")
async def named(ctx: Finding) -> Go:
    if len(ctx.data.codes) != 1:
        return Go(which)
    return Go(near_place, replace(ctx.data, code=ctx.data.codes[0]))


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
        name=ctx._("finding a library"),
    )


@flow.step("which_library")
async def which_library(ctx: Finding) -> Ask | Go:
    """A name that libraries of several places have: each with its place."""
    found = [one for id in ctx.data.libraries if (one := library(ctx, id))]
    if not found:
        return Go(where)
    onward = fact if ctx.data.aspect else card
    choices = (
        Choice(
            one.id, label(f"{one.settlement_name or one.hromada}: {one.name.in_(ctx.lang)}"),
            to=onward, data=replace(ctx.data, library=one.id),
            words=(one.settlement_name or one.id,),
        )
        for one in found
    )  # fmt: skip
    return Ask(
        ctx._("Several libraries are called so. Which one do you mean?"),
        choices=tuple(choices),
        name=ctx._("finding a library"),
    )


@flow.step("near")
async def near_place(ctx: Finding) -> Say | tuple[Say, Go]:
    place = settlement(ctx, ctx.data.code)
    if place is None:
        return Say(ctx._("We don’t know this place any more.")), Go(where)
    ctx.topic["place"] = place.code
    ctx.topic.pop("asked", None)
    ctx.settled = flow.name
    if place.point is None:
        return without_point(ctx, place)
    return around(ctx, place.point, lead(ctx, place))


@flow.step("shared")
async def shared(ctx: Finding) -> Say | Go:
    """A location out of nowhere or as an answer; it is used once and not kept."""
    point = ctx.answer.point
    if point is None:
        return Go(where)
    ctx.topic.pop("asked", None)
    told = ctx._("Near you:")
    if km_beyond(ctx, point) > INSIDE_KM:
        told = ctx._("You are outside the oblast. The nearest in it:")
    return around(ctx, point, told)


@flow.step("near_mine")
async def near_mine(ctx: Finding) -> Say | Go:
    mine = library(ctx, ctx.citizen.profile[LIBRARY])
    if mine is None or mine.lat is None or mine.lon is None:
        return Go(where)
    return nearest(ctx, Point(mine.lat, mine.lon), ctx._("Near your library:"))


@flow.step("card")
async def card(ctx: Finding) -> Say | tuple[Say, Go]:
    found = library(ctx, ctx.data.library)
    if found is None:
        return Say(ctx._("We no longer know this library.")), Go(where)
    on_library(ctx, found.id)
    return Say(
        facts(ctx, found),
        title=found.name.in_(ctx.lang),
        buttons=tuple(card_buttons(ctx, found)),
        pin=pin(ctx, found),
        cards=(found.id,),
    )


@flow.step("fact")
async def fact(ctx: Finding) -> Say | Go:
    """One thing about the library shown last: «а в неділю працюєте?»."""
    found = library(ctx, ctx.data.library)
    if found is None:
        return Go(where)
    on_library(ctx, found.id)
    asked = need_told(ctx, found) if ctx.data.aspect in {"", "equipment"} else ""
    if asked and known_of(ctx, found, wanted(ctx.data.text)).unknown:
        asked = "\n".join(filter(None, (asked, instead_of(ctx, found, "equipment", ""))))
    told = asked or fact_of(ctx, found, ctx.data.aspect, ctx.data.day)
    number = ", ".join(map(phone, found.phones))
    to = way(ctx, found) if ctx.data.aspect == "way" else None
    buttons = [*([to] if to else ()), open_card(ctx, found)]
    if not told and number:
        told = ctx._("We don’t know this. Call and ask: %(phone)s.", phone=number)
    elif not told:
        told = _unknown(ctx, found)
        buttons.append(ask_a_person(ctx))
    if (card := ctx.services[Content].catalogue.get(ctx.data.service)) is not None:
        told = "\n\n".join(filter(None, (told_of_all(ctx, card), told)))
        buttons.append(Button(label(card.title.in_(ctx.lang)), links.SERVICE(card.id)))
    ids = (found.id, *([card.id] if card else []))
    return Say(told, title=found.name.in_(ctx.lang), buttons=tuple(buttons), cards=ids)


def _unknown(ctx: Finding, found: Library) -> str:
    """That nobody told it, whom to call, and what is known of the others in the list."""
    is_phone = ctx.data.aspect == "phone"  # whom to call instead says so
    told = "" if is_phone else ctx._("We don’t know this about the library yet.")
    return "\n".join(filter(None, (told, instead_of(ctx, found, ctx.data.aspect, ctx.data.day))))


@flow.step("mine")
async def mine(ctx: Ctx) -> Go:
    saved = ctx.citizen.profile[LIBRARY]
    return Go(card, FindLibraryData(library=saved)) if saved else Go(where)


@flow.act("save")
async def save(ctx: Finding) -> Say | tuple[Say, Go]:
    found = library(ctx, ctx.data.library)
    if found is None:
        return Say(ctx._("We no longer know this library.")), Go(where)
    ctx.citizen.profile[LIBRARY] = found.id
    saved = ctx._("Saved: %(library)s is your library now.", library=found.name.in_(ctx.lang))
    return Say(saved)


flow.link(links.WHERE, to=where)
flow.link(links.ELSEWHERE_FOR, to=elsewhere)
flow.link(links.ELSEWHERE_WITH, to=elsewhere)
flow.link(links.ELSEWHERE_WARM, to=elsewhere_warm)
flow.link(links.NEAR, to=near_place)
flow.link(links.LIBRARY, to=card)
flow.link(links.SAVE_LIBRARY, to=save)
flow.link(links.MY_LIBRARY, to=mine)
flow.link(links.HELP, to=where)
