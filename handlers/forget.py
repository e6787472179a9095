"""«Забудь мене»: everything about the citizen is deleted, after one question."""

from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Say
from bot.engine.texts import N_
from handlers.house import Ctx, House

flow = Flow[House](
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
    text = ctx._(
        "Delete everything about you? The conversation, your library and your questions to "
        "librarians will go. Nobody can bring them back."
    )
    return Ask(
        text,
        choices=(
            Choice("forget", ctx._("Delete everything"), to="forget", words=("так", "yes")),
            Choice("stay", ctx._("Keep it"), to="stay", words=("ні", "no")),
        ),
    )


@flow.act("forget")
async def forget(ctx: Ctx) -> Say:
    await ctx.house.desk.citizen.forget(ctx.citizen.id, now=ctx.now)
    ctx.citizen.forget = True
    return Say(
        ctx._("Done: everything about you is deleted. Come back any time, we will meet anew.")
    )


@flow.step("stay")
async def stay(ctx: Ctx) -> tuple[Say, Go]:
    return Say(ctx._("Good, nothing was deleted.")), Go("menu/menu")


flow.link("forget", to="sure")
