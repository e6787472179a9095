"""An entry as citizens see it in the chat, in each language."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from pydantic import ValidationError

from bot.catalogue.danger import Danger, Line
from bot.catalogue.library import Library
from bot.catalogue.model import Service
from bot.console.visit import Visit
from bot.content import build, schema
from bot.content.libraries import library_of
from bot.content.load import Content
from bot.content.pages.danger_shown import LINES, screens
from bot.content.schema_emergency import DangerIn
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Citizen, Context
from bot.engine.texts import own_name
from bot.engine.turn import Turn, TurnKind

Rendered = tuple[str, str, str]  # code of a language, its own name, the text


class CardTexts:
    """How a conversation writes a card, a library and the numbers of a danger."""

    def __init__(
        self,
        card: Callable[[Ctx, Service], str],
        library: Callable[[Ctx, Library], str],
        numbers: Callable[[Ctx, Iterable[Line], Danger | None], str],
    ) -> None:
        self.card = card
        self.library = library
        self.numbers = numbers


def previews(
    visit: Visit, services: Services, key: str, data: Mapping[str, Any], *, id: str = ""
) -> list[Rendered]:
    """How it looks in each language; () while the values are not sound yet."""
    try:
        return [
            (lang, own_name(lang), text)
            for lang in visit.console.texts
            if (text := _text(_context(visit, services, lang), key, data, id))
        ]
    except ValidationError:
        return []


def _context(visit: Visit, services: Services, lang: str) -> Ctx:
    now = visit.console.clock()
    turn = Turn(TurnKind.OTHER, "web", "", now)
    return Context(turn, services, Citizen(0, lang), visit.console.texts, now, None)


def _text(ctx: Ctx, key: str, data: Mapping[str, Any], id: str) -> str:
    texts = ctx.services[CardTexts]
    if key == "services":
        given = schema.ServiceIn.model_validate(data)
        return texts.card(ctx, build.service(given, life_event=""))
    if key == "libraries":
        return texts.library(ctx, library_of(schema.LibraryIn.model_validate(data)))
    if key in (LINES, "dangers"):
        return _danger(ctx, key, data, id)
    told = data.get("text")
    if key == "ready_answers" and isinstance(told, Mapping):
        return str(told.get(ctx.lang) or "")
    return str(data.get("words", "")) if key == "practice" else ""


def _danger(ctx: Ctx, key: str, data: Mapping[str, Any], id: str) -> str:
    """What people in danger see where a number, or a danger, is as it would be."""
    emergency, tell = ctx.services[Content].emergency, ctx.services[CardTexts].numbers
    if key == LINES:
        return screens(ctx._, emergency, id, data, partial(tell, ctx))
    given = DangerIn.model_validate(data)
    known = {one.number: one for one in emergency.lines}
    shown = tuple(known[one] for one in given.lines if one in known)
    advice = build.maybe(given.advice)
    danger = Danger(kind=given.kind, lines=shown, advice=advice, see=(), signs=(), always=(),
                    words=(), unless=())  # fmt: skip
    return tell(ctx, shown, danger)
