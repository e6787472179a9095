"""A question to a librarian: the words, the place, one tap, then who has it and by when."""

from dataclasses import replace

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Reply, Retry, Say
from bot.engine.texts import N_
from bot.engine.wording import quoted
from bot.requests.model import RequestKind
from bot.requests.service import Requests
from handlers.shared import links, steps, story
from handlers.shared.addressee import is_called, on_its_way, sent_elsewhere, to_this_one
from handlers.shared.data import AskLibrarianData
from handlers.shared.draft import (
    added,
    begun,
    beside_places,
    courtesy,
    is_name,
    joined,
    only_place,
    with_parts,
    without_last,
)
from handlers.shared.files import what_about
from handlers.shared.follow_ups import asks_something
from handlers.shared.libraries import (
    holder_near,
    library,
    no_such_place,
    place_choices,
    place_told,
    places_in,
    settlement,
)
from handlers.shared.library_follow_ups import is_of_our_hours
from handlers.shared.on_screen import ADDRESSEE
from handlers.shared.profile import ASKED, LIBRARY, NAME, PLACE
from handlers.shared.question import (
    Asking,
    after_it_is_sent,
    at_the_place,
    before_it_goes,
    before_it_is_sent,
    card_beside,
    goes_on_telling,
    kind_of,
    new_request,
    number_given,
    places_known,
    said_before,
    taken_down,
    what_to_write,
    why_a_person,
)
from handlers.shared.requests import (
    just_sent,
    mail_button,
)

flow = Flow[Services, AskLibrarianData](
    "hand_over",
    data=AskLibrarianData,
    title=N_("Ask a librarian"),
    command="librarian",
    words="open.hand_over",
)


@flow.step("words")
async def words(ctx: Asking) -> Ask | Go:
    if ctx.data.text:
        return Go(place)
    if kind_of(ctx) is RequestKind.DOCUMENT_DELIVERY:
        return Go(steps.ORDER_COPY, ctx.data)
    text = what_about(ctx, ctx.data.files) if ctx.data.files else what_to_write(ctx)
    return Ask(
        text,
        choices=said_before(ctx, words),
        wants=("text", "file"),
        to=took,
        name=_name(ctx),
        more=took,
    )


@flow.step("about")
async def about(ctx: Asking) -> Go:
    """From a card: what was asked when it was shown need not be written again."""
    if kind_of(ctx) is RequestKind.DOCUMENT_DELIVERY:
        return Go(words)
    return Go(words, with_parts(ctx.data, story.told_so_far(ctx, ctx.data.service)))


@flow.step("took")
async def took(ctx: Asking) -> Reply:
    """The question; a place by itself is none, but tells who is near."""
    near_by = only_place(ctx, ctx.answer.text) if not ctx.answer.files else None
    if near_by is not None:
        return Go(steps.LIVING_PERSON, replace(ctx.data, code=near_by.code))
    ctx.topic |= place_told(ctx, ctx.answer.text)
    if is_of_our_hours(ctx):
        return Digress()
    return number_given(ctx, words) or await taken_down(ctx, words)


@flow.step("more")
async def joins(ctx: Asking) -> Reply:
    """What can't be the answer to what is asked on the way joins the question."""
    changed = await sent_elsewhere(ctx, kind_of(ctx), to=confirm)
    return changed or number_given(ctx, words) or await joined(ctx, words)


@flow.step("offer")
async def offer(ctx: Asking) -> Ask:
    """We could not answer ourselves: the words are here already, a person may have them."""
    shown = quoted(ctx.data.text, ctx.lang)
    card = ctx.services[Content].catalogue.get(ctx.data.service)
    known = (card_beside(ctx, card),) if card is not None else ()
    return Ask(
        "\n".join((why_a_person(ctx), shown, *before_it_goes(ctx))),
        choices=(
            Choice("pass", ctx._("Pass it on"), to=words, words=ctx.words("yes")),
            *known,
            Choice("again", ctx._("Ask differently"), to=again, words=ctx.words("no")),
        ),
        cards=(card.id,) if card is not None else (),
        more=beside_the_offer,
    )


@flow.step("beside_the_offer")
async def beside_the_offer(ctx: Asking) -> Reply:
    """A place tells where they are, the rest of a story joins it, all else is a new question."""
    if ctx.answer.files:
        return begun(ctx, words)
    if is_called(ctx, ctx.answer.text):
        return await sent_elsewhere(ctx, kind_of(ctx), to=confirm) or Digress()
    if (near_by := only_place(ctx, ctx.answer.text)) is None:
        return await joined(ctx, offer) if goes_on_telling(ctx) else Digress()
    ctx.topic["place"] = near_by.code
    return at_the_place(ctx, near_by.code) or Go(words)


@flow.step("again")
async def again(ctx: Ctx) -> Say:
    return Say(ctx._("Good. Write it in other words."))


@flow.step("place")
async def place(ctx: Asking) -> Ask | Go:
    """Whoever has named their place once isn't asked again, unless they change it."""
    if ctx.data.holder:
        return Go(confirm)
    if (known := await on_its_way(ctx, kind_of(ctx))) is not None:
        return Go(confirm, known)
    return Ask(
        ctx._("Which village or town are you from? The question goes to the nearest library."),
        choices=(
            *places_known(ctx, mine=my_library, same=this_one),
            Choice(
                "any", ctx._("Any library"), to=any_library, words=ctx.words("choose.any_library")
            ),
        ),
        wants=("text", "point"),
        to=where,
        name=_name(ctx),
        more=joins,
    )


@flow.step("elsewhere")
async def elsewhere(ctx: Asking) -> Go:
    ctx.topic.pop(ADDRESSEE, None)  # another one is wanted
    return Go(place)


@flow.step("mine")
async def my_library(ctx: Asking) -> Go:
    mine = ctx.citizen.profile[LIBRARY]
    return Go(confirm, await to_this_one(ctx, kind_of(ctx), mine))


@flow.step("any")
async def any_library(ctx: Asking) -> Go:
    return Go(confirm, ctx.data.to(await holder_near(ctx, None, kind=kind_of(ctx))))


@flow.step("where")
async def where(ctx: Asking) -> Reply:
    if ctx.answer.point:
        # The location itself is not kept: only which library is near.
        held = await holder_near(ctx, ctx.answer.point, kind=kind_of(ctx))
        return Go(confirm, ctx.data.to(held))
    if is_called(ctx, ctx.answer.text):
        return Go(joins)
    found = places_in(ctx, ctx.answer.text)
    if not found and (with_number := number_given(ctx, words)):
        return with_number
    says_more = beside_places(ctx, ctx.answer.text)
    draft = added(ctx) if says_more else ctx.data
    if len(found) > 1:
        return Go(which, replace(draft, codes=tuple(one.code for one in found)))
    if found:
        held = await holder_near(ctx, found[0], kind=kind_of(ctx))
        return Go(confirm, draft.to(held, found[0].code))
    if says_more or courtesy(ctx, ctx.answer.text) or asks_something(ctx, ctx.answer.text):
        return Go(joins)
    return Retry(no_such_place(ctx))


@flow.step("which")
async def which(ctx: Asking) -> Ask | Go:
    choices = place_choices(ctx, ctx.data.codes)
    if not choices:
        return Go(place)
    return Ask(
        ctx._("There are several places with this name. Which one is yours?"),
        choices=choices,
        wants=("text",),
        to=this_one,
        name=_name(ctx),
        more=joins,
    )


@flow.step("this_one")
async def this_one(ctx: Asking) -> Go:
    one = settlement(ctx, ctx.data.code) if ctx.answer.choice else None
    if one is None:
        return Go(where)
    held = await holder_near(ctx, one, kind=kind_of(ctx))
    return Go(confirm, ctx.data.to(held, one.code))


@flow.step("confirm")
async def confirm(ctx: Asking) -> Ask | Go:
    holder = ctx.data.routed()
    if library(ctx, holder.point) is None:
        return Go(place, replace(ctx.data, holder=""))
    if ctx.data.call and not ctx.data.contact:
        return Go(steps.CALL_BACK, ctx.data)
    ctx.topic["library"] = holder.point  # of which may be asked now: «а до котрої там?»
    anew = replace(ctx.data, holder="")
    last_words = [Choice("undo", ctx._("Without the last words"), to=undo)] * bool(ctx.data.parts)
    return Ask(
        await before_it_is_sent(ctx, holder),
        choices=(
            Choice("send", ctx._("Send"), to=hand_in, words=ctx.words("yes", "choose.send")),
            Choice("words", ctx._("Change the words"), to=rewrite),
            Choice("place", ctx._("Another library"), to=elsewhere, data=anew),
            Choice("name", ctx._("Sign with a name"), to=name, words=ctx.words("choose.sign")),
            Choice("call", ctx._("Call me back"), to=call),
            *last_words,
            Choice("drop", ctx._("Don’t send"), to=drop, words=ctx.words("no")),
        ),
        name=_name(ctx),
        more=joins,
    )


@flow.step("name")
async def name(ctx: Ctx) -> Ask:
    none = Choice("none", ctx._("Without a name"), to=unsigned, words=ctx.words("choose.no_name"))
    text = ctx._("How shall the librarian call you? Without a name they see “Reader No. …”.")
    return Ask(text, choices=(none,), wants=("text",), to=signed, name=_name(ctx), more=joins)


@flow.act("signed")
async def signed(ctx: Ctx) -> Go:
    if not is_name(ctx, ctx.answer.text):
        return Go(joins)
    ctx.citizen.profile[NAME] = " ".join(ctx.answer.text.split())
    return Go(confirm)


@flow.act("unsigned")
async def unsigned(ctx: Ctx) -> Go:
    del ctx.citizen.profile[NAME]
    return Go(confirm)


@flow.step("rewrite")
async def rewrite(ctx: Asking) -> Go:
    return Go(words, replace(ctx.data, text="", parts=()))


@flow.step("call")
async def call(ctx: Asking) -> Go:
    return Go(steps.CALL_BACK, ctx.data)


@flow.step("undo")
async def undo(ctx: Asking) -> Go:
    return Go(words, without_last(ctx.data))


@flow.step("drop")
async def drop(ctx: Ctx) -> tuple[Say, Go]:
    return Say(ctx._("Good, nothing was sent.")), Go(steps.MENU)


@flow.act("hand_in")
async def hand_in(ctx: Asking) -> Say:
    new = new_request(ctx)
    request = await ctx.services[Requests].intake.hand_in(
        new, citizen=ctx.citizen.id, holder=ctx.data.routed(), now=ctx.now
    )
    ctx.citizen.profile[ASKED] = True
    ctx.is_sent = True
    just_sent(ctx, request.number)
    story.over(ctx)
    if new.settlement:
        ctx.citizen.profile[PLACE] = new.settlement  # offered with the next question
    return Say(
        await after_it_is_sent(ctx, request),
        buttons=(*mail_button(ctx, request), Button(ctx._("My questions"), links.MY_QUESTIONS())),
    )


def _name(ctx: Ctx) -> str:
    return ctx._("your question to a librarian")


flow.link(links.PERSON, to=words)
flow.link(links.PERSON_ABOUT, to=about)
