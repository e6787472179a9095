"""The first words: a greeting, and once who runs this, what is stored and how to leave."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Go, Say
from handlers.shared import steps
from handlers.shared.data import MenuData

flow = Flow[Services]("start", command="start")


@flow.step("hello")
async def hello(_ctx: Ctx) -> Go:
    return Go(steps.MENU, MenuData(hello=True))


@flow.step("notice")
async def notice(ctx: Ctx) -> Say:
    about = ctx.services[Content].about
    who = ctx._(
        "This is %(name)s. %(tagline)s.",
        name=about.name.in_(ctx.lang),
        tagline=about.tagline.in_(ctx.lang),
    )
    owner = ctx._("Run by: %(owner)s.", owner=about.run_by.name.in_(ctx.lang))
    kept = ctx._("We keep the conversation so that it can go on. How long: write “about”.")
    return Say("\n".join((who, owner, kept, about.leave.in_(ctx.lang))))
