"""What librarians found out that cards lack, and answers that helped, for those who edit."""

from typing import Any

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content import Content
from bot.content.pages.drafts import waiting
from bot.engine.wording import full_date, kyiv
from bot.learning.rules import scrub_lines
from bot.requests.labels import RATINGS
from bot.requests.pages.one_request import request_page
from bot.requests.ratings import LOW
from bot.requests.repository.good_answers import GoodAnswer, propose
from bot.requests.repository.proposals import proposals
from bot.requests.service import Requests
from bot.staff.model import Role
from bot.staff.rules import at_least


async def listed(visit: Visit) -> Response:
    """The page."""
    async with visit.console.database.reading() as unit:
        catalogue = visit.console.bind(unit)[Content].catalogue
        found = await proposals(unit, catalogue)
    titles = {one.id: one.title.in_(visit.lang) for one in catalogue}
    return visit.page(
        "requests/proposals.html",
        sees_all=at_least(visit.person, Role.COORDINATOR),
        proposals=[
            {
                "card": one.card,
                "title": titles[one.card],
                "lacks": ", ".join(one.lacks),
                "answer": scrub_lines(one.answer),
                "number": one.number,
                "on": full_date(kyiv(one.at).date(), visit.lang),
            }
            for one in found
        ],
        helped=[_helped(visit, one, titles) for one in await waiting(visit)],
    )


async def put_forward(visit: Visit) -> Response:
    """A librarian finds an answer worth a card: the editors see it from now on."""
    async with visit.console.database.unit() as unit:
        lists = visit.console.bind(unit)[Requests].lists
        is_seen = await lists.open(visit.person, visit.number) is not None
        is_done = is_seen and await propose(unit, visit.number)
    if not is_done:
        return await request_page(visit, status=409)
    return visit.go(f"/desk/requests/{visit.number}?done=propose")


def _helped(visit: Visit, one: GoodAnswer, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "number": one.number,
        "card": one.card if one.card in titles else "",
        "title": titles.get(one.card, ""),
        "question": scrub_lines(one.question),
        "answer": scrub_lines(one.answer),
        "on": full_date(kyiv(one.at).date(), visit.lang),
        "proposed": one.proposed,
        "mark": visit._(RATINGS[one.rating]) if one.rating and one.rating <= LOW else "",
    }
