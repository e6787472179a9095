"""What several flows say of a citizen's request: its state, its term, why an act can't be."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from typing import TypeVar

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Site
from bot.engine.model import Button, Go, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import day, distance, phone, short_day
from bot.requests.deadlines import Clock
from bot.requests.labels import FOR_READER
from bot.requests.model import (
    CITIZEN,
    Did,
    Holder,
    Request,
    RequestEntry,
    RoutingReason,
    State,
)
from bot.requests.reader_key import key_of
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.requests.transitions import allowed
from handlers.shared import links, steps
from handlers.shared.data import OneQuestionData
from handlers.shared.libraries import library, live_named, name_of
from handlers.shared.profile import LIBRARY

D = TypeVar("D")
CHANGED = N_("This is not possible any more: the question has changed meanwhile.")
NOT_POSSIBLE = {
    RequestRefusal.UNKNOWN: N_(
        "We don’t know such a question of yours. Its number may be mistyped."
    ),
    RequestRefusal.STATE: CHANGED,
    RequestRefusal.EMPTY: N_("There is nothing to pass on. Write at least a word."),
    RequestRefusal.AGAIN: N_("The term for re-opening is over. Ask anew: write to the librarian."),
    # What only the staff are refused.
    RequestRefusal.OWNED: CHANGED,
    RequestRefusal.NOT_OWNER: CHANGED,
    RequestRefusal.NO_REASON: CHANGED,
    RequestRefusal.SAME: CHANGED,
    RequestRefusal.NOT_SAME_PERSON: CHANGED,
    RequestRefusal.OTHER_ENDED: CHANGED,
    RequestRefusal.ANSWERED_MEANWHILE: CHANGED,
    RequestRefusal.NO_LIBRARY: CHANGED,
    RequestRefusal.NO_TERM: CHANGED,
    RequestRefusal.REPEATED: CHANGED,
}
ABOUT_OTHER = N_("It is about something else")
SHORT = 300
HERE_KM = 1.5
AFTERTHOUGHT = timedelta(minutes=5)  # so long after it was sent, words may belong to a question
NUMBER = re.compile(r"(?<!\d)(\d{4})[-‑–](\d{4})(?!\d)", re.ASCII)


def entry_lines(ctx: Ctx, entries: Sequence[RequestEntry]) -> list[str]:
    """What was said in a request, a line each, as its reader reads it."""
    told = []
    for one in entries:
        who = ctx._("You") if one.author == CITIZEN else ctx._("Librarian")
        if one.did is Did.CORRECTED:
            who = ctx._("Librarian, a correction")
        files = ", ".join(file.name or ctx._("file") for file in one.files)
        words = one.words if len(one.words) <= SHORT else f"{one.words[:SHORT].rstrip()}…"
        told.append(f"{who}: {' + '.join(filter(None, (words, files)))}")
    return told


def key_line(ctx: Ctx, number: str) -> str:
    """The key of one's own request, and what it is good for."""
    key = key_of(ctx.services.unit.vault, number)
    address = ctx.services[Site].address
    if not address:
        return ctx._("Key: %(key)s. With the number and the key the answer opens in any chat of "
                     "ours and at any library.", key=key)  # fmt: skip
    return ctx._("Key: %(key)s. With the number and the key the answer opens in any chat of ours, "
                 "at any library and at %(page)s.", key=key, page=f"{address}/request")  # fmt: skip


def mail_button(ctx: Ctx, request: Request) -> tuple[Button, ...]:
    """A letter is offered where the chat may be closed before the answer comes."""
    if not request.is_open or ctx.turn.keeps_history or not ctx.services[Site].mails:
        return ()
    return (Button(ctx._("Tell me by e-mail"), links.LEAVE_MAIL(request.number)),)


def just_sent(ctx: Ctx, number: str) -> None:
    """Words went to this request now: what follows soon may belong to it."""
    ctx.topic.update(sent=number, sent_at=ctx.now.isoformat())


async def sent_just_now(ctx: Ctx) -> str:
    """The number of the question that was sent a moment ago and still waits, "" for none."""
    number = ctx.topic.get("sent", "")
    if not number or ctx.now - datetime.fromisoformat(ctx.topic["sent_at"]) > AFTERTHOUGHT:
        return ""
    try:
        request, _ = await ctx.services[Requests].citizen.one(number, citizen=ctx.citizen.id)
    except NotPossibleError:
        return ""
    return number if request.is_open else ""


def number_in(text: str) -> str:
    """The number of a request that one of our messages is about, "" for none."""
    found = NUMBER.search(text)
    return f"{found[1]}-{found[2]}" if found else ""


def why(ctx: Ctx, holder: Holder) -> str:
    """Why this library, as a short aside."""
    if holder.why is RoutingReason.CHOSEN:
        is_mine = holder.point == ctx.citizen.profile[LIBRARY]
        return ctx._(" (your library)") if is_mine else ctx._(" (you asked for it)")
    if holder.why is RoutingReason.SILENT:
        return ctx._(" (the library before has not taken it up in time)")
    if holder.why is RoutingReason.HANDED:
        return ctx._(" (the library before handed it over)")
    if holder.why is RoutingReason.OWN:
        return ctx._(" (the nearest one of your own hromada or raion)")
    if holder.why is RoutingReason.NEAREST and holder.km is not None and holder.km < HERE_KM:
        return ctx._(" (the nearest one)")  # most points are a settlement's middle: no metres
    if holder.why is RoutingReason.NEAREST and holder.km is not None:
        return ctx._(" (the nearest one, about %(distance)s)",
                     distance=distance(holder.km, ctx.lang))  # fmt: skip
    return ""


def by_when(ctx: Ctx, counted: Clock) -> str:
    """The deadline with its arithmetic; a term in hours has no days to name."""
    last = day(counted.last_day, ctx.lang)
    if not counted.days:
        return ctx._("Answer by %(day)s.", day=last)
    return ctx.n_(
        "Answer by %(day)s (%(n)s working day: %(days)s).",
        "Answer by %(day)s (%(n)s working days: %(days)s).",
        len(counted.days),
        day=last,
        days=", ".join(short_day(one, ctx.lang) for one in counted.days),
    )


async def is_attended(ctx: Ctx, holder: Holder) -> bool:
    """Whether anybody of the staff sees what is asked of this library."""
    return await ctx.services[Requests].intake.is_attended(holder.point)


async def has_somebody(ctx: Ctx, request: Request) -> bool:
    """Whether anybody has the request, or sees it in a queue."""
    return request.owner_id is not None or await is_attended(ctx, request.holder)


def nobody_yet(ctx: Ctx, holder: Holder, *, reason: str = "") -> list[str]:
    """In place of who answers and by when, while nobody can: that, and whom to call."""
    lines = [
        ctx._("There is no librarian yet who would answer in this chat, so we don’t know when an "
              "answer comes."),
        ctx._("The question is kept for: %(library)s%(why)s.",
              library=name_of(ctx, holder.point), why=reason),
        *live_named(ctx, holder.point),
    ]  # fmt: skip
    found = library(ctx, holder.point)
    phones = (found.phones if found else ()) or ctx.services[Content].about.run_by.phones
    if phones:
        lines.append(ctx._("It is faster to call: %(phone)s.", phone=phone(phones[0])))
    return lines


def where_it_comes(ctx: Ctx, point: str, *, attended: bool = True) -> str:
    """Where the answer can be had: here, but at a computer that forgets the conversation."""
    if not ctx.turn.shared and not attended:
        return ctx._("As soon as a librarian takes the question up, the answer will come here.")
    if not ctx.turn.shared:
        return ctx._("The answer will come here.")
    told = ctx._("Write the number down now: this conversation disappears from this computer.")
    found = library(ctx, point)
    if found is None or not found.phones:
        return f"{told} " + ctx._("Ask for the answer at the library, and tell it the number.")
    call = ctx._("For the answer call the library and tell it the number: %(phone)s.",
                 phone=phone(found.phones[0]))  # fmt: skip
    return f"{told} {call}"


def can_go_on(ctx: Ctx, request: Request) -> bool:
    """Whether an ended question may still be opened again."""
    if not allowed(Did.REOPENED, request.state):
        return False
    term = timedelta(days=ctx.services[Content].desk.reopen_days)
    return request.closed_at is None or ctx.now - request.closed_at < term


async def how_it_stands(ctx: Ctx, request: Request, *, in_full: bool = False) -> list[str]:
    """State, who has it, by when; `in_full` also why they have it and how the days count."""
    attended = not request.is_open or await has_somebody(ctx, request)
    return standing(ctx, request, attended=attended, in_full=in_full)


def standing(ctx: Ctx, request: Request, *, attended: bool, in_full: bool = False) -> list[str]:
    """The same, where it is known whether anybody of the staff sees it."""
    lines = [ctx._(FOR_READER[request.state])]
    if request.state is State.MERGED:
        return [ctx._("The answer comes under No. %(number)s.", number=request.merged_into or "")]
    if not request.is_open:
        return lines
    clock = request.clock
    reason = why(ctx, request.holder) if in_full else ""
    if not attended:
        return [*lines, *nobody_yet(ctx, request.holder, reason=reason)]
    library = name_of(ctx, request.holder.point)
    lines.append(ctx._("Answers: %(library)s%(why)s.", library=library, why=reason))
    lines += live_named(ctx, request.holder.point)
    if clock.is_resting:
        lines.append(ctx._("The term stands until you reply."))
    elif request.late:
        by = day(clock.last_day, ctx.lang)
        lines.append(ctx._("It was promised by %(day)s. Sorry for the delay.", day=by))
    elif in_full:
        lines.append(by_when(ctx, clock))
    else:
        lines.append(ctx._("Answer by %(day)s.", day=day(clock.last_day, ctx.lang)))
    return lines


def or_refused(step: Callable[[Ctx[D]], Awaitable[Reply]]) -> Callable[[Ctx[D]], Awaitable[Reply]]:
    """A step that may turn out not to be possible: then it is told why."""

    @wraps(step)
    async def tried(ctx: Ctx[D]) -> Reply:
        try:
            return await step(ctx)
        except NotPossibleError as error:
            return refused(ctx, error)

    return tried


def refused(ctx: Ctx, error: NotPossibleError) -> tuple[Say, Go]:
    """Why not, and back to where the citizen can go on."""
    told = Say(ctx._(NOT_POSSIBLE[error.code]))
    if error.request is None:
        return told, Go(steps.MY_QUESTIONS)
    return told, Go(steps.ONE_QUESTION, OneQuestionData(error.request.number))
