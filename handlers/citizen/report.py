"""Something we show is wrong, or a library is lacking: a small task for who can put it right."""

from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue.library import Library
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply, Retry, Say
from bot.engine.phones import key_of, keys_in
from bot.engine.wording import label, phone, quoted
from bot.libraries.report_model import KINDS, LIBRARY, PLACE, NewReport, ReportKind
from bot.libraries.reports import Reports
from handlers.shared import links, steps
from handlers.shared.data import AskLibrarianData, ReportData
from handlers.shared.follow_ups import asks_something
from handlers.shared.libraries import (
    library,
    no_such_place,
    phone_instead,
    places_in,
    settlement,
)
from handlers.shared.live import is_closed_now
from handlers.shared.reader import Reader

SHOWN = 6

flow = Flow[Services, ReportData]("report", data=ReportData)
Reporting = Ctx[ReportData]


@flow.step("what")
async def what(ctx: Reporting) -> Reply:
    """By the button of a library's card: what is wrong with it."""
    if library(ctx, ctx.data.library) is None:
        return Say(ctx._("We no longer know this library."))
    data = replace(ctx.data, about=f"{LIBRARY}:{ctx.data.library}")
    choices = [
        Choice(kind.value, ctx._(name), to=words if kind is ReportKind.OTHER else save,
               data=replace(data, kind=kind))
        for kind, name in KINDS.items() if kind is not ReportKind.MISSING
    ]  # fmt: skip
    return Ask(ctx._("What is wrong?"), choices=tuple(choices))


@flow.step("words")
async def words(ctx: Reporting) -> Ask:
    """What exactly, in their words."""
    asked = ctx._("Write in a few words what is wrong, and how it is really, if you know.")
    return Ask(asked, wants=("text",), to=save_words, name=ctx._("what is wrong"))


@flow.step("told")
async def told(ctx: Reporting) -> Reply:
    """In words out of nowhere: about what, and whether it is to be passed on."""
    if ctx.data.about:
        return Go(confirm)
    if ctx.data.kind is ReportKind.MISSING or places_in(ctx, ctx.data.text):
        return Go(in_words)
    return Go(where)


@flow.step("where")
async def where(ctx: Reporting) -> Ask:
    asked = ctx._("Which library is it about? Write the village or town.")
    return Ask(asked, wants=("text",), to=given, name=ctx._("what is wrong"))


@flow.step("given")
async def given(ctx: Reporting) -> Reply:
    if places_in(ctx, ctx.answer.text):
        known = f"{ctx.data.text}. {ctx.answer.text}" if ctx.data.text else ctx.answer.text
        return Go(in_words, replace(ctx.data, text=known))
    return Digress() if asks_something(ctx, ctx.answer.text) else Retry(no_such_place(ctx))


@flow.step("in_words")
async def in_words(ctx: Reporting) -> Reply:
    """The library that stands in the place that is named; one that we don't know is lacking."""
    named = places_in(ctx, ctx.data.text)
    if not named:
        return Go(where)
    codes = {one.code for one in named}
    found = [one for one in ctx.services[Content].access_points if one.settlement in codes]
    if ctx.data.kind is ReportKind.MISSING or not found:
        about = f"{PLACE}:{named[0].code}" if len(named) == 1 else ""
        return Go(lacking, replace(ctx.data, about=about, kind=ReportKind.MISSING))
    if len(found) == 1:
        return Go(confirm, replace(ctx.data, about=f"{LIBRARY}:{found[0].id}"))
    return _which(ctx, found[:SHOWN])


def _which(ctx: Reporting, found: Sequence[Library]) -> Ask:
    choices = (
        Choice(one.id, label(one.name.in_(ctx.lang)), to=confirm,
               data=replace(ctx.data, about=f"{LIBRARY}:{one.id}"))
        for one in found
    )  # fmt: skip
    return Ask(ctx._("Which library is it about?"), choices=tuple(choices))


@flow.step("lacking")
async def lacking(ctx: Reporting) -> Ask:
    """A library that we don't know: what is known of it, so that somebody can ask there."""
    place = settlement(ctx, ctx.data.about.partition(":")[2])
    asked = ctx._(
        "A library that is not in our list (%(place)s). Write what you know of it: address, "
        "phone, when it is open.",
        place=place.name if place else ctx._("place not told"),
    )
    send = Choice("send", ctx._("Pass on as it is"), to=save)
    no = Choice("no", ctx._("Don’t pass it on"), to=dropped, words=ctx.words("no"))
    return Ask(asked, choices=(send, no), wants=("text",), to=save_words,
               name=ctx._("what is wrong"))  # fmt: skip


@flow.step("confirm")
async def confirm(ctx: Reporting) -> Reply:
    found = library(ctx, _id_of(ctx))
    text = ctx._("Shall we pass this on, so that it is put right? %(words)s",
                 words=quoted(ctx.data.text, ctx.lang))  # fmt: skip
    lines = [_name(ctx), text]
    if found is not None and ctx.data.kind is ReportKind.CLOSED and is_closed_now(ctx, found):
        return Say(ctx._("Thank you. The library has told it too: it is closed just now."))
    choices = [
        Choice("send", ctx._("Pass on"), to=save, words=ctx.words("yes")),
        Choice("no", ctx._("Don’t pass it on"), to=dropped, words=ctx.words("no")),
    ]
    if found is not None and ctx.data.kind is ReportKind.PHONE:
        lines[1:1] = _whom_to_call(ctx, found)
        person = Choice(
            "person", ctx._("Ask a librarian"), to=steps.ASK_LIBRARIAN, data=AskLibrarianData()
        )
        choices.append(person)
    return Ask("\n".join(filter(None, lines)), choices=tuple(choices))


def _whom_to_call(ctx: Reporting, of: Library) -> list[str]:
    """They called to be told something: by its other numbers, or others can tell it."""
    named = keys_in(ctx.data.text)
    others = [phone(one) for one in of.phones if key_of(one) not in named]
    instead, lines = phone_instead(ctx, of), []
    if len(of.phones) > 1 and len(others) < len(of.phones):
        lines.append(ctx._("Try its other number: %(phones)s.", phones=", ".join(others)))
    elif len(of.phones) > 1:
        told = ctx._("It has several numbers, try another: %(phones)s.", phones=", ".join(others))
        lines.append(told)
    if instead:
        lines.append(ctx._("Meanwhile call here: %(library)s.", library=instead))
    return lines


@flow.step("dropped")
async def dropped(ctx: Ctx) -> Say:
    return Say(ctx._("Good, we passed nothing on."))


@flow.act("save")
async def save(ctx: Reporting) -> Reply:
    return await _save(ctx, ctx.data.text)


@flow.act("save_words")
async def save_words(ctx: Reporting) -> Reply:
    text = ". ".join(filter(None, (ctx.data.text, ctx.answer.text)))
    is_lacking = ctx.data.kind is ReportKind.MISSING  # its phone was asked for
    asked_from = len(text) - len(ctx.answer.text) if is_lacking else None
    return await _save(ctx, text, asked_from)


async def _save(ctx: Reporting, text: str, asked_from: int | None = None) -> Say:
    places = tuple(ctx.services[Reader].places(text).spans) if text else ()
    new = NewReport(ctx.data.about, ctx.data.kind, text, places, asked_from)
    is_new = await ctx.services[Reports].tell(new, citizen=ctx.citizen.id, now=ctx.now)
    if not is_new:
        return Say(ctx._("You have told us already. Somebody will look at it and write here."))
    return Say(ctx._("Thank you. We have passed it on. When it is put right, we will write here."))


def _id_of(ctx: Reporting) -> str:
    kind, _, id = ctx.data.about.partition(":")
    return id if kind == LIBRARY else ""


def _name(ctx: Reporting) -> str:
    """What it is about, in words."""
    _, _, id = ctx.data.about.partition(":")
    if found := library(ctx, id):
        return found.name.in_(ctx.lang)
    service = ctx.services[Content].catalogue.get(id)
    return service.title.in_(ctx.lang) if service else ""


flow.link(links.REPORT, to=what)
