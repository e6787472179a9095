"""A letter when there is an answer: for who may close the chat before it comes."""

from dataclasses import dataclass

from bot.contracts.feature import Ctx
from bot.contracts.services import Services, Site
from bot.engine.addresses import normal_address
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply, Say
from bot.engine.texts import N_
from bot.requests.service import Requests
from handlers.shared import links, steps
from handlers.shared.data import OneQuestionData
from handlers.shared.requests import or_refused

CONSENT = N_(
    "Write your e-mail address. One short letter comes to it when the librarian writes to "
    "No. %(number)s: the number and a link, not a word of the question or the answer. We use the "
    "address for nothing else and delete it with the question. If others read your mail, do "
    "without: the number and the key are enough."
)


@dataclass(frozen=True, slots=True)
class ReaderMailData:
    """The number of the request that the letter is about."""

    number: str = ""


flow = Flow[Services, ReaderMailData]("reader_mail", data=ReaderMailData)
Mailing = Ctx[ReaderMailData]


@flow.step("address")
@or_refused
async def address(ctx: Mailing) -> Reply:
    """The address, freely given: what for, and for how long, is told before."""
    number = ctx.data.number
    await ctx.services[Requests].citizen.one(number, citizen=ctx.citizen.id)
    if not ctx.services[Site].mails:
        return Say(ctx._("Letters are not sent here. With the number and the key the answer opens "
                         "any time.")), _back(number)  # fmt: skip
    return Ask(
        ctx._(CONSENT, number=number),
        choices=(Choice("no", ctx._("Without letters"), to=without, words=ctx.words("no")),),
        wants=("text",),
        to=kept,
        name=ctx._("your e-mail address"),
    )


@flow.act("kept")
@or_refused
async def kept(ctx: Mailing) -> Reply:
    found = normal_address(ctx.answer.text)
    if not found:
        if "@" not in ctx.answer.text:
            return Digress()
        text = ctx._("This is no e-mail address. Write it like olena@ukr.net, without spaces.")
        return Say(text), Go(address)
    number = ctx.data.number
    await ctx.services[Requests].citizen.leave_mail(number, found, citizen=ctx.citizen.id)
    text = ctx._("Good. When the librarian writes to No. %(number)s, a letter comes to "
                 "%(address)s. Keep the key: the letter does not hold it.",
                 number=number, address=found)  # fmt: skip
    return Say(text), _back(number)


@flow.act("without")
@or_refused
async def without(ctx: Mailing) -> Reply:
    number = ctx.data.number
    await ctx.services[Requests].citizen.leave_mail(number, "", citizen=ctx.citizen.id)
    return Say(ctx._("Good, no letters.")), _back(number)


def _back(number: str) -> Go:
    return Go(steps.ONE_QUESTION, OneQuestionData(number))


flow.link(links.LEAVE_MAIL, to=address)
