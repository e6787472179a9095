"""Letters by e-mail: to the staff that something waits, to a reader that there is an answer.

None holds a word of a reader or a librarian: who opens the mailbox learns a number and a day.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.contracts.feature import Ctx, Mail, Mailbox
from bot.contracts.services import Services, Site
from bot.engine.texts import FALLBACK, N_
from bot.engine.wording import kyiv
from bot.requests.lists import Which
from bot.requests.notices import NoticeTopic, RequestNotice
from bot.requests.repository import request_rows
from bot.requests.service import Requests
from bot.staff.mailboxes import DigestDue, Mailboxes, Wish
from bot.staff.service import Staff
from handlers.shared import notices

# What the reader waits for; of the rest they hear in their chat.
FOR_READER = frozenset({
    NoticeTopic.ANSWERED, NoticeTopic.CORRECTED, NoticeTopic.REFUSED, NoticeTopic.ASKED,
    NoticeTopic.OFFERED, NoticeTopic.CLOSED,
})  # fmt: skip
STAFF_SUBJECT = N_("Mistok: request No. %(number)s")
DIGEST_SUBJECT = N_("Mistok: what waits at the desk")
READER_SUBJECT = N_("Library: No. %(number)s")
READER_TEXT = N_(
    "There is an answer to No. %(number)s.\n\nRead it here, with the key that was told together "
    "with the number: %(page)s\n\nYou asked for this letter at the library’s chat. Nothing else "
    "comes to this address. If it was not you, do nothing."
)


async def mailboxes(services: Services, news: RequestNotice) -> Sequence[Mailbox]:
    """Who gets a letter of this: those of the staff it concerns, or the reader."""
    if news.people is None:
        return await _readers(services, news)
    wanting = await Mailboxes(services.unit).wanting(news.people, Wish.EACH)
    langs = {one.id: one.langs for one in await services[Staff].active()}
    return [
        Mailbox(one.address, (langs.get(one.person) or (FALLBACK,))[0], str(one.person))
        for one in wanting
    ]


async def _readers(services: Services, news: RequestNotice) -> Sequence[Mailbox]:
    if news.topic not in FOR_READER:
        return ()
    row = await request_rows.by_number(services.unit, news.request.number)
    address = request_rows.email_in(services.unit, row) if row else ""
    return (Mailbox(address, news.request.lang, "reader"),) if address else ()


def letter(ctx: Ctx, news: RequestNotice) -> Mail | None:
    """The letter of a notice."""
    number, address = news.request.number, ctx.services[Site].address
    if news.people is None:
        page = f"{address}/request?number={number}"
        return Mail(
            ctx._(READER_SUBJECT, number=number), ctx._(READER_TEXT, number=number, page=page)
        )
    text = f"{notices.staff_line(ctx, news)}\n\n{address}/desk/requests/{number}"
    return Mail(ctx._(STAFF_SUBJECT, number=number), text)


async def digests_due(services: Services, person: int, now: datetime) -> None:
    """Write somebody's daily letter, if anything waits for them."""
    whom = next((one for one in await services[Staff].active() if one.id == person), None)
    day = kyiv(now).date()
    Mailboxes(services.unit).digested(person, day)
    if whom is None:
        return
    counts = await services[Requests].lists.counts(whom, now=now)
    told = (counts[Which.NEW], counts[Which.MINE], counts[Which.OVERDUE])
    if any(told):
        services.unit.record(DigestDue(person, day.isoformat(), told))


async def digest_mailboxes(services: Services, due: DigestDue) -> Sequence[Mailbox]:
    """The mailbox of whom it is for."""
    wanting = await Mailboxes(services.unit).wanting([due.person], Wish.DAILY)
    whom = await services[Staff].get(due.person)
    lang = whom.langs[0] if whom and whom.langs else FALLBACK
    return [Mailbox(one.address, lang, str(one.person)) for one in wanting]


def digest(ctx: Ctx, due: DigestDue) -> Mail:
    """New, own and overdue requests, counted."""
    new, mine, overdue = due.counts
    lines = (
        ctx._("New, nobody has taken them: %(n)s", n=new),
        ctx._("Yours in work: %(n)s", n=mine),
        ctx._("Overdue: %(n)s", n=overdue),
        "",
        f"{ctx.services[Site].address}/desk",
    )
    return Mail(ctx._(DIGEST_SUBJECT), "\n".join(lines))
