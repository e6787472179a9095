"""What heads are told of the cards of their libraries."""

from bot.contracts.feature import Ctx, Mail
from bot.contracts.services import Site
from bot.engine.model import Button, Say
from bot.engine.texts import N_
from bot.libraries.card_changes import CardOld, CardWritten
from handlers.shared import links
from handlers.shared.libraries import name_of

OLD = N_(
    "%(library)s: nobody has checked the card for a year. Is the phone still right, and the hours? "
    "It takes a minute."
)


def card_written(ctx: Ctx, done: CardWritten) -> Say:
    """To who told it: it stands there now, or why not."""
    name, look = name_of(ctx, done.change.library), ctx._("The library’s card")
    if done.wrong:
        text = ctx._("%(library)s: it could not be put in place. %(why)s Nothing is lost: open the "
                     "card and tell it again, or at the desk in the browser.",
                     library=name, why=done.wrong)  # fmt: skip
    elif done.waits:
        text = ctx._("%(library)s: it is in the file now, but readers don’t see it yet: the file "
                     "has a mistake elsewhere. Tell an editor or who runs the service. When it is "
                     "mended, yours goes out by itself.", library=name)  # fmt: skip
    elif done.change.fields:
        text = ctx._("%(library)s: put in place. Readers see it now.", library=name)
    else:
        text = ctx._("%(library)s: noted, all was checked today.", library=name)
    return Say(text, buttons=(Button(look, links.DESK_CARD()),))


def card_old(ctx: Ctx, old: CardOld) -> Say:
    """To a head: it is a year since anybody looked."""
    text = ctx._(OLD, library=name_of(ctx, old.library))
    return Say(text, buttons=(Button(ctx._("Look at the card"), links.DESK_CARD()),))


def card_old_mail(ctx: Ctx, old: CardOld) -> Mail:
    """The same by letter."""
    text = ctx._(OLD, library=name_of(ctx, old.library))
    page = f"{ctx.services[Site].address}/desk/library/card"
    return Mail(ctx._("Mistok: is your library’s card still right?"), f"{text}\n\n{page}")
