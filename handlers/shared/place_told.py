"""Where a sequel goes that names a place: «а в Летичеві?», «де це в Полонному»."""

from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import FollowUp
from bot.understanding.offered import wanted
from bot.understanding.reports import names_a_library
from handlers.shared import steps
from handlers.shared.choosing import is_choosing
from handlers.shared.data import FindLibraryData
from handlers.shared.who_decides import asked_where, decided_there

OF_A_CARD = frozenset({"term", "cost", "documents", "who", "steps", "letter", "complaint"})


def of_place(ctx: Ctx, meaning: Meaning, found: FollowUp, service: str) -> Go | None:
    """«А в Летичеві?», «я з Волочиська»: where help is near there; «куди йти»: who decides."""
    is_only_place = found.own <= 1 and meaning.decision != "answer"
    if not meaning.places or not (
        meaning.route == "access_point" or found.is_bare or is_only_place
    ):
        return None
    codes = tuple(place.code for place in meaning.places)
    # Of the list before, what was needed is still needed; another question tells its own.
    asks_anew = names_a_library(meaning.reading) or bool(wanted(meaning.reading))
    if not asks_anew and service and not is_choosing(ctx) and _asks_of_the_card(found):
        return None  # «Гуменці, скільки це коштує»: the card tells it
    if not asks_anew:
        office = asked_where(ctx, meaning, found, service)
        office = office or decided_there(ctx, meaning, found, service)
        if office is not None:
            return office
    if asks_anew and "help" not in found.aspects:
        service = ""
    asked = "" if asks_anew else ctx.topic.get("question", "")
    text = " ".join(filter(None, (asked, meaning.reading)))
    return Go(steps.LIBRARY_NAMED, FindLibraryData(codes=codes, service=service, text=text))


def _asks_of_the_card(found: FollowUp) -> bool:
    """Whether it asks what only a card tells, a place beside it or not."""
    return bool(set(found.aspects) & OF_A_CARD) and not {"where", "help"} & set(found.aspects)
