"""What somebody says of what we showed: it helped, it did not, it was not what they asked."""

from dataclasses import replace

from bot.catalogue.model import Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.draft import Part
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Say
from bot.engine.wording import label
from handlers.shared import links, steps, story, unhelped
from handlers.shared.after_danger import move_on
from handlers.shared.data import AskLibrarianData, ServicesData
from handlers.shared.draft import with_parts
from handlers.shared.reader import Reader
from handlers.shared.service_card import call_lines, calls_of

OTHERS = 3

flow = Flow[Services, ServicesData]("verdict", data=ServicesData)


@flow.step("helped")
async def helped(ctx: Ctx) -> Say:
    move_on(ctx)
    unhelped.over(ctx)
    return Say(ctx._("We are glad. Write again any time."))


@flow.step("agreed")
async def agreed(ctx: Ctx) -> Say:
    """«Так», «добре» where nothing was asked."""
    return Say(ctx._("Good. If you need something else, write it."))


@flow.step("failed")
async def failed(ctx: Ctx[ServicesData]) -> Ask | Say | Go:
    """Whom to call about it, what else it may be, and a person who has all the words."""
    catalogue = ctx.services[Content].catalogue
    card = catalogue.get(ctx.data.service)
    asked = ctx.topic.get("question", "")
    is_other = ctx.data.aspect == "not_that"
    sorry = ctx._("Sorry that it did not help.")
    if is_other:
        sorry = ctx._("Sorry, we understood it wrongly.")
    told = [] if is_other else [Part(ctx.data.text, ctx.turn.own)]
    person = AskLibrarianData(service=card.id if card and not is_other else "")
    person = with_parts(person, (*story.told_so_far(ctx), *told))
    if unhelped.once_more(ctx) >= unhelped.MANY and asked:
        return unhelped.to_a_person(person)
    if card is None and not asked:
        text = ctx._("Write in other words what you need, or ask a librarian.")
        button = Button(ctx._("Ask a librarian"), links.PERSON())
        return Say(f"{sorry}\n{text}", buttons=(button,))
    known = (catalogue.get(one) for one in _likely(ctx, card))
    found = [one for one in known if one is not None and one is not card][:OTHERS]
    lines = [sorry, *(call_lines(ctx, calls_of(ctx, card)) if card and not is_other else ())]
    lines.append(ctx._("Write it in other words, choose, or let a librarian find out."))
    choices = [_choice(ctx, one) for one in found]
    choices.append(Choice("person", ctx._("Ask a librarian"), to=steps.ASK_LIBRARIAN, data=person))
    ids = tuple(one.id for one in found)
    return Ask("\n".join(lines), choices=tuple(choices), cards=ids)


def _likely(ctx: Ctx, card: Service | None) -> list[str]:
    """Cards that may be meant instead: those near the question, then those near the card."""
    asked = ctx.topic.get("question", "")
    hits = ctx.services[Reader].understand(asked).hits if asked else ()
    related = ctx.services[Content].catalogue.related(card) if card else ()
    near = (*(hit.id for hit in hits[: OTHERS + 1]), *(one.id for one in related))
    return list(dict.fromkeys(near))


def _choice(ctx: Ctx[ServicesData], one: Service) -> Choice:
    title = one.title.in_(ctx.lang)
    data = replace(ctx.data, service=one.id)
    return Choice(one.id, label(title), to=steps.SERVICE, data=data, words=(title,))
