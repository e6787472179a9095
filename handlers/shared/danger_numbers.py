"""The screen of a danger: its numbers, one a line, and what else helps."""

from collections.abc import Iterable

from bot.catalogue.danger import Danger, Line
from bot.contracts.feature import Ctx


def numbers_told(ctx: Ctx, numbers: Iterable[Line], known: Danger | None, lead: str = "") -> str:
    """`lead` where something is said before them, the numbers, the danger's advice."""
    shown = [lead] if lead else []
    shown += (line.text.in_(ctx.lang) for line in numbers)
    if known and known.advice:
        shown.append(known.advice.in_(ctx.lang))
    return "\n".join(shown)
