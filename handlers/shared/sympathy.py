"""A word of sympathy, once, to who tells that one of theirs has died."""

from bot.contracts.feature import Ctx
from bot.engine.model import Go, Say
from bot.understanding.grief import tells_of_a_death
from handlers.shared.reader import Reader

SAID = "sympathy"  # in the topic


def with_sympathy(ctx: Ctx, text: str, go: Go) -> Go | tuple[Say, Go]:
    """The answer, after a word of sympathy where a death is told of for the first time."""
    if ctx.topic.get(SAID) or not text or ctx.services[Reader].is_tangled(text):
        return go
    meaning = ctx.services[Reader].understand(text)
    if meaning.danger or not tells_of_a_death(meaning.reading):
        return go
    ctx.topic[SAID] = "1"
    return Say(ctx._("We are sorry for your loss.")), go
