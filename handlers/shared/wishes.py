"""When and how somebody would like to come: read from their words, and told back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.appointments.schedule import Mode
from bot.appointments.slots import ANY, Wish
from bot.appointments.wish_reading import Said, read_wish
from bot.contracts.feature import Ctx
from bot.engine.texts import N_
from bot.engine.wording import KYIV, clock, day, kyiv, weekday

HOUR = timedelta(hours=1)
HOW = {Mode.IN_PERSON: N_("in person"), Mode.PHONE: N_("by phone"), Mode.VIDEO: N_("by video")}


def wished_time(ctx: Ctx, text: str) -> Said | None:
    """When somebody would like to come, by these words; None when they tell no time."""
    return read_wish(text, today=kyiv(ctx.now).date())


def going_on_from(wish: Wish, before: Wish) -> Wish:
    """«А після обіду?»: on the days that were wished before; «а телефоном?»: at the same time."""
    modes = wish.modes or before.modes
    if wish == ANY or wish.since or wish.until or wish.weekdays:
        return replace(wish, modes=modes)
    if not (wish.after or wish.before):
        return replace(before, modes=modes)
    return replace(
        wish, since=before.since, until=before.until, weekdays=before.weekdays, modes=modes
    )


def is_exact(wish: Wish) -> bool:
    """«У середу о 10:30»: one day and the hour of its beginning."""
    one_day = wish.since is not None and wish.since == wish.until
    return (one_day or len(wish.weekdays) == 1) and _is_at(wish)


def beginning_of(ctx: Ctx, wish: Wish) -> datetime | None:
    """The moment that an exact wish names, the next one of a weekday; None for any other."""
    if not is_exact(wish) or wish.after is None:
        return None
    first = wish.since or kyiv(ctx.now).date()
    days = (first + timedelta(days=ahead) for ahead in range(8))
    found = (datetime.combine(one, wish.after, KYIV) for one in days if wish.allows_day(one))
    moment = next((one for one in found if wish.since or one > ctx.now), None)
    return moment.astimezone(UTC) if moment else None


def _is_at(wish: Wish) -> bool:
    """Whether it names the hour of its beginning: it is read as an hour from then."""
    if wish.after is None or wish.before is None:
        return False
    return wish.before == wish.after.replace(hour=min(wish.after.hour + 1, 23))


def told_wish(ctx: Ctx, wish: Wish) -> str:
    """«вт, 24 листопада, після 13:00, телефоном», "" for any time.

    With the day and not in their words: «завтра» of a letter read tomorrow is another.
    """
    return ", ".join((*_days(ctx, wish), *_hours(ctx, wish), *_modes(ctx, wish)))


def _days(ctx: Ctx, wish: Wish) -> list[str]:
    since, until = (day(one, ctx.lang) if one else "" for one in (wish.since, wish.until))
    told = [weekday(number, ctx.lang) for number in sorted(wish.weekdays)]
    if since and until:
        return [*told, since if since == until else f"{since} – {until}"]
    if since:
        return [*told, ctx._("from %(when)s", when=since)]
    return [*told, ctx._("until %(when)s", when=until)] if until else told


def _hours(ctx: Ctx, wish: Wish) -> list[str]:
    after, before = (clock(one) if one else "" for one in (wish.after, wish.before))
    if _is_at(wish):
        return [ctx._("at %(time)s", time=after)]
    if after and before:
        return [f"{after}–{before}"]
    if after:
        return [ctx._("after %(time)s", time=after)]
    return [ctx._("before %(time)s", time=before)] if before else []


def _modes(ctx: Ctx, wish: Wish) -> list[str]:
    return [ctx._(HOW[one]) for one in sorted(wish.modes)]
