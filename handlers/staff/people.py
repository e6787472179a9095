"""Who of the staff writes here, and what the flows of the desk say in common."""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Protocol, TypeVar

from bot.contracts.feature import Ctx
from bot.contracts.services import Site
from bot.engine.model import Button, Choice, Go, Reply, Say
from bot.engine.texts import N_
from bot.engine.wording import quoted, short_day
from bot.requests.labels import KINDS, NOT_POSSIBLE, RATINGS, ROLES, state_of
from bot.requests.model import Did, Request, State
from bot.requests.permissions import possible
from bot.requests.refusals import NotPossibleError, RequestRefusal
from bot.requests.service import Requests
from bot.staff.model import Person
from bot.staff.rules import FORMER
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from handlers.shared import links, steps
from handlers.shared.libraries import name_of
from handlers.shared.staff_data import DeskData, DeskRequestData

D = TypeVar("D")
TO_DESK = Go(steps.DESK, DeskData())
IN_A_LINE = 70  # so much of a question stands in a list
# A chat keeps nothing in a field below: what was typed stands above.
CHANGED = N_(
    "This is not possible any more: the request has changed meanwhile. Nothing was sent. "
    "Here is how it stands now."
)


class AboutRequest(Protocol):
    """What a flow about one request knows."""

    @property
    def number(self) -> str:
        """Its number."""


async def person_of(ctx: Ctx) -> Person | None:
    """The person of the staff whose conversation this is."""
    return await ctx.services[Staff].of_citizen(ctx.citizen.id)


def for_staff(
    step: Callable[[Ctx[D], Person], Awaitable[Reply]],
) -> Callable[[Ctx[D]], Awaitable[Reply]]:
    """A step for those linked as staff, asked anew each time; others are shown the door."""

    @wraps(step)
    async def checked(ctx: Ctx[D]) -> Reply:
        person = await person_of(ctx)
        return TO_DESK if person is None else await step(ctx, person)

    return checked


def to_request(ctx: Ctx[AboutRequest]) -> Choice:
    """The way out of a question about a request."""
    data = DeskRequestData(ctx.data.number)
    return Choice("no", ctx._("Back to the request"), to=steps.DESK_REQUEST, data=data)


async def opened_for(ctx: Ctx[AboutRequest], person: Person, did: Did) -> Request:
    """The request, if this may be done with it now. Raises NotPossibleError."""
    opened = await ctx.services[Requests].lists.open(person, ctx.data.number)
    if opened is None:
        raise NotPossibleError(RequestRefusal.UNKNOWN)
    request = opened.request
    if did in possible(person, request):
        return request
    if request.is_open and request.owner_id not in {None, person.id}:
        raise NotPossibleError(RequestRefusal.OWNED, request, did)
    is_new = request.state is State.NEW
    code = RequestRefusal.NOT_OWNER if is_new else RequestRefusal.STATE
    raise NotPossibleError(code, request, did)


async def why_not(ctx: Ctx, error: NotPossibleError) -> tuple[Say, Go]:
    """Why an act can't be, and the request as it stands now."""
    owner = await name_of_person(ctx, error.request.owner_id if error.request else None)
    told = CHANGED if error.code is RequestRefusal.STATE else NOT_POSSIBLE[error.code]
    said = Say(ctx._(told, owner=owner or ctx._("A colleague")))
    if error.request is None:
        return said, TO_DESK
    return said, Go(steps.DESK_REQUEST, DeskRequestData(error.request.number))


async def name_of_person(ctx: Ctx, person: int | None) -> str:
    """What a colleague is called, also one who works here no more; "" for nobody."""
    if person is None:
        return ""
    found = await ctx.services[Staff].get(person)
    return found.name if found else ctx._(FORMER)


def who_is_it(ctx: Ctx, person: Person) -> str:
    """The person, what they are, and their library."""
    role = ctx._(ROLES[person.role])
    return f"{person.name}, {role}. {name_of(ctx, person.point)}."


def due(ctx: Ctx, request: Request) -> str:
    """«до ср 25.11», or that the term stands."""
    clock = request.clock
    if clock.is_resting:
        return ctx._("the term stands")
    return ctx._("by %(day)s", day=short_day(clock.last_day, ctx.lang))


def line(ctx: Ctx, request: Request, names: Mapping[int, str]) -> str:
    """A request in a list."""
    facts = [ctx._(state_of(request)), ctx._(KINDS[request.kind])]
    if request.is_open:
        facts.insert(0, due(ctx, request))
    if request.times > 1:
        facts.append(f"×{request.times}")
    if request.late and request.is_open:
        facts.insert(0, ctx._("Late"))
    if request.undelivered:
        facts.insert(0, ctx._("Not delivered"))
    if request.rating in RATINGS:
        facts.append(ctx._(RATINGS[request.rating]))
    if request.owner_id is not None:
        facts.append(names.get(request.owner_id) or ctx._(FORMER))
    words = quoted(request.words, ctx.lang, most=IN_A_LINE) if request.words else ""
    return f"№ {request.number} {words}\n{', '.join(filter(None, facts))}"


def desk_button(ctx: Ctx) -> Button:
    """Back to the desk."""
    return Button(ctx._("To the desk"), links.DESK())


def in_browser(ctx: Ctx, person: Person, *, lead: str = "", path: str = "") -> Say:
    """A link that signs in at the desk and opens this page of it; `lead` says what for.

    It makes the link: for acts alone.
    """
    link = ctx.services[SignIn].sign_in_link(person, now=ctx.now).link
    url = f"{ctx.services[Site].address}/desk/enter/{link}" + (f"?next={path}" if path else "")
    text = ctx._("This link signs you in at the desk in the browser: once, within 15 minutes. "
                 "Don’t pass it on.")  # fmt: skip
    text = f"{lead} {text}" if lead else text
    if url.startswith("https:"):
        return Say(text, buttons=(Button(ctx._("Open in the browser"), url=url),))
    return Say(f"{text}\n{url}")  # messengers open buttons to public addresses only
