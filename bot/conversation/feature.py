"""What every conversation has: greeting, menu, danger; and what we say and forget of a citizen."""

from collections.abc import Iterable, Sequence

from bot.content import Content
from bot.contracts.entrances import Entrances
from bot.contracts.feature import Ctx, Feature, MenuEntry
from bot.contracts.services import Services
from bot.engine.texts import N_, own_name
from bot.storage.schema import keep_of
from bot.storage.tables import citizens, dialogues, duties, inbox, outbox, processes, system_facts
from handlers.citizen import about, danger, forget, language, menu, start, thanks


def _kept(_services: Services) -> Iterable[tuple[str, int]]:
    yield N_("what you wrote and what we answered"), keep_of(outbox).days
    yield N_("what we could not read or deliver, at most"), keep_of(outbox).longest
    yield N_("where our conversation stopped"), keep_of(dialogues).days
    yield N_("your language, library and village, after your last visit"), keep_of(citizens).days


def _phones(content: Content, lang: str) -> Iterable[tuple[str, Sequence[str]]]:
    """Of the library that answers for the service."""
    owner = content.about.run_by
    yield owner.name.in_(lang), owner.phones


def _other_language(ctx: Ctx) -> str:
    """Each language is called by its own name: who needs it can read it."""
    others = [one for one in ctx.texts if one != ctx.lang]
    return own_name(others[0]) if len(others) == 1 else ctx._(language.flow.title)


CONVERSATION = Feature(
    name="conversation",
    tables=(citizens, dialogues, inbox, outbox, system_facts, processes, duties),
    parts={Entrances: lambda _process: Entrances()},
    flows=(start.flow, thanks.flow, menu.flow, danger.flow),
    kept=_kept,
    phones=_phones,
)

PRIVACY = Feature(
    name="privacy",
    flows=(language.flow, about.flow, forget.flow),
    menu=(
        MenuEntry("about", N_("About"), to=about.who, last=True),
        MenuEntry("language", "", to=language.other, last=True, label=_other_language),
    ),
)
