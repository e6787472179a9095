"""The right help: what it is about, how soon, what can be done now, and where to book."""

from dataclasses import replace

from bot.appointments.request_words import read_request, topic_in, urgency_in
from bot.appointments.schedule import Kind, Topic
from bot.appointments.service import Appointments
from bot.content import Content
from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Digress, Go, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import kyiv
from handlers.shared import links, steps
from handlers.shared.asked_time import asked_for_time
from handlers.shared.booking import SAFETY, SAFETY_DANGER, centre_phone, numbers_first, once_more
from handlers.shared.data import AppointmentData, DangerData
from handlers.shared.draft import is_with_a_person, only_place
from handlers.shared.follow_ups import asks_something
from handlers.shared.reader import Reader

Looking = Ctx[AppointmentData]

# So surely read, words that name no help of ours are a matter of their own.
_KNOWN = 0.45

flow = Flow[Services, AppointmentData](
    "right_help",
    data=AppointmentData,
    title=N_("Book help"),
    command="book",
    words="open.right_help",
)


@flow.step("what")
async def what(ctx: Looking) -> Ask | Go:
    if ctx.data.kind is not None:
        return Go(topic)
    lawyer = replace(ctx.data, kind=Kind.LEGAL_AID)
    hour = replace(ctx.data, kind=Kind.HELP_HOUR)
    return Ask(
        numbers_first(ctx, "", ctx._("What help do you need?")),
        choices=(
            Choice("legal_aid", ctx._("A lawyer’s advice"), to=topic, data=lawyer,
                   words=ctx.words("choose.lawyer")),
            Choice("help_hour", ctx._("Help with a form or a phone"), to=topic, data=hour,
                   words=ctx.words("choose.help_hour")),
        ),
        wants=("text",),
        to=told,
        name=ctx._("booking help"),
    )  # fmt: skip


@flow.step("told")
async def told(ctx: Looking) -> Reply:
    """What they need in their own words: a lawyer, a form, a topic of either."""
    text, schedules = ctx.answer.text, ctx.services[Appointments].schedules
    asked = read_request(text, today=kyiv(ctx.now).date())
    if asked is not None and asked.kind is not None:
        return Go(topic, replace(ctx.data, kind=asked.kind, topic=asked.topic))
    for kind in Kind:
        if topic_in(_read(ctx), [one.id for one in schedules.topics_of(kind)]):
            return Go(about, replace(ctx.data, kind=kind))
    if _is_another_matter(ctx, text) or await is_with_a_person(ctx):
        return Digress()
    told_how = ctx._("Write a word or two: a lawyer, a divorce, a form, a phone.")
    return once_more(ctx, what, told_how)


def _is_another_matter(ctx: Looking, text: str) -> bool:
    """Whether it asks something else, or names a matter of its own: «до лікаря ока»."""
    meaning = ctx.services[Reader].understand(text)
    is_read = meaning.decision == "choose" and meaning.confidence >= _KNOWN
    is_known = bool(meaning.hits) and (meaning.decision == "answer" or is_read)
    return is_known or asks_something(ctx, text)


def _read(ctx: Looking) -> str:
    """Their words, and how they are read: «rozluchennia» is «розлучення»."""
    text = ctx.answer.text
    return f"{text} {ctx.services[Reader].understand(text).reading}"


@flow.step("topic")
async def topic(ctx: Looking) -> Ask | Go:
    kind = ctx.data.kind
    if kind is None:
        return Go(what)
    known = ctx.services[Appointments].schedules.topics_of(kind)
    if ctx.data.topic or not known:
        return Go(urgency)
    # Who is in danger finds it first.
    listed = sorted(known, key=lambda one: one.id != SAFETY)
    return Ask(
        numbers_first(ctx, "", ctx._("What is it about? Choose, or write a word or two.")),
        choices=tuple(_topic(ctx, one) for one in listed),
        wants=("text",),
        to=about,
        name=ctx._("booking help"),
    )


def _topic(ctx: Looking, one: Topic) -> Choice:
    data = replace(ctx.data, topic=one.id)
    return Choice(one.id, one.title.in_(ctx.lang), to=urgency, data=data)


@flow.step("about")
async def about(ctx: Looking) -> Go | Digress:
    """A topic in their own words; what fits none is the last of the list, «Інше»."""
    kind = ctx.data.kind
    if kind is None:
        return Go(what)
    ids = [one.id for one in ctx.services[Appointments].schedules.topics_of(kind)]
    found = topic_in(_read(ctx), ids)
    if not found and (asks_something(ctx, ctx.answer.text) or await is_with_a_person(ctx)):
        return Digress()
    soon = urgency_in(_read(ctx), today=kyiv(ctx.now).date())
    said = " ".join(ctx.answer.text.split()).rstrip(".")
    known = replace(ctx.data, topic=found or ids[-1], said=said)
    return Go(advice, replace(known, urgent=True)) if soon else Go(urgency, known)


@flow.step("urgency")
async def urgency(ctx: Looking) -> Ask | Go:
    """Who is in danger isn't asked: it is."""
    if ctx.data.kind is not Kind.LEGAL_AID:
        return Go(book)
    if ctx.data.topic == SAFETY:
        return Go(advice)
    text = ctx._("How soon is it? A court, a bailiff, a paper with a date are soon.")
    return Ask(
        numbers_first(ctx, ctx.data.topic, text),
        choices=(
            Choice("danger", ctx._("I am in danger now"), to=steps.DANGER,
                   data=DangerData(SAFETY_DANGER), words=ctx.words("choose.danger")),
            Choice("soon", ctx._("There is a date soon"), to=advice,
                   data=replace(ctx.data, urgent=True), words=ctx.words("choose.soon")),
            Choice("later", ctx._("It can wait"), to=advice, words=ctx.words("choose.can_wait")),
        ),
        wants=("text",),
        to=how_soon,
        name=ctx._("booking help"),
    )  # fmt: skip


@flow.step("how_soon")
async def how_soon(ctx: Looking) -> Go | Digress:
    """«Суд через тиждень», «не спішу»; who tells neither has no date that they know of."""
    text = ctx.answer.text
    soon = urgency_in(_read(ctx), today=kyiv(ctx.now).date())
    if soon is None and (asks_something(ctx, text) or await is_with_a_person(ctx)):
        return Digress()
    return Go(advice, replace(ctx.data, urgent=bool(soon)))


@flow.step("advice")
async def advice(ctx: Looking) -> Ask:
    """What can be done now, for whom what is free; then where to book."""
    lines = [*_now(ctx), *_for_everyone(ctx)]
    if not _is_offered(ctx):
        lines.append(
            ctx._("No library has told us yet when a lawyer receives there. You can ask a "
                  "librarian for a time.")
        )  # fmt: skip
    entitled = [Choice("entitled", ctx._("Who has a lawyer for free"), to=for_whom)]
    return Ask(
        numbers_first(ctx, ctx.data.topic, "\n".join(lines)),
        choices=(
            _booking(ctx),
            *(entitled if ctx.services[Content].legal_aid.secondary else ()),
            Choice("call", ctx._("I will call"), to=call, words=ctx.words("no")),
        ),
        name=ctx._("booking help"),
    )


def _booking(ctx: Looking) -> Choice:
    label = ctx._("Book help") if _is_offered(ctx) else ctx._("Ask for a time")
    return Choice("book", label, to=book, words=ctx.words("yes", "choose.book"))


def _now(ctx: Looking) -> list[str]:
    """The contact centre: the most useful line comes first."""
    centre = ctx.services[Content].legal_aid.contact_centre
    number = centre_phone(ctx)
    if centre is None or not number:
        return []
    lines = [ctx._("%(phone)s – free legal advice.", phone=number)]
    if centre.free_call:
        lines = [ctx._("%(phone)s – free legal advice, the call is free.", phone=number)]
    if centre.note:
        lines.append(centre.note.in_(ctx.lang))
    if ctx.data.urgent:
        lines.append(ctx._("There is a date: call now, do not wait for an appointment."))
    return lines


def _for_everyone(ctx: Looking) -> list[str]:
    return [one.text.in_(ctx.lang) for one in ctx.services[Content].legal_aid.primary[:1]]


def _is_offered(ctx: Looking) -> bool:
    kind = ctx.data.kind
    finding = ctx.services[Appointments].finding
    return kind is not None and finding.is_offered(kind, ctx.data.topic)


@flow.step("for_whom")
async def for_whom(ctx: Looking) -> Ask:
    """The law's list, as content has it: it informs; whether somebody is on it others decide."""
    aid = ctx.services[Content].legal_aid
    lines = [one.text.in_(ctx.lang) for one in aid.secondary[:1]]
    lines += [ctx._("Who can have it:"), *(f"– {one.text.in_(ctx.lang)}" for one in
                                           aid.secondary[1:])]  # fmt: skip
    if number := centre_phone(ctx):
        lines.append(ctx._("Whether you can: ask at %(phone)s.", phone=number))
    return Ask(
        numbers_first(ctx, ctx.data.topic, "\n".join(lines)),
        choices=(
            _booking(ctx),
            Choice("call", ctx._("I will call"), to=call, words=ctx.words("no")),
        ),
        name=ctx._("booking help"),
    )


@flow.step("call")
async def call(ctx: Looking) -> Say:
    told = ctx._("Good. You can always come back: write “book”.")
    if number := centre_phone(ctx):
        told = f"{number}\n{told}"
    return Say(numbers_first(ctx, ctx.data.topic, told))


@flow.step("book")
async def book(ctx: Looking) -> Go:
    return Go(steps.BOOK if _is_offered(ctx) else ask_for_time, ctx.data)


@flow.step("ask_for_time")
async def ask_for_time(ctx: Looking) -> Ask | Go:
    """A request to the desk, its words filled in: they see them and send them themselves."""
    kind = ctx.data.kind
    if kind is None:
        return Go(what)
    asked = Go(steps.ASK_LIBRARIAN, asked_for_time(ctx, ctx.data))
    if kind is Kind.LEGAL_AID or ctx.data.service or ctx.data.said:
        return asked
    lines = [ctx._("What do you need help with? Write in short: which form or service.")]
    if not _is_offered(ctx):
        lines.insert(0, ctx._("No library has told us yet when it has hours of help. You can ask a "
                              "librarian for a time."))  # fmt: skip
    later = Choice("later", ctx._("I will tell there"), to=asked.to, data=asked.data,
                   words=ctx.words("no"))  # fmt: skip
    return Ask(
        numbers_first(ctx, "", "\n".join(lines)),
        choices=(later,), wants=("text",), to=with_this, name=ctx._("booking help"),
    )  # fmt: skip


@flow.step("with_this")
async def with_this(ctx: Looking) -> Go | Digress:
    """What they need help with goes into the request."""
    if await is_with_a_person(ctx):
        return Digress()
    asked = asked_for_time(ctx, ctx.data)
    if (near_by := only_place(ctx, ctx.answer.text)) is not None:
        ctx.topic["place"] = near_by.code  # where they are; with what, they will tell there
        return Go(steps.ASK_LIBRARIAN, asked)
    told_it = " ".join(ctx.answer.text.split())
    return Go(steps.ASK_LIBRARIAN, replace(asked, text=f"{asked.text} {told_it}"))


flow.link(links.RIGHT_HELP, to=what)
flow.link(links.BOOK, to=what)
