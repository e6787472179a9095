"""The library's card in a chat: all is still right in one tap, or any of it put right, box by box.

What is told is gathered, looked at as readers will see it, and published together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.catalogue.library import Library
from bot.catalogue.offers import OFFERS
from bot.content.library_list.words import words as list_words
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.answers import fold
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply, Retry, Say
from bot.engine.texts import N_
from bot.libraries.card import CAPABILITIES, HAS, LibraryText, has_of, may_change
from bot.libraries.card_changes import CardChanges
from bot.libraries.card_told import HAS as HAS_BOX
from bot.staff.model import Person
from handlers.shared import links
from handlers.shared.card_boxes import BOXES, LONGEST, HoursError, as_box, is_point
from handlers.shared.card_told import Told, told_card
from handlers.shared.libraries import library
from handlers.staff.people import desk_button, for_staff, in_browser

PHOTO_PAGE = "/desk/library/card/photo"
PER_PAGE = 8  # things a library may offer, each a button
CARD, OFFERED = N_("The library’s card"), N_("What is there")
NOT_YOURS = N_("The card is changed by the head of its library. Tell her what is wrong.")
THANKS = N_(
    "Thank you. It is being put in place: in a minute readers see it, and you are told of it here."
)


@dataclass(frozen=True, slots=True)
class LibraryFactsData:
    """What is being told.

    Attributes:
        boxes: of the card's form, by name; "" for one that is emptied.
        asked: the box that is asked about.
        by_turn: the offers are asked one after another.
        page: of the offers, from 0.
        done: what was told before is on its way.
    """

    boxes: dict[str, str] = field(default_factory=dict)
    asked: str = ""
    by_turn: bool = False
    page: int = 0
    done: bool = False


# It shows no words of readers: what is told stays on the screen, with its buttons.
flow = Flow[Services, LibraryFactsData]("library_facts", data=LibraryFactsData, version=2)
Telling = Ctx[LibraryFactsData]


@flow.step("card")
@for_staff
async def card(ctx: Telling, person: Person) -> Reply:
    of = library(ctx, person.point)
    if of is None:
        return Say(ctx._("We no longer know this library."), buttons=(desk_button(ctx),))
    title = of.name.in_(ctx.lang)
    told = await told_card(ctx, of, ctx.data.boxes)
    shown = ctx.services[LibraryText].tell(ctx, told.shown)
    if not may_change(person, of.id):
        text = f"{shown}\n\n{ctx._(NOT_YOURS)}"
        return Say(text, title=title, buttons=(desk_button(ctx),))
    text, choices = _opening(ctx, shown + _doubt(ctx, told))
    return Ask(
        text,
        title=title,
        choices=(*choices, *_boxes(ctx, ctx.data.boxes)),
        buttons=(desk_button(ctx),),
        more=heard,
        name=ctx._("the library’s card") if ctx.data.boxes else "",
    )


def _opening(ctx: Telling, shown: str) -> tuple[str, tuple[Choice, ...]]:
    """What the card's question says, and the answers that stand before its boxes."""
    boxes, nothing = ctx.data.boxes, LibraryFactsData()
    if boxes:
        yes = Choice("yes", ctx._("Yes, publish"), to=publish, data=LibraryFactsData(boxes=boxes))
        drop = Choice("drop", ctx._("Leave it as it was"), to=card, data=nothing)
        asked = ctx._("Nothing is published yet. Change more, or publish?")
        return f"{shown}\n\n{asked}", (yes, drop)
    if ctx.data.done:
        asked = ctx._("What else is there to put right?")
        return f"{ctx._(THANKS)}\n\n{asked}", (Choice("card", ctx._(CARD), to=card, data=nothing),)
    still = Choice("still", ctx._("All still right"), to=publish, data=nothing)
    asked = ctx._("Is all of it still right?")
    return f"{shown}\n\n{asked}", (still,)


def _boxes(ctx: Telling, boxes: dict[str, str]) -> tuple[Choice, ...]:
    """What can be put right."""
    kept = LibraryFactsData(boxes)
    listed = [Choice(name, ctx._(box.label), to=write, data=replace(kept, asked=name))
              for name, box in BOXES.items()]  # fmt: skip
    listed.insert(3, Choice("offers", ctx._(OFFERED), to=offers, data=kept))
    return (*listed, Choice("photo", ctx._("A photo"), to=photo, data=kept))


@flow.step("heard")
@for_staff
async def heard(ctx: Telling, person: Person) -> Reply:
    """What is no answer to the open question may still be meant for the card."""
    if ctx.answer.point is not None or is_point(ctx.answer.text):
        return await _taken(ctx, person, replace(ctx.data, asked="point"))
    return _meant(ctx) or Digress()


def _meant(ctx: Telling) -> Go | None:
    """Where a button of the card leads that was typed, though it isn't shown just now."""
    typed, kept = fold(ctx.answer.text), LibraryFactsData(ctx.data.boxes)
    if typed == fold(ctx._(CARD)):
        return Go(card, kept)
    if typed == fold(ctx._(OFFERED)):
        return Go(offers, kept)
    named = (name for name, box in BOXES.items() if typed == fold(ctx._(box.label)))
    return next((Go(write, replace(kept, asked=name)) for name in named), None)


@flow.step("write")
@for_staff
async def write(ctx: Telling, person: Person) -> Reply:
    of, box = library(ctx, person.point), BOXES.get(ctx.data.asked)
    if of is None or box is None:
        return Go(card, LibraryFactsData(ctx.data.boxes))
    kept = LibraryFactsData(ctx.data.boxes)
    choices = [Choice("card", ctx._("Back to the card"), to=card, data=kept)]
    record = (await told_card(ctx, of, {})).record
    if box.field in record and box.field != "lat":
        emptied = LibraryFactsData({**ctx.data.boxes, ctx.data.asked: ""}, asked=ctx.data.asked)
        choices.insert(0, Choice("none", ctx._("There is none any more"), to=sure, data=emptied,
                                 words=list_words("no")))  # fmt: skip
    return Ask(
        ctx._(box.ask), choices=tuple(choices), wants=box.wants, to=typed, more=heard,
        name=ctx._(box.called),
    )  # fmt: skip


@flow.step("typed")
@for_staff
async def typed(ctx: Telling, person: Person) -> Reply:
    if on := _meant(ctx):
        return on
    asked = "point" if is_point(ctx.answer.text) else ctx.data.asked
    return await _taken(ctx, person, replace(ctx.data, asked=asked))


async def _taken(ctx: Telling, person: Person, data: LibraryFactsData) -> Reply:
    """What was written or shared for the box that is asked, or why it can't be."""
    of, box = library(ctx, person.point), BOXES.get(data.asked)
    if of is None or box is None:
        return Go(card, LibraryFactsData(data.boxes))
    if len(ctx.answer.text) > LONGEST:
        return Retry(ctx._("It is too long: at most %(n)s letters.", n=LONGEST))
    try:
        text = as_box(data.asked, ctx.answer)
    except HoursError as error:
        return Retry(ctx._(str(error)))
    told = await told_card(ctx, of, {data.asked: text})
    if told.wrong:
        return Retry(ctx._(told.wrong[0].message, **told.wrong[0].values))
    return Go(sure, replace(data, boxes={**data.boxes, data.asked: text}))


@flow.step("offers")
@for_staff
async def offers(ctx: Telling, person: Person) -> Reply:
    of = library(ctx, person.point)
    if of is None:
        return Go(card, LibraryFactsData())
    has = await _has(ctx, of)
    first = ctx.data.page * PER_PAGE
    listed = CAPABILITIES[first : first + PER_PAGE]
    kept = LibraryFactsData(ctx.data.boxes, page=ctx.data.page)
    choices = [
        Choice(one, f"{ctx._(OFFERS[one])}: {ctx._(HAS[has.get(one, '')])}", to=offer,
               data=replace(kept, asked=one)) for one in listed
    ]  # fmt: skip
    unknown = _by_turn(has)
    start = replace(kept, asked=unknown[0], by_turn=True)
    choices.insert(0, Choice("turn", ctx._("One after another"), to=offer, data=start))
    more = first + PER_PAGE < len(CAPABILITIES)
    on = replace(kept, page=kept.page + 1 if more else 0)
    further = ctx._("Further") if more else ctx._("From the beginning")
    choices.append(Choice("further", further, to=offers, data=on))
    done = sure if any(name.startswith(HAS_BOX) for name in kept.boxes) else card
    choices.append(Choice("done", ctx._("That is all"), to=done, data=LibraryFactsData(kept.boxes)))
    pages = -(-len(CAPABILITIES) // PER_PAGE)
    title = ctx._(OFFERED) + f" ({kept.page + 1}/{pages})"
    return Ask(
        _offers_told(ctx, has), title=title, choices=tuple(choices), more=heard,
        name=ctx._("what the library offers"),
    )  # fmt: skip


def _offers_told(ctx: Telling, has: Mapping[str, str]) -> str:
    lines = []
    for told, text in (("yes", N_("Has: %(offers)s.")), ("no", N_("There is not: %(offers)s.")),
                       ("", N_("Nobody has told: %(offers)s."))):  # fmt: skip
        named = [ctx._(OFFERS[one]) for one in CAPABILITIES if has.get(one, "") == told]
        if named:
            lines.append(ctx._(text, offers=", ".join(named)))
    lines.append(ctx._("Go through them one after another, or choose what to put right."))
    return "\n".join(lines)


async def _has(ctx: Telling, of: Library) -> dict[str, str]:
    """What is known of each offer, with what she has told."""
    told = {one.removeprefix(HAS_BOX): value for one, value in ctx.data.boxes.items()
            if one.startswith(HAS_BOX)}  # fmt: skip
    return has_of((await told_card(ctx, of, {})).record) | told


def _by_turn(has: Mapping[str, str]) -> list[str]:
    """Those to go through: what nobody has told, or all."""
    return [one for one in CAPABILITIES if not has.get(one)] or list(CAPABILITIES)


@flow.step("offer")
@for_staff
async def offer(ctx: Telling, person: Person) -> Reply:
    of, asked = library(ctx, person.point), ctx.data.asked
    if of is None or asked not in CAPABILITIES:
        return Go(offers, LibraryFactsData(ctx.data.boxes))
    record = has_of((await told_card(ctx, of, {})).record)
    line = _by_turn(record) if ctx.data.by_turn else []
    later = line[line.index(asked) + 1 :] if asked in line else []
    on = replace(ctx.data, asked=later[0]) if later else replace(ctx.data, asked="", by_turn=False)
    to = offer if later else offers
    words = {"yes": (*ctx.words("yes"), *list_words("yes")),
             "no": (*ctx.words("no"), *list_words("no")), "": ctx.words("unknown")}  # fmt: skip
    choices = [
        Choice(value or "unknown", _capital(ctx._(HAS[value])), to=to,
               data=replace(on, boxes={**ctx.data.boxes, f"{HAS_BOX}{asked}": value}),
               words=words[value])
        for value in ("yes", "no", "")
    ]  # fmt: skip
    choices.append(Choice("stop", ctx._("Enough for now"), to=offers,
                          data=replace(ctx.data, asked="", by_turn=False)))  # fmt: skip
    text = ctx._("%(offer)s: is it in the library?", offer=_capital(ctx._(OFFERS[asked])))
    if later:
        text = f"{text} ({len(line) - len(later)}/{len(line)})"
    return Ask(text, choices=tuple(choices), more=heard, name=ctx._("what the library offers"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
async def sure(ctx: Telling, person: Person) -> Reply:
    of, boxes = library(ctx, person.point), ctx.data.boxes
    if of is None:
        return Go(card, LibraryFactsData())
    told = await told_card(ctx, of, boxes)
    if not told.facts:
        return Say(ctx._("It stands like that already.")), Go(card, LibraryFactsData())
    lead = ctx._("So readers will see it")
    text = f"{lead}:\n{ctx.services[LibraryText].tell(ctx, told.shown)}"
    text += _doubt(ctx, told)
    kept = {name: value for name, value in boxes.items() if name != ctx.data.asked}
    return Ask(
        text,
        title=of.name.in_(ctx.lang),
        choices=(
            Choice("yes", ctx._("Yes, publish"), to=publish, data=LibraryFactsData(boxes),
                   words=ctx.words("yes")),
            Choice("more", ctx._("Change more"), to=card, data=LibraryFactsData(boxes)),
            Choice("no", ctx._("No, otherwise"), to=card, data=LibraryFactsData(kept),
                   words=ctx.words("no")),
        ),
        more=heard,
        name=ctx._("the library’s card"),
    )  # fmt: skip


def _doubt(ctx: Telling, told: Told) -> str:
    """What is asked before it is published, wherever that may be done: a pin far away."""
    return f"\n\n{ctx._(told.doubt.message, **told.doubt.values)}" if told.doubt else ""


@flow.act("publish")
@for_staff
async def publish(ctx: Telling, person: Person) -> Reply:
    of = library(ctx, person.point)
    facts = (await told_card(ctx, of, ctx.data.boxes)).facts if of is not None else {}
    if not ctx.services[CardChanges].tell(person.point, facts, by=person, now=ctx.now):
        return Say(ctx._(NOT_YOURS), buttons=(desk_button(ctx),))
    return Go(card, LibraryFactsData(done=True))


flow.link(links.DESK_CARD, to=card)
