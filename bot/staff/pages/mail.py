"""Short letters by e-mail, asked for on the account page."""

from starlette.responses import Response

from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.staff.mailboxes import Mailboxes, Wish
from bot.staff.pages.account import account_page
from bot.staff.rules import MESSAGES, StaffError

SENT = N_("A letter with a code is on its way. Write the code here: it shows that you read there.")
ON = N_("Done: short letters come to your mailbox. They hold no words of readers.")
OFF = N_("Done: no letters any more, and the address is deleted.")


async def offer(visit: Visit) -> Response:
    """Take an address down, or change when letters come."""
    wish = Wish.DAILY if visit.text("wish") == Wish.DAILY else Wish.EACH
    console, lang = visit.console, visit.lang
    error: StaffError | None = None
    async with console.database.unit() as unit:
        console.bind(unit)  # the letter is written by whoever hears of it
        mailboxes = Mailboxes(unit)
        try:
            kept = await mailboxes.offer(
                visit.person, visit.text("address"), wish=wish, lang=lang, now=console.clock()
            )
        except StaffError as refused:
            error = refused
    if error is not None:
        return await _refused(visit, error)
    return await account_page(visit, done=visit._(ON if kept.is_checked else SENT))


async def confirm(visit: Visit) -> Response:
    """The code of the letter."""
    error: StaffError | None = None
    async with visit.console.database.unit() as unit:
        try:
            await Mailboxes(unit).confirm(
                visit.person, visit.text("code"), now=visit.console.clock()
            )
        except StaffError as refused:  # within the transaction: the attempt is counted
            error = refused
    if error is not None:
        return await _refused(visit, error)
    return await account_page(visit, done=visit._(ON))


async def off(visit: Visit) -> Response:
    """No letters any more."""
    async with visit.console.database.unit() as unit:
        Mailboxes(unit).drop(visit.person.id)
    return await account_page(visit, done=visit._(OFF))


async def _refused(visit: Visit, error: StaffError) -> Response:
    told = visit._(MESSAGES[error.code], minutes=error.minutes)
    return await account_page(visit, status=422, error=told)
