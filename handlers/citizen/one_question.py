"""One question of the citizen at a library: see it, add to it, agree, withdraw, open it again."""

from datetime import datetime

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Reply, Say
from bot.engine.texts import FALLBACK, N_
from bot.engine.turn import Answer
from bot.engine.wording import quoted
from bot.files.rules import MOST_FILES
from bot.requests.model import CITIZEN, Did, Request, RequestEntry, Said, State
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.requests.transitions import allowed
from handlers.shared import links, steps
from handlers.shared.data import AskQuestionData, OneQuestionData
from handlers.shared.draft import courtesy, point_in, told
from handlers.shared.files import fitting, taken, too_large
from handlers.shared.reader import Reader
from handlers.shared.requests import (
    ABOUT_OTHER,
    can_go_on,
    entry_lines,
    has_somebody,
    how_it_stands,
    just_sent,
    key_line,
    mail_button,
    nobody_yet,
    number_in,
    or_refused,
    refused,
    sent_just_now,
    where_it_comes,
)

LATEST = 4  # so many of the last things said are shown
NOT_MEANT = N_("The reader says that the last message is about something else.")

flow = Flow[Services, OneQuestionData]("one_question", data=OneQuestionData)
Question = Ctx[OneQuestionData]


@flow.step("show")
@or_refused
async def show(ctx: Question) -> Ask | tuple[Say, Go]:
    """The page. It rests as a question, so that its buttons can be typed too."""
    request, entries = await _mine(ctx)
    lines = [quoted(request.words, ctx.lang)] if request.words else []
    lines += await how_it_stands(ctx, request, in_full=True)
    changed = {one.replaces for one in entries}
    said = entry_lines(ctx, [one for one in entries[1:] if one.id not in changed][-LATEST:])
    lines += ["", *said] if said else []
    lines += ["", key_line(ctx, request.number)]
    title = ctx._("No. %(number)s", number=request.number)
    return Ask("\n".join(lines), title=title, buttons=tuple(_buttons(ctx, request)))


def _buttons(ctx: Ctx, request: Request) -> list[Button]:
    number, state = request.number, request.state
    buttons = []
    if state is State.OFFERED:
        buttons += [
            Button(ctx._("I agree"), links.AGREE(number)),
            Button(ctx._("I don’t agree"), links.DECLINE(number)),
        ]
    if state is State.ANSWERED and request.rating is None:
        buttons += [
            Button(ctx._("It helped"), links.RATE(number, "3")),
            Button(ctx._("Partly"), links.RATE(number, "2")),
            Button(ctx._("It did not help"), links.RATE(number, "1")),
        ]
    if allowed(Did.ADDED, state):
        buttons.append(Button(ctx._("Add something"), links.ADD_WORDS(number)))
    buttons += mail_button(ctx, request)
    if can_go_on(ctx, request):
        buttons.append(Button(ctx._("Open it again"), links.REOPEN(number)))
    if allowed(Did.WITHDRAWN, state):
        buttons.append(Button(ctx._("Withdraw"), links.WITHDRAW(number)))
    return [*buttons, Button(ctx._("All my questions"), links.MY_QUESTIONS())]


@flow.step("add")
@or_refused
async def add(ctx: Question) -> Ask | tuple[Say, Go]:
    request, _ = await _mine(ctx)
    if not (allowed(Did.ADDED, request.state) or can_go_on(ctx, request)):
        ended = allowed(Did.REOPENED, request.state)
        code = RequestRefusal.AGAIN if ended else RequestRefusal.STATE
        return refused(ctx, NotPossibleError(code, request))
    text = ctx._("Write what to add to question No. %(number)s, or send a file.",
                 number=request.number)  # fmt: skip
    never_mind = Choice("no", ctx._("Nothing to add"), to=show, words=ctx.words("no"))
    return Ask(text, choices=(never_mind,), wants=("text", "file"), to=added,
               name=ctx._("your question to a librarian"), more=added)  # fmt: skip


@flow.act("added")
@or_refused
async def added(ctx: Question) -> Say | tuple[Say, Go]:
    files = fitting(ctx.answer.files)[:MOST_FILES]
    if ctx.answer.files and not files and not ctx.answer.text:
        return Say(too_large(ctx)), Go(add)
    request = await ctx.services[Requests].citizen.add(
        ctx.data.number, told(ctx), citizen=ctx.citizen.id, now=ctx.now,
        files=taken(ctx, files), message=ctx.turn.own or None,
    )  # fmt: skip
    just_sent(ctx, request.number)
    see = Button(ctx._("See the question"), links.REQUEST(request.number))
    done = ctx._("Added to question No. %(number)s.", number=request.number)
    lines = [done, (await how_it_stands(ctx, request))[0]]
    if len(files) < len(ctx.answer.files):
        lines.append(_not_all(ctx))
    return Say("\n".join(lines), buttons=(see,))


@flow.act("passed_on")
@or_refused
async def passed_on(ctx: Question) -> Reply:
    """A person answers this citizen now: what they write goes to that person, not to the bot."""
    files = fitting(ctx.answer.files)[:MOST_FILES]
    words = told(ctx)
    if not words and not files:
        return Say(too_large(ctx))
    request = await ctx.services[Requests].citizen.add(
        ctx.data.number, words, citizen=ctx.citizen.id, now=ctx.now,
        files=taken(ctx, files), message=ctx.turn.own or None,
    )  # fmt: skip
    _, entries = await ctx.services[Requests].citizen.one(request.number, citizen=ctx.citizen.id)
    just_sent(ctx, request.number)
    if ctx.is_later and len(files) == len(ctx.answer.files):
        return None  # a further part of an album: it was told of the first one
    other = links.ABOUT_OTHER(request.number, str(entries[-1].id))
    buttons = (
        Button(ctx._(ABOUT_OTHER), other),
        Button(ctx._("Menu"), links.MENU()),
    )
    text = ctx._("Passed on to question No. %(number)s. The librarian will answer.",
                 number=request.number)  # fmt: skip
    if not await has_somebody(ctx, request):
        told_so = ctx._("Added to question No. %(number)s.", number=request.number)
        text = "\n".join((told_so, *nobody_yet(ctx, request.holder)))
    if len(files) < len(ctx.answer.files):
        text = f"{text}\n{_not_all(ctx)}"
    asked = ctx.answer.text
    if asked and ctx.services[Reader].understand(asked).decision == "answer":
        hint = ctx._("Is it about something else? Press the button: the answer comes at once.")
        text = f"{text}\n{hint}"
    return Say(text, buttons=buttons)


@flow.act("unread")
async def unread(ctx: Question) -> Reply:
    """A sticker, a poll: the person who answers this citizen sees what it was."""
    request = await ctx.services[Requests].citizen.with_a_person(ctx.citizen.id)
    if request is None:
        return None
    ctx.data = OneQuestionData(number=request.number)
    return await passed_on.run(ctx)


@flow.step("awaited")
async def awaited(ctx: Question) -> Reply:
    """The librarian asked after the bot did: what comes now answers the librarian."""
    request = await ctx.services[Requests].citizen.with_a_person(ctx.citizen.id)
    if request is None or request.state is not State.ASKING:
        return None
    _, entries = await ctx.services[Requests].citizen.one(request.number, citizen=ctx.citizen.id)
    asked = max((one.at for one in entries if one.said is Said.QUESTION), default=None)
    if asked is None or asked < datetime.fromisoformat(ctx.data.since):
        return None
    return Go(passed_on, OneQuestionData(number=request.number))


@flow.step("replied")
async def replied(ctx: Question) -> Reply:
    """A reply to what we told of a question belongs to it, though nobody has taken it yet."""
    number = number_in(ctx.data.about)
    if not number or number == ctx.data.asked:
        return None
    try:
        request, _ = await ctx.services[Requests].citizen.one(number, citizen=ctx.citizen.id)
    except NotPossibleError:
        return None
    polite = ctx.answer.text and courtesy(ctx, ctx.answer.text)
    goes_on = allowed(Did.ADDED, request.state) or (can_go_on(ctx, request) and not polite)
    return Go(passed_on, OneQuestionData(number=number)) if goes_on else None


def _not_all(ctx: Ctx) -> str:
    """Some of the files that came together could not be taken."""
    if any(one not in fitting(ctx.answer.files) for one in ctx.answer.files):
        return too_large(ctx)
    return ctx.n_("Only the first %(n)s file was passed on. Send the others after it.",
                  "Only the first %(n)s files were passed on. Send the others after them.",
                  MOST_FILES)  # fmt: skip


@flow.act("about_other")
@or_refused
async def about_other(ctx: Question) -> Go | tuple[Say, Go]:
    """What was passed on is a new question: the librarian knows, and the bot answers it.

    Without a button it was typed: the last words are meant.
    """
    entry = ctx.data.entry
    note = ctx.texts[FALLBACK].text(NOT_MEANT)
    if not entry:
        entry = _last_of_own((await _mine(ctx))[1])
        if not entry:
            return Go(passed_on)  # said to the librarian
    said = await ctx.services[Requests].citizen.not_meant(
        ctx.data.number, int(entry) if entry.isdecimal() and len(entry) < 12 else 0,
        note=note, citizen=ctx.citizen.id, now=ctx.now,
    )  # fmt: skip
    if point := point_in(said.words):
        ctx.answer = Answer(point=point)
        return Go(steps.LIBRARY_NEAR)
    if said.files:
        return Go(steps.FILE, AskQuestionData(text=said.words, files=tuple(said.files)))
    return Go(steps.ANSWER, AskQuestionData(text=said.words))


def _last_of_own(entries: list[RequestEntry]) -> str:
    """Id of the last words after the question itself, "" when there are none."""
    own = [one for one in entries[1:] if one.author == CITIZEN and one.said is Said.WORDS]
    return str(own[-1].id) if own else ""


@flow.step("withdraw")
@or_refused
async def withdraw(ctx: Question) -> Ask | tuple[Say, Go]:
    request, _ = await _mine(ctx)
    if not allowed(Did.WITHDRAWN, request.state):
        return refused(ctx, NotPossibleError(RequestRefusal.STATE, request))
    return Ask(
        ctx._("Withdraw question No. %(number)s? Nobody will answer it.", number=request.number),
        choices=(
            Choice("yes", ctx._("Withdraw"), to=withdrawn, words=ctx.words("yes")),
            Choice("no", ctx._("Keep it"), to=show, words=ctx.words("no")),
        ),
    )


@flow.step("cancelled")
async def cancelled(ctx: Question) -> Reply:
    """«Скасувати» just after it was sent."""
    number = await sent_just_now(ctx)
    return Go(withdraw, OneQuestionData(number=number)) if number else None


@flow.act("withdrawn")
@or_refused
async def withdrawn(ctx: Question) -> Say | tuple[Say, Go]:
    request = await ctx.services[Requests].citizen.withdraw(
        ctx.data.number, citizen=ctx.citizen.id, now=ctx.now
    )
    return Say(ctx._("Question No. %(number)s is withdrawn.", number=request.number))


@flow.act("agree")
@or_refused
async def agree(ctx: Question) -> Say | tuple[Say, Go]:
    request = await ctx.services[Requests].citizen.agree(
        ctx.data.number, ctx._("I agree"), citizen=ctx.citizen.id, now=ctx.now
    )
    lead = ctx._("Good. The librarian makes the copy; it will come here.")
    if ctx.turn.shared:
        where = where_it_comes(ctx, request.holder.point)
        lead = ctx._("Good. The librarian makes the copy.") + f"\n{where}"
    return Say("\n".join((lead, *(await how_it_stands(ctx, request))[1:])))


@flow.act("decline")
@or_refused
async def decline(ctx: Question) -> Say | tuple[Say, Go]:
    request = await ctx.services[Requests].citizen.decline(
        ctx.data.number, citizen=ctx.citizen.id, now=ctx.now
    )
    text = ctx._("Good, no copy is made. Question No. %(number)s is withdrawn; you can ask for "
                 "something else any time.", number=request.number)  # fmt: skip
    return Say(text, buttons=(Button(ctx._("Ask a librarian"), links.PERSON()),))


@flow.act("reopen")
@or_refused
async def reopen(ctx: Question) -> Go | tuple[Say, Go]:
    request = await ctx.services[Requests].citizen.reopen(
        ctx.data.number, citizen=ctx.citizen.id, now=ctx.now
    )
    told = ctx._("Question No. %(number)s is open again.", number=request.number)
    return Say("\n".join((told, *(await how_it_stands(ctx, request, in_full=True))))), Go(add)


@flow.act("edited")
async def edited(ctx: Ctx) -> Say | None:
    """An earlier message was changed; nothing is said of one that is in no request."""
    text = ctx.turn.text
    if not text:
        return None
    request = await ctx.services[Requests].citizen.edit(
        ctx.turn.own, text, citizen=ctx.citizen.id, now=ctx.now
    )
    if request is None:
        return None
    if not request.is_open:
        see = Button(ctx._("See the question"), links.REQUEST(request.number))
        told = ctx._("Question No. %(number)s is ended: the change did not get there.",
                     number=request.number)  # fmt: skip
        return Say(told, buttons=(see,))
    return Say(
        ctx._("The librarian sees the change in question No. %(number)s.", number=request.number)
    )


async def _mine(ctx: Question) -> tuple[Request, list[RequestEntry]]:
    return await ctx.services[Requests].citizen.one(ctx.data.number, citizen=ctx.citizen.id)


flow.link(links.REQUEST, to=show)
flow.link(links.ADD_WORDS, to=add)
flow.link(links.WITHDRAW, to=withdraw)
flow.link(links.AGREE, to=agree)
flow.link(links.DECLINE, to=decline)
flow.link(links.REOPEN, to=reopen)
flow.link(links.ABOUT_OTHER, to=about_other)
