"""The screen of a danger: its numbers, one a line, and what else helps."""

from collections.abc import Iterable

from bot.catalogue.danger import Danger, Line
from bot.contracts.feature import Ctx
from bot.understanding.danger.after import CALLED

# The one number for all.
COMMON = "112"


def numbers_told(ctx: Ctx, numbers: Iterable[Line], known: Danger | None, lead: str = "") -> str:
    """`lead` where something is said before them, the numbers, the danger's advice."""
    shown = [lead] if lead else []
    shown += (line.text.in_(ctx.lang) for line in numbers)
    if known and known.advice:
        shown.append(known.advice.in_(ctx.lang))
    return "\n".join(shown)


def who_listen(numbers: Iterable[Line]) -> tuple[Line, ...]:
    """Those who listen and advise, and don't come at once: 7333, 15-47."""
    return tuple(one for one in numbers if one.number not in {*CALLED, COMMON})
