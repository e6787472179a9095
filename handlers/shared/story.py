"""What somebody has said of the matter on screen since it began: a librarian gets all of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.catalogue.model import EntryKind, Route
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.draft import Part, parts_of
from bot.understanding import Meaning
from bot.understanding.follow_up import follow_up
from bot.understanding.offered import wanted
from bot.understanding.vague import says_too_little
from bot.understanding.verdict import verdict
from handlers.shared.addressee import is_called
from handlers.shared.choosing import is_choosing, listed
from handlers.shared.data import AskQuestionData
from handlers.shared.draft import courtesy, is_our_button, only_place
from handlers.shared.library_follow_ups import only_asks_of_a_library
from handlers.shared.on_screen import ADDRESSEE, kin

STORY = "story"  # in the topic
MOST = 6  # messages: the first and the last ones
LETTERS = 1500  # of what was said before the last message
LASTS = timedelta(hours=2)  # after so long a silence it is another matter


@dataclass(frozen=True, slots=True)
class Story:
    """What was said of one matter, as it rests in the topic.

    Attributes:
        parts: the messages, in the order they came.
        at: when the last one came, an ISO time.
        card: id of the card that they led to, "" while there is none.
        before: so many of the messages came before that card was shown.
    """

    parts: tuple[Part, ...] = ()
    at: str = ""
    card: str = ""
    before: int = 0


def words_of(data: AskQuestionData) -> list[Part]:
    """The messages of a question, as a person should read them."""
    said = data.said if data.said and not data.parts else data.text
    return parts_of(said, data.message, data.parts)


def told_so_far(ctx: Ctx, service: str = "") -> list[Part]:
    """What was said of the matter on screen; of this card only, where one is given."""
    story = _resting(ctx)
    if service and story.card and service not in kin(ctx, story.card):
        return []
    return list(story.parts)


def goes_on(ctx: Ctx, words: Iterable[Part]) -> None:
    """These words, read together with what was said, belong to it, whichever card they lead to."""
    if said := _telling(ctx, words):
        _keep(ctx, replace(_with(_resting(ctx), said), before=0))


def asked(ctx: Ctx, meaning: Meaning, words: Iterable[Part]) -> None:
    """A question that stands by itself begins another matter, unless it is of the same."""
    seeks_a_library = meaning.route == Route.ACCESS_POINT and not wanted(meaning.reading)
    if seeks_a_library or not (said := _telling(ctx, words)):
        return
    goes_on = is_of_it(ctx, meaning)
    if not (goes_on or is_called(ctx, meaning.reading)):
        ctx.topic.pop(ADDRESSEE, None)
    story = _with(_resting(ctx) if goes_on else Story(), said)
    _keep(ctx, story if meaning.decision == "choose" else replace(story, before=0))


def is_of_it(ctx: Ctx, meaning: Meaning) -> bool:
    """Whether a question goes on with what was talked about: surely of another card it doesn't."""
    story, first = _resting(ctx), meaning.hits[0].id if meaning.hits else ""
    if not story.parts or first in kin(ctx, story.card) or _is_offered(ctx, first):
        return True
    if meaning.decision == "choose" or not meaning.confidence:
        return not meaning.needs
    found = follow_up(meaning.reading)
    if found.corrects or found.supposes:
        return True
    asks_of_it = found.again or (bool(found.aspects) and _is_ours(ctx, first))
    return meaning.decision != "answer" and _is_ours(ctx, story.card) and asks_of_it


def shown(ctx: Ctx, card: str) -> None:
    """This card is on screen: what led to another one, that was left for it, is another matter."""
    story = _resting(ctx)
    left = bool(story.card) and card not in kin(ctx, story.card)
    parts = story.parts[story.before :] if left else story.parts
    _keep(ctx, replace(story, parts=parts, card=card, before=len(parts)))


def over(ctx: Ctx) -> None:
    """It is with a librarian."""
    ctx.topic.pop(STORY, None)
    ctx.topic.pop(ADDRESSEE, None)


def _is_offered(ctx: Ctx, card: str) -> bool:
    return is_choosing(ctx) and card in listed(ctx)


def _is_ours(ctx: Ctx, card: str) -> bool:
    known = ctx.services[Content].catalogue.get(card)
    return known is not None and known.kind is EntryKind.LIBRARY


def _telling(ctx: Ctx, words: Iterable[Part]) -> list[Part]:
    """Without thanks, a place alone, and what only says that an answer was none."""
    return [
        one
        for one in words
        if one.text
        and not says_too_little(one.text)
        and verdict(one.text) is None
        and not courtesy(ctx, one.text)
        and only_place(ctx, one.text) is None
        and not only_asks_of_a_library(one.text)
        and not is_our_button(ctx, one.text)
    ]


def _with(story: Story, words: list[Part]) -> Story:
    """What was said now, all of it, after what was said before, each once.

    Of that the first message and the last ones stay, as far as there is room.
    """
    before = [one for one in story.parts if not any(_is_same(one, other) for other in words)]
    while len(before) >= MOST or sum(len(one.text) for one in before) > LETTERS:
        del before[1 if len(before) > 1 else 0]
    return replace(story, parts=(*before, *words), before=min(story.before, len(before)))


def _is_same(one: Part, other: Part) -> bool:
    is_edited = bool(one.message) and one.message == other.message
    return is_edited or fold(one.text) == fold(other.text)


def _keep(ctx: Ctx, story: Story) -> None:
    body = {
        "parts": [[one.text, one.message] for one in story.parts],
        "at": ctx.now.isoformat(),
        "card": story.card,
        "before": story.before,
    }
    ctx.topic[STORY] = json.dumps(body, ensure_ascii=False)


def _resting(ctx: Ctx) -> Story:
    body = json.loads(ctx.topic.get(STORY, "{}"))
    if not body or ctx.now - datetime.fromisoformat(body["at"]) > LASTS:
        return Story()
    return Story(tuple(Part(*one) for one in body["parts"]), body["at"], body["card"],
                 body["before"])  # fmt: skip
