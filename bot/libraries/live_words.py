"""How long something holds, in words."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.engine.texts import N_
from bot.engine.wording import clock, day, kyiv
from bot.places.live import LiveKind, LiveState

LINES = {
    LiveKind.CLOSED: N_("Closed %(until)s."),
    LiveKind.NO_POWER: N_("No electricity %(until)s: the computers and printers do not work."),
    LiveKind.NO_INTERNET: N_("No internet %(until)s: no e-services here for now."),
    LiveKind.MOVED: N_("It has moved for a while (%(until)s): %(note)s."),
    LiveKind.WARM: N_("You can warm up and charge a phone here %(until)s."),
}


def line_of(_: Callable[..., str], lang: str, state: LiveState, now: datetime) -> str:
    """One thing that holds, until when, and why where that was told. `_` translates a msgid."""
    until = until_told(_, lang, state.until, now)
    told = _(LINES[state.kind], until=until, note=state.note)
    is_reason = bool(state.note) and state.kind is not LiveKind.MOVED
    return f"{told} {_sentence(state.note)}" if is_reason else told


def _sentence(note: str) -> str:
    """A reason as a sentence of its own, however it was typed."""
    return f"{note[:1].upper()}{note[1:].rstrip('.')}."


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
