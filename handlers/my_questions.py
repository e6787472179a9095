"""«Мої запитання»: what the citizen asked of librarians, who has it and by when."""

from bot.desk.clocks import Clock
from bot.desk.model import Request, State
from bot.engine.flow import Flow
from bot.engine.model import Say
from bot.engine.texts import N_
from handlers.house import Ctx, House
from handlers.libraries import name_of
from handlers.wording import day, quoted

SHOWN = 5

flow = Flow[House](
    "my_questions",
    title=N_("My questions"),
    command="questions",
    words=("мої запитання", "мої звернення", "моє запитання", "my questions"),
)


@flow.step("list")
async def list_(ctx: Ctx) -> Say:
    mine = await ctx.house.desk.citizen.mine(ctx.citizen.id, many=SHOWN)
    if not mine:
        return Say(ctx._("You have not asked a librarian yet."))
    return Say("\n\n".join(_line(ctx, one) for one in mine), title=ctx._("My questions"))


def _line(ctx: Ctx, request: Request) -> str:
    number = ctx._("No. %(number)s", number=request.number)
    words = quoted(request.words, ctx.lang, most=60)
    if request.state is State.WITHDRAWN:
        return "\n".join((f"{number}. {words}", ctx._("Withdrawn.")))
    where = ctx._("Answers: %(library)s.", library=name_of(ctx, request.holder.point))
    by = ctx._("Answer by %(day)s.", day=day(Clock.from_json(request.clock).last_day, ctx.lang))
    return "\n".join((f"{number}. {words}", where, by))


flow.link("my_questions", to="list")
