"""Which library words are for, once one was called by its name: «а в обласній»."""

from dataclasses import replace

from bot.catalogue.library import Library
from bot.catalogue.model import EntryKind
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go, StepRef
from bot.requests.model import RequestKind
from bot.understanding.follow_up import LIBRARY_ASPECTS, follow_up
from bot.understanding.library_names import oblast_library, only_addresses
from bot.understanding.offered import wanted
from bot.understanding.text.negation import without_denied
from handlers.shared import steps
from handlers.shared.data import AskLibrarianData, FindLibraryData
from handlers.shared.libraries import holder_near, library, places_in, settlement
from handlers.shared.library_follow_ups import day_asked
from handlers.shared.on_screen import ADDRESSEE
from handlers.shared.reader import Reader

Asking = Ctx[AskLibrarianData]


def is_called(ctx: Ctx, text: str) -> bool:
    """Whether words to a question for librarians name a library of the oblast."""
    return _of_the_oblast(ctx, text, is_on_libraries=True) is not None


def note_addressee(ctx: Ctx, text: str) -> None:
    """The library of the oblast that a question to librarians names is whom it goes to."""
    if (found := _of_the_oblast(ctx, text, is_on_libraries=True)) is not None:
        ctx.topic |= {ADDRESSEE: found.id, "library": found.id}


def _named_in(ctx: Ctx, text: str) -> Library | None:
    """The library of the oblast that a text names, by few words where libraries are spoken of."""
    meaning, catalogue = ctx.services[Reader].understand(text), ctx.services[Content].catalogue
    likely = meaning.hits[0].id if meaning.hits and meaning.decision == "hand_over" else ""
    cards = map(catalogue.get, (ctx.topic.get("service", ""), likely))
    is_on_libraries = ctx.topic.get("last") == "library" or any(
        card is not None and card.kind is EntryKind.LIBRARY for card in cards
    )
    return _of_the_oblast(ctx, text, is_on_libraries=is_on_libraries)


def _of_the_oblast(ctx: Ctx, text: str, *, is_on_libraries: bool) -> Library | None:
    content = ctx.services[Content]
    ours = [one for one in content.access_points if one.kind == "oblast"]
    main = next((at for at, one in enumerate(ours) if one.id == content.region.library), 0)
    if not ours:
        return None
    names = [one.name.main for one in ours]
    at = oblast_library(text, names, main=main, is_on_libraries=is_on_libraries)
    return ours[at] if at is not None else None


def library_of_the_oblast(ctx: Ctx, text: str) -> Go | None:
    """«А в обласній почім сторінка?»: that library, with what is asked of it."""
    meaning = ctx.services[Reader].understand(text)
    found = None if meaning.danger else _named_in(ctx, text)
    if found is None:
        return None
    asked = follow_up(text)
    ctx.topic |= {ADDRESSEE: found.id, "library": found.id}
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id if meaning.hits else "")
    if card is not None and card.sought and meaning.decision == "hand_over" and not asked.aspects:
        return None  # «чи є в обласній Тигролови» is a question to it
    aspects = [one for one in asked.aspects if one in LIBRARY_ASPECTS]
    aspect = "equipment" if wanted(text) else next(iter(aspects), "")
    known = FindLibraryData(library=found.id, aspect=aspect, text=text)
    if "cost" in asked.aspects:
        card = ctx.services[Content].catalogue.get(ctx.topic.get("service", "")) or card
        of = card.id if card is not None and card.kind is EntryKind.LIBRARY else ""
        return Go(steps.LIBRARY_FACT, replace(known, aspect="", service=of))
    if not aspect or aspect == "way":
        return Go(steps.LIBRARY, known)
    day = day_asked(ctx, text) if aspect == "hours" else ""
    return Go(steps.LIBRARY_FACT, replace(known, day=day))


def addressee(ctx: Ctx) -> str:
    """Id of the library that was called by its name and is still talked about, "" for none."""
    called = ctx.topic.get(ADDRESSEE, "")
    return called if called and called == ctx.topic.get("library") else ""


async def on_its_way(ctx: Asking, kind: RequestKind) -> AskLibrarianData | None:
    """The question to the library that was called, else from the place that was named.

    None where there is neither, or another library than that is wanted.
    """
    if called := addressee(ctx):
        return await to_this_one(ctx, kind, called)
    told = settlement(ctx, ctx.topic.get("place", "")) if not ctx.data.code else None
    if told is None:
        return None
    return ctx.data.to(await holder_near(ctx, told, kind=kind), told.code)


async def to_this_one(ctx: Asking, kind: RequestKind, called: str | None) -> AskLibrarianData:
    """The question to this library; to one near it where nobody is at its desk."""
    found = library(ctx, called or "")
    told = settlement(ctx, ctx.data.code or ctx.topic.get("place", ""))
    place = told or (settlement(ctx, found.settlement or "") if found else None)
    held = await holder_near(ctx, place, kind=kind, mine=found.id if found else "")
    return ctx.data.to(held, told.code if told else "")


async def sent_elsewhere(
    ctx: Asking, kind: RequestKind, *, to: StepRef[AskLibrarianData]
) -> Go | None:
    """«Не в Летичів, в обласну»: another library gets the question; None for any other words."""
    text = ctx.answer.text
    if not text or ctx.answer.files:
        return None
    rest = without_denied(text)
    spans = _all_places(ctx, rest)
    if not only_addresses(rest, spans):
        return None
    if (found := _of_the_oblast(ctx, rest, is_on_libraries=True)) is not None:
        ctx.topic |= {ADDRESSEE: found.id, "library": found.id}
        return Go(to, await to_this_one(ctx, kind, found.id))
    named = places_in(ctx, rest[max(spans)[0] :]) if spans else []  # the last one that is named
    only_denies = len(spans) == 1 and rest == text and follow_up(text).corrects
    if len(named) != 1 or named[0].oblast or only_denies:
        return None
    ctx.topic |= {"place": named[0].code, ADDRESSEE: ""}
    held = await holder_near(ctx, named[0], kind=kind)
    return Go(to, ctx.data.to(held, named[0].code))


def _all_places(ctx: Ctx, text: str) -> list[tuple[int, int]]:
    """Where a text names places, one it denies among them: beside it the other is not seen."""
    found = list(ctx.services[Reader].places(text).spans)
    for start, end in found:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return [*found, *ctx.services[Reader].places(text).spans] if found else []
