"""An entry as citizens see it in the chat, in each language."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from bot.catalogue.library import Library
from bot.catalogue.model import Service
from bot.console.visit import Visit
from bot.content import build, schema
from bot.content.libraries import library_of
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Citizen, Context
from bot.engine.texts import own_name
from bot.engine.turn import Turn, TurnKind

Rendered = tuple[str, str, str]  # code of a language, its own name, the text


class CardTexts:
    """How a conversation writes a card and a library."""

    def __init__(
        self, card: Callable[[Ctx, Service], str], library: Callable[[Ctx, Library], str]
    ) -> None:
        self.card = card
        self.library = library


def previews(visit: Visit, services: Services, key: str, data: Mapping[str, Any]) -> list[Rendered]:
    """How it looks in each language; () while the values are not sound yet."""
    try:
        return [
            (lang, own_name(lang), text)
            for lang in visit.console.texts
            if (text := _text(_context(visit, services, lang), key, data))
        ]
    except ValidationError:
        return []


def _context(visit: Visit, services: Services, lang: str) -> Ctx:
    now = visit.console.clock()
    turn = Turn(TurnKind.OTHER, "web", "", now)
    return Context(turn, services, Citizen(0, lang), visit.console.texts, now, None)


def _text(ctx: Ctx, key: str, data: Mapping[str, Any]) -> str:
    texts = ctx.services[CardTexts]
    if key == "services":
        given = schema.ServiceIn.model_validate(data)
        return texts.card(ctx, build.service(given, life_event=""))
    if key == "libraries":
        return texts.library(ctx, library_of(schema.LibraryIn.model_validate(data)))
    told = data.get("text")
    if key == "ready_answers" and isinstance(told, Mapping):
        return str(told.get(ctx.lang) or "")
    return str(data.get("words", "")) if key == "practice" else ""
