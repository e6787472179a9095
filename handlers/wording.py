"""How days, times, distances and phones are written: see `bot.wording`."""

from bot.wording import (
    NBSP,
    clock,
    day,
    distance,
    full_date,
    kyiv,
    label,
    phone,
    quoted,
    short_day,
)

__all__ = [
    "NBSP", "clock", "day", "distance", "full_date", "kyiv", "label", "phone", "quoted",
    "short_day",
]  # fmt: skip
