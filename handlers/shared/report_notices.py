"""What is told of a report: to who can put it right, and to the citizen when it is done."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Button, Say
from bot.engine.wording import quoted
from bot.learning.rules import scrub
from bot.libraries.report_model import KINDS, Report, ReportCame, ReportDone
from handlers.shared import links
from handlers.shared.libraries import library, settlement


def about_told(ctx: Ctx, report: Report) -> str:
    """What a report is about: a library, a card, a place."""
    _, _, id = report.about.partition(":")
    if found := library(ctx, id):
        return found.name.in_(ctx.lang)
    if service := ctx.services[Content].catalogue.get(id):
        return service.title.in_(ctx.lang)
    place = settlement(ctx, id)
    return place.name if place else ctx._("place not told")


def report_came(ctx: Ctx, came: ReportCame) -> Say:
    """To staff: a reader says that something is wrong."""
    report = came.report
    lines = [
        ctx._("A reader says: %(what)s.", what=ctx._(KINDS[report.kind])),
        f"{about_told(ctx, report)}.",
    ]
    if words := scrub(report.words):  # a phone is seen at the desk only
        lines.append(quoted(words, ctx.lang))
    lines.append(ctx._("Put it right and answer at the desk, under “From readers”."))
    buttons = [Button(ctx._("Open in the browser"), links.DESK_BROWSER())]
    if report.library:
        buttons.append(Button(ctx._("The library’s card"), links.DESK_CARD()))
    return Say("\n".join(lines), buttons=tuple(buttons))


def report_done(ctx: Ctx, done: ReportDone) -> Say:
    """To the citizen: thanks, and what was changed."""
    report = done.report
    thanks = ctx._("Thank you for telling us: %(about)s.", about=about_told(ctx, report))
    return Say("\n".join((thanks, report.done)))
