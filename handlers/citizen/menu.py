"""The menu: everything that can be done here, and what is already the citizen's own."""

from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice
from bot.engine.texts import N_
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
        Choice("library", ctx._("Find a library"), to="find_library/where"),
        Choice("services", ctx._("E-services"), to="services/groups"),
        Choice("legal", ctx._("Legal aid"), to="legal_help/whom"),
        Choice("person", ctx._("Ask a librarian"), to="hand_over/words"),
    )


def _own(ctx: Ctx) -> tuple[Choice, ...]:
    own = []
    if ctx.citizen.profile.get("library"):
        own.append(Choice("mine", ctx._("My library"), to="find_library/mine"))
    if ctx.citizen.profile.get("asked"):
        own.append(Choice("asked", ctx._("My questions"), to="my_questions/list"))
    return tuple(own)


def _last(ctx: Ctx) -> tuple[Choice, ...]:
    # Each language is called by its own name: who needs it can read it.
    return (
        Choice("about", ctx._("About"), to="about/who"),
        Choice("language", "English" if ctx.lang == "uk" else "Українська", to="language/other"),
    )


flow.link("menu", to="menu")
