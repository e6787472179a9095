"""What an answer may begin with: ready texts, answers to earlier questions, cards of content."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.desk import fill
from bot.catalogue.model import Service
from bot.console.visit import Visit
from bot.content import Content
from bot.contracts.services import Services
from bot.engine.wording import day, kyiv, phone
from bot.places.access import AccessPoints
from bot.requests.model import Did, Request, Said
from bot.requests.pages.opening_hours import hours_in_words
from bot.requests.queries import Opened
from bot.understanding import Understanding

CARDS = 3
LONGEST_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`id` names it in an address; `text` goes into the answer."""

    id: str
    title: str
    text: str


def ready(visit: Visit, services: Services, request: Request) -> list[Suggestion]:
    """Ready answers that suit the kind, with what we know written in, in the reader's language."""
    values = _values(visit, services, request)
    return [
        Suggestion(f"ready.{one.id}", one.title.in_(visit.lang), text)
        for one in services[Content].desk.ready_answers
        if (not one.kinds or request.kind.value in one.kinds)
        and (text := fill(one.text.in_(request.lang), values))
    ]


def earlier(visit: Visit, alike: Sequence[Opened]) -> list[Suggestion]:
    """The last answers of earlier requests that ask much the same."""
    found = []
    for one in alike:
        answer = _last_answer(one)
        if answer:
            title = visit._("No. %(number)s", number=one.request.number)
            shown = f"{title}: {one.request.words[:LONGEST_SHOWN]}"
            found.append(Suggestion(f"past.{one.request.number}", shown, answer))
    return found


def _last_answer(opened: Opened) -> str:
    """The words of its last answer, with what has been corrected in it since; "" for none."""
    parts: list[str] = []
    for one in opened.entries:
        if one.said is Said.ANSWER and one.words:
            parts = [*parts, one.words] if one.did is Did.CORRECTED else [one.words]
    return "\n\n".join(parts)


def cards(visit: Visit, services: Services, request: Request) -> list[Suggestion]:
    """The card the request is about, and those its words mean."""
    known = [request.service] if request.service else []
    if request.words:
        meaning = services[Understanding].understand(request.words)
        known += [hit.id for hit in meaning.hits] if meaning.decision != "refuse" else []
    found = [services[Content].catalogue.get(one) for one in dict.fromkeys(known)]
    return [
        Suggestion(f"card.{one.id}", one.title.in_(visit.lang), _card(visit, one, request.lang))
        for one in found[:CARDS]
        if one is not None
    ]


def _card(visit: Visit, service: Service, lang: str) -> str:
    texts = visit.console.texts[lang]
    parts = [f"{service.title.in_(lang)}. {service.what.in_(lang)}"]
    if service.steps:
        steps = (f"{n}. {step.in_(lang)}" for n, step in enumerate(service.steps, 1))
        parts.append("\n".join((texts.text("Steps:"), *steps)))
    if service.documents:
        papers = (f"– {paper.in_(lang)}" for paper in service.documents)
        parts.append("\n".join((texts.text("Take with you:"), *papers)))
    if service.official_url:
        parts.append(service.official_url)
    return "\n\n".join(parts)


def _values(visit: Visit, services: Services, request: Request) -> dict[str, str]:
    """Practice is at the person's own library."""
    point = visit.person.point if request.practice else request.holder.point
    return {
        **values_of_library(visit, services, point, request.lang),
        "number": request.number,
        "day": day(request.clock.last_day, request.lang),
        "name": request.name,
    }


def values_of_library(visit: Visit, services: Services, point: str, lang: str) -> dict[str, str]:
    """What a ready answer may say of a library; "" for what nobody knows."""
    points = services[Content].access_points
    library = next((one for one in points if one.id == point), None)
    if library is None:
        return {}
    today = kyiv(visit.console.clock()).date()
    return {
        "library": library.name.in_(lang),
        "phone": phone(library.phones[0]) if library.phones else "",
        "hours": hours_in_words(services[AccessPoints], library, today, lang),
    }
