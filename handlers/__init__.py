"""All conversations, and the entry points the engine opens itself."""

from collections.abc import Callable

from bot.engine.entry_points import EntryPoints
from bot.engine.model import Link
from bot.understanding import DangerFinder
from handlers.citizen import ask_question, menu, one_question, start
from handlers.shared import links
from handlers.shared.steps import PUBLISHED
from handlers.staff import reply

__all__ = ["ENTRY_POINTS", "PUBLISHED", "guard"]

ENTRY_POINTS = EntryPoints(
    menu=menu.menu,
    free=ask_question.understand,
    point=ask_question.place,
    person=links.PERSON(),
    notice=start.notice,
    edited=one_question.edited,
    replied=(reply.replied, one_question.replied),
    unread=one_question.unread,
    cancelled=one_question.cancelled,
    awaited=one_question.awaited,
)


def guard(danger: DangerFinder) -> Callable[[str], Link | None]:
    """Look for danger in every typed text, before anything else."""

    def look(text: str) -> Link | None:
        kind = danger.find(text)
        return links.DANGER(kind) if kind else None

    return look
