"""In which language we answer."""

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Say
from bot.engine.texts import N_, language_of, names_of, own_name
from handlers.shared import links, steps
from handlers.shared.choosing import is_choosing, on_screen
from handlers.shared.data import LanguageData, ServicesData
from handlers.shared.profile import LANG

flow = Flow[Services, LanguageData](
    "language",
    data=LanguageData,
    title=N_("Language"),
    command="language",
    words="open.language",
)


@flow.step("which")
async def which(ctx: Ctx) -> Ask:
    return Ask(
        ctx._("Which language shall we write in?"),
        choices=tuple(
            Choice(
                one,
                own_name(one),
                data=LanguageData(one),
                words=(*names_of(one, ctx.texts), *texts.words.get("language", ())),
            )
            for one, texts in ctx.texts.items()
        ),
        to=choose,
    )


@flow.step("other")
async def other(ctx: Ctx) -> Go:
    others = [one for one in ctx.texts if one != ctx.lang]
    return Go(choose, LanguageData(others[0])) if len(others) == 1 else Go(which)


@flow.act("choose")
async def choose(ctx: Ctx[LanguageData]) -> tuple[Say, Go]:
    return _chosen(ctx), Go(steps.MENU)


@flow.act("said")
async def said(ctx: Ctx[LanguageData]) -> Say | tuple[Say, Go]:
    """Asked for amid a talk: what is on screen is shown in that language."""
    told = _chosen(ctx)
    if ctx.topic.get("last") == "service" and (card := ctx.topic.get("service", "")):
        return told, Go(steps.SERVICE, ServicesData(service=card))
    if is_choosing(ctx):
        return told, Go(steps.CHOICE, on_screen(ctx))
    return told


def _chosen(ctx: Ctx[LanguageData]) -> Say:
    lang = language_of(ctx.data.lang, ctx.texts)
    ctx.citizen.lang = lang
    ctx.citizen.profile[LANG] = lang  # a choice: questions in the other language don't undo it
    return Say(ctx._("From now on we write in English."))


flow.link(links.LANGUAGE, to=choose)
