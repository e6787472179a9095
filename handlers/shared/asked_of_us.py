"""What is no question of a matter: a greeting, thanks, who we are, somebody to speak with."""

from dataclasses import replace

from bot.contracts.feature import Ctx
from bot.engine.model import Go
from bot.engine.phones import number_in
from bot.understanding import Meaning
from bot.understanding.calling import wants_a_call
from bot.understanding.model import PERSON, PRIVACY
from handlers.shared import offering, steps
from handlers.shared.asked_appointment import asked_appointment
from handlers.shared.data import AskQuestionData
from handlers.shared.free_text import asked_beside
from handlers.shared.named_library import library_asked_by_name
from handlers.shared.warm import warmth_asked


def somebody_asked_for(ctx: Ctx[AskQuestionData], text: str, meaning: Meaning) -> Go | None:
    """Who asks for somebody: to be booked with, to be sat with, to be called; or for warmth."""
    if (warm := warmth_asked(meaning)) is not None:
        return warm
    if (library := library_asked_by_name(ctx, text, meaning)) is not None:
        return library
    if (appointment := asked_appointment(ctx, text, meaning.reading)) is not None:
        return appointment
    asks = meaning.topic == PERSON and meaning.decision == "hand_over"
    if asks or (number_in(text) and wants_a_call(meaning.reading)):
        return offering.a_call(ctx, meaning)
    return None


def greeted(ctx: Ctx[AskQuestionData], meaning: Meaning) -> Go:
    """Where a greeting goes, and what is asked beside one."""
    if meaning.topic == PRIVACY:
        return Go(steps.STORED)
    if asked := asked_beside(ctx, ctx.data.text):
        return Go(steps.ANSWER, replace(ctx.data, text=asked))
    said = meaning.reading.casefold()
    for words, to in (("thanks", steps.THANKS), ("who", steps.ABOUT)):
        if any(word in said for word in ctx.words(words)):
            return Go(to)
    return Go(steps.HELLO)
