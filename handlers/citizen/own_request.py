"""A request found by its number and key: read here, and its answers brought to this chat."""

from dataclasses import dataclass, replace

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Reply, Say
from bot.requests.claims import ClaimError, ClaimRefusal, Reading, Where, number_and_key
from bot.requests.labels import NOT_KNOWN, TOO_OFTEN
from bot.requests.numbers import normal_number
from bot.requests.reader_key import looks_like_key
from bot.requests.service import Requests
from bot.staff.service import Staff
from handlers.shared import links, steps
from handlers.shared.data import OneQuestionData
from handlers.shared.profile import ASKED
from handlers.shared.requests import entry_lines, how_it_stands

LATEST = 8  # so many of the last things said are shown


@dataclass(frozen=True, slots=True)
class OwnRequestData:
    """The number that was told, and the key once it was found to be right."""

    number: str = ""
    key: str = ""


flow = Flow[Services, OwnRequestData]("own_request", data=OwnRequestData, words="open.own_request")
Own = Ctx[OwnRequestData]


@flow.step("number")
async def number(ctx: Own) -> Reply:
    text = ctx._("Write the number of the request, eight digits. You can write the key with it.")
    return Ask(text, wants=("text",), to=numbered, name=_name(ctx))


@flow.act("numbered")
async def numbered(ctx: Own) -> Reply:
    told, key = number_and_key(ctx.answer.text)
    if not told:
        if not any(map(str.isdigit, ctx.answer.text)):
            return Digress()
        text = ctx._("This is no number of a request: it has eight digits, like 4829-1537.")
        return Say(text), Go(number)
    return Go(opened if key else key_, OwnRequestData(told, key))


@flow.act("named")
async def named(ctx: Own) -> Reply:
    """A number alone, typed anywhere: one's own opens, of another's the key is asked.

    What is no request's number may mean anything, and so may what somebody of the staff types.
    """
    mine = await ctx.services[Requests].citizen.is_mine(ctx.data.number, citizen=ctx.citizen.id)
    if mine:
        return Go(steps.ONE_QUESTION, OneQuestionData(ctx.data.number))
    if mine is None or await ctx.services[Staff].of_citizen(ctx.citizen.id):
        return None
    return Go(key_)


@flow.step("key")
async def key_(ctx: Own) -> Reply:
    text = ctx._("Write the key of request No. %(number)s: six digits that were told with the "
                 "number.", number=ctx.data.number)  # fmt: skip
    return Ask(text, wants=("text",), to=keyed, name=_name(ctx))


@flow.act("keyed")
async def keyed(ctx: Own) -> Reply:
    if looks_like_key(ctx.answer.text):
        return Go(opened, replace(ctx.data, key=ctx.answer.text))
    told, key = number_and_key(ctx.answer.text)
    if told:
        return Go(opened if key else key_, OwnRequestData(told, key))
    if not any(map(str.isdigit, ctx.answer.text)):
        return Digress()
    text = ctx._("The key has six digits, like 418 205. It was told with the number.")
    return Say(text), Go(key_)


@flow.act("opened")
async def opened(ctx: Own) -> Reply:
    """Read it, and ask whether its answers are to come here from now on."""
    try:
        reading = await ctx.services[Requests].claims.open(
            normal_number(ctx.data.number), ctx.data.key, place=_place(ctx), where=Where.CHAT,
            now=ctx.now,
        )  # fmt: skip
    except ClaimError as error:
        return _refused(ctx, error)
    told = Say("\n".join(await _lines(ctx, reading)), title=f"№ {reading.request.number}")
    if ctx.turn.shared or reading.request.citizen_id == ctx.citizen.id:
        return told
    return told, Go(whither)


@flow.step("whither")
async def whither(ctx: Own) -> Reply:
    return Ask(
        ctx._("Shall the answers to No. %(number)s come to this chat from now on?",
              number=ctx.data.number),
        choices=(
            Choice("yes", ctx._("Send them here"), to=here, words=ctx.words("yes")),
            Choice("no", ctx._("I only read it"), to=only_read, words=ctx.words("no")),
        ),
    )  # fmt: skip


@flow.act("here")
async def here(ctx: Own) -> Reply:
    """The key is asked of the dialogue anew: what rests there may be months old."""
    side = ctx.services[Requests]
    try:
        await side.claims.check(ctx.data.number, ctx.data.key, place=_place(ctx), now=ctx.now)
    except ClaimError as error:
        return _refused(ctx, error)
    await side.citizen.take_along(ctx.data.number, citizen=ctx.citizen.id, now=ctx.now)
    ctx.citizen.profile[ASKED] = True
    text = ctx._("Good. What the librarian writes to No. %(number)s comes here now.",
                 number=ctx.data.number)  # fmt: skip
    return Say(text), Go(steps.ONE_QUESTION, OneQuestionData(ctx.data.number))


@flow.step("only_read")
async def only_read(ctx: Own) -> Reply:
    text = ctx._("Good. You can open No. %(number)s by its key any time.", number=ctx.data.number)
    return Say(text)


def _refused(ctx: Own, error: ClaimError) -> Reply:
    if error.code is ClaimRefusal.THROTTLED:
        person = Button(ctx._("Ask a librarian"), links.PERSON())
        return Say(ctx._(TOO_OFTEN, minutes=error.minutes), buttons=(person,))
    return Say(ctx._(NOT_KNOWN)), Go(key_, OwnRequestData(ctx.data.number))


def _place(ctx: Own) -> bytes:
    return ctx.services.unit.vault.lookup(f"request key of\0{ctx.citizen.id}")


async def _lines(ctx: Own, reading: Reading) -> list[str]:
    first, *others = reading.entries or (None,)
    lines = entry_lines(ctx, [first] if first else [])
    lines += await how_it_stands(ctx, reading.request)
    return [*lines, *entry_lines(ctx, others[-LATEST:])]


def _name(ctx: Own) -> str:
    return ctx._("the number and key of a request")


flow.link(links.OWN_REQUEST, to=number)
flow.link(links.OWN_NUMBERED, to=key_)
flow.link(links.OWN_NAMED, to=named)
flow.link(links.OWN_OPENED, to=opened)
