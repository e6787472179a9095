"""What the desk tells: the citizen what happens to their question, the staff that one waits."""

from collections.abc import Callable
from datetime import date

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Button, FileLink, Say
from bot.engine.wording import day, quoted
from bot.requests.model import Request
from bot.requests.notices import NO_REPLY, NoticeTopic, RequestNotice
from handlers.shared import links
from handlers.shared.libraries import name_of
from handlers.shared.profile import NO_FOLLOW_UP
from handlers.shared.requests import nobody_yet, standing

SHORT = 80


def to_citizen(ctx: Ctx, news: RequestNotice) -> list[Say]:
    """What the citizen of a request reads."""
    return _CITIZEN[news.topic](ctx, news)


def to_staff(ctx: Ctx, news: RequestNotice) -> list[Say]:
    """A short notice without a word of the citizen: it is read on a phone's locked screen."""
    link = links.DESK_REQUEST(news.request.number)
    return [Say(staff_line(ctx, news), buttons=(Button(ctx._("Open"), link),))]


def staff_line(ctx: Ctx, news: RequestNotice) -> str:
    """What of it the staff are told, in one line."""
    request = news.request
    values = {"number": request.number, "day": day(last_day(request), ctx.lang)}
    return {
        NoticeTopic.NEW: ctx._("A new request, No. %(number)s. Answer by %(day)s.", **values),
        NoticeTopic.RELEASED: ctx._("No. %(number)s waits for somebody again. Answer by %(day)s.",
                              **values),
        NoticeTopic.ADDED: ctx._("No. %(number)s: the reader has written more.", **values),
        NoticeTopic.AGREED: ctx._("No. %(number)s: the reader agrees to the terms.", **values),
        NoticeTopic.WITHDRAWN: ctx._(
            "No. %(number)s is withdrawn. Nothing needs to be done.", **values
        ),
        NoticeTopic.REOPENED: ctx._("No. %(number)s is open again. Answer by %(day)s.", **values),
        NoticeTopic.REMINDER: ctx._("No. %(number)s: the answer is due by %(day)s.", **values),
        NoticeTopic.UNDELIVERED: ctx._("No. %(number)s has not reached the reader. Open it to see "
                                 "what to do.", **values),
        NoticeTopic.OVERDUE: ctx._("No. %(number)s is overdue: it was due by %(day)s.", **values),
        NoticeTopic.JOINED: ctx._("No. %(number)s: the same question came once more and is merged "
                            "into it. Read both.", **values),
        NoticeTopic.RATED: _said_of_it(ctx, news),
    }[news.topic]  # fmt: skip


def _said_of_it(ctx: Ctx, news: RequestNotice) -> str:
    """What a reader says of an answer; their words are not on a locked screen."""
    number, given = news.request.number, news.facts.get("rating")
    if news.facts.get("with_words"):
        return ctx._("No. %(number)s: the reader has written about the answer.", number=number)
    if given == 1:
        return ctx._("No. %(number)s: the reader says the answer did not help.", number=number)
    return ctx._("No. %(number)s: the reader says the answer helped partly.", number=number)


def last_day(request: Request) -> date:
    """The last day for the answer, in Kyiv."""
    return request.clock.last_day


def _answered(ctx: Ctx, news: RequestNotice) -> list[Say]:
    lead = ctx._("The answer to question No. %(number)s.", number=news.request.number)
    return _reply(ctx, news, lead, _after_answer(ctx, news.request))


def _corrected(ctx: Ctx, news: RequestNotice) -> list[Say]:
    lead = ctx._("A correction to the answer to question No. %(number)s.",
                 number=news.request.number)  # fmt: skip
    return _reply(ctx, news, lead, _after_answer(ctx, news.request))


def _refused(ctx: Ctx, news: RequestNotice) -> list[Say]:
    lead = ctx._("Question No. %(number)s: this can’t be done.", number=news.request.number)
    return _reply(ctx, news, lead, _after_answer(ctx, news.request), before=ctx._("Why:"))


def _asked(ctx: Ctx, news: RequestNotice) -> list[Say]:
    lead = ctx._("The librarian asks about question No. %(number)s:", number=news.request.number)
    told = _reply(ctx, news, lead, ())
    tail = ctx._("Write your answer here. The deadline waits meanwhile.")
    if not news.request.clock.is_resting:
        tail = ctx._("Write your answer here.")
    return [Say(f"{told[0].text}\n\n{tail}", title=told[0].title), *told[1:]]


def _offered(ctx: Ctx, news: RequestNotice) -> list[Say]:
    number = news.request.number
    lead = ctx._("A copy for question No. %(number)s can be made.", number=number)
    buttons = (
        Button(ctx._("I agree"), links.AGREE(number)),
        Button(ctx._("I don’t agree"), links.DECLINE(number)),
    )
    return _reply(ctx, news, lead, buttons, before=ctx._("The terms:"))


def _handed_over(ctx: Ctx, news: RequestNotice) -> list[Say]:
    return [_moved(ctx, news, str(news.facts.get("reason", "")))]


def _passed_up(ctx: Ctx, news: RequestNotice) -> list[Say]:
    before = name_of(ctx, str(news.facts.get("from", "")))
    return [_moved(ctx, news, ctx._("%(library)s has not taken it up in time", library=before))]


def _moved(ctx: Ctx, news: RequestNotice, why: str) -> Say:
    """Who has it now, why, and by when."""
    request = news.request
    moved = ctx._("Your question No. %(number)s goes to another library.", number=request.number)
    if not news.attended:
        lines = [moved, *nobody_yet(ctx, request.holder)]
        return Say("\n".join(lines), buttons=(_see(ctx, request),))
    lines = [
        moved,
        ctx._("Answers now: %(library)s.", library=name_of(ctx, request.holder.point)),
    ]
    if why:
        lines.append(ctx._("Why: %(why)s.", why=why.strip().rstrip(".")))
    by = day(last_day(request), ctx.lang)
    if request.late:
        lines.append(ctx._("It was promised by %(day)s. Sorry for the delay.", day=by))
    else:
        lines.append(ctx._("Answer by %(day)s.", day=by))
    return Say("\n".join(lines), buttons=(_see(ctx, request),))


def _extended(ctx: Ctx, news: RequestNotice) -> list[Say]:
    request = news.request
    why = str(news.facts.get("reason", "")).strip().rstrip(".")
    lines = (
        ctx._("The answer to question No. %(number)s takes longer.", number=request.number),
        ctx._("Why: %(why)s.", why=why),
        ctx._("The new term: by %(day)s.", day=day(last_day(request), ctx.lang)),
    )
    return [Say("\n".join(lines), buttons=(_see(ctx, request),))]


def _relabelled(ctx: Ctx, news: RequestNotice) -> list[Say]:
    """The librarian saw that something else is asked: the term told before holds no more."""
    request = news.request
    counted = request.clock.promise
    promises = ctx.services[Content].desk.promises
    kind = next((one.name.in_(ctx.lang) for one in promises if one.id == counted), "")
    told = ctx._("What question No. %(number)s is has been made clear: %(kind)s.",
                 number=request.number, kind=kind.lower())  # fmt: skip
    return [
        Say(
            "\n".join((told, *standing(ctx, request, attended=news.attended)[2:])),
            buttons=(_see(ctx, request),),
        )
    ]


def _late(ctx: Ctx, news: RequestNotice) -> list[Say]:
    request = news.request
    if not news.attended:
        told = ctx._("There is no answer to question No. %(number)s yet. Sorry.",
                     number=request.number)  # fmt: skip
        honest = "\n".join((told, *nobody_yet(ctx, request.holder)))
        return [Say(honest, buttons=(_see(ctx, request),))]
    lines = [
        ctx._("We promised to answer question No. %(number)s by %(day)s and did not. Sorry.",
              number=request.number, day=day(last_day(request), ctx.lang)),
        ctx._("It is still with: %(library)s.", library=name_of(ctx, request.holder.point)),
    ]  # fmt: skip
    if news.facts.get("leaders_know"):
        lines.append(ctx._("Those in charge know of the delay."))
    return [Say("\n".join(lines), buttons=(_see(ctx, request),))]


def _merged(ctx: Ctx, news: RequestNotice) -> list[Say]:
    values = {"number": news.request.number, "other": str(news.facts.get("into", ""))}
    if news.facts.get("is_elsewhere"):  # the other number opens nothing here
        told = ctx._("You have asked the same in another chat. One answer will come to both: here "
                     "under No. %(number)s.", **values)  # fmt: skip
        return [Say(told, buttons=(_see(ctx, news.request),))]
    text = ctx._(
        "Questions No. %(number)s and No. %(other)s are about the same. One answer will come, "
        "under No. %(other)s.",
        **values,
    )
    return [Say(text)]


def _parted(ctx: Ctx, news: RequestNotice) -> list[Say]:
    """It was merged by mistake: what was told then holds no more."""
    request = news.request
    told = ctx._("Question No. %(number)s gets an answer of its own after all.",
                 number=request.number)  # fmt: skip
    return [
        Say(
            "\n".join((told, *standing(ctx, request, attended=news.attended))),
            buttons=(_see(ctx, request),),
        )
    ]


def _closed(ctx: Ctx, news: RequestNotice) -> list[Say]:
    request = news.request
    if news.facts.get("why") == NO_REPLY:
        text = ctx._(
            "We have not heard from you, so question No. %(number)s is closed. You can re-open it.",
            number=request.number,
        )
    else:
        why = str(news.facts.get("reason", "")).strip().rstrip(".")
        told = ctx._("Question No. %(number)s is closed without an answer.", number=request.number)
        text = "\n".join((told, ctx._("Why: %(why)s.", why=why)))
    again = Button(ctx._("Open it again"), links.REOPEN(request.number))
    return [Say(text, buttons=(again,))]


def _did_it_help(ctx: Ctx, news: RequestNotice) -> list[Say]:
    request = news.request
    if ctx.citizen.profile[NO_FOLLOW_UP]:
        return []
    shown = quoted(request.words, ctx.lang, most=SHORT)
    lines = (
        ctx._("Some weeks ago you asked: %(words)s", words=shown),
        ctx._("Did the answer help?"),
    )
    off = Button(ctx._("Don’t ask any more"), links.NO_FOLLOW_UP())
    return [Say("\n".join(lines), buttons=(*_ratings(ctx, request), off))]


def _reply(
    ctx: Ctx, news: RequestNotice, lead: str, buttons: tuple[Button, ...], *, before: str = ""
) -> list[Say]:
    """The librarian's words and files, under what was asked; `before` leads to the words."""
    entry, request = news.entry, news.request
    assert entry is not None
    shown = quoted(request.words, ctx.lang, most=SHORT)
    signed = name_of(ctx, str(news.facts.get("signed") or request.holder.point))
    words = ["\n".join(filter(None, (before, entry.words)))] if entry.words else []
    text = "\n\n".join((f"{lead}\n{shown}" if request.words else lead, *words, f"– {signed}"))
    files = [
        Say(one.name, file=FileLink(one.sent, one.name, one.size, one.link))
        for one in entry.files
        if one.sent is not None
    ]
    return [Say(text, buttons=buttons), *files]


def _after_answer(ctx: Ctx, request: Request) -> tuple[Button, ...]:
    more = Button(ctx._("Ask more about this"), links.ADD_WORDS(request.number))
    return (*_ratings(ctx, request), more)


def _ratings(ctx: Ctx, request: Request) -> tuple[Button, ...]:
    number = request.number
    return (
        Button(ctx._("It helped"), links.RATE(number, "3")),
        Button(ctx._("Partly"), links.RATE(number, "2")),
        Button(ctx._("It did not help"), links.RATE(number, "1")),
    )


def _see(ctx: Ctx, request: Request) -> Button:
    return Button(ctx._("See the question"), links.REQUEST(request.number))


def _taken_along(ctx: Ctx, news: RequestNotice) -> list[Say]:
    text = ctx._("Question No. %(number)s was opened in another chat with its key; answers come "
                 "there now. Was it not you? Tell the library.",
                 number=news.request.number)  # fmt: skip
    return [Say(text)]


_CITIZEN: dict[NoticeTopic, Callable[[Ctx, RequestNotice], list[Say]]] = {
    NoticeTopic.ANSWERED: _answered,
    NoticeTopic.CORRECTED: _corrected,
    NoticeTopic.REFUSED: _refused,
    NoticeTopic.ASKED: _asked,
    NoticeTopic.OFFERED: _offered,
    NoticeTopic.HANDED_OVER: _handed_over,
    NoticeTopic.PASSED_UP: _passed_up,
    NoticeTopic.EXTENDED: _extended,
    NoticeTopic.RELABELLED: _relabelled,
    NoticeTopic.LATE: _late,
    NoticeTopic.MERGED: _merged,
    NoticeTopic.PARTED: _parted,
    NoticeTopic.CLOSED: _closed,
    NoticeTopic.DID_IT_HELP: _did_it_help,
    NoticeTopic.TAKEN_ALONG: _taken_along,
}
