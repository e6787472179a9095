"""What is offered to a question that is not understood surely, and what is said out of scope."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.catalogue.about import Refusal
from bot.catalogue.model import EntryKind, Route, Service, Siblings
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Button, Go, Say
from bot.learning.model import UnclearReason
from bot.learning.service import Learning
from bot.understanding import Meaning, follow_up
from bot.understanding.likely import leading, to_offer
from bot.understanding.offered import wanted
from bot.understanding.reports import names_a_library
from bot.understanding.sought import asks_of_lending
from bot.understanding.text.clauses import asks
from handlers.shared import links, steps, story, unhelped
from handlers.shared.data import (
    AskLibrarianData,
    AskQuestionData,
    FindLibraryData,
    OfferReason,
    ServicesData,
)
from handlers.shared.draft import with_parts
from handlers.shared.reader import Reader

OFFERED = 3
CLOSE = 0.8  # of the best score: so near, a card is meant as well
TELLING = 3  # words of one's own: of fewer, like «прийшов лист», nothing is guessed
SURE = 0.55  # less sure, a card is only shown beside the offer of a person


def offered(ctx: Ctx, meaning: Meaning) -> tuple[str, ...]:
    """The likely ones; who asks where to go in a named place is offered the library there too."""
    if meaning.needs:
        return tuple(meaning.needs)
    first = [hit.id for hit in meaning.hits[:OFFERED]]
    is_told_apart = siblings_of(ctx, known(ctx, first)) is not None
    is_other = meaning.route in {Route.OUT_OF_SCOPE, Route.EMERGENCY}  # the first is no likelier
    listed = first if is_other or is_told_apart else [*to_offer(meaning)]
    if meaning.places and asks_where(meaning):
        catalogue = ctx.services[Content].catalogue
        library = next((one.id for one in catalogue if one.route == "access_point"), None)
        if library is not None and library not in listed:
            listed[OFFERED - 1 :] = [library]
    return tuple(listed)


def of_another_body(ctx: Ctx, meaning: Meaning) -> tuple[str, ...]:
    """«Найближча лікарня, Зіньків»: the cards near what is sought there, a library last.

    None where a library or what one has is sought, or nothing but a place is told.
    """
    text, reader = meaning.reading, ctx.services[Reader]
    spans = reader.places(text).spans
    if not spans or names_a_library(text) or wanted(text) or not follow_up(text, spans).own:
        return ()
    if not asks(text) and not follow_up(text, spans).is_nearest:
        return ()
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    hits = reader.understand(text).hits
    least = CLOSE * hits[0].score if hits else 0.0
    near = known(ctx, (hit.id for hit in hits[:OFFERED] if hit.score >= least))
    libraries = [one.id for one in near if one.kind is EntryKind.LIBRARY]
    others = [one.id for one in near if one.kind is not EntryKind.LIBRARY]
    return (*others, *libraries[:1]) if others and libraries else ()


def asks_where(meaning: Meaning) -> bool:
    """«Переїхали, куди йти», «хто допоможе»: it asks for a place to go to, or for somebody."""
    return not {"where", "help"}.isdisjoint(follow_up(meaning.reading).aspects)


def at_once(ctx: Ctx[AskQuestionData], meaning: Meaning) -> ServicesData | None:
    """The card that leads by far; None where a question tells it from others, or asks where."""
    cards = known(ctx, leading(meaning))
    if not cards or cards[0].route is Route.ACCESS_POINT:
        return None
    first = known(ctx, (hit.id for hit in meaning.hits[:OFFERED]))
    is_little = follow_up(meaning.reading).own < TELLING or meaning.route == Route.EMERGENCY
    if is_little or siblings_of(ctx, first) or (meaning.places and asks_where(meaning)):
        return None
    instead = cards[1].id if len(cards) > 1 else ""
    return ServicesData(service=cards[0].id, guessed=True, instead=instead)


def refusals(ctx: Ctx) -> Mapping[str, Refusal]:
    """What is said of matters out of scope, by topic."""
    return ctx.services[Content].about.refusals


def refusal(ctx: Ctx, topic: str | None) -> Say:
    """That we can’t help with a topic, and with what we can."""
    text = ctx._("We can’t help with this.")
    told = refusals(ctx).get(topic or "")
    if told is not None:
        text = told.text.in_(ctx.lang)
    ours = ctx._("We help with state services, legal aid and libraries. Write about any of these.")
    return Say(f"{text}\n{ours}", buttons=(Button(ctx._("Ask a librarian"), links.PERSON()),))


def a_person(ctx: Ctx[AskQuestionData], why: OfferReason, card: str = "") -> Go:
    """A person may have the words; a later change of the message goes to them too."""
    ctx.topic |= {"service": card, "last": "service"} if card else {}
    return Go(steps.OFFER_LIBRARIAN, replace(_for_a_person(ctx, why), service=card))


def _for_a_person(ctx: Ctx[AskQuestionData], why: OfferReason) -> AskLibrarianData:
    """All that was said of the matter; what is no part of it stands alone."""
    told, own = story.told_so_far(ctx), story.words_of(ctx.data)
    return with_parts(AskLibrarianData(offered=why), told if told[-1:] == own[-1:] else own)


def a_call_after(ctx: Ctx[AskQuestionData], why: OfferReason) -> Go:
    """Whom to call, and the words ready to be passed on: we could not help twice in a row."""
    return Go(steps.LIVING_PERSON, _for_a_person(ctx, why))


def handed_over(ctx: Ctx[AskQuestionData], meaning: Meaning) -> Go:
    """What a person answers: of a known card, or of a matter that no card is about."""
    if meaning.topic:
        return a_person(ctx, OfferReason.NO_CARD)
    card = meaning.hits[0].id if meaning.hits else ""
    known = _on_the_spot(ctx, meaning) or _told_by_the_card(ctx, meaning)
    return known or a_person(ctx, OfferReason.PERSON, card=card)


def _told_by_the_card(ctx: Ctx[AskQuestionData], meaning: Meaning) -> Go | None:
    """«Візьмете старі книжки?»: what libraries do of this kind is told, and a person asked from it.

    A certain book or fact only a person finds: of that there is nothing to tell first.
    """
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    if card is None or card.route is not Route.LIBRARIAN or meaning.confidence < SURE:
        return None
    if card.sought and not asks_of_lending(meaning.reading):
        return None
    unhelped.another_matter(ctx, card.id)
    return Go(steps.SERVICE, ServicesData(service=card.id, said=meaning.reading))


def _on_the_spot(ctx: Ctx, meaning: Meaning) -> Go | None:
    """«Де роздрукувати документ»: what a library has is got there, and not by writing."""
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    if card is None or not card.need:
        return None
    if ctx.topic.get("place"):
        return Go(steps.FIND_LIBRARY, FindLibraryData(service=card.id))
    return Go(steps.SERVICE, ServicesData(service=card.id))


def a_call(ctx: Ctx[AskQuestionData], meaning: Meaning) -> Go:
    """Who asks for a living person gets a phone first, near the place that they name."""
    code = meaning.places[0].code if len(meaning.places) == 1 else ""
    known = _for_a_person(ctx, OfferReason.PERSON)
    return Go(steps.LIVING_PERSON, replace(known, code=code))


def known(ctx: Ctx, ids: Iterable[str]) -> list[Service]:
    """The cards with these ids that there are."""
    catalogue = ctx.services[Content].catalogue
    return [one for id_ in ids if (one := catalogue.get(id_)) is not None]


def to_choose(
    ctx: Ctx[AskQuestionData], found: list[Service]
) -> tuple[str, list[tuple[Service, str | None]]]:
    """What is asked of these cards, and each with what the person would say who means it."""
    told = None if ctx.data.several or ctx.data.near else siblings_of(ctx, found)
    labels = {see: text.in_(ctx.lang) for text, see in told.answers} if told else {}
    if told:
        more = known(ctx, (one for one in told.ids if one not in ctx.data.out))
        others = [one for one in found if one.id not in labels]
        found = [*(one for one in found if one.id in labels),
                 *(one for one in more if one not in found), *others]  # fmt: skip
    return _lead(ctx, told), [(one, labels.get(one.id)) for one in found]


def _lead(ctx: Ctx[AskQuestionData], told: Siblings | None) -> str:
    if ctx.data.several:
        return ctx._(
            "There are several matters here. Which one first? “Back” brings you here again."
        )
    if told:
        return told.question.in_(ctx.lang)
    lead = ctx._("Did you mean one of these?")
    if ctx.data.near in refusals(ctx):
        return "\n".join((refusals(ctx)[ctx.data.near].text.in_(ctx.lang), lead))
    return lead


def siblings_of(ctx: Ctx, found: list[Service]) -> Siblings | None:
    """The question that tells the likeliest card from another one, None where there is none."""
    first, *others = (one.id for one in found)
    known = (one for one in ctx.services[Content].siblings if first in one.ids)
    return next((one for one in known if not set(others).isdisjoint(one.ids)), None)


def note_unclear(
    ctx: Ctx[AskQuestionData], why: UnclearReason, *, chosen: str | None = None
) -> None:
    """Keep the question for the editors, without what is personal."""
    ctx.services[Learning].note(
        ctx.data.text,
        asker=(ctx.turn.channel, ctx.turn.peer),
        why=why,
        now=ctx.now,
        offered=ctx.data.hits,
        chosen=chosen,
        places=ctx.services[Reader].places(ctx.data.text).spans,
    )
