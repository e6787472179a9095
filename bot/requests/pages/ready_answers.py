"""The ready answers, to be read and copied: with the words of the reader's own library in them."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.catalogue.desk import ReadyAnswer, fill, named_in
from bot.console.visit import Visit
from bot.content import Content
from bot.engine.texts import FALLBACK, N_, own_name
from bot.requests.labels import KINDS
from bot.requests.model import RequestKind
from bot.requests.pages.suggestions import values_of_library

# What only a request tells stands in brackets here.
OF_REQUEST = {
    "number": N_("(number of the request)"),
    "day": N_("(day of the term)"),
    "name": N_("(the reader’s name)"),
}
OF_LIBRARY = {
    "library": N_("the library’s name"),
    "hours": N_("when it is open"),
    "phone": N_("its phone"),
}


async def ready_answers(visit: Visit) -> Response:
    """The page."""
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        listed = services[Content].desk.ready_answers
        values = {
            lang: values_of_library(visit, services, visit.person.point, lang)
            | {name: texts.text(told) for name, told in OF_REQUEST.items()}
            for lang, texts in visit.console.texts.items()
        }
    return visit.page(
        "requests/ready_answers.html", answers=[_shown(visit, one, values) for one in listed]
    )


def _shown(
    visit: Visit, one: ReadyAnswer, values: Mapping[str, Mapping[str, str]]
) -> dict[str, object]:
    known = values[FALLBACK]
    lacking = [name for name in named_in(one.text.main) if not known.get(name)]
    return {
        "title": one.title.in_(visit.lang),
        "text": fill(one.text.main, known),
        "others": [
            (lang, own_name(lang), fill(said, values.get(lang, known)))
            for lang, said in one.text.by_language.items()
            if lang != FALLBACK
        ],
        "kinds": [visit._(KINDS[RequestKind(kind)]) for kind in one.kinds],
        "lacking": ", ".join(visit._(OF_LIBRARY[name]) for name in lacking),
    }
