"""The librarians' desk in a chat: joining by a code, lists, the way to the browser."""

import re

from bot.appointments.service import Appointments
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Reply, Say
from bot.engine.texts import N_
from bot.requests.lists import Query, Which
from bot.requests.service import Requests
from bot.staff.codes import CALLED
from bot.staff.model import Person
from bot.staff.rules import MESSAGES, StaffError, normal_code
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from handlers.shared import links, steps
from handlers.shared.staff_data import DeskData
from handlers.staff.people import (
    desk_button,
    for_staff,
    in_browser,
    line,
    person_of,
    who_is_it,
)

SHOWN = 5
NO_PAGE = 10_000  # a number that no list of ours has named
LISTS = {
    Which.NEW: N_("New"),
    Which.MINE: N_("Mine"),
    Which.OVERDUE: N_("Overdue"),
    Which.RATED: N_("Did not help"),
    Which.ALL: N_("All"),
}
NOTHING = {
    Which.NEW: N_("Nothing waits. You will hear here when something new comes."),
    Which.MINE: N_("You have no requests in work. Take one from the new ones."),
    Which.OVERDUE: N_("Nothing is overdue. Thank you."),
    Which.RATED: N_("No reader is left with an answer that did not help."),
    Which.ALL: N_("There are no requests yet."),
}
# «код K7MX-P2QD»; and one with a letter wrong is meant as a code too.
MISTYPED = re.compile(r"\w{3,5}[-–—]\w{3,5}|(?=\w{0,8}\d)\w{7,9}")

flow = Flow[Services, DeskData](
    "desk",
    data=DeskData,
    words="open.desk",
    fleeting=True,
)


@flow.step("home")
async def home(ctx: Ctx) -> Reply:
    person = await person_of(ctx)
    if person is None:
        return Go(stranger)
    counts = await ctx.services[Requests].lists.counts(person, now=ctx.now)
    buttons = [
        Button(f"{ctx._(name)} ({counts[which]})" if which in counts else ctx._(name),
               links.DESK_LIST(which.value, "1"))
        for which, name in LISTS.items()
    ]  # fmt: skip
    notices = ctx._("No notices") if person.notices else ctx._("Get notices")
    if ctx.services[Appointments].desk.schedules(person):
        buttons.append(Button(ctx._("Today’s list"), links.DESK_TODAY()))
    buttons += [
        Button(ctx._("Today in the library"), links.DESK_LIVE()),
        Button(ctx._("The library’s card"), links.DESK_CARD()),
        Button(ctx._("Write down"), links.DESK_RECORD()),
        Button(ctx._("Open in the browser"), links.DESK_BROWSER()),
        Button(notices, links.DESK_NOTICES("off" if person.notices else "on")),
        Button(ctx._("Leave the desk"), links.DESK_LEAVE()),
    ]
    return Ask(who_is_it(ctx, person), title=ctx._("Librarian’s desk"), buttons=tuple(buttons))


@flow.step("stranger")
async def stranger(ctx: Ctx) -> Reply:
    text = ctx._(
        "This part is for the staff of libraries. If you were invited, write the code of your "
        "invitation, like K7MX-P2QD. No code? Ask the head of your library."
    )
    out = Choice("no", ctx._("I am a reader"), to=steps.MENU, words=ctx.words("no"))
    return Ask(text, choices=(out,), wants=("text",), to=code)


@flow.act("code")
async def code(ctx: Ctx) -> Reply:
    typed = CALLED.sub("", ctx.answer.text, count=1)
    is_called = typed != ctx.answer.text
    if is_called or normal_code(typed) or MISTYPED.fullmatch(typed):
        return await _join(ctx, typed)
    return Digress()  # a question of somebody who came here by mistake


@flow.act("join")
async def join(ctx: Ctx[DeskData]) -> Reply:
    return await _join(ctx, ctx.data.code)


async def _join(ctx: Ctx, typed: str) -> Reply:
    person = await person_of(ctx)
    if person is not None:  # a code works once: it must not be spent in vain
        text = ctx._("This chat is the desk of %(name)s already. To link somebody else, leave the "
                     "desk first.", name=person.name)  # fmt: skip
        return Say(text), Go(home, DeskData())
    try:
        person = await ctx.services[SignIn].link(typed, citizen=ctx.citizen.id, now=ctx.now)
    except StaffError as error:
        # Anew: the code must not rest in the dialogue.
        told = ctx._(MESSAGES[error.code], minutes=error.minutes)
        return Say(told), Go(stranger, DeskData())
    return _welcome(ctx, person)


def _welcome(ctx: Ctx, person: Person) -> tuple[Say, Go]:
    text = ctx._("%(name)s, this chat is your desk now. Here you can take requests, answer them, "
                 "hand them over and close them. A short notice comes when something new waits. "
                 "Write “desk” any time.", name=person.name)  # fmt: skip
    return Say(text), Go(home, DeskData())


@flow.act("perhaps")
async def perhaps(ctx: Ctx[DeskData]) -> Reply:
    """Words that look like a code: only one that is known is meant as such."""
    typed = ctx.data.code
    try:
        person = await ctx.services[SignIn].link(typed, citizen=ctx.citizen.id, now=ctx.now)
    except StaffError:
        return None  # then they are what they would be without it
    return _welcome(ctx, person)


@flow.step("list")
@for_staff
async def list_(ctx: Ctx[DeskData], person: Person) -> Reply:
    which = ctx.data.list if ctx.data.list in LISTS else Which.NEW
    page = ctx.data.page if 0 < ctx.data.page < NO_PAGE else 1
    query = Query(which, page=page, per_page=SHOWN)
    found = await ctx.services[Requests].lists.page(person, query, now=ctx.now)
    if not found.requests:
        return Say(ctx._(NOTHING[which]), buttons=(desk_button(ctx),))
    names = await ctx.services[Staff].names()
    buttons = [Button(f"№ {one.number}", links.DESK_REQUEST(one.number)) for one in found.requests]
    if found.page < found.pages:
        on = links.DESK_LIST(which.value, str(found.page + 1))
        buttons.append(Button(ctx._("Further"), on))
    lines = [line(ctx, one, names) for one in found.requests]
    return Ask(
        "\n\n".join(lines),
        title=f"{ctx._(LISTS[which])} ({found.total})",
        buttons=(*buttons, desk_button(ctx)),
        log=Go(listed, DeskData(numbers=tuple(one.number for one in found.requests))),
    )


@flow.act("listed")
@for_staff
async def listed(ctx: Ctx[DeskData], person: Person) -> Reply:
    ctx.services[Staff].listed(person, ctx.data.numbers, now=ctx.now)
    return None


@flow.act("browser")
@for_staff
async def browser(ctx: Ctx, person: Person) -> Reply:
    return in_browser(ctx, person)


@flow.act("notices")
@for_staff
async def notices(ctx: Ctx[DeskData], person: Person) -> Reply:
    wanted = ctx.data.wanted == "on"
    ctx.services[Staff].set_notices(person, wanted=wanted)
    on = ctx._("Done: you get a short notice in your messenger.")
    off = ctx._("Done: no notices in your messenger.")
    return Say(on if wanted else off, buttons=(desk_button(ctx),))


@flow.step("leave")
@for_staff
async def leave(ctx: Ctx, _person: Person) -> Reply:
    text = ctx._("Leave the desk in this chat? Your requests stay yours in the browser. To come "
                 "back you need a new code.")  # fmt: skip
    return Ask(
        text,
        choices=(
            Choice("yes", ctx._("Leave the desk"), to=left, words=ctx.words("yes")),
            Choice("no", ctx._("Stay"), to=home, words=ctx.words("no")),
        ),
    )


@flow.act("left")
@for_staff
async def left(ctx: Ctx, person: Person) -> Reply:
    ctx.services[Staff].unlink(person, now=ctx.now)
    return Say(ctx._("Done: this chat is a reader’s again."))


flow.link(links.DESK, to=home)
flow.link(links.STAFF, to=join)
flow.link(links.STAFF_PERHAPS, to=perhaps)
flow.link(links.DESK_LIST, to=list_)
flow.link(links.DESK_BROWSER, to=browser)
flow.link(links.DESK_NOTICES, to=notices)
flow.link(links.DESK_LEAVE, to=leave)
