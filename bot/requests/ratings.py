"""Who hears what a reader says of an answer: whoever gave it, and those who coordinate."""

from bot.requests.context import Case, DeskContext
from bot.requests.model import Did
from bot.requests.notices import NoticeTopic
from bot.requests.repository import event_rows
from bot.staff.model import Role

HELPED = 3
LOW = 2  # up to this an answer helped at most a little: it is looked at, and never suggested
RATINGS = (1, 2, HELPED)  # did not help, helped a little, helped
ANSWERS = frozenset({Did.ANSWERED, Did.REFUSED, Did.CORRECTED})


async def tell_of_rating(
    context: DeskContext, case: Case, event: int, *, with_words: bool = False
) -> None:
    """Tell who answered, or the library when they are gone, and the coordinators."""
    if case.request.practice:
        return
    history = await event_rows.of_request(context.unit, case.request.id)
    gave = next((one.actor for one in reversed(history) if one.did in ANSWERS), "")
    everybody = await context.staff.active()
    told = [one.id for one in everybody if one.actor == gave]
    told = told or list(await context.people_of(case.request))
    told += [one.id for one in everybody if one.role is Role.COORDINATOR]
    facts = {"rating": case.request.rating, "with_words": with_words}
    context.tell(case, NoticeTopic.RATED, event, people=told, facts=facts)
