"""In which language we answer."""

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Say
from bot.engine.texts import N_
from handlers.shared import steps
from handlers.shared.profile import LANG

flow = Flow[Services](
    "language",
    title=N_("Language"),
    command="language",
    words=("мова", "змінити мову", "language", "язык", "мови"),
)


@flow.step("which")
async def which(ctx: Ctx) -> Ask:
    return Ask(
        ctx._("Which language shall we write in?"),
        choices=(
            Choice("uk", "Українська", data={"lang": "uk"}, words=("uk", "ua", "українською")),
            Choice("en", "English", data={"lang": "en"}, words=("en", "англійська")),
        ),
        to=choose,
    )


@flow.step("other")
async def other(ctx: Ctx) -> Go:
    return Go(choose, {"lang": "en" if ctx.lang == "uk" else "uk"})


@flow.act("choose")
async def choose(ctx: Ctx) -> tuple[Say, Go]:
    lang = "en" if ctx.data.get("lang") == "en" else "uk"
    ctx.citizen.lang = lang
    ctx.citizen.profile[LANG] = lang  # a choice: questions in the other language don't undo it
    return Say(ctx._("From now on we write in English.")), Go(steps.MENU)


flow.link("language", to=choose, args=("lang",))
