"""«Мої чати»: one person's chats, linked by a code; where answers go; letting a chat go."""

from dataclasses import dataclass

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Digress, Go, Reply, Say
from bot.engine.texts import N_
from bot.linking.codes import code_in, shown
from bot.linking.service import Linked, LinkError, Linking, LinkRefusal
from bot.requests.labels import CHANNELS
from bot.requests.service import Requests
from bot.storage.citizens import Chat
from handlers.shared import links
from handlers.shared.profile import ASKED

REFUSED = {
    LinkRefusal.UNKNOWN: N_("There is no such code, or it no longer holds: a code holds 15 minutes "
                            "and works once. Take a new one in the other chat."),
    LinkRefusal.THROTTLED: N_("Too many wrong codes. Try again in an hour."),
    LinkRefusal.STAFF: N_("This is a chat in which somebody of the library works: it can’t be "
                          "linked to others."),
    LinkRefusal.OWN: N_("These chats are linked already. Write the code in another chat."),
    LinkRefusal.MANY: N_("So many chats can’t be linked. Unlink one of them first."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MyChatsData:
    """The chat that a button is about; the code that was typed."""

    chat: int = 0
    code: str = ""


flow = Flow[Services, MyChatsData](
    "my_chats", data=MyChatsData, title=N_("My chats"), command="chats", words="open.my_chats"
)
Chats = Ctx[MyChatsData]


@flow.step("list")
async def list_(ctx: Chats) -> Ask:
    chats = await ctx.services[Linking].chats(ctx.citizen.id)
    name = _names(ctx, chats)
    choices = [Choice("code", ctx._("Link another chat"), to=code),
               Choice("typed", ctx._("I have a code"), to=ask_code)]  # fmt: skip
    if len(chats) < 2:
        text = ctx._("Have you Mistok in another messenger or on the site too? Link the chats: "
                     "your questions and appointments are then seen in each of them, and answers "
                     "come where you say.")  # fmt: skip
        return Ask(text, title=ctx._("My chats"), choices=tuple(choices))
    home = chats[0]
    lines = [
        ctx._("%(chat)s: answers come here", chat=name[one.id]) if one is home else name[one.id]
        for one in chats
    ]
    for one in chats[1:]:
        label = ctx._("Answers to: %(chat)s", chat=name[one.id])
        choices.append(Choice(f"to-{one.id}", label, to=answers_to, data=MyChatsData(one.id)))
    for one in chats:
        label = ctx._("Unlink: %(chat)s", chat=name[one.id])
        choices.append(Choice(f"off-{one.id}", label, to=let_go, data=MyChatsData(one.id)))
    return Ask("\n".join(lines), title=ctx._("My chats"), choices=tuple(choices))


@flow.act("code")
async def code(ctx: Chats) -> Reply:
    """A new code, and what to do with it."""
    try:
        new = await ctx.services[Linking].new_code(ctx.citizen.id, now=ctx.now)
    except LinkError as error:
        return Say(ctx._(REFUSED[error.code]))
    lines = (
        ctx._("Open Mistok in your other messenger or on the site and write there:"),
        ctx._("link %(code)s", code=shown(new)),
        ctx._("It holds 15 minutes. Tell it to nobody: whoever writes it sees your questions."),
    )
    return Say("\n\n".join(lines))


@flow.step("ask_code")
async def ask_code(ctx: Chats) -> Ask:
    text = ctx._("Write the code that the other chat has shown: eight digits.")
    return Ask(text, wants=("text",), to=typed, name=ctx._("the code of a chat"))


@flow.act("typed")
async def typed(ctx: Chats) -> Reply:
    found = code_in(ctx.answer.text)
    if found:
        return Go(link, MyChatsData(code=found))
    if not any(map(str.isdigit, ctx.answer.text)):
        return Digress()
    return Say(ctx._("The code has eight digits, like 4829 1537.")), Go(ask_code)


@flow.act("link")
async def link(ctx: Chats) -> Reply:
    linking = ctx.services[Linking]
    try:
        chats = await linking.link(
            ctx.data.code, home=ctx.citizen.id, chat=ctx.citizen.chat, now=ctx.now
        )
    except LinkError as error:
        return Say(ctx._(REFUSED[error.code]))
    ctx.citizen.id = chats[0].id
    if await ctx.services[Requests].citizen.mine(ctx.citizen.id, many=1):
        ctx.citizen.profile[ASKED] = True
    text = ctx._("The chats are linked. What you have asked and booked is seen in each of them.")
    return Say(text), Go(list_, MyChatsData())


@flow.act("answers_to")
async def answers_to(ctx: Chats) -> Reply:
    try:
        if await ctx.services[Linking].answers_to(ctx.data.chat, home=ctx.citizen.id):
            ctx.citizen.id = ctx.data.chat
    except LinkError as error:
        return Say(ctx._(REFUSED[error.code]))
    return Go(list_, MyChatsData())


@flow.act("let_go")
async def let_go(ctx: Chats) -> Reply:
    """A chat is linked no more; when it is this one, it is told so here."""
    linking = ctx.services[Linking]
    name = _names(ctx, await linking.chats(ctx.citizen.id))
    try:
        gone = await linking.let_go(ctx.data.chat, home=ctx.citizen.id, now=ctx.now)
    except LinkError as error:
        return Say(ctx._(REFUSED[error.code]))
    if gone is None:
        return Go(list_, MyChatsData())
    if gone.id == ctx.citizen.chat:
        return Say(ctx._("This chat is by itself now. What you have asked and booked stays with "
                         "your other chat."))  # fmt: skip
    text = ctx._("Unlinked: %(chat)s. What you have asked and booked stays here.",
                 chat=name[gone.id])  # fmt: skip
    return Say(text)


def told(ctx: Ctx, news: Linked) -> list[Say]:
    """What another chat of the person's hears."""
    channel = ctx._(CHANNELS.get(news.channel, news.channel))
    mine = Button(ctx._("My chats"), links.MY_CHATS())
    if news.is_gone:
        text = ctx._("This chat was unlinked from your other chats. What you have asked is seen "
                     "there.")  # fmt: skip
        return [Say(text, buttons=(mine,))]
    text = ctx._("Another chat was linked to yours: %(channel)s. It sees your questions. Was it "
                 "not you? Unlink it.", channel=channel)  # fmt: skip
    return [Say(text, buttons=(mine,))]


def _names(ctx: Ctx, chats: list[Chat]) -> dict[int, str]:
    """How each chat is called: by its channel, numbered where there are several of one."""
    found: dict[int, str] = {}
    for one in chats:
        name = ctx._(CHANNELS.get(one.channel, one.channel))
        same = sum(other.channel == one.channel for other in chats[: chats.index(one)])
        name = f"{name} {same + 1}" if same else name
        here = one.id == ctx.citizen.chat
        found[one.id] = ctx._("%(chat)s (this chat)", chat=name) if here else name
    return found


flow.link(links.MY_CHATS, to=list_)
flow.link(links.LINK_CHAT, to=link)
