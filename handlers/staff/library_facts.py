"""The library's card in a chat: all is still right in one tap, or phone, hours, place anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.library_list.hours import NotUnderstoodError, opening_hours
from bot.content.library_list.phones import phones_in
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Reply, Retry, Say
from bot.engine.texts import N_
from bot.engine.wording import phone as phone_told
from bot.libraries.card import LibraryText, Where, far_off, may_change, wrong_phone
from bot.libraries.card_changes import CardChanges
from bot.libraries.week import told
from bot.places.gazetteer import Gazetteer
from bot.staff.model import Person
from handlers.shared import links
from handlers.shared.libraries import library, settlement
from handlers.staff.people import desk_button, for_staff, in_browser

PHOTO_PAGE = "/desk/library/card/photo"
LONGEST = 300  # letters of hours that somebody types
NOT_YOURS = N_("The card is changed by the head of its library. Tell her what is wrong.")
THANKS = N_(
    "Thank you. It is being put in place: in a minute readers see it, and you are told of it here."
)


@dataclass(frozen=True, slots=True)
class LibraryFactsData:
    """What is being told: one of phone, hours and place, as content writes it."""

    phone: str = ""
    hours: str = ""
    lat: float = 0.0
    lon: float = 0.0


flow = Flow[Services, LibraryFactsData]("library_facts", data=LibraryFactsData, fleeting=True)
Telling = Ctx[LibraryFactsData]


@flow.step("card")
@for_staff
async def card(ctx: Telling, person: Person) -> Reply:
    of = library(ctx, person.point)
    if of is None:
        return Say(ctx._("We no longer know this library."), buttons=(desk_button(ctx),))
    shown = ctx.services[LibraryText].tell(ctx, of)
    title = of.name.in_(ctx.lang)
    if not may_change(person, of.id):
        text = f"{shown}\n\n{ctx._(NOT_YOURS)}"
        return Say(text, title=title, buttons=(desk_button(ctx),))
    nothing, asked = LibraryFactsData(), ctx._("Is all of it still right?")
    return Ask(
        f"{shown}\n\n{asked}",
        title=title,
        choices=(
            Choice("still", ctx._("All still right"), to=publish, data=nothing),
            Choice("phone", ctx._("Another phone"), to=phone, data=nothing),
            Choice("hours", ctx._("Other hours"), to=hours, data=nothing),
            Choice("place", ctx._("Another place"), to=place, data=nothing),
            Choice("photo", ctx._("A photo"), to=photo, data=nothing),
        ),
        buttons=(desk_button(ctx),),
    )


@flow.step("phone")
@for_staff
async def phone(ctx: Telling, _person: Person) -> Reply:
    asked = ctx._("Write the phone with the code of the town: 03856 2-10-10. Several – with a "
                  "comma.")  # fmt: skip
    return Ask(asked, wants=("text",), to=phone_typed, name=ctx._("the library’s phone"))


@flow.step("phone_typed")
@for_staff
async def phone_typed(ctx: Telling, _person: Person) -> Reply:
    whole, wrong = phones_in(ctx.answer.text)
    if wrong or not whole:
        told = wrong_phone(wrong[0] if wrong else ctx.answer.text.strip())
        return Retry(ctx._(told.message, **told.values))
    return Go(sure, LibraryFactsData(phone=", ".join(whole)))


@flow.step("hours")
@for_staff
async def hours(ctx: Telling, _person: Person) -> Reply:
    asked = ctx._("Write the hours in your own words: Mon–Fri 9–18, lunch 13–14, Sat off.")
    return Ask(asked, wants=("text",), to=hours_typed, name=ctx._("the library’s hours"))


@flow.step("hours_typed")
@for_staff
async def hours_typed(ctx: Telling, _person: Person) -> Reply:
    try:
        read = opening_hours(ctx.answer.text[:LONGEST])
    except NotUnderstoodError:
        return Retry(
            ctx._("These hours can’t be read for sure. Write them like: Mon–Fri 9:00–18:00, "
                  "lunch 13:00–14:00, Sat 10–15, Sun off.")
        )  # fmt: skip
    return Go(sure, LibraryFactsData(hours=read))


@flow.step("place")
@for_staff
async def place(ctx: Telling, _person: Person) -> Reply:
    asked = ctx._("Stand at the library’s door and share your location: the button with the "
                  "paper clip, then “Location”.")  # fmt: skip
    return Ask(asked, wants=("point",), to=place_shared, name=ctx._("where the library stands"))


@flow.step("place_shared")
@for_staff
async def place_shared(ctx: Telling, person: Person) -> Reply:
    of, point = library(ctx, person.point), ctx.answer.point
    if of is None or point is None:
        return Go(card, LibraryFactsData())
    town = settlement(ctx, of.settlement or "")
    is_ours = ctx.services[Gazetteer].is_ours
    where = Where(town.name if town else "", town.point if town else None, is_ours)
    wrong = far_off(point, where)
    if wrong is not None:
        return Retry(ctx._(wrong.message, **wrong.values))
    return Go(sure, LibraryFactsData(lat=round(point.lat, 6), lon=round(point.lon, 6)))


@flow.act("photo")
@for_staff
async def photo(ctx: Telling, person: Person) -> Reply:
    """In the browser: there she sees it, says what it shows and that it may be shown."""
    if not may_change(person, person.point):
        return Say(ctx._(NOT_YOURS), buttons=(desk_button(ctx),))
    lead = ctx._("The library’s photo is added in the browser.")
    return in_browser(ctx, person, lead=lead, path=PHOTO_PAGE)


@flow.step("sure")
@for_staff
async def sure(ctx: Telling, _person: Person) -> Reply:
    return Ask(
        ctx._("So readers will see it: %(what)s", what=_what(ctx)),
        choices=(
            Choice("yes", ctx._("Yes, publish"), to=publish, data=ctx.data, words=ctx.words("yes")),
            Choice("no", ctx._("No, otherwise"), to=card, data=LibraryFactsData(),
                   words=ctx.words("no")),
        ),
    )  # fmt: skip


@flow.act("publish")
@for_staff
async def publish(ctx: Telling, person: Person) -> Reply:
    changes = ctx.services[CardChanges]
    if not changes.tell(person.point, fields_of(ctx.data), by=person, now=ctx.now):
        return Say(ctx._(NOT_YOURS), buttons=(desk_button(ctx),))
    return Say(ctx._(THANKS), buttons=(desk_button(ctx),))


def fields_of(data: LibraryFactsData) -> Mapping[str, Any]:
    """What is told, in fields of content; none: all of it is still right."""
    if data.phone:
        return {"phone": data.phone.split(", ")}
    if data.hours:
        return {"hours": data.hours}
    return {"lat": data.lat, "lon": data.lon} if data.lat else {}


def _what(ctx: Telling) -> str:
    data = ctx.data
    if data.phone:
        numbers = ", ".join(map(phone_told, data.phone.split(", ")))
        return ctx._("Phone: %(phone)s.", phone=numbers)
    if data.hours:
        return ctx._("Hours: %(hours)s.", hours=told(data.hours, ctx._, ctx.lang))
    return ctx._("the place is %(lat)s, %(lon)s", lat=data.lat, lon=data.lon)


flow.link(links.DESK_CARD, to=card)
