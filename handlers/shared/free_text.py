"""What a text out of nowhere may be instead of a question: for a person, or of what was sent."""

from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.model import Go
from bot.engine.texts import FALLBACK, N_, language_of, names_of
from bot.requests.model import Request, State
from bot.understanding.after_sent import adds, takes_back
from bot.understanding.model import PERSON
from bot.understanding.text.alphabet import has_cyrillic
from bot.understanding.text.clauses import MOST, asks, clauses
from bot.understanding.text.language import plain_language
from handlers.shared import steps
from handlers.shared.data import OneQuestionData
from handlers.shared.profile import LANG
from handlers.shared.reader import Reader
from handlers.shared.requests import ABOUT_OTHER, sent_just_now

ASKED_SURELY = 0.4


def to_the_person(ctx: Ctx, request: Request) -> Go:
    """Words for the person who answers; a plain yes or no to their terms is more than words."""
    number = OneQuestionData(request.number)
    waits = request.state in {State.ASKING, State.OFFERED}
    if not waits and not ctx.answer.files and takes_back(ctx.answer.text):
        return Go(steps.WITHDRAW, number)
    if fold(ctx.answer.text) == fold(ctx._(ABOUT_OTHER)):
        return Go(steps.ABOUT_OTHER, number)
    if request.state is State.OFFERED and not ctx.answer.files:
        said = fold(ctx.answer.text)
        if said in ctx.words("yes"):
            return Go(steps.AGREE, number)
        if said in ctx.words("no"):
            return Go(steps.DECLINE, number)
    return Go(steps.PASS_ON, number)


def asked_beside(ctx: Ctx, text: str) -> str:
    """What is asked in a message that is thanks as a whole: its last clause that means something.

    «Знайшовся! Дякую. А ще скажіть, як права зробити»; "" for mere politeness.
    """
    apart = clauses(text)
    for one in reversed(apart[-MOST:] if len(apart) > 1 else []):
        meaning = ctx.services[Reader].understand(one)
        is_known = meaning.decision in {"answer", "choose"} and meaning.confidence >= ASKED_SURELY
        if meaning.route != "greeting" and is_known and asks(one):
            return one
    return ""


def language_asked(ctx: Ctx, text: str) -> str:
    """The language that is asked for, and nothing else: «а українською можна?»; "" for none."""
    around = ctx.words("language.around")
    said = " ".join(word for word in fold(text).split() if word not in around)
    for lang, texts in ctx.texts.items():
        if said in map(fold, (*texts.words.get("language", ()), *names_of(lang, ctx.texts))):
            return lang
    return ""


def way_back(ctx: Ctx) -> str:
    """That we answer in their language now, and, in the other's words, how to undo it."""
    other = ctx.texts[FALLBACK]
    back = other.text(N_("In Ukrainian: write “%(word)s”."), word=other.words["language"][0])
    now = ctx._("We answer in English, as you wrote.")
    return f"{now} {back}"


async def after_sent(ctx: Ctx, text: str) -> Go | None:
    """Where words go that take back or go on with what was sent a moment ago."""
    reading = ctx.services[Reader].understand(text).reading if text else ""
    if not (takes_back(reading) or adds(reading)):
        return None
    number = await sent_just_now(ctx)
    if not number:
        return None
    to = steps.WITHDRAW if takes_back(reading) else steps.PASS_ON
    return Go(to, OneQuestionData(number=number))


def language_wanted(ctx: Ctx, text: str, *, is_clear: bool) -> str:
    """Answer in the language of the question, unless the citizen chose one."""
    if ctx.citizen.profile[LANG]:
        return ctx.lang
    if plain := plain_language(text):
        return language_of(plain, ctx.texts)
    if is_clear:
        return FALLBACK if has_cyrillic(text) else ctx.lang
    meaning = ctx.services[Reader].understand(text)
    asks_for_us = meaning.decision != "hand_over" or meaning.topic == PERSON
    is_understood = asks_for_us and meaning.confidence > 0
    if not is_understood or meaning.lang == "translit":
        return ctx.lang  # nothing was understood: its language tells nothing either
    return FALLBACK if has_cyrillic(text) else language_of(meaning.lang, ctx.texts)
