"""«Виплати військовим тут до чого»: what was answered or offered is put off, and goes for good."""

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.understanding.follow_up import follow_up
from bot.understanding.text.negation import put_off
from bot.understanding.text.stems import STOP_WORDS, stems
from handlers.shared import steps
from handlers.shared.choosing import MOST, OUT, is_choosing, listed
from handlers.shared.data import AskQuestionData, ServicesData
from handlers.shared.guessed import INSTEAD
from handlers.shared.reader import Reader


def instead_of_it(ctx: Ctx, text: str) -> Go | None:
    """The card that the rest of the text means, else the one on screen, or a choice without it.

    None for a text that puts off nothing that was shown, offered or would be opened by it.
    """
    read = ctx.services[Reader].understand
    meaning = read(text)
    told = put_off(meaning.reading)
    if told is None:
        return None
    denied, rest = told
    service = ctx.topic.get("service", "")
    shown = {service, *_offered(ctx)}
    near = {*shown, *(hit.id for hit in meaning.hits[:MOST])}
    alone = read(denied)
    meant = set() if alone.places else {hit.id for hit in alone.hits[:1]}
    out = _called(ctx, denied, near) or near & meant
    if out.isdisjoint(shown) and out.isdisjoint(hit.id for hit in meaning.hits[:1]):
        return None
    if not follow_up(rest).own:
        return _nothing_else(ctx, denied, service) if service in out else None
    left = read(rest)
    if left.decision == "answer" and left.hits and left.hits[0].id not in out:
        return Go(steps.SERVICE, ServicesData(service=left.hits[0].id))
    if service and service not in out and not is_choosing(ctx):
        return Go(steps.ANOTHER_CARD, ServicesData(service=service, others=(service,), said=rest))
    asked = ". ".join(filter(None, (ctx.topic.get("question", ""), rest)))
    both = read(asked)
    others = [hit.id for hit in both.hits if hit.id not in out][:MOST]
    if not others:
        return None
    if both.decision == "answer" and both.hits[0].id == others[0]:
        return Go(steps.SERVICE, ServicesData(service=others[0]))
    before = ctx.topic.get(OUT, "").split() if is_choosing(ctx) else []
    ruled_out = tuple(dict.fromkeys((*before, *sorted(out))))
    return Go(steps.CHOICE, AskQuestionData(text=asked, hits=tuple(others), out=ruled_out))


def _nothing_else(ctx: Ctx, denied: str, service: str) -> Go | None:
    """«Яка приватизація?» to who has not asked for any: we understood it wrongly."""
    if not stems(denied).isdisjoint(stems(ctx.topic.get("question", ""))):
        return None
    return Go(steps.IT_FAILED, ServicesData(service=service, aspect="not_that"))


def _offered(ctx: Ctx) -> set[str]:
    """Cards beside the one on screen."""
    near = listed(ctx) if is_choosing(ctx) else ()
    return {*near, ctx.topic.get(INSTEAD, "")}


def _called(ctx: Ctx, words: str, cards: set[str]) -> set[str]:
    """Those of the cards that these words call by the title."""
    catalogue, said = ctx.services[Content].catalogue, stems(words) - STOP_WORDS
    known = (one for id_ in cards if (one := catalogue.get(id_)) is not None)
    return {one.id for one in known if said and said <= stems(one.title.in_(ctx.lang))}
