"""Danger: the numbers to call, and nothing else."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Say
from bot.engine.turn import TurnKind
from bot.files.rules import MOST_FILES
from bot.requests.service import Requests
from handlers.shared import links
from handlers.shared.data import DangerData
from handlers.shared.draft import told
from handlers.shared.files import fitting, taken

flow = Flow[Services, DangerData](
    "danger",
    data=DangerData,
    words="open.danger",
)


@flow.act("lines")
async def lines(ctx: Ctx[DangerData]) -> Say:
    """The numbers; words to a person who answers this citizen reach them all the same."""
    emergency = ctx.services[Content].emergency
    kind = ctx.data.kind
    known = next((danger for danger in emergency.dangers if danger.kind == kind), None)
    shown = [line.text.in_(ctx.lang) for line in (known.lines if known else emergency.lines)]
    if known and known.advice:
        shown.append(known.advice.in_(ctx.lang))
    if known and (number := await _passed_on(ctx)):
        shown.append(ctx._("The librarian has your words too, in question No. %(number)s.",
                           number=number))  # fmt: skip
    return Say(
        "\n".join(shown),
        cards=known.see if known else (),
        danger=known.kind if known else "",
    )


async def _passed_on(ctx: Ctx) -> str:
    """Words to the person who answers this citizen now reach them all the same.

    Returns the request's number, "" when nobody answers.
    """
    citizen, turn = ctx.services[Requests].citizen, ctx.turn
    request = await citizen.with_a_person(ctx.citizen.id)
    if request is None or turn.kind not in {TurnKind.TEXT, TurnKind.FILE}:
        return ""
    if turn.edited:
        changed = await citizen.edit(turn.own, told(ctx), citizen=ctx.citizen.id, now=ctx.now)
        if changed is not None:
            return changed.number if changed.is_open else ""
    await citizen.add(
        request.number, told(ctx), citizen=ctx.citizen.id, now=ctx.now,
        files=taken(ctx, fitting(turn.files)[:MOST_FILES]),
        message=turn.own or None,
    )  # fmt: skip
    return request.number


flow.link(links.DANGER, to=lines)
