"""Cards that can't be meant, by what is said to them: «та вона ще жива» is no inheritance."""

from collections.abc import Callable, Iterable

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding import Meaning
from bot.understanding.opposites import contradicts, rules_out, without_not
from bot.understanding.text.stems import STOP_WORDS, stems
from handlers.shared import steps
from handlers.shared.data import AskQuestionData, ServicesData
from handlers.shared.on_screen import is_on_a_card
from handlers.shared.reader import Reader


def left_of(ctx: Ctx, cards: Iterable[str], said: str) -> tuple[str, ...]:
    """Those of some cards that few words don't rule out."""
    return tuple(one for one in cards if not _of_any(ctx, one, said, rules_out))


def one_of(ctx: Ctx, cards: tuple[str, ...], left: tuple[str, ...], meaning: Meaning) -> Go:
    """The card that is left, or surely meant, of a choice; else the choice without the others."""
    asked = ctx.topic.get("question", "")
    both = ctx.services[Reader].understand(f"{asked}. {without_not(meaning.reading)}")
    meant = both.hits[0].id if both.decision == "answer" and both.hits else ""
    if meant in left or len(left) == 1:
        return Go(steps.SERVICE, ServicesData(service=meant if meant in left else left[0]))
    out = tuple(one for one in cards if one not in left)
    return Go(steps.CHOICE, AskQuestionData(text=asked, hits=left, out=out))


def instead(ctx: Ctx, meaning: Meaning, service: str) -> Go | None:
    """What is asked about instead of the card on screen, which what is said rules out."""
    if not is_on_a_card(ctx) or not _of_any(ctx, service, meaning.reading, contradicts):
        return None
    alike = next((one.ids for one in ctx.services[Content].siblings if service in one.ids), ())
    left = left_of(ctx, (one for one in alike if one != service), meaning.reading)
    return one_of(ctx, alike, left, meaning) if left else None


def called_by_answer(ctx: Ctx, service: str, said: str) -> str | None:
    """«Ні, закрити»: the one card beside this one that is called so to what tells them apart."""
    told = stems(without_not(said)) - stems(ctx.topic.get("question", "")) - STOP_WORDS
    alike = (one.answers for one in ctx.services[Content].siblings if service in one.ids)
    labels = [(stems(text.in_(ctx.lang)), see) for listed in alike for text, see in listed]
    shown = {see for called, see in labels if see != service and not told.isdisjoint(called)}
    is_its_own = any(see == service and not told.isdisjoint(called) for called, see in labels)
    return next(iter(shown)) if len(shown) == 1 and not is_its_own else None


def _of_any(ctx: Ctx, card: str, said: str, holds: Callable[[str, str], bool]) -> bool:
    """Whether it holds of its title, or of what is said to the question that tells it apart."""
    content = ctx.services[Content]
    known = content.catalogue.get(card)
    if known is None:
        return False
    answers = (one.answers for one in content.siblings if card in one.ids)
    labels = (text.in_(ctx.lang) for listed in answers for text, see in listed if see == card)
    return any(holds(said, called) for called in (known.title.in_(ctx.lang), *labels))
