"""What is no question of a matter: a greeting, thanks, who we are, somebody to speak with."""

from dataclasses import replace

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.model import Go
from bot.engine.phones import number_in
from bot.understanding import Meaning
from bot.understanding.calling import wants_a_call
from bot.understanding.model import PERSON, PRIVACY
from bot.understanding.of_ourselves import asks_of_money, asks_who_we_are, misses_an_answer
from handlers.shared import offering, steps, story
from handlers.shared.asked_appointment import asked_appointment
from handlers.shared.data import AskLibrarianData, AskQuestionData, ServicesData
from handlers.shared.draft import with_parts
from handlers.shared.free_text import asked_beside
from handlers.shared.named_library import library_asked_by_name
from handlers.shared.needs import where_there_is
from handlers.shared.on_screen import ABOUT_US
from handlers.shared.reader import Reader
from handlers.shared.warm import warmth_asked

SURE = 0.6  # so sure of a card, its price is asked and not ours


def somebody_asked_for(ctx: Ctx[AskQuestionData], text: str, meaning: Meaning) -> Go | None:
    """Who asks for somebody: to be booked with, to be sat with, to be called; or for warmth."""
    if (warm := warmth_asked(meaning)) is not None:
        return warm
    if (there := where_there_is(text, meaning)) is not None:
        return there
    if (library := library_asked_by_name(ctx, text, meaning)) is not None:
        return library
    if (appointment := asked_appointment(ctx, text, meaning.reading)) is not None:
        return appointment
    asks = meaning.topic == PERSON and meaning.decision == "hand_over"
    if asks or (number_in(text) and wants_a_call(meaning.reading)):
        return offering.a_call(ctx, meaning)
    return None


def asked_of_ourselves(ctx: Ctx, text: str) -> Go | None:
    """Who answers here, whether it costs money, what became of their question to a librarian."""
    if not text or ctx.services[Reader].is_tangled(text):
        return None
    if fold(text) == fold(ctx._("Pass it on")) and (told := story.told_so_far(ctx)):
        return Go(steps.ASK_LIBRARIAN, with_parts(AskLibrarianData(), told))
    if (card := _called_by_its_title(ctx, text)) is not None:
        return Go(steps.SERVICE, ServicesData(service=card))
    meaning = ctx.services[Reader].understand(text)
    if meaning.danger:
        return None
    said = (text, meaning.reading)
    is_nothing_else = not (ctx.topic.get("service") or ctx.topic.get("library"))
    is_ours = is_nothing_else or ctx.topic.get("last") == ABOUT_US
    is_of_us = is_ours and meaning.confidence < SURE
    if asks_who_we_are(said):
        return Go(steps.PROGRAM)
    if asks_of_money(said, is_of_us=is_of_us):
        return Go(steps.FREE)
    is_matter = meaning.decision == "answer" and meaning.route != "greeting"
    if misses_an_answer(said) and not is_matter:
        return Go(steps.MY_QUESTIONS)
    return None


def _called_by_its_title(ctx: Ctx, text: str) -> str | None:
    """Id of the card whose title was typed: a button of it that is no longer shown."""
    said = fold(text)
    titled = (one for one in ctx.services[Content].catalogue
              if said == fold(one.title.in_(ctx.lang)))  # fmt: skip
    return next((one.id for one in titled if one.route is not Route.ACCESS_POINT), None)


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
    is_begun = bool(ctx.topic.get("service") or ctx.topic.get("library"))
    is_hello = any(word in said for word in ctx.words("hello"))
    return Go(steps.AGREED if is_begun and not is_hello else steps.HELLO)
