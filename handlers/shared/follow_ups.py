"""Where a message goes that speaks of what was talked about: the card, the library, the place."""

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning, follow_up
from bot.understanding.follow_up import LIBRARY_ASPECTS, FollowUp
from bot.understanding.text.alphabet import fold, words
from bot.understanding.text.stems import stem
from bot.understanding.troubles import Troubles
from handlers.shared import steps
from handlers.shared.data import AskQuestionData, FindLibraryData, PlaybookData, ServicesData
from handlers.shared.libraries import is_question
from handlers.shared.reader import Reader

# A sequel has no more words of its own than this, or it stands by itself.
OWN = 6
LIKELY = 2


def talk_about(ctx: Ctx, route: Route) -> None:
    """The card of this route is what a sequel is about from now on."""
    catalogue = ctx.services[Content].catalogue
    card = next((one.id for one in catalogue if one.route is route), None)
    if card is not None:
        ctx.topic |= {"service": card, "last": "service"}


def going_on(ctx: Ctx, text: str) -> Go | None:
    """Where a sequel goes; None for a message that stands by itself."""
    service = ctx.topic.get("service", "")
    if service not in ctx.services[Content].catalogue:
        service = ""
    if not service and not ctx.topic.get("library"):
        return None
    reader = ctx.services[Reader]
    meaning, spans = reader.understand(text), reader.places(text).spans
    found = follow_up(text, spans) if spans else follow_up(meaning.reading)
    if found.own > OWN or _asks_once_more(ctx, meaning, service):
        return None
    if meaning.danger or (meaning.route == "emergency" and not found.is_bare):
        return None
    if found.is_bare or not _stands_alone(meaning, service, found):
        about_service = _of_service(ctx, found, meaning, service) if service else None
        stands = _of_choice(ctx, found, meaning)
        return stands or _of_library(ctx, found) or _of_place(meaning, service) or about_service
    return None


def asks_an_aspect(ctx: Ctx, text: str) -> bool:
    """Whether it only asks one thing about what was talked about: «а це платно?»."""
    found = follow_up(text)
    return found.is_bare and bool(found.aspects) and going_on(ctx, text) is not None


def asks_something(ctx: Ctx, text: str) -> bool:
    """Whether a text that names no place, where one was asked for, is a question instead."""
    return "?" in text or going_on(ctx, text) is not None or is_question(ctx, text)


def _stands_alone(meaning: Meaning, service: str, found: FollowUp) -> bool:
    """Whether it says by itself what it is about."""
    if meaning.decision == "refuse":
        return not found.again
    if meaning.decision in {"answer", "hand_over"} and meaning.confidence > 0:
        return not (meaning.hits and meaning.hits[0].id == service)
    return not (found.again or found.corrects)


def _of_choice(ctx: Ctx, found: FollowUp, meaning: Meaning) -> Go | None:
    """«Ми з Теофіполя» while cards are there to choose from."""
    if ctx.topic.get("last") != "choice" or found.own or len(meaning.places) != 1:
        return None
    if ctx.topic.get("asked") == "place":
        return None
    hits = tuple(ctx.topic.get("choice", "").split())
    first = ctx.services[Content].catalogue.get(hits[0]) if hits else None
    if first is None or first.route is Route.ACCESS_POINT:
        return None
    known = AskQuestionData(text=ctx.topic.get("question", ""), hits=hits)
    return Go(steps.CHOICE_STANDS, known)


def _of_library(ctx: Ctx, found: FollowUp) -> Go | None:
    """«А в неділю працюєте?» about the library that was shown last."""
    library = ctx.topic.get("library", "")
    asked = next((one for one in found.aspects if one in LIBRARY_ASPECTS), None)
    if not library or asked is None or (ctx.topic.get("last") != "library" and found.own):
        return None
    if ctx.topic.get("last") == "library" or asked in {"hours", "equipment"}:
        return Go(steps.LIBRARY_FACT, FindLibraryData(library=library, aspect=asked))
    return None


def _of_place(meaning: Meaning, service: str) -> Go | None:
    """«А в Летичеві?», «я з Волочиська»: where help is near there."""
    if not meaning.places or meaning.route != "access_point":
        return None
    codes = tuple(place.code for place in meaning.places)
    return Go(steps.LIBRARY_NAMED, FindLibraryData(codes=codes, service=service))


def _of_service(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> Go | None:
    asked = next((one for one in found.aspects if one not in LIBRARY_ASPECTS), None)
    trouble = ctx.services[Troubles].find(meaning.reading)
    meant = ctx.services[Content].playbooks.meant(service, trouble)
    if meant is not None:
        return Go(steps.PLAYBOOK, PlaybookData(meant.id, service))
    if found.supposes and found.own:
        return _with_what_was_asked(ctx, found, meaning, service)
    if asked == "help" and not found.corrects:
        codes = tuple(place.code for place in meaning.places)
        known = FindLibraryData(codes=codes, service=service)
        return Go(steps.LIBRARY_NAMED if codes else steps.FIND_LIBRARY, known)
    if asked is not None and not found.corrects:
        return Go(steps.ASPECT, ServicesData(service=service, aspect=asked))
    if not found.own and ("phone" in found.aspects or "way" in found.aspects):
        return Go(steps.ASPECT, ServicesData(service=service, aspect="where"))
    if not (found.again or found.corrects):
        return _seen_already(ctx, meaning, service)
    return _with_what_was_asked(ctx, found, meaning, service)


def _seen_already(ctx: Ctx, meaning: Meaning, service: str) -> Go | None:
    """«Я вдова чорнобильця» means the card on screen: it doesn't tell more by being shown again."""
    if ctx.topic.get("last") != "service" or meaning.decision != "answer":
        return None
    if meaning.hits[0].id != service:
        return None
    near = [hit.id for hit in meaning.hits[: LIKELY + 1]]
    together = f"{ctx.topic.get('question', '')}. {meaning.reading}".removeprefix(". ")
    return Go(steps.ANOTHER_CARD, ServicesData(service=service, others=tuple(near), text=together))


def _asks_once_more(ctx: Ctx, meaning: Meaning, service: str) -> bool:
    """Whether it is the question that led to the card, or its title, in the same words."""
    if meaning.decision != "answer" or not meaning.hits or meaning.hits[0].id != service:
        return False
    card = ctx.services[Content].catalogue.get(service)
    title = card.title.in_(ctx.lang) if card else ""
    asked = ctx.topic.get("question", "")
    return any(_stems(meaning.reading) == _stems(one) for one in (asked, title) if one)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(fold(text))}


def _with_what_was_asked(ctx: Ctx, found: FollowUp, meaning: Meaning, service: str) -> Go:
    """«А якщо я на пенсії?»: the same question under another circumstance."""
    asked = ctx.topic.get("question", "")
    together = f"{asked}. {meaning.reading}" if asked else meaning.reading
    both = ctx.services[Reader].understand(together)
    likely = [hit.id for hit in both.hits[:LIKELY] if not (found.corrects and hit.id == service)]
    stays = () if found.corrects else (service,)
    others = dict.fromkeys((*stays, *likely, *(hit.id for hit in meaning.hits[:1])))
    if not found.corrects and likely and likely[0] != service and both.decision == "answer":
        return Go(steps.SERVICE, ServicesData(service=likely[0]))
    known = ServicesData(service=service, others=tuple(others), text=together)
    return Go(steps.ANOTHER_CARD, known)
