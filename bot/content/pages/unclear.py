"""Questions that the bot did not understand: which card they are about, or none of the bot's."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.responses import Response

from bot.catalogue.model import Service
from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editors import may_edit
from bot.content.pages.opened_entry import not_yours
from bot.engine.answers import fold
from bot.engine.texts import N_
from bot.learning.model import Unclear, UnclearReason
from bot.learning.service import Learning

HERE: Final = "/desk/content/unclear"
SHOWN: Final = 50
REASONS: Final[Mapping[UnclearReason, str]] = {
    UnclearReason.UNANSWERED: N_("nothing fitted"),
    UnclearReason.OTHER: N_("they chose: %(card)s"),
    UnclearReason.NONE: N_("they pressed “Not that”"),
}
NO_SUCH: Final = N_("We found no one card called “%(card)s”. Choose it from the list.")
DROPPED: Final = N_("The question is off the list.")


async def listed(visit: Visit) -> Response:
    """The newest ones; with a question and its card, on to that card to add it there."""
    if not may_edit(visit.person, "services"):
        return not_yours(visit)
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        unclear, cards = await services[Learning].newest(), services[Content].catalogue
    number, named = whole_number(visit.asked("question")), visit.asked("card")
    if number is not None and (card := _called(named, cards)) is not None:
        return visit.go(f"/desk/content/services/{card.id}?question={number}#asked")
    titles = {one.id: one.title.in_(visit.lang) for one in cards}
    return visit.page(
        "content/unclear.html", rows=[_row(visit, one, titles) for one in unclear[:SHOWN]],
        total=len(unclear), titles=sorted(titles.values()), wrong=number,
        error=visit._(NO_SUCH, card=named) if number is not None else "",
        done=visit._(DROPPED) if visit.asked("done") else "",
    )  # fmt: skip


async def drop(visit: Visit) -> Response:
    """It is nothing for the bot: it leaves the list."""
    if not may_edit(visit.person, "services"):
        return not_yours(visit)
    number = whole_number(visit.text("question"))
    async with visit.console.database.unit() as unit:
        await visit.console.bind(unit)[Learning].take([number] if number is not None else [])
    return visit.go(f"{HERE}?done=1")


def _called(named: str, cards: Iterable[Service]) -> Service | None:
    """The card with this code or title, else the only one with all of these words in its title."""
    said, known = fold(named), list(cards)
    exact = (one for one in known if said in {one.id, *map(fold, _titles(one))})
    some = [
        one for one in known if all(word in fold(" ".join(_titles(one))) for word in said.split())
    ]
    return next(exact, some[0] if said and len(some) == 1 else None)


def _titles(card: Service) -> Iterable[str]:
    return card.title.by_language.values()


def _row(visit: Visit, one: Unclear, titles: Mapping[str, str]) -> dict[str, Any]:
    chosen = titles.get(one.chosen or "", "")
    return {
        "id": one.id,
        "words": one.words,
        "at": visit.moment(one.at),
        "why": visit._(REASONS[one.why], card=chosen),
        "offered": [(card, titles[card]) for card in one.offered if card in titles],
    }
