"""«Куди йти з тим» to a card: the body that decides the matter, and what is known of it near."""

from bot.catalogue.model import EntryKind, Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement
from bot.places.offices import office_for
from bot.understanding import Meaning
from bot.understanding.follow_up import LIBRARY_ASPECTS, FollowUp, asks_whom, follow_up
from bot.understanding.reports import names_a_library
from bot.understanding.text.clauses import clauses, that_ask
from handlers.shared import steps
from handlers.shared.choosing import is_choosing
from handlers.shared.data import FindOfficeData
from handlers.shared.nearby_help import helps_near
from handlers.shared.offices import offices_near, place_of
from handlers.shared.on_screen import are_libraries_denied
from handlers.shared.reader import Reader
from handlers.shared.service_card import HELPED_ANYWHERE, aspects, call_lines, calls_of, now

WHERE_OF = "where_of"  # in the topic: id of the card of which it was asked where to go with it


def asked_where(ctx: Ctx, meaning: Meaning, found: FollowUp, service: str) -> Go | None:
    """Who decides the matter on screen; None where libraries do it, or something else is asked.

    A place alone answers where they live, once they asked where to go.
    """
    card = ctx.services[Content].catalogue.get(service)
    if card is None or card.kind is EntryKind.LIBRARY or card.route is Route.ACCESS_POINT:
        return None
    if is_choosing(ctx) or names_a_library(meaning.reading):
        return None
    tells_where_from = bool(meaning.places) and ctx.topic.get(WHERE_OF) == service
    is_there = bool(meaning.places)
    asks_it = _asks_where(found, is_there=is_there) or _in_a_clause(ctx, meaning)
    if not (asks_it or (tells_where_from and not found.aspects)):
        return None
    codes = tuple(place.code for place in meaning.places)
    return Go(steps.OFFICE, FindOfficeData(service=service, codes=codes))


def decided_there(ctx: Ctx, meaning: Meaning, found: FollowUp, service: str) -> Go | None:
    """«А в Деражні хто?»: who decides it there; None where libraries are the answer."""
    card = ctx.services[Content].catalogue.get(service)
    if card is None or card.kind is EntryKind.LIBRARY or card.route is Route.ACCESS_POINT:
        return None
    if is_choosing(ctx) or "help" in found.aspects or names_a_library(meaning.reading):
        return None
    if card.need and not (asks_whom(meaning.reading) or are_libraries_denied(ctx, service)):
        return None
    codes = tuple(place.code for place in meaning.places)
    return Go(steps.OFFICE, FindOfficeData(service=service, codes=codes))


def _asks_where(found: FollowUp, *, is_there: bool) -> bool:
    """«Куди мені з тими паперами», not what it costs there nor who helps or what to call.

    Where a place is named beside it, that is asked whatever else is.
    """
    asked = set(found.aspects)
    first = next((one for one in found.aspects if one not in LIBRARY_ASPECTS), None)
    is_other = not found.corrects and not {"help", "phone", "equipment"} & asked
    return is_other and "where" in asked and (is_there or first in {"where", "documents"})


def _in_a_clause(ctx: Ctx, meaning: Meaning) -> bool:
    """«Мені 72 роки, я сам не вмію. Куди йти в Старокостянтинові»: the clause that asks."""
    if not meaning.places:
        return False
    asking = that_ask(meaning.reading) or clauses(meaning.reading)[1:]
    read = (follow_up(one, ctx.services[Reader].places(one).spans) for one in asking)
    return any(one.own <= 1 and _asks_where(one, is_there=True) for one in read)


def who_decides(ctx: Ctx, card: Service) -> str:
    """The body, what to do and whom to call, what is known near; a library for who writes online.

    Who has not named their village is told what that is good for.
    """
    ctx.topic[WHERE_OF] = card.id
    place = place_of(ctx)
    calls = calls_of(ctx, card)
    to_do = now(ctx, card) if card.now is not None else "\n".join(call_lines(ctx, calls))
    near = ctx._("Write your village or town: we will say what is near it.")
    is_helped = card.route in HELPED_ANYWHERE and not are_libraries_denied(ctx, card.id)
    if place is None and is_helped:
        helps = ctx._("A library near you helps: press “Help me with this”.")
        near = f"{near}\n{helps}"
    if place is not None:
        near = "\n\n".join(filter(None, (_near(ctx, card, place), _online(ctx, card))))
    return "\n\n".join(filter(None, (aspects(ctx, card)["where"], to_do, near)))


def _near(ctx: Ctx, card: Service, place: Settlement) -> str:
    """The offices near; that no address is known there, and who can tell it."""
    told, offices = offices_near(ctx, card), ctx.services[Content].offices
    found = [office_for(offices.of(kind.id), place) for kind in offices.kinds_for(card)]
    is_a_place = any(one is not None and one.is_a_place for one in found)
    is_said_whom_to_ask = any(
        kind.in_each_hromada and offices.are_of(card, kind) for kind in offices.kinds_for(card)
    )
    if is_a_place or (told and is_said_whom_to_ask):
        return f"{place.name}.\n{told}"
    hromada = ctx.services[Gazetteer].hromada_of(place)
    unknown = ctx._("%(place)s: the address to go to we don’t know.", place=place.name)
    if hromada is not None and hromada.centre:
        unknown = ctx._(
            "%(place)s: the address to go to we don’t know. Ask the council or the service centre "
            "(TsNAP) of your hromada; its centre is %(centre)s.",
            place=place.name, centre=hromada.centre,
        )  # fmt: skip
    return "\n".join(filter(None, (told, unknown)))


def _online(ctx: Ctx, card: Service) -> str:
    """The library near where somebody helps to apply online; "" for none, or nothing is applied."""
    near = helps_near(ctx, card) if card.official_url and "computers" in card.need else ""
    return ctx._("A library helps to apply online. %(near)s", near=near) if near else ""
