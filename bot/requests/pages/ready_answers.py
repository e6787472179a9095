"""The ready answers, to be read and copied."""

from starlette.responses import Response

from bot.console.visit import Visit
from bot.content import Content
from bot.engine.texts import FALLBACK, own_name
from bot.requests.labels import KINDS
from bot.requests.model import RequestKind


async def ready_answers(visit: Visit) -> Response:
    """The page."""
    async with visit.console.database.reading() as unit:
        listed = visit.console.bind(unit)[Content].desk.ready_answers
    return visit.page(
        "requests/ready_answers.html",
        answers=[
            {
                "title": one.title.in_(visit.lang),
                "text": one.text.main,
                "others": [
                    (lang, own_name(lang), said)
                    for lang, said in one.text.by_language.items()
                    if lang != FALLBACK
                ],
                "kinds": [visit._(KINDS[RequestKind(kind)]) for kind in one.kinds],
            }
            for one in listed
        ],
    )
