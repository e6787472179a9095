"""A library's card: what is known of it, thing by thing, and what can be done about it."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from bot.catalogue.library import Library
from bot.catalogue.spoken import in_words
from bot.contracts.feature import Ctx
from bot.engine.model import Button, Pin
from bot.engine.turn import Point
from bot.engine.wording import day, distance, full_date, label, phone
from bot.places.access import AccessPoints
from bot.places.distance import distance_km
from handlers.shared import links
from handlers.shared.libraries import (
    library,
    needed_in_words,
    offers,
    opening,
    opening_told,
    phone_instead,
    settlement,
)
from handlers.shared.library_hours import spans_told, week_told
from handlers.shared.live import is_closed_now, is_elsewhere, live_of
from handlers.shared.profile import LIBRARY


def told_of(ctx: Ctx, of: Library) -> dict[str, str]:
    """What is known of each aspect that is asked about; "" where nobody has told."""
    numbers, has = ", ".join(map(phone, of.phones)), offers(ctx, of)
    address, note = _address(of), of.hours_note.in_(ctx.lang) if of.hours_note else ""
    helps = "staff_help" in of.capabilities - ctx.services[AccessPoints].lost(of, ctx.now)
    landmark = of.landmark.in_(ctx.lang) if of.landmark else ""
    told_now = _lines(*live_of(ctx, of))
    return {
        "way": _lines(f"{address}." if address else "", landmark),
        "hours": _lines(*opening_told(ctx, of), week_told(ctx, of))
        if of.hours
        else _lines(told_now, note),
        "phone": ctx._("Phone: %(phone)s.", phone=numbers) if numbers else "",
        "equipment": ctx._("Has: %(offers)s.", offers=has) if has else "",
        "help": ctx._("They help with e-services here.") if helps else "",
    }


def fact_of(ctx: Ctx, of: Library, aspect: str, on: str) -> str:
    """What is known of one aspect, and of its hours `on` a day (ISO); "" for nothing."""
    told = (_on_day(ctx, of, on) if on else "") or told_of(ctx, of).get(aspect, "")
    if aspect == "way":
        return _lines(_from_the_place(ctx, of), *live_of(ctx, of), told)
    return told if aspect == "hours" and not on else _lines(*live_of(ctx, of), told)


def no_phone(ctx: Ctx, of: Library) -> str:
    """Whom to call instead of a library whose phone isn't known; "" where nobody is known."""
    told = phone_instead(ctx, of)
    return (
        ctx._("Its phone we don’t know. Ask by phone: %(library)s.", library=told) if told else ""
    )


def instead_of(ctx: Ctx, of: Library, aspect: str, on: str) -> str:
    """Whom to call where its phone isn't known, and what is known of the others in the list."""
    listed = (one for one in ctx.topic.get("libraries", "").split(",") if one != of.id)
    return _lines("" if of.phones else no_phone(ctx, of), fact_of_others(ctx, listed, aspect, on))


def fact_of_others(ctx: Ctx, ids: Iterable[str], aspect: str, on: str) -> str:
    """Those of a list of whom it is known: when they are open `on` a day (ISO), what they have."""
    listed = (found for one in ids if (found := library(ctx, one)))
    if aspect == "hours":
        told = ((one, _on_day(ctx, one, on) if on else "") for one in listed)
    elif aspect in {"equipment", "help"}:
        facts_told = ((one, told_of(ctx, one)) for one in listed)
        told = ((one, of[aspect] or of["equipment"]) for one, of in facts_told)
    else:
        return ""
    return _lines(*(f"{one.name.in_(ctx.lang)} – {known}" for one, known in told if known))


def _on_day(ctx: Ctx, of: Library, on: str) -> str:
    """When it is open on that day; "" where nobody knows."""
    asked = date.fromisoformat(on)
    spans = ctx.services[AccessPoints].spans_on(of, asked)
    if spans is None:
        return ""
    if not spans:
        return ctx._("%(day)s: closed.", day=day(asked, ctx.lang))
    return ctx._("%(day)s: open %(hours)s.", day=day(asked, ctx.lang), hours=spans_told(spans))


def _from_the_place(ctx: Ctx, of: Library) -> str:
    """How far it is from the place that was named, "" where that can't be told."""
    place = settlement(ctx, ctx.topic.get("place", ""))
    if place is None or place.point is None or of.lat is None or of.lon is None:
        return ""
    if of.settlement == place.code:
        return ""
    far = distance(distance_km((place.point.lat, place.point.lon), (of.lat, of.lon)), ctx.lang)
    return ctx._("From %(place)s: about %(distance)s.", place=place.name, distance=far)


def facts(ctx: Ctx, of: Library) -> str:
    """All that is known of it."""
    told, lang = told_of(ctx, of), ctx.lang
    checked = ctx._("Not checked yet.")
    if of.checked is not None:
        checked = ctx._("Checked on %(date)s.", date=full_date(of.checked, lang))
    middle = ctx._("The point on the map is approximate: the middle of the settlement.")
    spoken, lacks = in_words(of.languages, lang), needed_in_words(ctx, of.lacks)
    is_known = of.hours or is_closed_now(ctx, of)
    return _lines(
        told["way"] or ctx._("We don’t know its address."),
        "" if is_known else opening(ctx, of),  # that they aren't known
        told["hours"],
        told["phone"] or no_phone(ctx, of),
        ctx._("E-mail: %(email)s", email=of.email) if of.email else "",
        told["equipment"],
        ctx._("There is not: %(offers)s.", offers=lacks) if lacks else "",
        ctx._("Besides Ukrainian they speak: %(languages)s.", languages=spoken) if spoken else "",
        middle if of.approximate else "",
        of.note.in_(lang) if of.note else "",
        checked if of.licence is None or of.own is not None else "",
        f"{of.licence.by.in_(lang)}, {of.licence.name}." if of.licence else "",
    )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _address(of: Library) -> str:
    return ", ".join(filter(None, (of.settlement_name, of.address)))


def card_buttons(ctx: Ctx, of: Library) -> list[Button]:
    """What can be done about it."""
    buttons = [to] if (to := way(ctx, of)) else []
    if ctx.citizen.profile[LIBRARY] != of.id:
        buttons.append(Button(ctx._("Save as mine"), links.SAVE_LIBRARY(of.id)))
    if of.website:
        buttons.append(Button(ctx._("The library’s site"), url=of.website))
    buttons.append(ask_a_person(ctx))
    buttons.append(Button(ctx._("Report a mistake"), links.REPORT(of.id), tone="quiet"))
    return buttons


def way(ctx: Ctx, of: Library) -> Button | None:
    """The way there on a map; None where nobody knows where it is."""
    if of.lat is None or of.lon is None or is_elsewhere(ctx, of):
        return None
    to = quote(f"{of.lat},{of.lon}")
    return Button(ctx._("Show the way"), url=f"https://www.openstreetmap.org/directions?to={to}")


def pin(ctx: Ctx, of: Library) -> Pin | None:
    """Where it is on the map, as far as that is known."""
    if of.lat is None or of.lon is None or is_elsewhere(ctx, of):
        return None
    return Pin(Point(of.lat, of.lon), of.name.in_(ctx.lang), _address(of), of.approximate)


def open_card(ctx: Ctx, of: Library) -> Button:
    """Opens its card."""
    return Button(label(of.name.in_(ctx.lang)), links.LIBRARY(of.id))


def ask_a_person(ctx: Ctx) -> Button:
    """To a librarian, with a question."""
    return Button(ctx._("Ask a librarian"), links.PERSON())
