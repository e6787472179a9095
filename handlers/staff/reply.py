"""A librarian’s own words in a request: an answer, a question back, terms, a refusal, a note."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.draft import Part, parts_of, written
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import quoted
from bot.requests.labels import done
from bot.requests.model import Did, Request, Said
from bot.requests.permissions import possible
from bot.requests.queries import Opened
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.staff.model import Person
from handlers.shared import links, steps
from handlers.shared.requests import number_in
from handlers.shared.staff_data import DeskReplyData, DeskRequestData
from handlers.staff.people import (
    TO_DESK,
    for_staff,
    name_of_person,
    opened_for,
    person_of,
    to_request,
    why_not,
)

MOST = 3000  # a message of Telegram holds 4096
SHOWN = 700  # of what a colleague has answered
ASKED_FOR = {
    "answer": (Did.ANSWERED, N_("Write the answer in one message.")),
    "correct": (Did.CORRECTED, N_("Write what was wrong and what is right: the reader gets it.")),
    "ask": (Did.ASKED, N_("What to ask the reader? Write in one message.")),
    "offer": (Did.OFFERED, N_("Write what can be copied, by when and for what price.")),
    "said": (Did.REPLIED,
             N_("Write what the reader said, at the counter or on the phone. The term goes on.")),
    "refuse": (Did.REFUSED,
               N_("Write why it can’t be done and where else to look: the reader gets it.")),
    "close": (Did.CLOSED,
              N_("Write why it is closed without an answer: the reader gets it.")),
    "note": (Did.NOTED, N_("Write the note. The reader won’t see it.")),
}  # fmt: skip

MEANWHILE = N_(
    "A colleague has answered meanwhile. Yours was not sent and is kept. If it is still needed, "
    "send it once more."
)

flow = Flow[Services, DeskReplyData](
    "desk_reply", data=DeskReplyData, about_others=True, fleeting=True
)
Replying = Ctx[DeskReplyData]


@flow.step("words")
@for_staff
async def words(ctx: Replying, person: Person) -> Reply:
    act = ctx.data.act
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
async def typed(ctx: Replying, _person: Person) -> Reply:
    """A file can't be taken into a request here: its bytes are with the channel."""
    if ctx.answer.files:
        told = ctx._("Nothing has been sent yet: files are attached to an answer in the browser.")
        browser = Button(ctx._("Open in the browser"), links.DESK_BROWSER())
        return Say(told, buttons=(browser,)), Go(words)
    is_for_staff = ctx.data.act in {"note", "said"}
    new = replace(ctx.data, text=ctx.answer.text, message=ctx.turn.own, parts=())
    return Go(send if is_for_staff else check, new)


@flow.step("replied")
async def replied(ctx: Replying) -> Reply:
    """A reply to a notice: it is meant for that request, in whatever place one is."""
    number = number_in(ctx.data.about)
    if not number or number == ctx.data.asked or await person_of(ctx) is None:
        return None
    ctx.data = DeskReplyData(number)
    return await drafted.run(ctx)


@flow.step("drafted")
@for_staff
async def drafted(ctx: Replying, person: Person) -> Reply:
    """Words typed for a request before anything was asked: probably the answer, looked at first."""
    opened = await ctx.services[Requests].lists.open(person, ctx.data.number)
    if opened is None:
        return None
    request, may = opened.request, possible(person, opened.request)
    if ctx.answer.files or not ctx.answer.text:
        browser = Button(ctx._("Open in the browser"), links.DESK_BROWSER())
        told = ctx._("Nothing has been sent yet: files are attached to an answer in the browser.")
        return Say(told, buttons=(browser,)), Go(
            steps.DESK_REQUEST, DeskRequestData(request.number)
        )
    new = DeskReplyData(request.number, text=ctx.answer.text, message=ctx.turn.own)
    if Did.ANSWERED in may or Did.TAKEN in may:
        return Go(check, replace(new, act="answer", drafted=True))
    if request.is_open:
        return Go(check, replace(new, act="note"))
    return await why_not(ctx, NotPossibleError(RequestRefusal.STATE, request))


@flow.step("check")
@for_staff
async def check(ctx: Replying, person: Person) -> Reply:
    """What goes to a reader can't be called back: it is shown before, under what a colleague has
    answered already."""
    number = ctx.data.number
    opened = await ctx.services[Requests].lists.open(person, number)
    if opened is None:
        return await why_not(ctx, NotPossibleError(RequestRefusal.UNKNOWN))
    seen = max((one.id for one in opened.events), default=0)
    shown = quoted(ctx.data.text, ctx.lang, most=MOST)
    text = ctx._("The reader of No. %(number)s will get:\n\n%(words)s", number=number, words=shown)
    if ctx.data.act == "note":
        lead = ctx._("A note for colleagues in No. %(number)s:", number=number)
        text = f"{lead}\n\n{shown}"
    elif ctx.data.act == "answer":
        text = "\n\n".join((*await _answered_before(ctx, person, opened), text))
    others = []
    if ctx.data.drafted:
        others = [Choice("ask", ctx._("It is a question to the reader"), to=send,
                         data=replace(ctx.data, act="ask")),
                  Choice("note", ctx._("It is a note for colleagues"), to=send,
                         data=replace(ctx.data, act="note"))]  # fmt: skip
    return Ask(
        text,
        choices=(
            Choice(
                "send",
                ctx._("Send"),
                to=send,
                words=ctx.words("yes", "choose.send"),
                data=replace(ctx.data, seen=seen),
            ),
            *others,
            Choice("change", ctx._("Change the words"), to=words),
            to_request(ctx),
        ),
        wants=("text",),
        to=goes_on,
        name=f"№ {number}",
    )


async def _answered_before(ctx: Ctx, person: Person, opened: Opened) -> list[str]:
    """What a colleague has answered last, if that is the last answer."""
    given = [one for one in opened.entries if one.said is Said.ANSWER]
    if not given or given[-1].author == person.actor:
        return []
    known = given[-1].author.removeprefix("staff:")
    name = await name_of_person(ctx, int(known)) if known.isdecimal() else ""
    lead = ctx._("%(owner)s has answered already:", owner=name or ctx._("A colleague"))
    files = ", ".join(file.name or ctx._("file") for file in given[-1].files)
    words = " + ".join(filter(None, (given[-1].words, files)))
    return [f"{lead}\n{quoted(words, ctx.lang, most=SHOWN)}"]


@flow.step("goes_on")
@for_staff
async def goes_on(ctx: Replying, _person: Person) -> Reply:
    """Further words at the last look join those above."""
    known = ctx.data
    before = parts_of(known.text, known.message, known.parts)
    new = written([*before, Part(ctx.answer.text, ctx.turn.own)])
    return Go(check, replace(known, **new))


@flow.act("send")
@for_staff
async def send(ctx: Replying, person: Person) -> Reply:
    work, act = ctx.services[Requests].work, ctx.data.act
    acts: dict[str, Callable[..., Awaitable[Request]]] = {
        "answer": work.answer, "correct": work.correct, "ask": work.ask, "offer": work.offer,
        "refuse": work.refuse, "said": work.reader_said, "close": work.close, "note": work.note,
    }  # fmt: skip
    try:
        text = ctx.data.text
        if ctx.data.drafted and act != "note":
            await _take_first(ctx, person)
        given = {"seen": ctx.data.seen} if act == "answer" else {}
        request = await acts[act](ctx.data.number, text, by=person, now=ctx.now, **given)
    except NotPossibleError as error:
        if error.code is RequestRefusal.ANSWERED_MEANWHILE:
            return Say(ctx._(MEANWHILE)), Go(check)
        return await why_not(ctx, error)
    told = done(act, request)
    return Say(ctx._(told)), Go(steps.DESK_REQUEST, DeskRequestData(request.number, short=True))


async def _take_first(ctx: Replying, person: Person) -> None:
    """Whoever answers from a notice takes the request by it. Raises NotPossibleError."""
    opened = await ctx.services[Requests].lists.open(person, ctx.data.number)
    if opened is not None and Did.TAKEN in possible(person, opened.request):
        await ctx.services[Requests].work.take(ctx.data.number, by=person, now=ctx.now)


flow.link(links.DESK_WORDS, to=words)
