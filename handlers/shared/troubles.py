"""From words that tell of something gone wrong to what to do then."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding.follow_up import Aspect
from bot.understanding.troubles import Troubles
from handlers.shared import steps
from handlers.shared.data import PlaybookData


def went_wrong(ctx: Ctx, text: str, service: str) -> Go | None:
    """What to do where a text tells that a card's matter went wrong, else None."""
    trouble = ctx.services[Troubles].find(text)
    meant = ctx.services[Content].playbooks.meant(service, trouble)
    return Go(steps.PLAYBOOK, PlaybookData(meant.id, service)) if meant is not None else None


def gone_wrong(ctx: Ctx, said: str, service: str) -> Go | None:
    """What to do where they tell that it went wrong; not the same that is on screen."""
    wrong = went_wrong(ctx, said, service)
    meant = wrong.data if wrong else None
    is_shown = isinstance(meant, PlaybookData) and meant.playbook == ctx.topic.get("playbook")
    return None if is_shown else wrong


def with_letter(ctx: Ctx, service: str, asked: Aspect) -> Go | None:
    """The first way on from a card that ends in a letter to copy; a refusal is complained about."""
    known = ctx.services[Content].playbooks.about(service)
    ending = [one for one in known if any(end.letter for end in one.endings)]
    if asked == "complaint":
        ending.sort(key=lambda one: not one.is_refusal)
    found = next((one for one in ending if asked == "complaint" or not one.is_refusal), None)
    return Go(steps.PLAYBOOK, PlaybookData(found.id, service)) if found else None
