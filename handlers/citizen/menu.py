"""The menu: everything that can be done here, and what is already the citizen's own."""

from bot.contracts.feature import Ctx, MenuEntry
from bot.contracts.features import Features
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice
from bot.engine.texts import N_
from handlers.shared import links
from handlers.shared.after_danger import move_on
from handlers.shared.data import MenuData

flow = Flow[Services, MenuData](
    "menu",
    data=MenuData,
    title=N_("Menu"),
    command="menu",
    words="open.menu",
)


@flow.step("menu")
async def menu(ctx: Ctx[MenuData]) -> Ask:
    move_on(ctx)
    text = ctx._("How can we help? Write in your own words or choose.")
    if ctx.data.hello:
        text = ctx._("Good day. How can we help? Write in your own words or choose.")
    shown = [one for one in ctx.services[Features].menu if _is_for(ctx, one)]
    return Ask(text, choices=tuple(_choice(ctx, one) for one in shown))


def _is_for(ctx: Ctx, entry: MenuEntry) -> bool:
    return entry.own is None or entry.own in ctx.citizen.profile


def _choice(ctx: Ctx, entry: MenuEntry) -> Choice:
    label = entry.label(ctx) if entry.label else ctx._(entry.title)
    return Choice(entry.id, label, to=entry.to)


flow.link(links.MENU, to=menu)
