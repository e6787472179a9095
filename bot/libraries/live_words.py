"""How long something holds, in words."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.engine.wording import clock, day, kyiv


def until_told(_: Callable[..., str], lang: str, until: datetime, now: datetime) -> str:
    """«сьогодні», «до 15:00», «до ср, 25 листопада, включно». `_` translates a msgid."""
    at, today = kyiv(until), kyiv(now).date()
    last = (at - timedelta(microseconds=1)).date()
    is_midnight = at.time() == datetime.min.time()
    if is_midnight and last == today:
        return _("today")
    if is_midnight:
        return _("through %(day)s", day=day(last, lang))
    if at.date() == today:
        return _("until %(time)s", time=clock(at))
    return _("until %(day)s, %(time)s", day=day(at.date(), lang), time=clock(at))
