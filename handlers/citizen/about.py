"""About: who runs this, what is stored and for how long, whose data it is built on."""

from collections.abc import Iterator

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.features import Features
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Button, Say
from bot.engine.texts import N_
from bot.engine.wording import phone
from handlers.shared import links
from handlers.shared.on_screen import ABOUT_US

flow = Flow[Services](
    "about",
    title=N_("About"),
    command="about",
    words="open.about",
)


@flow.step("who")
async def who(ctx: Ctx) -> Say:
    about, lang = ctx.services[Content].about, ctx.lang
    owner = about.run_by
    lines = [about.tagline.in_(lang) + "."]
    lines.append(ctx._("Run by: %(owner)s.", owner=owner.name.in_(lang)))
    if owner.phones:
        lines.append(ctx._("Phone: %(phone)s.", phone=phone(owner.phones[0])))
    if owner.email:
        lines.append(ctx._("E-mail: %(email)s", email=owner.email))
    buttons = [
        Button(ctx._("What you store"), links.PRIVACY()),
        Button(ctx._("Where the data is from"), links.CREDITS()),
    ]
    if owner.website:
        buttons.append(Button(ctx._("The library’s site"), url=owner.website))
    return Say("\n".join(lines), title=about.name.in_(lang), buttons=tuple(buttons))


@flow.step("program")
async def program(ctx: Ctx) -> Say:
    """«Ти людина чи робот?»"""
    return _straight(ctx, _program(ctx), _free(ctx))


@flow.step("free")
async def free(ctx: Ctx) -> Say:
    """«А це безплатно?»"""
    return _straight(ctx, _free(ctx), _program(ctx))


def _straight(ctx: Ctx, answer: str, more: str) -> Say:
    """What was asked first, then how to reach a living person, then what else is asked."""
    ctx.topic["last"] = ABOUT_US
    owner = ctx.services[Content].about.run_by
    person = ctx._("A living person answers in writing: “Ask a librarian”.")
    if owner.phones:
        number = phone(owner.phones[0])
        person = ctx._("A living person answers in writing, “Ask a librarian”, or by phone: "
                       "%(phone)s.", phone=number)  # fmt: skip
    run_by = ctx._("Run by: %(owner)s.", owner=owner.name.in_(ctx.lang))
    buttons = (Button(ctx._("Ask a librarian"), links.PERSON()),
               Button(ctx._("About"), links.ABOUT()))  # fmt: skip
    return Say("\n".join((answer, person, more, run_by)), buttons=buttons)


def _program(ctx: Ctx) -> str:
    return ctx._("This is a program of public libraries, not a person.")


def _free(ctx: Ctx) -> str:
    return ctx._("It is free: it takes no money. For internet and calls you pay your operator as "
                 "always.")  # fmt: skip


@flow.step("stored")
async def stored(ctx: Ctx) -> Say:
    about = ctx.services[Content].about
    lines = [line.in_(ctx.lang) for line in about.privacy]
    lines += ["", ctx._("What we keep and for how long:")]
    for what, days in _kept(ctx):
        lines.append(ctx.n_("– %(what)s: %(n)s day", "– %(what)s: %(n)s days", days, what=what))
    lines += ["", about.leave.in_(ctx.lang)]
    return Say("\n".join(lines), buttons=(Button(ctx._("Forget me"), links.FORGET()),))


def _kept(ctx: Ctx) -> Iterator[tuple[str, int]]:
    """What the features keep, and for how many days at most."""
    for feature in ctx.services[Features].all:
        if feature.kept is not None:
            yield from ((ctx._(what), days) for what, days in feature.kept(ctx.services))


@flow.step("credits")
async def credited(ctx: Ctx) -> Say:
    lines = [line.in_(ctx.lang) for line in ctx.services[Content].about.credits]
    lines.append(ctx._("The program is free and open: MIT licence."))
    return Say("\n".join(lines))


flow.link(links.ABOUT, to=who)
flow.link(links.PRIVACY, to=stored)
flow.link(links.CREDITS, to=credited)
