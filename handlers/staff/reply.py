"""A librarian’s own words in a request: an answer, a question back, terms, a refusal, a note."""

from collections.abc import Awaitable, Callable

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Link, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import quoted
from bot.requests.context import NotPossibleError
from bot.requests.labels import done
from bot.requests.model import Did, Request
from bot.requests.service import Requests
from bot.staff.model import Person
from handlers.shared import steps
from handlers.staff.people import TO_DESK, for_staff, number_of, opened_for, to_request, why_not

MOST = 3000  # a message of Telegram holds 4096
ASKED_FOR = {
    "answer": (Did.ANSWERED, N_("Write the answer in one message.")),
    "ask": (Did.ASKED, N_("What to ask the reader? Write in one message.")),
    "offer": (Did.OFFERED, N_("Write what can be copied, by when and for what price.")),
    "refuse": (Did.REFUSED,
               N_("Write why it can’t be done and where else to look: the reader gets it.")),
    "close": (Did.CLOSED,
              N_("Write why it is closed without an answer: the reader gets it.")),
    "note": (Did.NOTED, N_("Write the note. The reader won’t see it.")),
}  # fmt: skip

flow = Flow[Services]("desk_reply", about_others=True, fleeting=True)


@flow.step("words")
@for_staff
async def words(ctx: Ctx, person: Person) -> Reply:
    act = str(ctx.data.get("act", ""))
    if act not in ASKED_FOR:
        return TO_DESK
    did, text = ASKED_FOR[act]
    try:
        request = await opened_for(ctx, person, did)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    named = f"№ {request.number}"
    return Ask(
        f"{named}. {ctx._(text)}",
        choices=(to_request(ctx),),
        wants=("text", "file"),
        to=typed,
        name=named,
    )


@flow.step("typed")
@for_staff
async def typed(ctx: Ctx, _person: Person) -> Reply:
    """A file can't be taken into a request here: its bytes are with the channel."""
    if ctx.answer.files:
        told = ctx._("Nothing has been sent yet: files are attached to an answer in the browser.")
        browser = Button(ctx._("Open in the browser"), Link("desk_browser"))
        return Say(told, buttons=(browser,)), Go(words)
    is_note = ctx.data.get("act") == "note"
    return Go(send if is_note else check, {"text": ctx.answer.text})


@flow.step("check")
@for_staff
async def check(ctx: Ctx, _person: Person) -> Reply:
    """What goes to a reader can't be called back: it is shown before."""
    number = number_of(ctx)
    shown = quoted(str(ctx.data.get("text", "")), ctx.lang, most=MOST)
    return Ask(
        ctx._("The reader of No. %(number)s will get:\n\n%(words)s", number=number, words=shown),
        choices=(
            Choice("send", ctx._("Send"), to=send, words=ctx.words("yes", "choose.send")),
            Choice("change", ctx._("Change the words"), to=words),
            to_request(ctx),
        ),
        name=f"№ {number}",
    )


@flow.act("send")
@for_staff
async def send(ctx: Ctx, person: Person) -> Reply:
    work, act = ctx.services[Requests].work, str(ctx.data.get("act", ""))
    acts: dict[str, Callable[..., Awaitable[Request]]] = {
        "answer": work.answer, "ask": work.ask, "offer": work.offer, "refuse": work.refuse,
        "close": work.close, "note": work.note,
    }  # fmt: skip
    try:
        text = str(ctx.data.get("text", ""))
        request = await acts[act](number_of(ctx), text, by=person, now=ctx.now)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    told = done(act, request)
    return Say(ctx._(told)), Go(steps.DESK_REQUEST, {"number": request.number, "short": True})


flow.link("desk_words", to=words, args=("number", "act"))
