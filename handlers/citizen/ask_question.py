"""A question in the citizen's own words: a card, "did you mean", or a person."""

import re
from dataclasses import replace

from bot.catalogue.model import Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Button, Choice, Go, Reply, Say
from bot.engine.texts import FALLBACK, language_of
from bot.engine.wording import label, quoted
from bot.learning.model import UnclearReason
from bot.requests.service import Requests
from bot.understanding import Meaning
from bot.understanding.complaining import complains
from bot.understanding.model import OUT_OF_SCOPE
from bot.understanding.vague import says_too_little
from handlers.shared import links, offering, steps, story, unhelped
from handlers.shared.addressee import library_of_the_oblast
from handlers.shared.after_danger import help_after_violence, in_its_light, move_on
from handlers.shared.asked_appointment import (
    asked_help_with,
    asked_of_own,
    lawyer_after_danger,
)
from handlers.shared.asked_of_us import asked_of_ourselves, greeted, somebody_asked_for
from handlers.shared.choosing import OUT
from handlers.shared.data import (
    AskLibrarianData,
    AskQuestionData,
    DangerData,
    FindLibraryData,
    LanguageData,
    OfferReason,
    OneQuestionData,
    ServicesData,
)
from handlers.shared.draft import added, courtesy, joined, refused, told, with_parts
from handlers.shared.follow_ups import going_on, who_helps_there
from handlers.shared.free_text import (
    after_sent,
    language_asked,
    language_wanted,
    to_the_person,
    way_back,
)
from handlers.shared.from_abroad import asked_from_abroad
from handlers.shared.libraries import far_town, place_told, places_in
from handlers.shared.offices import office_asked_for
from handlers.shared.reader import Reader
from handlers.shared.reporting import reported
from handlers.shared.requests import sent_just_now
from handlers.shared.said_to_us import said_to_us
from handlers.shared.sympathy import with_sympathy
from handlers.shared.troubles import went_wrong
from handlers.shared.verdicts import agreed, verdict_told

MISSES = 2
BESIDES = 3  # words of something else beside an office, where neither is understood
NUMBER = re.compile(r"\W{0,9}\d{4}\W?\d{4}\W{0,9}")  # as those of requests are written

flow = Flow[Services, AskQuestionData]("ask_question", data=AskQuestionData)
Asking = Ctx[AskQuestionData]


@flow.step("understand")
async def understand(ctx: Asking) -> Go | Say | tuple[Say, Go]:
    """Where every text out of nowhere comes in; files first: they need a decision.

    While a person answers this citizen, the bot doesn't answer over them.
    """
    answered = await ctx.services[Requests].citizen.with_a_person(ctx.citizen.id)
    if answered is not None and (ctx.answer.text or ctx.answer.files):
        return to_the_person(ctx, answered)
    if ctx.answer.files:
        return await _with_files(ctx)
    text = ctx.data.text or ctx.answer.text
    if (after := await after_sent(ctx, text)) is not None:
        return after
    if NUMBER.fullmatch(text):
        told_wrong = ctx._("We know no request with this number. Compare it digit by digit.")
        return Say(told_wrong), Go(steps.REQUEST_NUMBER)
    if lang := language_asked(ctx, text):
        return Go(steps.IN_LANGUAGE, LanguageData(lang))
    sequel, goes_on = lawyer_after_danger(ctx, text) or in_its_light(ctx, text), None
    if sequel is None:
        move_on(ctx)
        own = await asked_of_own(ctx, text) or await verdict_told(ctx, text)
        own = own or said_to_us(ctx, text) or asked_of_ourselves(ctx, text)
        own = own or reported(ctx, text)
        own = own or asked_help_with(ctx, text)
        named = None if own else office_asked_for(ctx, text) or library_of_the_oblast(ctx, text)
        goes_on = named or (None if own else going_on(ctx, text))
        sequel = own or goes_on
        sequel = sequel or (Go(steps.BEGIN) if says_too_little(text) else agreed(ctx, text))
    wanted = language_wanted(ctx, text, is_clear=sequel is not None)
    if wanted != ctx.lang:
        return Go(switch, replace(ctx.data, text=text, lang=wanted))
    said = told(ctx) if told(ctx) != ctx.answer.text else ""
    known = replace(ctx.data, text=text, said=said, message=ctx.data.message or ctx.turn.own)
    if goes_on:
        ctx.topic |= place_told(ctx, text)
        story.goes_on(ctx, story.words_of(known))
    return with_sympathy(ctx, text, sequel or Go(answer, known))


async def _with_files(ctx: Asking) -> Go | Say:
    """Files out of nowhere, with the words that came just before them."""
    if number := await sent_just_now(ctx):
        return Go(steps.PASS_ON, OneQuestionData(number=number))
    draft, words = added(ctx), ctx.before
    if not draft.files:
        return Say(refused(ctx))
    if not draft.text and words is not None and not courtesy(ctx, words.text):
        draft = with_parts(draft, words.parts)
    return Go(file, draft)


@flow.step("place")
async def place(ctx: Ctx) -> Go:
    """A location out of nowhere: for the person who answers, else to find a library."""
    answered = await ctx.services[Requests].citizen.with_a_person(ctx.citizen.id)
    if answered is not None:
        return Go(steps.PASS_ON, OneQuestionData(number=answered.number))
    return Go(steps.LIBRARY_NEAR)


@flow.act("switch")
async def switch(ctx: Asking) -> Go | tuple[Say, Go]:
    """On in their language; from the fallback, its own words lead back to it."""
    ctx.citizen.lang = language_of(ctx.data.lang, ctx.texts)
    if ctx.citizen.lang == FALLBACK:
        return Go(understand)
    return Say(way_back(ctx)), Go(understand)


@flow.step("answer")
async def answer(ctx: Asking) -> Go | Say | tuple[Say, Go]:
    text = ctx.data.text
    meaning = ctx.services[Reader].understand(text)
    ctx.topic["question"] = text
    ctx.topic.pop("playbook", None)
    if meaning.danger or (meaning.route == "emergency" and meaning.decision == "answer"):
        return Go(steps.DANGER, DangerData(meaning.danger or ""))
    if ctx.services[Reader].is_tangled(text):
        return offering.a_person(ctx, OfferReason.TANGLED)
    ctx.topic |= place_told(ctx, text)
    if (other := far_town(ctx, text) or somebody_asked_for(ctx, text, meaning)) is not None:
        return other
    if meaning.route == "greeting" and meaning.decision == "answer":
        return greeted(ctx, meaning)
    story.asked(ctx, meaning, story.words_of(ctx.data))
    if (there := asked_from_abroad(ctx, text, meaning)) is not None:
        return there
    if meaning.decision == "refuse" and meaning.confidence > 0:
        if complains(text) and meaning.hits:
            return Go(choose, replace(ctx.data, hits=offering.offered(ctx, meaning)))
        return offering.refusal(ctx, meaning.topic)
    if meaning.decision == "answer" and meaning.hits:
        unhelped.another_matter(ctx, meaning.hits[0].id)
        return _with_help(ctx, meaning, _go_to(ctx, meaning))
    is_new = bool(ctx.turn.text) and text.endswith(ctx.turn.text)
    if is_new and (number := await sent_just_now(ctx)):
        return Go(steps.PASS_ON, OneQuestionData(number=number))
    return _unclear(ctx, text, meaning)


def _unclear(ctx: Asking, text: str, meaning: Meaning) -> Go | tuple[Say, Go]:
    """What isn't surely understood: who helps there, a choice, a person, or to be said anew."""
    if meaning.decision == "choose" and meaning.hits:
        there = who_helps_there(ctx, text, meaning)
        if there := there or office_asked_for(ctx, text, besides=BESIDES):
            return there
        several = bool(meaning.needs)
        if not several and (wrong := went_wrong(ctx, ctx.data.text, meaning.hits[0].id)):
            return wrong
        near = meaning.route == OUT_OF_SCOPE and meaning.topic in offering.refusals(ctx)
        if meaning.route != OUT_OF_SCOPE and (guess := offering.at_once(ctx, meaning)) is not None:
            return _with_help(ctx, meaning, Go(steps.SERVICE, guess))
        known = replace(ctx.data, several=several, near=meaning.topic or "" if near else "")
        go = Go(choose, replace(known, hits=offering.offered(ctx, meaning)))
        return _with_help(ctx, meaning, go)
    if meaning.decision == "hand_over" and meaning.route == "librarian" and meaning.confidence > 0:
        return offering.handed_over(ctx, meaning)
    return Go(missed)


def _with_help(ctx: Asking, meaning: Meaning, go: Go) -> Go | tuple[Say, Go]:
    """Who was beaten once gets its help lines beside the answer."""
    return (help_after_violence(ctx), go) if meaning.is_violence_over else go


def _go_to(ctx: Asking, meaning: Meaning) -> Go:
    """The one thing that was meant."""
    if meaning.route == "access_point":
        if others := offering.of_another_body(ctx, meaning):
            return Go(choose, replace(ctx.data, hits=others))
        codes = tuple(place.code for place in meaning.places)
        known = FindLibraryData(text=ctx.data.text, codes=codes)
        return Go(steps.LIBRARY_NAMED if codes else steps.FIND_LIBRARY, known)
    return _to_card(ctx, ServicesData(service=meaning.hits[0].id, beside=meaning.beside))


def _to_card(ctx: Asking, known: ServicesData) -> Go:
    """A card, or what to do where the question tells that it went wrong."""
    return went_wrong(ctx, ctx.data.text, known.service) or Go(steps.SERVICE, known)


@flow.act("missed")
async def missed(ctx: Asking) -> Go | Say:
    """Say so once; the second time in a row offer a person."""
    offering.note_unclear(ctx, UnclearReason.UNANSWERED)
    ctx.missed += 1
    if ctx.missed >= MISSES:
        return offering.a_call_after(ctx, OfferReason.TWICE)
    again = ctx._("We didn’t understand. Please write it in other words, or ask a librarian.")
    buttons = (
        Button(ctx._("Ask a librarian"), links.PERSON()),
        Button(ctx._("Find a service"), links.SERVICES()),
    )
    return Say(again, buttons=buttons)


@flow.step("choose")
async def choose(ctx: Asking) -> Ask | Go:
    found = offering.known(ctx, ctx.data.hits)
    if not found:
        return offering.a_person(ctx, OfferReason.PERSON)
    if not ctx.data.several:
        ctx.topic |= {"service": found[0].id}  # likely what a sequel is about
    ctx.topic |= {"last": "choice", "choice": " ".join(ctx.data.hits), OUT: " ".join(ctx.data.out)}
    lead, shown = offering.to_choose(ctx, found)
    cards = [_card(ctx, one, said) for one, said in shown]
    none = Choice("none", ctx._("Not that"), to=none_of_them, words=ctx.words("no", "choose.none"))
    return Ask(lead, choices=(*cards, none), cards=tuple(one.id for one, _ in shown))


@flow.step("noted")
async def noted(ctx: Asking) -> Go | tuple[Say, Go]:
    """What does not tell which card is meant, like where they live: the choice stands."""
    named = places_in(ctx, ctx.turn.text)
    if len(named) != 1:
        return Say(ctx._("First choose what you ask about.")), Go(choose)
    ctx.topic["place"] = named[0].code
    return Say(ctx._("%(place)s: noted.", place=named[0].name)), Go(choose)


def _card(ctx: Asking, one: Service, said: str | None) -> Choice:
    """A card that may be meant, called by what the person would say or by its title."""
    title = one.title.in_(ctx.lang)
    data = replace(ctx.data, service=one.id)
    return Choice(one.id, said or label(title), to=chosen, data=data, words=(title,))


@flow.act("chosen")
async def chosen(ctx: Asking) -> Go:
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    if service is not None and service.id not in ctx.data.hits[:1] and not ctx.data.several:
        offering.note_unclear(ctx, UnclearReason.OTHER, chosen=service.id)
    if service is not None and service.route == "access_point":
        return Go(steps.LIBRARY_IN_WORDS, FindLibraryData(text=ctx.data.text))
    return _to_card(ctx, ServicesData(service=service.id if service else ""))


@flow.act("none")
async def none_of_them(ctx: Asking) -> Go:
    offering.note_unclear(ctx, UnclearReason.NONE)
    if unhelped.once_more(ctx) >= unhelped.MANY:
        return offering.a_call_after(ctx, OfferReason.UNHELPED)
    return offering.a_person(ctx, OfferReason.NOT_THAT)


@flow.step("file")
async def file(ctx: Asking) -> Ask:
    names = ", ".join(one.name for one in ctx.data.files if one.name)
    text = ctx._("We have your file. What shall we do with it?")
    if ctx.turn.album or len(ctx.data.files) > 1:
        text = ctx._("We have your files. What shall we do with them?")
    elif names:
        text = ctx._("We have your file: %(names)s. What shall we do with it?", names=names)
    if ctx.data.text:
        text = "\n".join((quoted(ctx.data.text, ctx.lang), text))
    return Ask(
        text,
        choices=(
            Choice("send", ctx._("Send to a librarian"), to=send_file),
            Choice("nothing", ctx._("Nothing"), to=drop_file),
        ),
        name=ctx._("your files"),
        more=with_file,
    )


@flow.step("with_file")
async def with_file(ctx: Asking) -> Reply:
    """Words and further files belong to those that are here."""
    return await joined(ctx, file)


@flow.step("send_file")
async def send_file(ctx: Asking) -> Go:
    known = ctx.data
    return Go(
        steps.ASK_LIBRARIAN,
        AskLibrarianData(
            text=known.text, files=known.files, message=known.message, parts=known.parts
        ),
    )


@flow.step("drop_file")
async def drop_file(ctx: Ctx) -> Say:
    return Say(ctx._("Good, we didn’t send it anywhere."))
