"""«Мої звернення»: what the citizen asked of librarians, who has it and by when."""

from dataclasses import dataclass

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Say
from bot.engine.texts import N_
from bot.engine.wording import quoted
from bot.requests.model import Request
from bot.requests.service import Requests
from handlers.shared import links
from handlers.shared.profile import NO_FOLLOW_UP
from handlers.shared.requests import how_it_stands

SHOWN = 5
PAGES = 40  # nobody leafs farther back
NO_PAGE = 1000  # a number that no list of ours has named


@dataclass(frozen=True, slots=True)
class MyQuestionsData:
    """The page of the list, from 1."""

    page: int = 1


flow = Flow[Services, MyQuestionsData](
    "my_questions",
    data=MyQuestionsData,
    title=N_("My questions"),
    command="questions",
    words="open.my_questions",
)


@flow.step("list")
async def list_(ctx: Ctx[MyQuestionsData]) -> Ask:
    """A page of them. It rests as a question, so that its buttons can be typed too."""
    asked = min(ctx.data.page, PAGES) if 0 < ctx.data.page < NO_PAGE else 1
    mine = await ctx.services[Requests].citizen.mine(ctx.citizen.id, many=asked * SHOWN + 1)
    if not mine:
        ask = Button(ctx._("Ask a librarian"), links.PERSON())
        find = Button(ctx._("Find by its number"), links.OWN_REQUEST())
        text = ctx._("You have not asked a librarian yet in this chat. If you did in another one, "
                     "or at a library, open it by its number and key.")  # fmt: skip
        return Ask(text, buttons=(ask, find, Button(ctx._("My chats"), links.MY_CHATS())))
    last = -(-len(mine) // SHOWN)
    at = min(asked, last)
    shown = mine[(at - 1) * SHOWN : at * SHOWN]
    buttons = [_open(ctx, one) for one in shown]
    if at < last:
        buttons.append(Button(ctx._("Earlier ones"), links.MY_QUESTIONS_PAGE(str(at + 1))))
    return Ask(
        "\n\n".join([await _lines(ctx, one) for one in shown]),
        title=ctx._("My questions"),
        buttons=tuple(buttons),
    )


async def _lines(ctx: Ctx, request: Request) -> str:
    number = ctx._("No. %(number)s", number=request.number)
    words = quoted(request.words, ctx.lang, most=60) if request.words else ""
    return "\n".join((f"{number}. {words}".rstrip(), *(await how_it_stands(ctx, request))))


def _open(ctx: Ctx, request: Request) -> Button:
    label = ctx._("Open No. %(number)s", number=request.number)
    return Button(label, links.REQUEST(request.number))


@flow.act("no_follow_up")
async def no_follow_up(ctx: Ctx) -> Say:
    ctx.citizen.profile[NO_FOLLOW_UP] = True
    on = Button(ctx._("Do ask me"), links.FOLLOW_UP())
    return Say(ctx._("Good, we won’t ask any more whether an answer helped."), buttons=(on,))


@flow.act("follow_up")
async def follow_up(ctx: Ctx) -> Say:
    del ctx.citizen.profile[NO_FOLLOW_UP]
    return Say(ctx._("Good, some weeks after an answer we will ask whether it helped."))


flow.link(links.MY_QUESTIONS, to=list_)
flow.link(links.MY_QUESTIONS_PAGE, to=list_)
flow.link(links.NO_FOLLOW_UP, to=no_follow_up)
flow.link(links.FOLLOW_UP, to=follow_up)
