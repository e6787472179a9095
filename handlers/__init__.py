"""All conversations, and the entry points the engine opens itself."""

from collections.abc import Callable

from bot.engine.engine import EntryPoints
from bot.engine.flow import Flow
from bot.engine.model import Link
from bot.staff.codes import typed_code
from bot.understanding import DangerPatterns, find_danger
from handlers.citizen import (
    about,
    ask_librarian,
    ask_question,
    danger,
    document_delivery,
    e_services,
    find_library,
    forget,
    language,
    legal_help,
    menu,
    my_questions,
    one_question,
    rate_answer,
    start,
    thanks,
)
from handlers.shared.services import Ctx, Parts, Services
from handlers.shared.steps import PUBLISHED
from handlers.staff import desk, record, reply, request, transfer

__all__ = ["ENTRY_POINTS", "FLOWS", "PUBLISHED", "Ctx", "Parts", "Services", "guard", "opens"]

FLOWS: list[Flow[Services]] = [
    start.flow,
    thanks.flow,
    menu.flow,
    ask_question.flow,
    find_library.flow,
    e_services.flow,
    legal_help.flow,
    ask_librarian.flow,
    document_delivery.flow,
    my_questions.flow,
    one_question.flow,
    rate_answer.flow,
    desk.flow,
    request.flow,
    reply.flow,
    transfer.flow,
    record.flow,
    danger.flow,
    language.flow,
    about.flow,
    forget.flow,
]

ENTRY_POINTS = EntryPoints(
    menu=menu.menu,
    free=ask_question.understand,
    point=find_library.shared,
    person=Link("person"),
    notice=start.notice,
    edited=one_question.edited,
)


def opens(text: str) -> Link | None:
    """A code of an invitation opens the desk wherever it is typed, and is never a question."""
    typed = typed_code(text)
    return Link("staff", (typed.code,)) if typed and typed.is_sure else None


def guard(patterns: DangerPatterns) -> Callable[[str], Link | None]:
    """Look for danger in every typed text, before anything else."""

    def look(text: str) -> Link | None:
        kind = find_danger(text, patterns)
        return Link("danger", (kind,)) if kind else None

    return look
