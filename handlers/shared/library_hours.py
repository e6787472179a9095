"""When a library is open, day by day: «пн–пт 09:00–18:00, обід 13:00–14:00; сб, нд вихідний»."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.catalogue.library import Library
from bot.contracts.feature import Ctx
from bot.engine.wording import clock, day, kyiv
from bot.libraries import week
from bot.places.access import AccessPoints

AHEAD = 7


def week_told(ctx: Ctx, of: Library) -> str:
    """Its usual week, or the coming days where its hours are no week; "" where nobody knows."""
    access = ctx.services[AccessPoints]
    if not of.hours or access.opening(of, ctx.now).is_open is None:
        return ""
    if usual := week.usual_week(of.hours, ctx._, ctx.lang):
        return ctx._("By days: %(week)s.", week=usual)
    return _coming_days(ctx, of)


def _coming_days(ctx: Ctx, of: Library) -> str:
    """Hours that change with the season or by the week of a month: these seven days."""
    today = kyiv(ctx.now).date()
    days = [today + timedelta(days=number) for number in range(AHEAD)]
    told = [hours_on(ctx, of, one) for one in days]
    if not all(told):
        return ""
    parts = []
    for hours, numbered in groupby(range(AHEAD), key=told.__getitem__):
        numbers = [*numbered]
        first, last = (day(days[number], ctx.lang) for number in (numbers[0], numbers[-1]))
        parts.append(f"{first if len(numbers) == 1 else f'{first} – {last}'}: {hours}")
    return ctx._("These days: %(days)s.", days="; ".join(parts))


def spans_told(spans: Iterable[tuple[datetime, datetime]]) -> str:
    """«09:00–13:00, 14:00–18:00»."""
    return ", ".join(f"{clock(kyiv(start))}–{clock(kyiv(end))}" for start, end in spans)


def hours_on(ctx: Ctx, of: Library, on: date) -> str:
    """When it is open on a day, «09:00–13:00, 14:00–18:00»; "" where nobody knows."""
    spans = ctx.services[AccessPoints].spans_on(of, on)
    if spans is None:
        return ""
    if not spans:
        return ctx._("closed that day")
    return spans_told(spans)
