"""What a citizen writes to a person: their words, and what came along, told apart."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.answers import fold
from bot.engine.draft import Part, parts_of, written
from bot.engine.model import Digress, Go, Reply, Say, StepRef
from bot.engine.texts import FALLBACK, N_
from bot.engine.turn import Label, Point
from bot.engine.wording import quoted
from bot.places.model import Settlement
from bot.requests.service import Requests
from bot.understanding.after_sent import goes_on
from handlers.shared.data import AskLibrarianData, AskQuestionData
from handlers.shared.files import fitting, taken, too_large
from handlers.shared.follow_ups import asks_an_aspect
from handlers.shared.libraries import is_question, places_in
from handlers.shared.reader import Reader
from handlers.shared.service_card import ASK_A_PERSON

D = TypeVar("D", AskLibrarianData, AskQuestionData)
SHOWN = 80
MOST_FILES = 10  # of all that is written for one request: an album has as many
NAME_LETTERS = 60
NAME_WORDS = 5
BESIDE_A_PLACE = 3  # so many further words are more than a place
BUTTONS = (
    N_("Pass it on"),
    N_("Pass on my last words"),
    N_("Send"),
    N_("Not that"),
    N_("Ask differently"),
)
ABOVE = {  # stands before the citizen's own words
    Label.FORWARDED: N_("Forwarded from %(what)s:"),
    Label.QUOTED: N_("In reply to “%(what)s”:"),
}
ALONE = {
    Label.CONTACT: N_("Contact: %(what)s"),
    Label.VENUE: N_("Place: %(what)s"),
    Label.STICKER: N_("Sticker: %(what)s"),
    Label.POLL: N_("Poll: %(what)s"),
    Label.UNSEEN: N_("Something was sent that can’t be shown here (%(what)s)."),
}
MAP_LINK = re.compile(r"openstreetmap\.org/\?mlat=(-?\d{1,2}\.\d{5})&mlon=(-?\d{1,3}\.\d{5})#")
ON_THE_MAP = N_("Place on the map: %(what)s")


def told(ctx: Ctx) -> str:
    """What this turn brings, for a librarian to read: whatever is no words of theirs is labelled.

    In the librarians' language. A place is a link to a map.
    """
    texts, turn = ctx.texts[FALLBACK], ctx.turn
    above = [texts.text(ABOVE[one.label], what=one.text)
             for one in turn.labelled if one.label in ABOVE]  # fmt: skip
    alone = [texts.text(ALONE[one.label], what=one.text)
             for one in turn.labelled if one.label in ALONE]  # fmt: skip
    if turn.point:
        alone.append(texts.text(ON_THE_MAP, what=map_link(turn.point)))
    words = ctx.turn.text
    if any(one.label is Label.CONTACT for one in turn.labelled):
        words = ""  # the phone, which the contact tells too
    return "\n".join(filter(None, (*above, *alone, words)))


def map_link(point: Point) -> str:
    """An address that shows a place on a map."""
    where = f"{point.lat:.5f}/{point.lon:.5f}"
    return (
        f"https://www.openstreetmap.org/?mlat={point.lat:.5f}&mlon={point.lon:.5f}#map=16/{where}"
    )


def point_in(words: str) -> Point | None:
    """The place that such words are about, None for any others."""
    found = MAP_LINK.search(words)
    return Point(float(found[1]), float(found[2])) if found else None


def with_part(draft: D, text: str, message: str) -> D:
    """The draft with one more text."""
    if not text:
        return draft
    before: list[Part] = parts_of(draft.text, draft.message, draft.parts)
    return replace(draft, **written([*before, Part(text, message)]))


def with_parts(draft: D, parts: Iterable[Part]) -> D:
    """The draft with these texts."""
    for part in parts:
        draft = with_part(draft, part.text, part.message)
    return draft


def without_last(draft: D) -> D:
    """The draft without what was added last; the first text stays."""
    before: list[Part] = parts_of(draft.text, draft.message, draft.parts)
    return replace(draft, **written(before[:-1] or before))


def added(ctx: Ctx[D], before: Iterable[Part] = ()) -> D:
    """The draft with this turn's words and files, after what was said before."""
    draft: D = with_part(with_parts(ctx.data, before), told(ctx), ctx.turn.own)
    files = (*draft.files, *taken(ctx, fitting(ctx.answer.files)))[:MOST_FILES]
    return replace(draft, files=files)


def refused(ctx: Ctx) -> str:
    """What is told of files that can't be taken, "" when all were."""
    return too_large(ctx) if len(fitting(ctx.answer.files)) < len(ctx.answer.files) else ""


def begun(ctx: Ctx[D], to: StepRef[D], before: Iterable[Part] = ()) -> Go | tuple[Say, Go]:
    """On with the words and files of this message; a greeting is no question."""
    if not ctx.answer.files and (polite := courtesy(ctx, ctx.answer.text)):
        return Say(polite), Go(to)
    on = Go(to, added(ctx, before))
    return (Say(refused(ctx)), on) if refused(ctx) else on


async def joined(ctx: Ctx[D], to: StepRef[D]) -> Reply:
    """Add to the draft what is no answer to the open question, and go on at `to`.

    What the bot knows it answers as well, unless a person answers this citizen.
    """
    text = ctx.answer.text
    if text and not ctx.answer.files and (polite := courtesy(ctx, text)):
        return Say(polite), Go(to)
    if not ctx.answer.files and is_our_button(ctx, text):
        return Go(to)
    if not ctx.answer.files and (named := only_place(ctx, text)) is not None:
        ctx.topic["place"] = named.code
        return Say(ctx._("%(place)s: noted.", place=named.name)), Go(to)
    on = Go(to, added(ctx))
    if refused(ctx):
        return Say(refused(ctx)), on
    if text and _is_known(ctx, text) and not await is_with_a_person(ctx):
        return Digress(added(ctx))
    if ctx.is_later:
        return on
    shown = quoted(told(ctx), ctx.lang, most=SHOWN) if told(ctx) else ""
    return Say(" ".join(filter(None, (ctx._("Added to your question."), shown)))), on


def is_our_button(ctx: Ctx, text: str) -> bool:
    """Whether words are what a button of ours is called, typed where it is no longer shown."""
    return fold(text) in {fold(ctx._(one)) for one in BUTTONS}


def _is_known(ctx: Ctx, text: str) -> bool:
    """Whether the bot knows an answer; a card that only leads to a person is none to them."""
    if asks_an_aspect(ctx, text):
        return True
    return not goes_on(text) and has_a_card(ctx, text)


def has_a_card(ctx: Ctx, text: str) -> bool:
    """Whether it is surely a question that a card answers, and not only a person."""
    if not is_question(ctx, text):
        return False
    hits = ctx.services[Reader].understand(text).hits
    card = ctx.services[Content].catalogue.get(hits[0].id) if hits else None
    return card is None or card.route not in ASK_A_PERSON


async def is_with_a_person(ctx: Ctx) -> bool:
    """Whether a person answers this citizen now."""
    return await ctx.services[Requests].citizen.with_a_person(ctx.citizen.id) is not None


def courtesy(ctx: Ctx, text: str) -> str:
    """What is said to mere politeness, "" for anything else: it is nobody's question."""
    if ctx.services[Reader].is_tangled(text):
        return ""
    meaning = ctx.services[Reader].understand(text)
    said = meaning.reading.casefold()
    if meaning.route != "greeting" or meaning.decision != "answer":
        return ""
    if any(word in said for word in ctx.words("who")):
        return ""
    if any(word in said for word in ctx.words("thanks")):
        return ctx._("You are welcome.")
    return ctx._("Good day.")


def beside_places(ctx: Ctx, text: str) -> bool:
    """Whether a text that may name a place says more than that."""
    rest, done = [], 0
    for start, end in sorted(ctx.services[Reader].places(text).spans):
        rest.append(text[done:start])
        done = max(done, end)
    words = set(fold(" ".join((*rest, text[done:]))).split()) - set(ctx.words("place"))
    return len(words) >= BESIDE_A_PLACE or "?" in text


def only_place(ctx: Ctx, text: str) -> Settlement | None:
    """The one place that a text names and says nothing more, None for any other text."""
    found = places_in(ctx, text)
    return found[0] if len(found) == 1 and not beside_places(ctx, text) else None


def is_name(ctx: Ctx, text: str) -> bool:
    """Whether it can be what somebody is called, and no question.

    «Ганна Петрівна» may sound like a card: capitals tell that it is a name.
    """
    words = text.split()
    if "?" in text or len(text) > NAME_LETTERS or len(words) > NAME_WORDS:
        return False
    is_written_as_one = all(word[:1].isupper() for word in words)
    return is_written_as_one or not is_question(ctx, text)
