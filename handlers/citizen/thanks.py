"""Thanks are answered, too."""

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Say
from handlers.shared.after_danger import move_on

flow = Flow[Services](
    "thanks",
    words="open.thanks",
)


@flow.step("welcome")
async def welcome(ctx: Ctx) -> Say:
    move_on(ctx)
    return Say(ctx._("You are welcome. Write again any time."))
