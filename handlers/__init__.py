"""All conversations, and the doors the engine opens itself."""

from collections.abc import Callable

from bot.engine.engine import Doors
from bot.engine.flow import Flow
from bot.engine.model import Link
from bot.staff.codes import typed_code
from bot.understanding import DangerPatterns, find_danger
from handlers import (
    about,
    ask_question,
    danger,
    desk,
    desk_over,
    desk_record,
    desk_reply,
    desk_request,
    document_delivery,
    find_library,
    forget,
    hand_over,
    language,
    legal_help,
    menu,
    my_questions,
    one_question,
    rate_answer,
    services,
    start,
    thanks,
)
from handlers.house import Ctx, House, Parts

__all__ = ["DOORS", "FLOWS", "Ctx", "House", "Parts", "guard", "opens"]

FLOWS: list[Flow[House]] = [
    start.flow,
    thanks.flow,
    menu.flow,
    ask_question.flow,
    find_library.flow,
    services.flow,
    legal_help.flow,
    hand_over.flow,
    document_delivery.flow,
    my_questions.flow,
    one_question.flow,
    rate_answer.flow,
    desk.flow,
    desk_request.flow,
    desk_reply.flow,
    desk_over.flow,
    desk_record.flow,
    danger.flow,
    language.flow,
    about.flow,
    forget.flow,
]

DOORS = Doors(
    menu="menu/menu",
    free="ask_question/understand",
    point="find_library/shared",
    person=Link("person"),
    notice="start/notice",
    edited="one_question/edited",
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
