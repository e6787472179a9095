"""«Забудь мене»: everything about the citizen is deleted, after one question."""

from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Say
from bot.engine.texts import N_
from handlers.shared import steps
from handlers.shared.services import Ctx, Services

# What these tables say of what is left, in plain words: bot.requests.model, `left`.
STAYS = N_(
    "Of your questions stay only the number, kind, library, days and rating, to be counted: "
    "without your words, name and village."
)
MESSENGERS = {"telegram", "viber"}  # they keep a conversation by themselves

flow = Flow[Services](
    "forget",
    title=N_("Forget me"),
    command="forget",
    words=(
        "забудь мене", "забудьте мене", "забути мене", "видали мене", "видалити мене",
        "видаліть мене", "видалити мої дані", "видаліть мої дані", "forget me", "delete me",
        "delete my data", "забудь меня", "удали меня",
    ),
)  # fmt: skip


@flow.step("sure")
async def sure(ctx: Ctx) -> Ask:
    lines = [
        ctx._("Delete everything about you? Nobody can bring it back."),
        ctx._("These go: the conversation, your files, your library, your questions to librarians "
              "and the answers."),
    ]  # fmt: skip
    if await ctx.services.desk.citizen.mine(ctx.citizen.id, many=1):
        lines.append(ctx._(STAYS))
    if await ctx.services.staff.of_citizen(ctx.citizen.id):
        lines.append(ctx._("Your seat at the desk stays: your library’s head removes it."))
    return Ask(
        "\n".join(lines),
        choices=(
            Choice("forget", ctx._("Delete everything"), to=forget, words=("так", "yes")),
            Choice("stay", ctx._("Keep it"), to=stay, words=("ні", "no")),
        ),
    )


@flow.act("forget")
async def forget(ctx: Ctx) -> Say:
    requests = await ctx.services.desk.citizen.forget(ctx.citizen.id, now=ctx.now)
    ctx.citizen.forget = True
    lines = [ctx._("Done: everything about you is deleted.")]
    if requests:
        lines.append(ctx._(STAYS))
    if ctx.turn.channel in MESSENGERS:
        lines.append(ctx._("What your messenger shows you can delete there."))
    lines.append(ctx._("Come back any time, we will meet anew."))
    return Say("\n".join(lines))


@flow.step("stay")
async def stay(ctx: Ctx) -> tuple[Say, Go]:
    return Say(ctx._("Good, nothing was deleted.")), Go(steps.MENU)


flow.link("forget", to=sure)
