"""What was asked in person or by phone, written down in three taps."""

from dataclasses import dataclass, replace

from bot.contracts.feature import Ctx
from bot.contracts.services import Services
from bot.engine.flow import Flow
from bot.engine.model import Ask, Choice, Go, Reply, Say
from bot.requests.intake import NewRequest
from bot.requests.labels import CAME, DONE, KINDS, WRITTEN_DOWN
from bot.requests.model import Came, RequestKind
from bot.requests.service import Requests
from bot.staff.model import Person
from handlers.shared import links, steps
from handlers.shared.staff_data import DeskRequestData
from handlers.staff.people import desk_button, for_staff


@dataclass(frozen=True, slots=True)
class DeskRecordData:
    """What is written down: how it came, its kind, whether it is done."""

    came: Came = Came.IN_PERSON
    kind: RequestKind = RequestKind.REFERENCE
    done: bool = False


flow = Flow[Services, DeskRecordData](
    "desk_record", data=DeskRecordData, about_others=True, fleeting=True
)
Recording = Ctx[DeskRecordData]


@flow.step("how")
@for_staff
async def how(ctx: Ctx, _person: Person) -> Reply:
    return Ask(
        ctx._("How was it asked?"),
        choices=tuple(
            Choice(one.value, ctx._(CAME[one]), to=kind, data=DeskRecordData(came=one))
            for one in WRITTEN_DOWN
        ),
    )


@flow.step("kind")
@for_staff
async def kind(ctx: Recording, _person: Person) -> Reply:
    return Ask(
        ctx._("What kind?"),
        choices=tuple(
            Choice(one.value, ctx._(name), to=done, data=replace(ctx.data, kind=one))
            for one, name in KINDS.items()
        ),
    )


@flow.step("done")
@for_staff
async def done(ctx: Recording, _person: Person) -> Reply:
    yes = Choice("yes", ctx._("Yes, answered on the spot"), to=record,
                 data=replace(ctx.data, done=True), words=ctx.words("yes"))  # fmt: skip
    no = Choice("no", ctx._("No, I will work on it"), to=words, words=ctx.words("no"))
    return Ask(ctx._("Is it done?"), choices=(yes, no))


@flow.step("words")
@for_staff
async def words(ctx: Ctx, _person: Person) -> Reply:
    text = ctx._("Write in a few words what was asked. No surnames or numbers of documents.")
    skip = Choice("skip", ctx._("Without words"), words=ctx.words("choose.no_words"))
    return Ask(text, choices=(skip,), wants=("text",), to=record, name=ctx._("what was asked"))


@flow.act("record")
@for_staff
async def record(ctx: Recording, person: Person) -> Reply:
    is_done = ctx.data.done
    new = NewRequest(ctx.answer.text, kind=ctx.data.kind, lang=ctx.lang)
    request = await ctx.services[Requests].intake.note_down(
        new, by=person, came=ctx.data.came, done=is_done, now=ctx.now
    )
    told = DONE["recorded"]
    said = Say(ctx._(told, number=request.number), buttons=(desk_button(ctx),) if is_done else ())
    return said if is_done else (said, Go(steps.DESK_REQUEST, DeskRequestData(request.number)))


flow.link(links.DESK_RECORD, to=how)
