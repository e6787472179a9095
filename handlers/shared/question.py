"""A question to a librarian on its way: what of it rests in a dialogue, and how it is told."""

from collections import Counter
from dataclasses import replace

from bot.catalogue.model import Route, Service
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.engine.draft import BETWEEN, Part, parts_of
from bot.engine.model import Choice, Digress, Go, Reply, Say, StepRef
from bot.engine.phones import number_in, only_number, without_number
from bot.engine.texts import N_
from bot.engine.wording import day, label, phone, quoted
from bot.requests.deadlines import Clock
from bot.requests.intake import NewRequest
from bot.requests.model import Holder, PassedOver, Request, RequestKind, RoutingReason
from bot.requests.service import Requests
from bot.understanding.calling import wants_a_call
from bot.understanding.model import PERSON
from bot.understanding.text.clauses import asks
from bot.understanding.vague import says_too_little
from handlers.shared import steps, story
from handlers.shared.addressee import note_addressee
from handlers.shared.data import AskLibrarianData, FindLibraryData, OfferReason, ServicesData
from handlers.shared.draft import (
    added,
    begun,
    courtesy,
    has_a_card,
    is_with_a_person,
    with_part,
    with_parts,
)
from handlers.shared.follow_ups import asks_something
from handlers.shared.libraries import library, live_named, name_of, settlement
from handlers.shared.profile import LIBRARY, NAME, PLACE
from handlers.shared.reader import Reader
from handlers.shared.requests import by_when, is_attended, key_line, nobody_yet, where_it_comes, why

KINDS = {
    Route.SERVICE: RequestKind.SERVICE_HELP,
    Route.LEGAL_AID: RequestKind.LEGAL_AID,
    Route.DOCUMENT_DELIVERY: RequestKind.DOCUMENT_DELIVERY,
}
# Why a library was passed over, in the citizen's words.
SKIPPED = {
    PassedOver.NO_STAFF: N_("nobody answers in the chat there yet"),
    PassedOver.CANNOT: N_("it has no such service"),
    PassedOver.BUSY: N_("many questions wait there"),
    PassedOver.SHUT: N_("it is closed until then"),
    PassedOver.ELSEWHERE: N_("another library is of your own hromada or raion"),
}
Asking = Ctx[AskLibrarianData]
SHOWN = 1500  # letters of what is about to be sent
STORY = 4  # fewer words are no part of a long text
UNSURE = 0.45  # less sure, a card is no answer to a part of a story
TELLING = 8  # words beside a number that are more than a name


def why_a_person(ctx: Asking) -> str:
    """Why a person is offered."""
    return {
        OfferReason.PERSON: ctx._("A librarian answers this best."),
        OfferReason.TWICE: ctx._("We still don’t understand, but a librarian will."),
        OfferReason.TANGLED: ctx._(
            "This message is too tangled for the bot to read. Write it shorter, or a "
            "librarian will read it."
        ),
        OfferReason.UNHELPED: ctx._("We couldn’t help, but a librarian will find out."),
        OfferReason.NOT_THAT: ctx._("Then a librarian will help."),
        OfferReason.NO_CARD: ctx._("We have no card about this. A librarian will find out."),
    }[ctx.data.offered]


def before_it_goes(ctx: Asking) -> tuple[str, str]:
    """What is asked of who may pass a question on, and what comes after that."""
    then = ctx._("You will see which library gets it; it is sent when you agree.")
    return ctx._("Shall we pass your question on?"), then


def card_beside(ctx: Asking, card: Service) -> Choice:
    """What we know ourselves, beside the person."""
    title = card.title.in_(ctx.lang)
    data = ServicesData(service=card.id)
    return Choice("card", label(title), to=steps.SERVICE, data=data, words=(title,))


def said_before(ctx: Asking, to: StepRef[AskLibrarianData]) -> tuple[Choice, ...]:
    """What was said before a person was asked for need not be written again."""
    known = with_parts(ctx.data, told_before(ctx))
    return (Choice("before", ctx._("Pass on my last words"), to=to, data=known),) * bool(known.text)


def what_to_write(ctx: Asking) -> str:
    """That the question is to be written, and what was, which can go as it is."""
    told = BETWEEN.join(one.text for one in story.told_so_far(ctx, ctx.data.service))
    quote = ctx._("You have written already: %(words)s", words=quoted(told, ctx.lang))
    lines = (ctx._("Write your question to the librarian in one message."), *[quote] * bool(told))
    return "\n".join(lines)


def told_before(ctx: Asking) -> list[Part]:
    """What was said of the matter on screen, else the words that came a moment ago."""
    before = ctx.before
    told = story.told_so_far(ctx, ctx.data.service)
    return told or (before.parts if before and not courtesy(ctx, before.text) else [])


def it_goes_on(ctx: Asking) -> list[Part]:
    """What was said of the card they come from, or of a matter that this message goes on with."""
    text = ctx.answer.text
    if ctx.data.service:
        return story.told_so_far(ctx, ctx.data.service)
    if not text or not story.is_of_it(ctx, ctx.services[Reader].understand(text)):
        return []
    return story.told_so_far(ctx)


async def taken_down(ctx: Asking, words: StepRef[AskLibrarianData]) -> Reply:
    """The question as it was written; what we know ourselves is answered before it goes on."""
    before = [] if ctx.data.holder else it_goes_on(ctx)  # else the words are being changed
    text = "" if ctx.answer.files else ctx.answer.text
    note_addressee(ctx, text)
    is_vague = bool(text) and says_too_little(text) and not before
    is_known = bool(text) and not (before or is_vague or ctx.data.holder) and has_a_card(ctx, text)
    if is_known and not await is_with_a_person(ctx):
        return Digress(added(ctx))
    return begun(ctx, steps.TELL_MORE if is_vague else words, before)


def at_the_place(ctx: Asking, code: str) -> Go | None:
    """Where a place leads that was said to the offer of a person; None to pass the question on."""
    if ctx.services[Reader].understand(ctx.data.text).topic == PERSON:
        return Go(steps.LIVING_PERSON, replace(ctx.data, code=code))
    card = ctx.services[Content].catalogue.get(ctx.data.service)
    if card is not None and card.need:  # «де надрукувати» has its place
        return Go(steps.LIBRARY_NAMED, FindLibraryData(codes=(code,), service=card.id))
    return None


def goes_on_telling(ctx: Asking) -> bool:
    """Whether this message asks nothing that we know: the rest of a long story in several."""
    text = ctx.answer.text
    meaning = ctx.services[Reader].understand(text)
    is_unknown = meaning.decision in {"hand_over", "choose"} and meaning.confidence < UNSURE
    is_story = len(text.split()) >= STORY and meaning.topic != PERSON
    if not is_story or meaning.danger:
        return False
    # «Він ще мав там млин»: of what we offer to pass on.
    is_of_it = bool(meaning.hits) and meaning.hits[0].id == ctx.data.service
    if is_of_it and meaning.decision == "hand_over" and not asks(meaning.reading):
        return True
    return is_unknown and not asks_something(ctx, text)


def words_of(ctx: Asking) -> str:
    """What the librarian reads: the words, and what a copy is for."""
    return BETWEEN.join(filter(None, (ctx.data.text.strip(), _purpose(ctx))))


def parts_to_send(ctx: Asking) -> list[Part]:
    """What of these words came in which message; [] when all in one."""
    draft, purpose = ctx.data, _purpose(ctx)
    parts = parts_of(draft.text.strip(), draft.message, draft.parts)
    return [*parts, Part(purpose)] if purpose else list(draft.parts)


def _purpose(ctx: Asking) -> str:
    purposes = ctx.services[Content].desk.purposes
    known = next((one for one in purposes if one.id == ctx.data.purpose), None)
    return f"{known.name.main}." if known else ""


def signed_as(ctx: Ctx) -> str:
    """What the librarians see of the citizen."""
    known = ctx.citizen.profile[NAME]
    if known:
        return ctx._("The librarians see your words and your name, %(name)s; not your account.",
                     name=known)  # fmt: skip
    return ctx._("The librarians see your words, not your account.")


def terms_of_copies(ctx: Asking, holder: Holder) -> list[str]:
    """On what terms this library makes copies: told before, not after."""
    if kind_of(ctx) is not RequestKind.DOCUMENT_DELIVERY:
        return []
    desk, lang = ctx.services[Content].desk, ctx.lang
    terms = desk.delivery.get(holder.point)
    if terms is None:
        return [desk.terms_unknown.in_(lang)]
    lines = [one.in_(lang) for one in terms.limits]
    if terms.price:
        lines.append(ctx._("Price: %(price)s", price=terms.price.in_(lang)))
    lines += [ctx._("Not copied: %(what)s", what=one.in_(lang)) for one in terms.excluded]
    if terms.who:
        lines.append(ctx._("Who for: %(who)s", who=terms.who.in_(lang)))
    return lines


def passed_over(ctx: Ctx, holder: Holder) -> str:
    """Why the citizen's own library, or any nearer one, doesn't answer; "" when one does."""
    mine = ctx.citizen.profile[LIBRARY]
    if (reason := dict(holder.skipped).get(mine)) is not None:
        return ctx._("Your library is passed over: %(why)s.", why=ctx._(SKIPPED[reason]))
    reasons = Counter(reason for _, reason in holder.skipped)
    if holder.why is not RoutingReason.OBLAST or not reasons:
        return ""
    ((reason, _),) = reasons.most_common(1)
    return ctx._("Nearer libraries are passed over: %(why)s.", why=ctx._(SKIPPED[reason]))


def kind_of(ctx: Asking) -> RequestKind:
    """What is asked: said by the flow before, or by the card it is about."""
    if ctx.data.kind is not None:
        return ctx.data.kind
    service = ctx.services[Content].catalogue.get(ctx.data.service)
    return KINDS.get(service.route, RequestKind.REFERENCE) if service else RequestKind.REFERENCE


def clock_of(ctx: Asking) -> Clock:
    return ctx.services[Requests].intake.clock(kind_of(ctx), ctx.now)


def new_request(ctx: Asking) -> NewRequest:
    """What is handed in."""
    return NewRequest(
        words_of(ctx),
        name=ctx.citizen.profile[NAME],
        lang=ctx.lang,
        kind=kind_of(ctx),
        files=ctx.data.files,
        service=ctx.data.service or None,
        lacks=ctx.data.lacks,
        settlement=ctx.data.code or None,
        message=ctx.data.message or None,
        parts=parts_to_send(ctx),
        contact=ctx.data.contact,
    )


def places_known(
    ctx: Asking, *, mine: StepRef[AskLibrarianData], same: StepRef[AskLibrarianData]
) -> list[Choice]:
    """Where they may be from, by what they chose before: their library, the place they named."""
    choices = []
    known = library(ctx, ctx.citizen.profile[LIBRARY])
    if known is not None:
        words = ctx.words("choose.my_library")
        choices.append(Choice("mine", label(known.name.in_(ctx.lang)), to=mine, words=words))
    before = settlement(ctx, ctx.citizen.profile[PLACE])
    if before is not None:
        data, words = replace(ctx.data, code=before.code), ctx.words("choose.same_place")
        choices.append(Choice(before.code, label(before.name), to=same, data=data, words=words))
    return choices


async def before_it_is_sent(ctx: Asking, holder: Holder) -> str:
    """Everything one agrees to by sending: the words, who reads them, by when, on what terms."""
    lines = [
        quoted(words_of(ctx), ctx.lang, most=SHOWN),
        *([called_on(ctx, ctx.data.contact)] if ctx.data.contact else []),
        *await _who_by_when(ctx, holder),
        *terms_of_copies(ctx, holder),
        signed_as(ctx),
    ]
    if files := len(ctx.data.files):
        lines.insert(1, ctx.n_("With %(n)s file.", "With %(n)s files.", files))
    if over := passed_over(ctx, holder):
        lines.insert(-1, over)
    return "\n".join(lines)


def number_given(ctx: Asking, to: StepRef[AskLibrarianData]) -> tuple[Say, Go] | None:
    """A phone number by itself is no question: it is where to call.

    «Прошу подзвонити мені, Марія, 067…» is one, too; what is told besides belongs to the question.
    """
    if ctx.answer.files or ctx.answer.point or ctx.turn.labelled:
        return None
    text = ctx.answer.text
    number = number_in(text) if wants_a_call(text) else only_number(text)
    if not number:
        return None
    rest = without_number(text)
    draft = with_part(ctx.data, rest, ctx.turn.own) if len(rest.split()) >= TELLING else ctx.data
    return Say(called_on(ctx, number)), Go(to, replace(draft, contact=number, call=True))


def called_on(ctx: Ctx, number: str) -> str:
    """Which phone the librarian will call, and who sees it."""
    return ctx._("The librarian will call %(phone)s. Only the library that answers sees the "
                 "number.", phone=phone(number))  # fmt: skip


async def _who_by_when(ctx: Asking, holder: Holder) -> list[str]:
    """What is promised before it is sent; nothing while nobody could keep it."""
    reason = why(ctx, holder)
    if not await is_attended(ctx, holder):
        return nobody_yet(ctx, holder, reason=reason)
    return [
        ctx._("Will answer: %(library)s%(why)s.", library=name_of(ctx, holder.point), why=reason),
        *live_named(ctx, holder.point),
        ctx._("Answer by %(day)s.", day=day(clock_of(ctx).last_day, ctx.lang)),
    ]


async def after_it_is_sent(ctx: Ctx, request: Request) -> str:
    """The number, who answers and by when, the key, and where the answer comes."""
    holder = request.holder
    reason, attended = why(ctx, holder), await is_attended(ctx, holder)
    told = nobody_yet(ctx, holder, reason=reason)
    if attended:
        told = [
            ctx._("Answers: %(library)s%(why)s.", library=name_of(ctx, holder.point), why=reason),
            *live_named(ctx, holder.point),
            by_when(ctx, request.clock),
        ]
    lines = (
        ctx._("Sent. The question’s number is %(number)s.", number=request.number),
        *told,
        key_line(ctx, request.number),
        where_it_comes(ctx, holder.point, attended=attended),
    )
    return "\n".join(lines)
