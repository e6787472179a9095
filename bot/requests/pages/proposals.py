"""What librarians found out that cards lack, for those who edit the cards."""

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content import Content
from bot.engine.wording import full_date, kyiv
from bot.requests.repository.proposals import proposals


async def listed(visit: Visit) -> Response:
    """The page."""
    async with visit.console.database.reading() as unit:
        catalogue = visit.console.bind(unit)[Content].catalogue
        found = await proposals(unit, catalogue)
    titles = {one.id: one.title.in_(visit.lang) for one in catalogue}
    return visit.page(
        "requests/proposals.html",
        proposals=[
            {
                "card": one.card,
                "title": titles[one.card],
                "lacks": ", ".join(one.lacks),
                "answer": one.answer,
                "number": one.number,
                "on": full_date(kyiv(one.at).date(), visit.lang),
            }
            for one in found
        ],
    )
