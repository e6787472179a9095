"""The menu: everything that can be done here, and what is already the citizen's own."""

from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice
from bot.engine.texts import N_
from handlers.shared import steps
from handlers.shared.services import Ctx, Services

flow = Flow[Services](
    "menu",
    title=N_("Menu"),
    command="menu",
    words=(
        "меню", "головна", "головне меню", "на початок", "допомога", "довідка", "команди",
        "menu", "help", "помощь",
    ),
)  # fmt: skip


@flow.step("menu")
async def menu(ctx: Ctx) -> Ask:
    text = ctx._("How can we help? Write in your own words or choose.")
    if ctx.data.get("hello"):
        text = ctx._("Good day. How can we help? Write in your own words or choose.")
    return Ask(text, choices=(*_everybodys(ctx), *_own(ctx), *_last(ctx)))


def _everybodys(ctx: Ctx) -> tuple[Choice, ...]:
    return (
        Choice("library", ctx._("Find a library"), to=steps.FIND_LIBRARY),
        Choice("services", ctx._("E-services"), to=steps.SERVICES),
        Choice("legal", ctx._("Legal aid"), to=steps.LEGAL_HELP),
        Choice("person", ctx._("Ask a librarian"), to=steps.ASK_LIBRARIAN),
    )


def _own(ctx: Ctx) -> tuple[Choice, ...]:
    own = []
    if ctx.citizen.profile.get("library"):
        own.append(Choice("mine", ctx._("My library"), to=steps.MY_LIBRARY))
    if ctx.citizen.profile.get("asked"):
        own.append(Choice("asked", ctx._("My questions"), to=steps.MY_QUESTIONS))
    return tuple(own)


def _last(ctx: Ctx) -> tuple[Choice, ...]:
    # Each language is called by its own name: who needs it can read it.
    other = "English" if ctx.lang == "uk" else "Українська"
    return (
        Choice("about", ctx._("About"), to=steps.ABOUT),
        Choice("language", other, to=steps.OTHER_LANGUAGE),
    )


flow.link("menu", to=menu)
