"""From words that tell of something gone wrong to what to do then."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding.troubles import Troubles
from handlers.shared import steps
from handlers.shared.data import PlaybookData


def went_wrong(ctx: Ctx, text: str, service: str) -> Go | None:
    """What to do where a text tells that a card's matter went wrong, else None."""
    trouble = ctx.services[Troubles].find(text)
    meant = ctx.services[Content].playbooks.meant(service, trouble)
    return Go(steps.PLAYBOOK, PlaybookData(meant.id, service)) if meant is not None else None
