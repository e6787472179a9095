"""«Забудь мене»: everything about the citizen is deleted, after one question."""

from bot.contracts.feature import Ctx, Leaving
from bot.contracts.features import Features
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Say
from bot.engine.texts import N_
from handlers.shared import links, steps

flow = Flow[Services](
    "forget",
    title=N_("Forget me"),
    command="forget",
    words="open.forget",
)


@flow.step("sure")
async def sure(ctx: Ctx) -> Ask:
    lines = [
        ctx._("Delete everything about you? Nobody can bring it back."),
        ctx._("These go: the conversation, your files, your library, your questions to librarians "
              "and the answers."),
    ]  # fmt: skip
    for leaving in _leaving(ctx):
        lines += [ctx._(what) for what in await leaving.stays(ctx)]
    return Ask(
        "\n".join(lines),
        choices=(
            Choice("forget", ctx._("Delete everything"), to=forget, words=ctx.words("yes")),
            Choice("stay", ctx._("Keep it"), to=stay, words=ctx.words("no")),
        ),
    )


@flow.act("forget")
async def forget(ctx: Ctx) -> Say:
    stays = [what for leaving in _leaving(ctx) for what in await leaving.leave(ctx)]
    ctx.citizen.forget = True
    lines = [ctx._("Done: everything about you is deleted.")]
    lines += [ctx._(what) for what in stays]
    if ctx.turn.recalls:
        lines.append(ctx._("What we wrote here in the last two days goes from this chat too."))
    if ctx.turn.keeps_history:
        lines.append(ctx._("What your messenger shows you can delete there."))
    lines.append(ctx._("Come back any time, we will meet anew."))
    return Say("\n".join(lines))


@flow.step("stay")
async def stay(ctx: Ctx) -> tuple[Say, Go]:
    return Say(ctx._("Good, nothing was deleted.")), Go(steps.MENU)


def _leaving(ctx: Ctx) -> list[Leaving]:
    return [one.leaving for one in ctx.services[Features].all if one.leaving is not None]


flow.link(links.FORGET, to=sure)
