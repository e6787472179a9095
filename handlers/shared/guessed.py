"""A card that is likely meant, not surely: shown at once, with the one that is likely else."""

from collections.abc import Iterable, Iterator

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.model import Button, Go
from bot.engine.wording import label
from bot.understanding import Meaning
from bot.understanding.follow_up import without_no
from handlers.shared import links, steps
from handlers.shared.data import ServicesData
from handlers.shared.reader import Reader

INSTEAD = "instead"  # in the topic: id of the card that is likeliest if not the one shown


def hedged(ctx: Ctx[ServicesData], text: str) -> str:
    """A guessed card says that it is one."""
    ctx.topic[INSTEAD] = ctx.data.instead
    if not ctx.data.guessed:
        return text
    guess = ctx._("Probably it is this. If not, say it in other words.")
    if ctx.data.instead:
        guess = ctx._("Probably it is this. If not, see the other one below.")
    return f"{guess}\n\n{text}"


def beside(ctx: Ctx[ServicesData]) -> Iterator[Button]:
    """The card that is likely if a guessed one is not it; the one that may be meant as well."""
    catalogue = ctx.services[Content].catalogue
    if (other := catalogue.get(_other(ctx))) is not None:
        asked = ctx._("Not this? %(card)s", card=other.title.in_(ctx.lang))
        yield Button(label(asked), links.SERVICE(other.id))
    if (near := catalogue.get(ctx.data.beside or "")) is not None:
        yield Button(label(near.title.in_(ctx.lang)), links.SERVICE(near.id))


def with_other(ctx: Ctx[ServicesData], cards: Iterable[str]) -> tuple[str, ...]:
    """Ids of cards on screen with the one that is likely if a guessed one is not it."""
    return tuple(dict.fromkeys(filter(None, (*cards, _other(ctx)))))


def _other(ctx: Ctx) -> str:
    return ctx.topic.get(INSTEAD, "") if ctx.topic.get("last") == "service" else ""


def the_other(ctx: Ctx, said: str) -> Go | None:
    """«Ні», «інше», «зник безвісти» to a guessed card: the one that was named beside it.

    What was asked and is said now, together, may mean it too.
    """
    other, asked = _other(ctx), ctx.topic.get("question", "")
    if other not in ctx.services[Content].catalogue:
        return None
    denies = fold(said) in ctx.words("no")
    if denies or fold(without_no(said)) in ctx.words("another"):
        return Go(steps.SERVICE, ServicesData(service=other))
    read = ctx.services[Reader].understand
    if (
        not asked
        or not _is_first(read(said), other)
        or not _is_first(read(f"{asked}. {said}"), other)
    ):
        return None
    return Go(steps.SERVICE, ServicesData(service=other))


def _is_first(meaning: Meaning, card: str) -> bool:
    is_of_one = meaning.decision in {"answer", "choose"} and not meaning.danger
    return is_of_one and bool(meaning.hits) and meaning.hits[0].id == card
