"""The office where a card is dealt with and that is near the citizen, in a line or two."""

from bot.catalogue.model import Service
from bot.catalogue.office import Office, OfficeKind
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.engine.wording import distance, kyiv, phone
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement
from bot.places.offices import OfficeFound, office_for
from bot.places.opening import open_on
from bot.understanding import Meaning
from bot.understanding.office_asked import OfficeAsked, office_asked
from bot.understanding.reports import names_a_library
from handlers.shared import steps
from handlers.shared.data import FindOfficeData
from handlers.shared.libraries import places_in, settlement
from handlers.shared.library_hours import spans_told
from handlers.shared.profile import PLACE
from handlers.shared.reader import Reader

COUNCIL = "council"
OFFICE = "office"  # in the topic: the kind of the office that was told of last
TRANSLIT = "translit"
MOST = 2  # kinds told of beside a card
PHONES = 2
OLD_YEARS = 2  # what a source told so long ago is told with its year


def place_of(ctx: Ctx) -> Settlement | None:
    """Where the citizen is, as far as they told: in this talk, else as they keep it."""
    told = (ctx.topic.get("place", ""), ctx.citizen.profile[PLACE] or "")
    return next((one for code in told if (one := settlement(ctx, code))), None)


def offices_near(ctx: Ctx, card: Service) -> str:
    """Where to go with a card; "" where nobody knows the place, or nothing is known there."""
    place, offices = place_of(ctx), ctx.services[Content].offices
    if place is None or place.oblast:
        return ""
    told = []
    for kind in offices.kinds_for(card)[:MOST]:
        found = office_for(offices.of(kind.id), place)
        if found is not None:
            told.append(_line(ctx, kind, found))
        is_owed = kind.in_each_hromada and offices.are_of(card, kind)
        if is_owed and not (found and found.is_own):
            told.append(_whom_to_ask(ctx, kind, place))
    return "\n".join(filter(None, told))


def nearest(ctx: Ctx, kind_id: str) -> str:
    """The office of a kind near the citizen; "" where nothing is known."""
    place, offices = place_of(ctx), ctx.services[Content].offices
    kind = offices.kind(kind_id)
    found = office_for(offices.of(kind_id), place) if place is not None else None
    return _line(ctx, kind, found) if kind is not None and found is not None else ""


def office_told(ctx: Ctx, kind: OfficeKind, place: Settlement) -> tuple[Office | None, str]:
    """The office of a kind for who asks for it, and what is said: of an unknown one whom to ask."""
    found = office_for(ctx.services[Content].offices.of(kind.id), place)
    told = _line(ctx, kind, found) if found is not None else ""
    is_place = found is not None and found.is_a_place
    is_enough = found is not None and (found.is_own or (is_place and not kind.in_each_hromada))
    ask = "" if is_enough else _whom_to_ask(ctx, kind, place)
    parts = (told, ask) if is_place else (ask, told)  # what is of the whole oblast is no place
    return (found.office if found else None), "\n\n".join(filter(None, parts))


def office_asked_for(ctx: Ctx, text: str, *, besides: int = 0) -> Go | None:
    """«Де пенсійний фонд біля Авратина», «обленерго», and after an office «а телефон?».

    `besides` is how many words may say something else: of what is not understood otherwise.
    """
    offices, reader = ctx.services[Content].offices, ctx.services[Reader]
    meaning = reader.understand(text)
    if meaning.danger or names_a_library(text):
        return None
    said = meaning.reading if meaning.lang == TRANSLIT else text
    asked = office_asked(said, [(one.id, one.asked_as) for one in offices.kinds],
                         reader.places(said).spans, besides=besides)  # fmt: skip
    codes = tuple(one.code for one in places_in(ctx, said))
    is_shown = ctx.topic.get("last") == OFFICE
    if asked is None:
        return None
    is_named = (is_shown and bool(asked.kind)) or _is_only_named(ctx, asked, meaning)
    if not (asked.asks or codes or is_named):
        return None
    kind = asked.kind or (ctx.topic.get(OFFICE, "") if is_shown else "")
    return Go(steps.OFFICE, FindOfficeData(kind=kind, codes=codes)) if kind else None


def _is_only_named(ctx: Ctx, asked: OfficeAsked, meaning: Meaning) -> bool:
    """«Обленерго» and no more: where it is, unless it surely means the card of such offices."""
    content = ctx.services[Content]
    kind = content.offices.kind(asked.kind) if asked.is_alone else None
    if kind is None:
        return False
    first = meaning.hits[0].id if meaning.decision == "answer" and meaning.hits else ""
    card = content.catalogue.get(first)
    return card is None or not content.offices.is_titled(card, kind)


def _line(ctx: Ctx, kind: OfficeKind, found: OfficeFound) -> str:
    """«Найближчий ЦНАП: …, Зарічани – приблизно 12 км, 067 123-45-67. Сьогодні 09:00–18:00.»"""
    office, lang = found.office, ctx.lang
    name = office.name.in_(lang)
    if not found.is_a_place:
        told = name
    else:
        town = office.settlement_name or ""
        where = ", ".join(filter(None, (name, town if town not in name else "", office.address)))
        far = _far(ctx, found)
        title = kind.nearest.in_(lang)
        if kind.in_each_hromada and not found.is_own:
            title = ctx._("%(nearest)s of those we know", nearest=title)
        told = f"{title}: {where}{f' – {far}' if far else ''}"
    numbers = ", ".join(map(phone, office.phones[:PHONES]))
    line = f"{', '.join(filter(None, (told, numbers)))}."
    return " ".join(filter(None, (line, _hours(ctx, office), _age(ctx, office))))


def _far(ctx: Ctx, found: OfficeFound) -> str:
    if found.km is None or (found.is_own and found.office.approximate):
        return ""
    return ctx._("about %(distance)s", distance=distance(found.km, ctx.lang))


def _hours(ctx: Ctx, office: Office) -> str:
    """Of today; "" where nobody knows."""
    off = ctx.services[Content].calendar.off
    spans = open_on(office.hours, kyiv(ctx.now).date(), closed_on=off) if office.hours else None
    if spans is None:
        return ""
    told = spans_told(spans)
    line = ctx._("Today %(hours)s.", hours=told) if told else ctx._("Closed today.")
    note = office.hours_note.in_(ctx.lang) if office.hours_note else ""
    return " ".join(filter(None, (line, note)))


def _age(ctx: Ctx, office: Office) -> str:
    if office.seen is None or kyiv(ctx.now).year - office.seen.year < OLD_YEARS:
        return ""
    if not office.phones:
        return ctx._("This was so in %(year)s: ask before you go.", year=office.seen.year)
    return ctx._("This was so in %(year)s: call before you go.", year=office.seen.year)


def _whom_to_ask(ctx: Ctx, kind: OfficeKind, place: Settlement) -> str:
    hromada = ctx.services[Gazetteer].hromada_of(place)
    if hromada is None or not hromada.centre:
        return ""
    if kind.id == COUNCIL:
        return ctx._(
            "The council of %(hromada)s hromada is in %(centre)s. Its phone we don’t know yet.",
            hromada=hromada.name, centre=hromada.centre,
        )  # fmt: skip
    return ctx._(
        "%(office)s of %(hromada)s hromada: we don’t know it yet. Ask the council, its centre is "
        "%(centre)s.",
        office=kind.title.in_(ctx.lang), hromada=hromada.name, centre=hromada.centre,
    )  # fmt: skip
