"""A question to a librarian: the words, the place, one tap, then who has it and by when."""

from dataclasses import replace
from typing import Any

from bot.catalogue.model import Route
from bot.desk.clocks import Clock
from bot.desk.intake import NewRequest
from bot.desk.model import Holder, Kind, Why
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Link, Retry, Say
from bot.engine.texts import N_
from handlers.files import fitting, packed, too_large
from handlers.house import Ctx, House
from handlers.libraries import (
    holder_near,
    is_question,
    library,
    name_of,
    places_in,
    point_of,
    settlement,
    to_tell_apart,
    words_for,
)
from handlers.wording import day, distance, label, quoted, short_day

MOST_FILES = 5
HERE_KM = 1.5
KINDS = {
    Route.SERVICE: Kind.SERVICE_HELP,
    Route.LEGAL_AID: Kind.LEGAL_AID,
    Route.DOCUMENT_DELIVERY: Kind.DOCUMENT_DELIVERY,
}

flow = Flow[House](
    "hand_over",
    title=N_("Ask a librarian"),
    command="librarian",
    words=(
        "людина", "бібліотекар", "запитати бібліотекаря", "оператор", "жива людина", "человек",
        "поставити питання", "поставити запитання", "person", "librarian", "human", "operator",
    ),
)  # fmt: skip


@flow.step("words")
async def words(ctx: Ctx) -> Ask | Go:
    if ctx.data.get("text"):
        return Go("place")
    text = ctx._("Write your question to the librarian in one message.")
    if ctx.data.get("files"):
        text = ctx._("What would you like to ask about this file? Write in one message.")
    return Ask(text, wants=("text", "file"), to="took", name=_name(ctx))


@flow.step("took")
async def took(ctx: Ctx) -> Go | tuple[Say, Go]:
    new = fitting(ctx.answer.files)
    files = [*ctx.data.get("files", ()), *map(packed, new)][:MOST_FILES]
    text = ctx.answer.text or str(ctx.data.get("text", ""))
    on = Go("words", {"text": text, "files": files})
    if ctx.turn.own:
        on = replace(on, data={**on.data, "message": ctx.turn.own})
    return on if len(new) == len(ctx.answer.files) else (Say(too_large(ctx)), on)


@flow.step("offer")
async def offer(ctx: Ctx) -> Ask:
    """We could not answer ourselves: the words are here already, a person may have them."""
    leads = {
        "person": ctx._("A librarian answers this best."),
        "twice": ctx._("We still don’t understand, but a librarian will."),
        "not_that": ctx._("Then a librarian will help."),
    }
    lead = leads.get(str(ctx.data.get("why", "")), leads["person"])
    shown = quoted(str(ctx.data.get("text", "")), ctx.lang)
    return Ask(
        f"{lead}\n{shown}\n" + ctx._("Shall we pass your question on?"),
        choices=(
            Choice("pass", ctx._("Pass it on"), to="words", words=("так", "yes")),
            Choice("again", ctx._("Ask differently"), to="again", words=("ні", "no")),
        ),
    )


@flow.step("again")
async def again(ctx: Ctx) -> Say:
    return Say(ctx._("Good. Write it in other words."))


@flow.step("place")
async def place(ctx: Ctx) -> Ask | Go:
    if ctx.data.get("holder"):
        return Go("confirm")
    choices = []
    mine = library(ctx, str(ctx.citizen.profile.get("library", "")))
    if mine is not None:
        choices.append(
            Choice("mine", label(mine.name.in_(ctx.lang)), to="mine",
                   words=("моя", "моя бібліотека", "my library"))
        )  # fmt: skip
    choices.append(Choice("any", ctx._("Any library"), to="any", words=("будь-яка", "any")))
    return Ask(
        ctx._("Which village or town are you from? The nearest library will answer."),
        choices=tuple(choices),
        wants=("text", "point"),
        to="where",
        name=_name(ctx),
    )


@flow.step("mine")
async def my_library(ctx: Ctx) -> Go:
    mine = library(ctx, str(ctx.citizen.profile.get("library", "")))
    place = settlement(ctx, mine.settlement or "") if mine else None
    point = point_of(place) if place else None
    held = await holder_near(ctx, point, kind=_kind(ctx), mine=mine.id if mine else "")
    return Go("confirm", _held(held, ""))


@flow.step("any")
async def any_library(ctx: Ctx) -> Go:
    return Go("confirm", _held(await holder_near(ctx, None, kind=_kind(ctx)), ""))


@flow.step("where")
async def where(ctx: Ctx) -> Go | Retry | Digress:
    if ctx.answer.point:
        # The location itself is not kept: only which library is near.
        held = await holder_near(ctx, ctx.answer.point, kind=_kind(ctx))
        return Go("confirm", _held(held, ""))
    found = places_in(ctx, ctx.answer.text)
    if len(found) > 1:
        return Go("which", {"codes": [one.code for one in found]})
    if found:
        held = await holder_near(ctx, point_of(found[0]), kind=_kind(ctx))
        return Go("confirm", _held(held, found[0].code))
    if is_question(ctx, ctx.answer.text):
        return Digress()
    return Retry(
        ctx._("We don’t know such a village. Please write it again, or the name of the hromada.")
    )


@flow.step("which")
async def which(ctx: Ctx) -> Ask | Go:
    found = [one for code in ctx.data.get("codes", ()) if (one := settlement(ctx, code))]
    if not found:
        return Go("place")
    return Ask(
        ctx._("There are several places with this name. Which one is yours?"),
        choices=tuple(
            Choice(one.code, told, data={"code": one.code}, words=words_for(one))
            for one, told in to_tell_apart(ctx, found)
        ),
        wants=("text",),
        to="this_one",
        name=_name(ctx),
    )


@flow.step("this_one")
async def this_one(ctx: Ctx) -> Go:
    one = settlement(ctx, str(ctx.data.get("code", ""))) if ctx.answer.choice else None
    if one is None:
        return Go("where")
    return Go("confirm", _held(await holder_near(ctx, point_of(one), kind=_kind(ctx)), one.code))


@flow.step("confirm")
async def confirm(ctx: Ctx) -> Ask | Go:
    holder = _holder(ctx)
    if library(ctx, holder.point) is None:
        return Go("place", {"holder": ""})
    lines = [
        quoted(str(ctx.data.get("text", "")), ctx.lang),
        ctx._("Will answer: %(library)s%(why)s.", library=name_of(ctx, holder.point),
              why=_why(ctx, holder)),
        ctx._("Answer by %(day)s.", day=day(_clock(ctx).last_day, ctx.lang)),
        ctx._("The librarians see your words, not your account."),
    ]  # fmt: skip
    files = len(ctx.data.get("files", ()))
    if files:
        lines.insert(1, ctx.n_("With %(n)s file.", "With %(n)s files.", files))
    return Ask(
        "\n".join(lines),
        choices=(
            Choice("send", ctx._("Send"), to="hand_in", words=("передати", "так", "yes")),
            Choice("words", ctx._("Change the words"), to="rewrite"),
            Choice("place", ctx._("Another library"), to="place", data={"holder": ""}),
            Choice("drop", ctx._("Don’t send"), to="drop", words=("ні", "no")),
        ),
        name=_name(ctx),
    )


@flow.step("rewrite")
async def rewrite(_ctx: Ctx) -> Go:
    return Go("words", {"text": ""})


@flow.step("drop")
async def drop(ctx: Ctx) -> tuple[Say, Go]:
    return Say(ctx._("Good, nothing was sent.")), Go("menu/menu")


@flow.act("hand_in")
async def hand_in(ctx: Ctx) -> Say:
    new = NewRequest(
        str(ctx.data["text"]),
        lang=ctx.lang,
        kind=_kind(ctx),
        files=ctx.data.get("files", ()),
        service=str(ctx.data.get("service", "")) or None,
        settlement=str(ctx.data.get("code", "")) or None,
        message=str(ctx.data.get("message", "")) or None,
    )
    request = await ctx.house.desk.intake.hand_in(
        new, citizen=ctx.citizen.id, holder=_holder(ctx), now=ctx.now
    )
    ctx.citizen.profile["asked"] = True
    lines = (
        ctx._("Sent. The question’s number is %(number)s.", number=request.number),
        ctx._("Answers: %(library)s%(why)s.", library=name_of(ctx, request.holder.point),
              why=_why(ctx, request.holder)),
        _by_when(ctx, Clock.from_json(request.clock)),
        ctx._("The answer will come here."),
    )  # fmt: skip
    return Say("\n".join(lines), buttons=(Button(ctx._("My questions"), Link("my_questions")),))


def _kind(ctx: Ctx) -> Kind:
    """What is asked, by the card it is about."""
    service = ctx.house.content.catalogue.get(str(ctx.data.get("service", "")))
    return KINDS.get(service.route, Kind.REFERENCE) if service else Kind.REFERENCE


def _clock(ctx: Ctx) -> Clock:
    return ctx.house.desk.intake.clock(_kind(ctx), ctx.now)


def _by_when(ctx: Ctx, counted: Clock) -> str:
    """The deadline with its arithmetic."""
    return ctx.n_(
        "Answer by %(day)s (%(n)s working day: %(days)s).",
        "Answer by %(day)s (%(n)s working days: %(days)s).",
        len(counted.days),
        day=day(counted.last_day, ctx.lang),
        days=", ".join(short_day(one, ctx.lang) for one in counted.days),
    )


def _name(ctx: Ctx) -> str:
    return ctx._("your question to a librarian")


def _why(ctx: Ctx, holder: Holder) -> str:
    """Why this library, as a short aside."""
    if holder.why is Why.CHOSEN:
        return ctx._(" (your library)")
    if holder.why is Why.NEAREST and holder.km is not None and holder.km < HERE_KM:
        return ctx._(" (the nearest one)")  # most points are a settlement's middle: no metres
    if holder.why is Why.NEAREST and holder.km is not None:
        return ctx._(" (the nearest one, about %(distance)s)",
                     distance=distance(holder.km, ctx.lang))  # fmt: skip
    return ""


def _held(holder: Holder, code: str) -> dict[str, Any]:
    """A holder as it rests in a dialogue."""
    return {
        "holder": holder.point, "why": holder.why.value, "km": holder.km,
        "skipped": [list(one) for one in holder.skipped], "code": code,
    }  # fmt: skip


def _holder(ctx: Ctx) -> Holder:
    data = ctx.data
    skipped = tuple((str(point), str(why)) for point, why in data.get("skipped", ()))
    why = Why(data.get("why", Why.OBLAST))
    return Holder(str(data.get("holder", "")), why, data.get("km"), skipped)


flow.link("person", to="words")
flow.link("person_about", to="words", args=("service",))
