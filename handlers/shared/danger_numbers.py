"""The screen of a danger: its numbers, one a line, and what else helps."""

from collections.abc import Iterable
from dataclasses import replace

from bot.catalogue.danger import Danger, Line, Manner
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.understanding.danger.after import CALLED
from bot.understanding.danger.manners import ANY, Manners

# The one number for all.
COMMON = "112"
# In which manner the danger comes about that was told, and what is so of any danger.
MANNER, ANYHOW = "danger_manner", "danger_anyhow"


def numbers_told(ctx: Ctx, numbers: Iterable[Line], known: Danger | None, lead: str = "") -> str:
    """`lead` where something is said before them, the numbers, the danger's advice."""
    above = _manner(ctx, ANY)
    shown = [lead] if lead else []
    shown += [above.advice.in_(ctx.lang)] if above else []
    shown += (line.text.in_(ctx.lang) for line in numbers)
    if known and known.advice:
        shown.append(known.advice.in_(ctx.lang))
    return "\n".join(shown)


def numbers_of(ctx: Ctx, known: Danger | None) -> tuple[Line, ...]:
    """The numbers of a danger, first the one that a manner of any danger puts first."""
    numbers = known.lines if known else ctx.services[Content].emergency.lines
    above = _manner(ctx, ANY)
    return tuple(dict.fromkeys((above.first, *numbers))) if above and above.first else numbers


def in_its_manner(ctx: Ctx, known: Danger | None) -> Danger | None:
    """A danger with the advice for the manner that is told of, now or before."""
    manner = _manner(ctx, known.kind) if known else None
    return replace(known, advice=manner.advice) if known and manner else known


def _manner(ctx: Ctx, kind: str) -> Manner | None:
    kept, emergency = (MANNER if kind else ANYHOW), ctx.services[Content].emergency
    told = ctx.services[Manners].find(kind, ctx.turn.text) or ctx.topic.get(kept, "")
    manner = emergency.manner(told)
    if manner is None or (kind and kind not in manner.of):
        return None
    ctx.topic[kept] = manner.id
    return manner


def who_listen(numbers: Iterable[Line]) -> tuple[Line, ...]:
    """Those who listen and advise, and don't come at once: 7333, 15-47."""
    return tuple(one for one in numbers if one.number not in {*CALLED, COMMON})
