"""Danger: the numbers to call, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue.danger import Danger, Line
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Button, Go, Say
from bot.engine.texts import N_
from bot.engine.turn import TurnKind
from bot.engine.wording import label
from bot.files.rules import MOST_FILES
from bot.requests.service import Requests
from handlers.shared import links, steps
from handlers.shared.after_danger import (
    RANG,
    SHOWN,
    in_its_language,
    is_of_the_talk,
    move_on,
    one_more_time,
    remember,
    said_after,
    told_kind,
)
from handlers.shared.danger_numbers import (
    COMMON,
    in_its_manner,
    numbers_of,
    numbers_told,
    who_listen,
)
from handlers.shared.data import DangerData, ServicesData
from handlers.shared.draft import told
from handlers.shared.files import fitting, taken
from handlers.shared.reader import Reader

SCAM = "scam"
ONCE_MORE = 2  # numbers, for who has called already or has read them all

NOBODY_CALLED = N_(
    "This is a library’s program. Nobody has been called. Dial %(number)s now.",
)
# Who writes on reads it in other words, and fewer numbers.
AGAIN = (
    N_("Nobody has been called. Dial %(number)s now."),
    N_("Nobody has been called: a program cannot. Dial %(number)s now, or ask whoever is near."),
)
# Where nobody answers at the number that was called, COMMON is tried.
UNANSWERED = N_("Do not stop calling, and try %(number)s too. Ask whoever is near to call.")
CALLED_AGAIN = N_("They know of it. If it gets worse, call again.")


flow = Flow[Services, DangerData](
    "danger",
    data=DangerData,
    words="open.danger",
)


@flow.act("lines")
async def lines(ctx: Ctx[DangerData]) -> Say | tuple[Say, ...]:
    """The numbers, in the language of the words; below them the question that came with danger.

    Words to a person who answers this citizen reach them all the same. Nothing where words of a
    talk only sound of danger: then they are read as any others.
    """
    if is_of_the_talk(ctx):
        return ()
    ctx = in_its_language(ctx)
    emergency = ctx.services[Content].emergency
    said = said_after(ctx, ctx.turn.text)
    if said is not None and ctx.data.kind:
        before = DangerData(told_kind(ctx), said.called, said.rang, said.unanswered)
        shown = _over(ctx, before) if said.over else _after(ctx, before)
        known = emergency.of(before.kind)
    else:
        known = emergency.of(ctx.data.kind)
        if known:
            remember(ctx, known.kind)
        shown = _numbers(ctx, numbers_of(ctx, known), in_its_manner(ctx, known))
    if known and (number := await _passed_on(ctx)):
        also = ctx._("The librarian has your words too, in question No. %(number)s.", number=number)
        shown = replace(shown, text=f"{shown.text}\n{also}")
    question = _question(ctx)
    return (shown, question) if question else shown


def _question(ctx: Ctx[DangerData]) -> Say | None:
    """What was asked in the same message stays alive below the numbers.

    Not in a scam: it may be the errand on which the victim is sent.
    """
    if ctx.data.kind == SCAM:
        return None
    reader, text = ctx.services[Reader], ctx.turn.text
    asked = reader.understand(text).asked if text else None
    service = ctx.services[Content].catalogue.get(asked) if asked else None
    if service is None:
        return None
    button = Button(label(service.title.in_(ctx.lang)), links.SERVICE(service.id))
    return Say(ctx._("And with your question:"), buttons=(button,), danger=ctx.data.kind)


def _numbers(ctx: Ctx, numbers: Sequence[Line], known: Danger | None, lead: str = "") -> Say:
    return Say(
        numbers_told(ctx, numbers, known, lead),
        cards=known.see if known else (),
        danger=known.kind if known else "",
    )


@flow.step("after")
async def after(ctx: Ctx[DangerData]) -> Say | tuple[Say, Go]:
    """Words said after danger: nobody is coming until they are called; then what was asked."""
    said = _after(in_its_language(ctx), ctx.data)
    return (said, Go(steps.SERVICE, ServicesData(service=ctx.data.card))) if ctx.data.card else said


def _after(ctx: Ctx, told: DangerData) -> Say:
    emergency = ctx.services[Content].emergency
    known = in_its_manner(ctx, emergency.of(told.kind))
    if told.rang:
        ctx.topic[RANG] = "1"
    if told.card:
        ctx.topic[SHOWN] = told.card
    called = tuple(line for line in emergency.lines if line.number == told.called)
    numbers = tuple(dict.fromkeys((*called, *numbers_of(ctx, known))))
    before = one_more_time(ctx)
    if told.unanswered:
        common = (line for line in emergency.lines if line.number == COMMON)
        first = tuple(dict.fromkeys((*common, *numbers)))[:ONCE_MORE]
        return _numbers(ctx, first, known, ctx._(UNANSWERED, number=first[0].number))
    if told.rang:
        lead = ctx._("Good that you called. If it gets worse or nobody comes, call again.")
        return _numbers(ctx, _few(numbers), known, ctx._(CALLED_AGAIN) if before else lead)
    words = AGAIN[(before - 1) % len(AGAIN)] if before else NOBODY_CALLED
    lead = ctx._(words, number=numbers[0].number)
    if told.card and known:
        known = replace(known, advice=None)  # the card has it
    return _numbers(ctx, _few(numbers) if before else numbers, known, lead)


def _few(numbers: Sequence[Line]) -> tuple[Line, ...]:
    """The first, and those who listen."""
    return (*numbers[:ONCE_MORE], *who_listen(numbers[ONCE_MORE:]))


@flow.step("over")
async def over(ctx: Ctx[DangerData]) -> Say:
    """It has passed, or there was none: from here words are read by themselves again."""
    return _over(in_its_language(ctx), ctx.data)


def _over(ctx: Ctx, told: DangerData) -> Say:
    move_on(ctx)
    known = ctx.services[Content].emergency.of(told.kind)
    number = known.lines[0].number if known else "112"
    return Say(
        ctx._("Good. If there is danger, dial %(number)s. Write what else you need.", number=number)
    )


async def _passed_on(ctx: Ctx) -> str:
    """Words to the person who answers this citizen now reach them all the same.

    Returns the request's number, "" when nobody answers.
    """
    citizen, turn = ctx.services[Requests].citizen, ctx.turn
    request = await citizen.with_a_person(ctx.citizen.id)
    if request is None or turn.kind not in {TurnKind.TEXT, TurnKind.FILE}:
        return ""
    if turn.edited:
        changed = await citizen.edit(turn.own, told(ctx), citizen=ctx.citizen.id, now=ctx.now)
        if changed is not None:
            return changed.number if changed.is_open else ""
    await citizen.add(
        request.number, told(ctx), citizen=ctx.citizen.id, now=ctx.now,
        files=taken(ctx, fitting(turn.files)[:MOST_FILES]),
        message=turn.own or None,
    )  # fmt: skip
    return request.number


flow.link(links.DANGER, to=lines)
