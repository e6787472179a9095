"""What the card on screen tells of somebody's words, and what to do where it tells nothing."""

import hashlib
from collections.abc import Iterable, Sequence

from bot.catalogue.model import Service
from bot.catalogue.sentences import FIELDS, Sentence, sentences_in, sentences_of
from bot.contracts.feature import Ctx
from bot.understanding.card_facts import CardFacts, Fact, is_heading
from bot.understanding.follow_up import FollowUp, follow_up
from bot.understanding.text.clauses import asks
from handlers.shared.card_sentences import telling
from handlers.shared.data import ServicesData
from handlers.shared.nearby_help import phone_of_a_library
from handlers.shared.service_card import (
    ASKED_FOR,
    LETTERS,
    aspects,
    call_lines,
    calls_of,
    now,
    who_knows,
)

# From so sure on a sentence mostly speaks to the words; below, it is only told to be the nearest.
SURE, NEAR = 0.55, 0.3
# With the likeliest go those that are this share as likely.
_BESIDE = 0.6
MOST = 3
# Beside an aspect that the card lacks only what is surer is no evasion; few words mean the aspect.
SURELY, FEW = 0.6, 2
QUOTED = "quoted"  # in the topic: the card that was shown, and what was quoted of it since
_LEAD = ("what", "now")  # fields that a card shows first
_LATER = "later"  # what was shown last is no more all of the card
_MARK = 8  # letters that stand for a sentence


def shown_whole(ctx: Ctx, card: Service) -> None:
    """All of this card is on screen: nothing of it was quoted yet."""
    ctx.topic[QUOTED] = card.id


def told_of_it(ctx: Ctx, card: Service, said: str) -> tuple[str, bool]:
    """What a card tells of what was said, and whether it surely does; else also whom to ask.

    Nothing that was quoted before is said again.
    """
    facts = _new(ctx, card, weighed(ctx, card, said))
    if sure := passages(card, ctx.lang, likely(facts)):
        _note(ctx, card, sure)
        return "\n".join((ctx._("The card has this:"), *sure)), True
    later = [one for one in facts if not _was_just_read(ctx, card, one.sentence)]
    nearest = passages(card, ctx.lang, likely(facts, NEAR)[:1] or _of_its_kind(later, said)[:1])
    step = _next_step(ctx, card, nearest)
    _note(ctx, card, [*nearest, _LATER])
    if nearest:
        head = ctx._("We found no direct answer in the card. The nearest in it:")
    elif step and _only_tells(said):
        head = ctx._("Understood.")
    else:
        head = ctx._("We found no answer to this in the card.")
    return "\n".join((head, *nearest, *step)), False


def _only_tells(said: str) -> bool:
    """Whether nothing is asked that a card could lack: «йому 11», but not «а якщо йому 11»."""
    found = follow_up(said)
    return not (asks(said) or found.supposes or found.corrects or found.needs)


def _of_its_kind(facts: Iterable[Fact], said: str) -> list[Fact]:
    """To «а довіреність треба?» its papers, to a circumstance whom the card is for."""
    found = follow_up(said)
    told = "documents" if found.needs else "who" if found.supposes or found.tells else ""
    return [one for one in facts if one.sentence.field == told]


def told_when_asked(
    ctx: Ctx[ServicesData], card: Service, asked: tuple[str, ...], *, is_phone: bool
) -> str:
    """What the card tells of these aspects; "" for nothing."""
    name = asked[0]
    told = aspects_told(ctx, card, asked, ctx.data.said)
    if is_phone and not calls_of(ctx, card):
        return "\n".join(filter(None, (told, phone_of_a_library(ctx))))
    if name == "where":
        return "\n".join(filter(None, (*call_lines(ctx, calls_of(ctx, card)), told)))
    if name == "steps" and (card.now is not None or not told):
        return "\n\n".join(filter(None, (now(ctx, card), told)))
    if name in LETTERS:
        return ctx._("We have no ready letter for this. A library helps to write one.")
    return told


def tells_much(said: str) -> bool:
    """Whether there is more in it than what may be asked of any card."""
    return follow_up(said).own >= FEW


def aspects_told(ctx: Ctx, card: Service, asked: Sequence[str], said: str) -> str:
    """What a card tells of aspects, and its sentences that speak to the rest of what was `said`.

    Where much more was said and those tell something else, the aspect was not what was asked; to
    «а дитині скільки коштує» it is. A price may stand anywhere in a card: «безоплатно»; so does how
    much is given. "" where a price, a term or papers are asked and the card tells none.
    """
    found = follow_up(said)
    if "term" in asked and found.asks_amount:
        asked = [name for name in asked if name != "cost"]  # «скільки чекати» is no price
    told = {name: _aspect_told(ctx, card, name, found) for name in asked}
    first = next(iter(asked), "")
    is_plain = found.own <= FEW and first in ASKED_FOR
    is_lacking = first in ASKED_FOR and not told[first]
    least = SURELY if is_lacking else SURE
    facts = [] if found.is_bare else likely(weighed(ctx, card, said), least)
    fields = {one.sentence.field for one in facts}
    shown = [
        line
        for name, lines in told.items()
        for line in lines
        if is_plain or not facts or name not in FIELDS or name in fields
    ]
    rest = (line for one in passages(card, ctx.lang, facts) for line in one.splitlines())
    return "\n".join(_each_once((*shown, *rest)))


def _aspect_told(ctx: Ctx, card: Service, name: str, found: FollowUp) -> list[str]:
    """The lines of a card that tell an aspect, in a field of its own or elsewhere."""
    own = aspects(ctx, card).get(name, "")
    if name != "cost":
        return [own] if own else []
    amount = telling(card, ctx.lang, "amount") if found.asks_amount else ()
    return [*amount, *([own] if own else telling(card, ctx.lang, name))]


def _each_once(lines: Iterable[str]) -> list[str]:
    """Lines without those that another one holds."""
    listed = list(dict.fromkeys(lines))
    return [one for one in listed if not any(one in other for other in listed if other != one)]


def weighed(ctx: Ctx, card: Service, said: str) -> tuple[Fact, ...]:
    """All sentences of a card by how likely they speak to what was said."""
    title, told = card.title.in_(ctx.lang), sentences_of(card, ctx.lang)
    return ctx.services[CardFacts].speaking_to(said, follow_up(said), title, told)


def likely(facts: Sequence[Fact], least: float = SURE) -> list[Fact]:
    """Those that may be quoted together, the likeliest first."""
    telling = [one for one in facts if not is_heading(one.sentence)]
    best = telling[0].chance if telling else 0.0
    return [one for one in telling[:MOST] if one.chance >= max(least, _BESIDE * best)]


def in_order(card: Service, lang: str, facts: Iterable[Fact]) -> list[Sentence]:
    """Their sentences as they stand in the card."""
    held = {one.sentence for one in facts}
    return [one for one in sentences_of(card, lang) if one in held]


def passages(card: Service, lang: str, facts: Iterable[Fact]) -> list[str]:
    """What is read of a card with these sentences, as it stands there."""
    return _each_once(one.whole for one in in_order(card, lang, facts))


def _note(ctx: Ctx, card: Service, texts: Iterable[str]) -> None:
    """So that none of them is said twice."""
    marks = (_mark(one) for text in texts for one in (text, *sentences_in(text)))
    ctx.topic[QUOTED] = " ".join(dict.fromkeys((card.id, *_marks(ctx, card), *marks)))


def _marks(ctx: Ctx, card: Service) -> list[str]:
    """Of what was quoted since the card was shown."""
    shown = ctx.topic.get(QUOTED, "").split()
    return shown[1:] if shown[:1] == [card.id] else []


def _new(ctx: Ctx, card: Service, facts: Iterable[Fact]) -> list[Fact]:
    """Those that were not quoted before."""
    before = set(_marks(ctx, card))
    return [one for one in facts if _mark(one.sentence.text) not in before]


def _was_just_read(ctx: Ctx, card: Service, sentence: Sentence) -> bool:
    """Whether it stands at the head of the card, and that is what was shown last."""
    return ctx.topic.get(QUOTED) == card.id and sentence.field in _LEAD


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK]


def _next_step(ctx: Ctx, card: Service, told: Sequence[str]) -> list[str]:
    """Whom to ask: the card's numbers, else who provides it; what to do first, if it is new."""
    lines = who_knows(ctx, card)
    first = card.now or next(iter(card.steps), None)
    step = first.in_(ctx.lang) if first is not None else ""
    is_read = ctx.topic.get(QUOTED) == card.id or _mark(step) in _marks(ctx, card)
    if step and not is_read and not any(step in one for one in told):
        _note(ctx, card, [step])
        lines.insert(0, ctx._("The first step: %(step)s", step=step))
    return lines
