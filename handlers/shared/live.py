"""What holds at a library for a while, as citizens are told it."""

from datetime import datetime

from bot.catalogue.library import Library
from bot.contracts.feature import Ctx
from bot.engine.model import Button, Say
from bot.libraries import live_words
from bot.libraries.live import LiveChanged
from bot.places.access import AccessPoints
from bot.places.live import LOST, LiveState
from handlers.shared import links


def live_of(ctx: Ctx, of: Library, *, at: datetime | None = None) -> list[str]:
    """What its staff or the network told of it and holds now, or `at` a moment, a line each."""
    return [line_of(ctx, one) for one in ctx.services[AccessPoints].live.of(of, at or ctx.now)]


def live_once_open(ctx: Ctx, of: Library) -> list[str]:
    """As `live_of`, without an outage that is over before the library opens: it hinders nobody."""
    access = ctx.services[AccessPoints]
    opens = access.next_in(of, ctx.now)
    holds = access.live.of(of, ctx.now)
    return [line_of(ctx, one) for one in holds if one.kind not in LOST or one.until > opens]


def line_of(ctx: Ctx, state: LiveState) -> str:
    """One thing that holds, until when, and why where that was told."""
    return live_words.line_of(ctx._, ctx.lang, state, ctx.now)


def is_closed_now(ctx: Ctx, of: Library) -> bool:
    """Whether it was told that it is closed now, whatever its hours say."""
    return ctx.services[AccessPoints].live.closed(of, ctx.now) is not None


def is_elsewhere(ctx: Ctx, of: Library) -> bool:
    """Whether it is not where the map says."""
    return ctx.services[AccessPoints].live.is_moved(of, ctx.now)


def live_changed(ctx: Ctx, changed: LiveChanged) -> Say:
    """To staff: what a coordinator told of their library among others, or took back."""
    told = line_of(ctx, changed.state) if changed.state.kind in live_words.LINES else ""
    text = ctx._("For your library a coordinator has told: %(told)s", told=told)
    if changed.is_over:
        text = ctx._("A coordinator has taken it back: %(told)s", told=told)
    elif not told:
        text = ctx._("A coordinator has told that your library works as usual.")
    return Say(text, buttons=(Button(ctx._("Today in the library"), links.DESK_LIVE()),))
