"""What was shown last, as a sequel sees it."""

from collections.abc import Sequence

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx

ABOUT_US = "about"  # what was shown last: who we are
ADDRESSEE = "addressee"  # in the topic: id of the library that was called by its name
NO_LIBRARY = "no_library"  # in the topic: the card for which they want none
MATTER = "matter"  # in the topic: the card for which libraries were listed, "" for none


def talk_about(ctx: Ctx, route: Route) -> None:
    """The card of this route is what a sequel is about from now on."""
    catalogue = ctx.services[Content].catalogue
    card = next((one.id for one in catalogue if one.route is route), None)
    if card is not None:
        ctx.topic |= {"service": card, "last": "service"}


def is_on_a_card(ctx: Ctx) -> bool:
    """Whether a card was shown last, or who is near with it."""
    last = ctx.topic.get("last")
    return last == "service" or (last == "library" and bool(ctx.topic.get(MATTER)))


def kin(ctx: Ctx, card: str) -> set[str]:
    """This card and those that it is taken for."""
    content = ctx.services[Content]
    known = content.catalogue.get(card)
    near = {one.id for one in content.catalogue.related(known)} if known else set[str]()
    return near.union(*(one.ids for one in content.siblings if card in one.ids), {card})


def on_libraries(ctx: Ctx, ids: Sequence[str], *, matter: str = "") -> None:
    """These libraries are listed now, the first is talked about; `matter`: the card for which."""
    ctx.topic["libraries"] = ",".join(ids)
    on_library(ctx, ids[0])
    ctx.topic[MATTER] = matter


def on_library(ctx: Ctx, library: str) -> None:
    """This library is talked about now."""
    ctx.topic |= {"library": library, "last": "library", MATTER: ""}


def deny_libraries(ctx: Ctx, card: str) -> None:
    """For this card they said that it is no library they want."""
    ctx.topic[NO_LIBRARY] = card


def are_libraries_denied(ctx: Ctx, card: str) -> bool:
    """Whether they said so of this card."""
    return ctx.topic.get(NO_LIBRARY) == card
