"""One request at the desk in a chat: read, take, give back, close."""

from collections.abc import Awaitable, Callable, Container
from dataclasses import replace
from datetime import datetime

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Go, Reply, Say
from bot.engine.texts import N_
from bot.requests.agreed_time import may_have_time
from bot.requests.labels import (
    CAME,
    DONE,
    KINDS,
    RATINGS,
    SAID_BY,
    UNDELIVERED,
    said,
    state_of,
    what_to_do,
    why_of,
)
from bot.requests.model import CITIZEN, Came, Did, Request, RequestEntry, Said
from bot.requests.permissions import owes_a_reason, possible
from bot.requests.queries import Opened
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.requests.undelivered import lost, not_reached
from bot.staff.acts import Act
from bot.staff.model import Person
from bot.staff.service import Staff
from handlers.shared import links, steps
from handlers.shared.libraries import name_of
from handlers.shared.staff_data import DeskReplyData, DeskRequestData
from handlers.staff.people import (
    TO_DESK,
    desk_button,
    due,
    for_staff,
    name_of_person,
    why_not,
)

LONGEST = 900  # of one thing said
MOST = 3000  # of all: a message of Telegram holds 4096
AT_ONCE = {
    "take": (Did.TAKEN, N_("Take the request")),
    "release": (Did.RELEASED, N_("Back to the queue")),
    "close": (Did.CLOSED, N_("Close the request")),
    "reopen": (Did.REOPENED, N_("Open again")),
}
WITH_WORDS = {
    "answer": (Did.ANSWERED, N_("Answer the reader")),
    "correct": (Did.CORRECTED, N_("Correct the answer")),
    "ask": (Did.ASKED, N_("Ask the reader")),
    "offer": (Did.OFFERED, N_("Tell the terms of a copy")),
    "said": (Did.REPLIED, N_("The reader has said…")),
    "refuse": (Did.REFUSED, N_("It can’t be done")),
    "note": (Did.NOTED, N_("Note for colleagues")),
}

flow = Flow[Services, DeskRequestData](
    "desk_request", data=DeskRequestData, about_others=True, fleeting=True
)


@flow.step("show")
@for_staff
async def show(ctx: Ctx[DeskRequestData], person: Person) -> Reply:
    """After an act it is short: who said what is known."""
    opened = await ctx.services[Requests].lists.open(person, ctx.data.number)
    if opened is None:
        elsewhere = await _where_now(ctx, person)
        return elsewhere or await why_not(ctx, NotPossibleError(RequestRefusal.UNKNOWN))
    request = opened.request
    lines = [*_undelivered(ctx, opened), *await _facts(ctx, person, request)]
    if opened.contact:
        lines.append(ctx._("To reach the reader: %(contact)s.", contact=opened.contact))
    if not ctx.data.short:
        lines += ["", *await _said(ctx, opened)]
    buttons = [*_buttons(ctx, person, request), desk_button(ctx)]
    if any(one.files for one in opened.entries):
        buttons.insert(-1, Button(ctx._("Files: in the browser"), links.DESK_BROWSER()))
    is_own = request.owner_id == person.id and Did.ANSWERED in possible(person, request)
    return Ask(
        "\n".join(lines),
        title=f"№ {request.number}",
        buttons=tuple(buttons),
        log=Go(read, DeskRequestData(request.number)),
        wants=("text", "file") if is_own else (),
        to=typed,
    )


async def _where_now(ctx: Ctx[DeskRequestData], person: Person) -> tuple[Say, Go] | None:
    """Where a request went that was theirs; None when it never was."""
    one = await ctx.services[Requests].handed_on.one(person, ctx.data.number, now=ctx.now)
    if one is None:
        return None
    told = ctx._(
        "Request No. %(number)s is with another library now: %(library)s. State: %(state)s.",
        number=one.request.number, library=name_of(ctx, one.request.holder.point),
        state=ctx._(state_of(one.request)),
    )  # fmt: skip
    return Say(told), TO_DESK


@flow.step("typed")
@for_staff
async def typed(ctx: Ctx[DeskRequestData], _person: Person) -> Reply:
    """What the owner types at their request is the beginning of an answer to it."""
    return Go(steps.DESK_ANSWER, DeskReplyData(ctx.data.number))


@flow.act("read")
@for_staff
async def read(ctx: Ctx[DeskRequestData], person: Person) -> Reply:
    """Each showing, also one again, is a line in the log."""
    ctx.services[Staff].acts.add(person, Act.READ, request=ctx.data.number, now=ctx.now)
    return None


def _undelivered(ctx: Ctx, opened: Opened) -> list[str]:
    """That what was written has not reached the reader, why, and what to do."""
    found = [*lost(opened.events).values()]
    if not opened.request.undelivered or not found:
        return []
    why = str(found[-1].facts["why"])
    told = (ctx._(UNDELIVERED[why]), ctx._(what_to_do(why)))
    return [f"{ctx._('Not delivered')}. {' '.join(told)}", ""]


async def _facts(ctx: Ctx, person: Person, request: Request) -> list[str]:
    """State and kind, the term, which library has it and why, who."""
    first = [ctx._(state_of(request)), ctx._(KINDS[request.kind])]
    if request.came is not Came.CHAT:
        times = f" ×{request.times}" if request.times > 1 else ""
        first.append(ctx._(CAME[request.came]) + times)
    lines = [", ".join(first)]
    if request.rating in RATINGS:
        said = ctx._("What they say: %(rating)s.", rating=ctx._(RATINGS[request.rating]).lower())
        lines.append(said)
    if request.is_open:
        late = [ctx._("Late")] if request.late else []
        told = ", ".join((*late, due(ctx, request)))
        lines.append(f"{told[:1].upper()}{told[1:]}.")
    if not request.practice:
        lines.append(f"{name_of(ctx, request.holder.point)}. {ctx._(why_of(request.holder))}")
    if request.owner_id == person.id:
        lines.append(ctx._("It is yours."))
    elif request.owner_id is not None:
        owner = await name_of_person(ctx, request.owner_id)
        lines.append(ctx._("%(owner)s has it.", owner=owner))
    elif request.is_open:
        lines.append(ctx._("Nobody has taken it yet."))
    return lines


async def _said(ctx: Ctx, opened: Opened) -> list[str]:
    """What was said; changed words stand under the earlier ones, as they came.

    The first words and the newest, as many as fit one message.
    """
    missed = not_reached(opened.events)
    told = [await _entry(ctx, opened.request, one, missed) for one in opened.entries]
    kept: list[str] = []
    left = MOST - sum(map(len, told[:1]))
    for one in reversed(told[1:]):
        left -= len(one)
        if left < 0:
            more = ctx._("… The rest is in the browser.")
            return [*told[:1], more, *reversed(kept)]
        kept.append(one)
    return [*told[:1], *reversed(kept)]


async def _entry(
    ctx: Ctx, request: Request, one: RequestEntry, missed: Container[tuple[str, datetime]]
) -> str:
    who = request.name or ctx._("Reader No. %(number)s", number=request.number)
    if one.author != CITIZEN:
        known = one.author.removeprefix("staff:")
        who = await name_of_person(ctx, int(known)) if known.isdecimal() else ctx._("Mistok")
    plain = one.said is Said.WORDS and one.did not in SAID_BY
    labels = [] if plain else [ctx._(said(one))]
    if (one.author, one.at) in missed and one.said is not Said.NOTE:
        labels.append(ctx._("not delivered"))
    if one.number:
        labels.append(f"№ {one.number}")
    if one.replaces:
        labels.append(ctx._("changed words"))
    about = f" ({', '.join(labels)})" if labels else ""
    words = one.words if len(one.words) <= LONGEST else f"{one.words[:LONGEST].rstrip()}…"
    files = ", ".join(file.name or ctx._("file") for file in one.files)
    return f"{who}{about}: {' + '.join(filter(None, (words, files)))}"


def _buttons(ctx: Ctx, person: Person, request: Request) -> list[Button]:
    may, number = possible(person, request), request.number
    at_once = {
        act: Button(ctx._(name), links.DESK_DO(number, act))
        for act, (did, name) in AT_ONCE.items()
        if did in may
    }
    if "close" in at_once and owes_a_reason(request):
        told = ctx._("Close without an answer")
        at_once["close"] = Button(told, links.DESK_WORDS(number, "close"))
    buttons = [at_once.pop("take")] if "take" in at_once else []
    buttons += [
        Button(ctx._(name), links.DESK_WORDS(number, act))
        for act, (did, name) in WITH_WORDS.items()
        if did in may
    ]
    if Did.ANSWERED in may and may_have_time(request):
        buttons.append(Button(ctx._("Set a time"), links.DESK_TIME(number)))
    if Did.HANDED_OVER in may:
        buttons.append(Button(ctx._("Hand over to another library"), links.DESK_OVER(number)))
    return [*buttons, *at_once.values()]


@flow.act("do")
@for_staff
async def do(ctx: Ctx[DeskRequestData], person: Person) -> Reply:
    work, act = ctx.services[Requests].work, ctx.data.act
    acts: dict[str, Callable[..., Awaitable[Request]]] = {
        "take": work.take, "release": work.release, "close": work.close, "reopen": work.reopen,
    }  # fmt: skip
    if act not in acts:
        return TO_DESK
    try:
        request = await acts[act](ctx.data.number, by=person, now=ctx.now)
    except NotPossibleError as error:
        return await why_not(ctx, error)
    done = DONE[act]
    return Say(ctx._(done, number=request.number)), Go(show, replace(ctx.data, short=True))


flow.link(links.DESK_REQUEST, to=show)
flow.link(links.DESK_DO, to=do)
