"""Words after danger are read in its light until the person moves on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.catalogue.model import Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.model import Go, Say
from bot.engine.texts import FALLBACK
from bot.understanding import Meaning
from bot.understanding.danger.after import AfterDanger, after_danger
from bot.understanding.follow_up import follow_up
from bot.understanding.of_ourselves import asks_who_we_are, misses_an_answer
from bot.understanding.text.alphabet import has_cyrillic
from bot.understanding.text.clauses import asks
from bot.understanding.text.stems import STOP_WORDS, stems
from handlers.shared import steps, story
from handlers.shared.choosing import is_choosing
from handlers.shared.danger_numbers import ANYHOW, MANNER, who_listen
from handlers.shared.data import DangerData
from handlers.shared.on_screen import is_on_a_card
from handlers.shared.reader import Reader

D = TypeVar("D")

LASTS = timedelta(hours=3)
VIOLENCE = "violence"
SEQUEL = 8  # words; a longer message tells its own
FEW = 4  # words; more of them ask something as well
CLEAR = 0.4
# So few words mean another matter only where it is named, or as surely meant.
_SO_FEW, _SURELY = 3, 0.85
KIND, TOLD_AT, TIMES = "danger", "danger_at", "danger_times"
RANG, SHOWN = "danger_rang", "danger_card"  # they have called; its card was shown
# What is done beside calling stands on the card of these; words after it are about that.
_ON_ITS_CARD = frozenset({"scam"})
# Of these it is over when they are back or the door is open.
_UNTIL_FOUND = frozenset({"missing", "locked"})
_ALOUD = frozenset({"access_point", "greeting", "emergency", "librarian"})


def in_its_language(ctx: Ctx[D]) -> Ctx[D]:
    """The turn, answered in the language of its words, whatever the profile says."""
    text = ctx.turn.text
    if not text or has_cyrillic(text):
        return ctx
    lang = ctx.services[Reader].understand(text).lang
    if lang == FALLBACK or lang not in ctx.texts:
        return ctx
    return replace(ctx, citizen=replace(ctx.citizen, lang=lang))


def is_of_the_talk(ctx: Ctx) -> bool:
    """Whether words only sound of danger: «він біля хати, ним мама користувалась» after a card.

    So do some that are said to us: «третій раз пишу, і ніхто не відповів».
    """
    text = ctx.turn.text
    if not text or told_kind(ctx):
        return False
    is_talk = (is_on_a_card(ctx) or is_choosing(ctx)) and bool(story.told_so_far(ctx))
    is_to_us = misses_an_answer([text]) or asks_who_we_are([text])
    return (is_talk or is_to_us) and ctx.services[Reader].calm(text)


def remember(ctx: Ctx, kind: str) -> None:
    """Danger of this kind was told now."""
    move_on(ctx)
    ctx.topic |= {KIND: kind, TOLD_AT: ctx.now.isoformat()}


def one_more_time(ctx: Ctx) -> int:
    """How often words after this danger were answered before; from now on once more."""
    times = int(ctx.topic.get(TIMES, "0"))
    ctx.topic[TIMES] = str(times + 1)
    return times


def move_on(ctx: Ctx) -> None:
    """They speak of something else."""
    for name in (KIND, TOLD_AT, TIMES, RANG, SHOWN, MANNER, ANYHOW):
        ctx.topic.pop(name, None)


def told_kind(ctx: Ctx) -> str:
    """The kind of danger told within the last hours, "" for none."""
    kind = ctx.topic.get(KIND, "")
    return kind if kind and ctx.now - datetime.fromisoformat(ctx.topic[TOLD_AT]) <= LASTS else ""


def said_after(ctx: Ctx, text: str) -> AfterDanger | None:
    """Few words that only sound like danger of another kind: what they mean after this one.

    None where no danger was told, or where they tell of a new one.
    """
    kind = told_kind(ctx)
    said = _of(kind, text)
    if not kind or len(text.split()) > SEQUEL:
        return None
    # «А якщо він повернеться з сокирою» is of the danger that was told already.
    reader, supposes = ctx.services[Reader], follow_up(text).supposes
    if not reader.shouts(text) or supposes:
        return said
    # «Викличте поліцію» asks for somebody, «чоловік б’є мене, не швидка» tells of a new one.
    only_calls = len(text.split()) <= FEW or reader.understand(text).danger == kind
    return said if said.called and only_calls else None


def _of(kind: str, text: str) -> AfterDanger:
    said = after_danger(text)
    return replace(said, over=True) if said.found and kind in _UNTIL_FOUND else said


def help_after_violence(ctx: Ctx) -> Say:
    """The lines that listen to who was beaten once, without those that come at once."""
    known = ctx.services[Content].emergency.of(VIOLENCE)
    listening = who_listen(known.lines if known else ())
    return Say("\n".join(line.text.in_(ctx.lang) for line in listening))


def in_its_light(ctx: Ctx, text: str) -> Go | None:
    """Where words said after danger go; None when there was none, or for another question."""
    kind = told_kind(ctx)
    if not kind or not text:
        return None
    said = _of(kind, text)
    reader = ctx.services[Reader]
    meaning = reader.understand(text)
    if meaning.danger or (said.ordinary and not said.unanswered and not said.over):
        return None
    is_told = _only_tells(said, text) or _is_of_it(ctx, kind, meaning, text)
    # «А собаку випустити?» is of what happens now, like whatever card it is.
    is_short = meaning.decision == "choose" and len(text.split()) <= _SO_FEW and not said.service
    elsewhere = _asks_something_else(meaning, text) and not (is_told or is_short)
    if said.is_all_over:
        return Go(steps.DANGER_OVER, DangerData(kind))
    is_sequel = (said.scene or said.refers) and len(text.split()) <= SEQUEL
    is_sequel = is_sequel and not _is_its_title(ctx, meaning)  # an offered card is called
    goes_on = said.waits or said.unanswered or said.address or is_sequel
    goes_on = goes_on and not (said.declines or said.denies)
    rang = said.rang or RANG in ctx.topic
    asks_of_it = elsewhere and meaning.hits[0].id in _family(ctx, kind)
    if elsewhere and (said.over or rang or asks_of_it or not goes_on):
        return _with_card(ctx, kind, meaning) if not said.over else None
    if said.over or said.denies:
        return _passed(kind, said)
    if said.library and (said.rang or not said.waits):
        return None
    if not said.waits and any(word in text.casefold() for word in ctx.words("thanks")):
        return Go(steps.THANKS) if len(text.split()) <= FEW else None
    is_refused = meaning.decision == "refuse" and meaning.confidence >= _SURELY
    if not goes_on and is_refused and meaning.topic:
        return None
    told = DangerData(kind, called=said.called, rang=rang, unanswered=said.unanswered)
    if kind not in _ON_ITS_CARD or said.rang or said.unanswered or said.address:
        return Go(steps.AFTER_DANGER, told)
    return _to_its_card(ctx, told)


def _passed(kind: str, said: AfterDanger) -> Go | None:
    """It is over, or never was; who only says that and asks something is answered that."""
    return None if said.asks and not said.over else Go(steps.DANGER_OVER, DangerData(kind))


def _to_its_card(ctx: Ctx, told: DangerData) -> Go | None:
    """What is done beside calling; once it was shown, what is said is of that card."""
    if SHOWN in ctx.topic:
        return None
    known = ctx.services[Content].emergency.of(told.kind)
    return Go(steps.AFTER_DANGER, replace(told, card=known.see[0] if known else ""))


def _with_card(ctx: Ctx, kind: str, meaning: Meaning) -> Go | None:
    """What is asked of this danger itself: its numbers stay on above the card."""
    card = meaning.hits[0].id
    return (
        Go(steps.AFTER_DANGER, DangerData(kind, card=card)) if card in _family(ctx, kind) else None
    )


def _family(ctx: Ctx, kind: str) -> set[str]:
    """The cards of a danger and those meant instead of them: a shelter from violence."""
    known, catalogue = ctx.services[Content].emergency.of(kind), ctx.services[Content].catalogue
    cards = (catalogue.get(one) for one in (known.see if known else ()))
    own = [one for one in cards if one is not None and one.route is not Route.EMERGENCY]
    return {id_ for one in own for id_ in (one.id, *(other.see for other in one.not_this_if))}


def _only_tells(said: AfterDanger, text: str) -> bool:
    """«Миру 5», «вже подзвонила в поліцію», «йому 82 роки» ask nothing."""
    counts = any(letter.isdigit() for letter in text)
    return len(text.split()) <= FEW and (
        said.address or (said.rang and "?" not in text) or (counts and not asks(text))
    )


def _is_of_it(ctx: Ctx, kind: str, meaning: Meaning, text: str) -> bool:
    """«Перевела дві тисячі» is about the cards of this danger, «гроші вернуть?» about none surely.

    A card that is called by its title, or surely meant, is another matter.
    """
    content = ctx.services[Content]
    known, first = content.emergency.of(kind), meaning.hits[0].id if meaning.hits else ""
    many = len(text.split())
    if many <= FEW and not asks(text) and known is not None and first in known.see:
        return True
    card = content.catalogue.get(first)
    is_named = card is not None and not stems(card.title.in_(ctx.lang)).isdisjoint(
        stems(meaning.reading) - STOP_WORDS
    )
    return many <= _SO_FEW and not is_named and meaning.confidence < _SURELY


def _is_its_title(ctx: Ctx, meaning: Meaning) -> bool:
    """Whether a card is called by its whole title, as its button has it."""
    card = ctx.services[Content].catalogue.get(meaning.hits[0].id) if meaning.hits else None
    return card is not None and stems(card.title.in_(ctx.lang)) <= stems(meaning.reading)


def _asks_something_else(meaning: Meaning, text: str) -> bool:
    """Whether it is a question that has its card, or asks for one of a few."""
    if meaning.route in _ALOUD or not meaning.hits:
        return False
    return meaning.decision == "answer" or (
        meaning.decision == "choose"
        and (bool(meaning.needs) or (meaning.confidence >= CLEAR and asks(text)))
    )
