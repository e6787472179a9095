"""A library that is called by its name, wherever it is: «Сербинівська бібліотека, графік»."""

from dataclasses import replace

from bot.catalogue.model import EntryKind
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.follow_up import LIBRARY_ASPECTS, follow_up
from bot.understanding.library_names import called_by_name
from bot.understanding.offered import wanted
from handlers.shared import steps
from handlers.shared.data import FindLibraryData
from handlers.shared.library_follow_ups import day_asked
from handlers.shared.needs import with_a_need

MOST = 6  # libraries of one name: of more the place is asked


def named_library(ctx: Ctx, text: str) -> Go | None:
    """Its card, or what is asked; where a name fits several, those of one place, or which."""
    points = [one for one in ctx.services[Content].access_points if one.walk_in]
    names = [(one.name.by_language.values(), one.settlement_name or "") for one in points]
    found = [points[number] for number in called_by_name(text, names)]
    if len(found) > 1 and len(places := {one.settlement for one in found if one.settlement}) == 1:
        return Go(steps.LIBRARY_NAMED, FindLibraryData(codes=tuple(places), text=text))
    if not 1 <= len(found) <= MOST:
        return None
    asked = [one for one in follow_up(text).aspects if one in LIBRARY_ASPECTS]
    aspect = "equipment" if wanted(text) else next(iter(asked), "")
    day = day_asked(ctx, text) if aspect == "hours" else ""
    known = FindLibraryData(aspect=aspect, day=day, text=text)
    if len(found) > 1:
        ids = tuple(one.id for one in found)
        return Go(steps.WHICH_OF_NAME, replace(known, libraries=ids))
    known = replace(known, library=found[0].id)
    return Go(steps.LIBRARY_FACT if aspect else steps.LIBRARY, known)


def library_asked_by_name(ctx: Ctx, text: str, meaning: Meaning) -> Go | None:
    """As `named_library`, or one that has what is needed: «бібліотека з принтером».

    None where the text is surely of a matter that libraries only help with.
    """
    first = meaning.hits[0].id if meaning.hits else ""
    card = ctx.services[Content].catalogue.get(first)
    is_matter = card is not None and card.kind is not EntryKind.LIBRARY
    if meaning.places or meaning.danger or (meaning.decision == "answer" and is_matter):
        return None
    return named_library(ctx, text) or with_a_need(text, meaning)
