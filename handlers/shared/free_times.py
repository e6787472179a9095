"""Free times as a conversation shows them."""

from collections.abc import Sequence

from bot.appointments.finding import by_day
from bot.appointments.model import FreeSlot
from bot.appointments.service import Appointments
from bot.contracts.feature import Ctx
from bot.engine.wording import clock, day, distance, kyiv, label
from handlers.shared.appointments import when
from handlers.shared.data import AppointmentData
from handlers.shared.libraries import library, live_named, name_of, point_of, settlement

SHOWN = 6


async def free_times(ctx: Ctx, data: AppointmentData) -> list[FreeSlot]:
    """All up to this page and one more: the nearest first, or the soonest where none is near."""
    home = settlement(ctx, data.code)
    assert data.kind is not None
    found = await ctx.services[Appointments].finding.find_free(
        data.kind, data.topic, near=point_of(home) if home else None, wish=data.wish, now=ctx.now,
        many=SHOWN * (data.page + 1) + 1,
    )  # fmt: skip
    return sorted(found, key=lambda one: one.slot.starts_at) if home is None else found


def is_one_library(found: Sequence[FreeSlot]) -> bool:
    """Whether all are of one library."""
    return len({one.schedule.library for one in found}) == 1


def _short(ctx: Ctx, one: FreeSlot) -> str:
    """Where, in as few letters as a button has."""
    found = library(ctx, one.schedule.library)
    return (found.settlement_name if found else None) or name_of(ctx, one.schedule.library)


def listed(ctx: Ctx, found: Sequence[FreeSlot]) -> list[str]:
    """Each library with its distance, each day with its times."""
    lines = []
    for id in dict.fromkeys(one.schedule.library for one in found):
        here = [one for one in found if one.schedule.library == id]
        km = here[0].km
        far = f" – {ctx._('about %(distance)s', distance=distance(km, ctx.lang))}" if km else ""
        lines.append(f"{name_of(ctx, id)}{far}")
        lines += live_named(ctx, id)
        for on, some in by_day(here).items():
            at = ", ".join(dict.fromkeys(clock(kyiv(one.slot.starts_at)) for one in some))
            lines.append(f"– {day(on, ctx.lang)}: {at}")
    return lines


def when_and_where(ctx: Ctx, one: FreeSlot, *, is_one: bool) -> str:
    """A button of a free time; `is_one`: all that are shown are of one library."""
    told = when(ctx, one.slot.starts_at)
    return label(told if is_one else f"{told} – {_short(ctx, one)}")
