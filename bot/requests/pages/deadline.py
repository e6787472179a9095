"""A deadline in words: the day, and how it was counted."""

from bot.console.visit import Visit
from bot.engine.wording import day, short_day
from bot.requests.model import Request


def due(visit: Visit, request: Request) -> str:
    """«до ср 25.11», short."""
    clock = request.clock
    if clock.is_resting:
        return visit._("the term stands")
    if not clock.days:
        return visit._("by %(moment)s", moment=visit.moment(clock.due_at))
    return visit._("by %(day)s", day=short_day(clock.last_day, visit.lang))


def arithmetic(visit: Visit, request: Request) -> list[str]:
    """How the deadline was counted, line by line."""
    clock, lang = request.clock, visit.lang
    lines = [visit._("Received %(moment)s.", moment=visit.moment(clock.since))]
    if clock.days:
        days = ", ".join(short_day(one, lang) for one in clock.days)
        lines.append(
            visit.n_("Counted %(n)s working day: %(days)s.",
                     "Counted %(n)s working days: %(days)s.", len(clock.days), days=days)
        )  # fmt: skip
    lines += [
        visit._("Stood while the reader was asked: %(since)s – %(until)s.",
                since=visit.moment(rest.since), until=visit.moment(rest.until))
        for rest in clock.rests
    ]  # fmt: skip
    if clock.extended:
        lines.append(visit._("Extended by law. Why is told in the conversation."))
    if clock.resting_since:
        since = visit.moment(clock.resting_since)
        lines.append(visit._("It stands since %(since)s: the reader was asked.", since=since))
    else:
        lines.append(visit._("The last day: %(day)s.", day=day(clock.last_day, lang)))
    return lines
