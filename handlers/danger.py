"""Danger: the numbers to call, and nothing else."""

from bot.engine.flow import Flow
from bot.engine.model import Say
from handlers.house import Ctx, House

flow = Flow[House](
    "danger",
    words=("sos", "сос", "112", "екстрені номери", "номери екстрених служб", "emergency"),
)


@flow.step("lines")
async def lines(ctx: Ctx) -> Say:
    emergency = ctx.house.content.emergency
    kind = ctx.data.get("kind")
    known = next((danger for danger in emergency.dangers if danger.kind == kind), None)
    shown = [line.text.in_(ctx.lang) for line in (known.lines if known else emergency.lines)]
    if known and known.advice:
        shown.append(known.advice.in_(ctx.lang))
    return Say("\n".join(shown))


flow.link("danger", to="lines", args=("kind",))
