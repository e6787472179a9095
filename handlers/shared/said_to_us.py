"""What is said to us and asks nothing of a card: a button from above, typed; «хто ж тоді знає?»."""

from collections.abc import Iterator

from bot.appointments.schedule import Kind
from bot.catalogue.model import Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.model import Go
from bot.engine.wording import label
from bot.understanding.follow_up import follow_up
from bot.understanding.of_ourselves import asks_who_knows
from handlers.shared import steps, story, unhelped
from handlers.shared.data import (
    AppointmentData,
    AskLibrarianData,
    FindLibraryData,
    PlaybookData,
    ServicesData,
)
from handlers.shared.draft import with_parts
from handlers.shared.reader import Reader

FEW = 3  # words of one's own; more of them tell what it is that somebody may know


def said_to_us(ctx: Ctx, text: str) -> Go | None:
    """Where these words lead; None for any others."""
    if not text or ctx.services[Reader].is_tangled(text):
        return None
    return _typed_button(ctx, text) or _who_knows(ctx, text)


def _typed_button(ctx: Ctx, text: str) -> Go | None:
    """What a button does that stood below an earlier message of the card talked about."""
    card = ctx.services[Content].catalogue.get(ctx.topic.get("service", ""))
    if card is None:
        return None
    said = fold(text)
    return next((to for shown, to in _buttons(ctx, card) if fold(shown) == said), None)


def _buttons(ctx: Ctx, card: Service) -> Iterator[tuple[str, Go]]:
    """What the buttons of a card are called, and where each leads."""
    of_it = ServicesData(service=card.id)
    yield ctx._("Help me with this"), Go(steps.FIND_LIBRARY, FindLibraryData(service=card.id))
    yield ctx._("Another case"), Go(steps.OTHER_CASES, of_it)
    yield ctx._("The whole card"), Go(steps.SERVICE, of_it)
    yield ctx._("Report a mistake"), Go(steps.OUTDATED, of_it)
    yield ctx._("Find the right help"), Go(steps.RIGHT_HELP, AppointmentData(kind=Kind.LEGAL_AID))
    for one in ctx.services[Content].playbooks.about(card.id):
        known = PlaybookData(playbook=one.id, card=card.id)
        yield label(one.button.in_(ctx.lang)), Go(steps.PLAYBOOK, known)


def _who_knows(ctx: Ctx, text: str) -> Go | None:
    """«Зрозуміло, не знаєте. Хто знає?»: whom to call, and their words ready to be passed on."""
    told, meaning = story.told_so_far(ctx), ctx.services[Reader].understand(text)
    is_matter = bool(meaning.places) or follow_up(meaning.reading).own > FEW
    if not told or is_matter or not asks_who_knows((text, meaning.reading)):
        return None
    return unhelped.to_a_person(with_parts(AskLibrarianData(), told))
