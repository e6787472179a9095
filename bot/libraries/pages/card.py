"""The library's own card: its head puts it right, looks at it as readers see it, publishes it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from bot.catalogue.library import Library
from bot.catalogue.offers import OFFERS
from bot.catalogue.photos import address_of
from bot.console.days import read_day
from bot.console.libraries import chosen, not_one, options
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editing import (
    ChangedMeanwhileError,
    EditError,
    Entry,
    MissingEntryError,
    UnreadableError,
    Writer,
)
from bot.content.pages.meanwhile import (
    began,
    began_with,
    beside_both,
    beside_theirs,
    is_behind,
    told_meanwhile,
)
from bot.content.pages.saved import done_by, told_done
from bot.engine.flow import Citizen, Context
from bot.engine.texts import N_
from bot.engine.turn import Turn, TurnKind
from bot.engine.wording import full_date, kyiv, weekday
from bot.libraries.card import (
    CAPABILITIES,
    HAS,
    KEY,
    LONGEST_ADDRESS,
    CardForm,
    LibraryText,
    as_library,
    fields_of,
    form_of,
    has_other_hours,
    may_change,
    photo_in,
    read,
)
from bot.libraries.card_merge import boxes, merged_card
from bot.libraries.card_point import Where, Wrong, in_another_place, where_of
from bot.libraries.pages.card_map import card_map
from bot.libraries.week import WeekDay
from bot.places.coordinates import read_point
from bot.places.gazetteer import Gazetteer
from bot.staff.model import Role
from bot.staff.rules import FORMER, at_least
from bot.staff.service import Staff

PAGE = "/desk/library/card"
NOT_YOURS = N_("A card is changed by the head of its library, or by a coordinator.")
GONE = N_("This library is not in the content any more. Ask the oblast library’s administrator.")
_DAYS: Final = tuple(f"{box}-{day}" for day in range(7) for box in ("hours", "lunch"))
FIELDS: Final = ("address", "point", "phone", "email", *_DAYS, "languages")  # as the form has them
MAP_TITLE = N_("The hromada, the middle of the settlement (ring) and the library (dot)")
# Whoever stands in the library takes the place of her phone.
MAY_LOCATE: Final = {"Permissions-Policy": "geolocation=(self), camera=(), microphone=()"}
PUBLISHED = N_("Published. Readers see it in a few seconds.")


@dataclass(frozen=True, slots=True)
class KnownCard:
    """What the pages of a card need of the content."""

    library: Library
    entry: Entry
    where: Where


async def form(visit: Visit) -> Response:
    """The form with what is known now."""
    known = await card_of(visit, visit.asked("library"))
    if isinstance(known, Response):
        return known
    done = told_done(visit, PUBLISHED)
    return await _page(visit, known, form_of(known.entry.data, visit.lang), done=done)


async def publish(visit: Visit) -> Response:
    """Show it as readers would see it, or publish it; what can't be taken is told, all of it."""
    known = await card_of(visit, visit.text("library"))
    if isinstance(known, Response):
        return known
    typed, today = _typed(visit), kyiv(visit.console.clock()).date()
    if is_behind(visit, known.entry):
        return await _behind(visit, known, typed)
    changed, wrong = read(typed, known.entry.data, known.where, visit.lang)
    if wrong:
        return await _page(visit, known, typed, status=422, wrong=wrong)
    doubt = in_another_place(changed, known.where)
    if visit.text("act") == "preview":
        shown = as_library(known.library, changed, today)
        seen = await _as_readers_see(visit, shown)
        return await _page(visit, known, typed, preview=seen, doubt=doubt)
    if doubt and visit.text("sure") != typed.point:
        return await _page(visit, known, typed, status=422, doubt=doubt)
    writer = visit.console.program[Writer]
    fields, why = fields_of(changed, known.entry, today), visit._("The library’s own card")
    try:
        number = await asyncio.to_thread(
            writer.change, known.entry, fields, by=visit.person.actor, why=why
        )
    except ChangedMeanwhileError as error:
        return await _behind(visit, replace(known, entry=error.now or known.entry), typed)
    except EditError as error:
        return await _page(visit, known, typed, status=422, errors=[str(error)])
    done = await done_by(visit, number)
    return visit.go(f"{PAGE}?{urlencode({'library': known.library.id, 'done': done})}")


async def _behind(visit: Visit, known: KnownCard, typed: CardForm) -> Response:
    """Somebody changed it since the form was opened: both are shown, and nothing is written."""
    now, base = known.entry, began_with(visit)
    form, both = merged_card(typed, base, now, visit.lang)
    there = boxes(form_of(now.data, visit.lang))
    was = boxes(form_of(base or {}, visit.lang))
    others = {name: [beside_both(visit, _said(visit, name, there[name]))] for name in both.both}
    others |= {name: [beside_theirs(visit, _said(visit, name, was[name]))] for name in both.theirs}
    today = kyiv(visit.console.clock()).date()
    stands = await _as_readers_see(visit, as_library(known.library, now.data, today))
    told = [await told_meanwhile(visit, now)]
    return await _page(visit, known, form, status=409, errors=told, stands=stands, others=others)


def _said(visit: Visit, name: str, value: str) -> str:
    """What stands in a box, as the page words it."""
    return visit._(HAS[value]) if name.startswith("has-") else value


async def card_of(visit: Visit, asked: str) -> KnownCard | Response:
    """The library that is meant, or why there is none."""
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        points = services[Content].access_points
        gazetteer = services[Gazetteer]
    id = asked.strip() or visit.person.point
    if not any(one.id == id for one in points):
        found = chosen(asked, options(visit, points))
        if not found:
            return visit.message(404, visit._("The library’s card"), not_one(visit, asked))
        id = found
    if not may_change(visit.person, id):
        return visit.message(403, visit._("The library’s card"), visit._(NOT_YOURS))
    library = next(one for one in points if one.id == id)
    try:
        entry = await asyncio.to_thread(visit.console.program[Writer].find, KEY, id)
    except UnreadableError as error:
        return visit.message(409, visit._("The library’s card"), str(error))
    except MissingEntryError:
        return visit.message(404, visit._("The library’s card"), visit._(GONE))
    return KnownCard(library, entry, where_of(library, gazetteer))


def _typed(visit: Visit) -> CardForm:
    text = visit.text
    return CardForm(
        text("address"), text("point"), text("phone"), text("email"),
        [WeekDay(text(f"hours-{n}"), text(f"lunch-{n}")) for n in range(7)],
        {one: text(f"has-{one}") for one in CAPABILITIES}, text("languages"),
    )  # fmt: skip


def _told(visit: Visit, wrong: Wrong) -> str:
    values = dict(wrong.values)
    if wrong.day is not None:
        values["day"] = weekday(wrong.day + 1, visit.lang)
    return visit._(wrong.message, **values)


def _by_field(visit: Visit, wrong: Sequence[Wrong]) -> dict[str, list[str]]:
    """All that is wrong, by the field where it stands, in the order of the form."""
    found: dict[str, list[str]] = {}
    for one in wrong:
        found.setdefault(one.field, []).append(_told(visit, one))
    return {name: found[name] for name in sorted(found, key=FIELDS.index)}


async def _as_readers_see(visit: Visit, library: Library) -> str:
    """The card as a conversation tells it."""
    now = visit.console.clock()
    async with visit.console.database.reading() as unit:
        services = await visit.console.bind(unit).prepare(now)
        turn = Turn(TurnKind.OTHER, "web", "", now)
        context: Any = Context(
            turn, services, Citizen(0, visit.lang), visit.console.texts, now, None
        )
        told = services[LibraryText].tell(context, library)
    return f"{library.name.in_(visit.lang)}\n{told}"


async def _page(
    visit: Visit,
    known: KnownCard,
    typed: CardForm,
    *,
    status: int = 200,
    errors: Sequence[str] = (),
    wrong: Sequence[Wrong] = (),
    done: str = "",
    preview: str = "",
    stands: str = "",
    others: Mapping[str, Sequence[str]] | None = None,
    doubt: Wrong | None = None,
) -> Response:
    library = known.library
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        people = await services[Staff].names()
        gazetteer = services[Gazetteer]
        offered = options(visit, services[Content].access_points)
    is_network = at_least(visit.person, Role.COORDINATOR)
    drawn = card_map(
        gazetteer, library.settlement or "", read_point(typed.point), visit._(MAP_TITLE)
    )
    last = await asyncio.to_thread(_last_change, visit, library.id, people)
    return visit.page(
        "libraries/card.html", status=status, errors=errors, done=done, headers=MAY_LOCATE,
        wrong=_by_field(visit, wrong), preview=preview,
        stands=stands, others=others or {}, began=began(known.entry),
        doubt=_told(visit, doubt) if doubt else "",
        library=library.id, title=library.name.in_(visit.lang), version=known.entry.version,
        typed=typed, longest=LONGEST_ADDRESS,
        days=[(n, weekday(n + 1, visit.lang), day) for n, day in enumerate(typed.week)],
        other_hours=str(known.entry.data.get("hours")) if has_other_hours(known.entry.data) else "",
        offers=_offers(visit, typed.has),
        map=drawn, photo=photo_in(known.entry), address_of=address_of,
        checked=_checked(visit, known.entry), source=known.entry.data.get("source"), last=last,
        offered=offered if is_network else (),
    )  # fmt: skip


def _offers(visit: Visit, has: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Each thing a library may offer, what citizens call it, and what is told of it."""
    return [(one, visit._(OFFERS.get(one, one)), has.get(one, "")) for one in CAPABILITIES]


def _checked(visit: Visit, stands: Entry) -> str:
    """As the record has it: the library that answers are from comes seconds later."""
    on = read_day(str(stands.data.get("checked") or ""))
    return full_date(on, visit.lang) if on else ""


def _last_change(visit: Visit, id: str, people: Mapping[int, str]) -> str:
    """Who changed the card last here and when, "" for nobody."""
    history = visit.console.program[Writer].history
    for one in history.newest():
        if (one.key, one.entry) == (KEY, id):
            _, _, number = one.by.partition("staff:")
            who = people.get(int(number), visit._(FORMER)) if number.isdecimal() else one.by
            return f"{who}, {visit.moment(one.at)}"
    return ""
