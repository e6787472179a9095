"""Who may do what with a request, as it now stands. Pure."""

from bot.requests.model import Did, Request, RequestKind, State
from bot.requests.transitions import acts
from bot.staff.model import Person, Role
from bot.staff.rules import at_least

# The acts of the staff; what citizens and the clock do is not here.
STAFF_ACTS = frozenset({
    Did.TAKEN, Did.RELEASED, Did.ANSWERED, Did.CORRECTED, Did.REFUSED, Did.ASKED, Did.OFFERED,
    Did.HANDED_OVER, Did.NOTED, Did.MERGED, Did.PARTED, Did.CLOSED, Did.REOPENED, Did.EXTENDED,
    Did.RELABELLED,
})  # fmt: skip
# What its staff write down of a reader who has no chat with us, by the state it stands in.
SAID_FOR_READER = {
    State.TAKEN: Did.ADDED, State.ASKING: Did.REPLIED, State.OFFERED: Did.AGREED,
}  # fmt: skip
# What anybody who sees the request may do, whoever owns it.
ANYBODYS = frozenset({Did.NOTED, Did.REOPENED, Did.PARTED})


def is_in_charge(person: Person, request: Request) -> bool:
    """Whether they own it, or lead those who do."""
    return request.owner_id == person.id or at_least(person, Role.HEAD)


def may_reach(person: Person, request: Request) -> bool:
    """Whether they see how to reach a reader who has no chat: the library that has the request."""
    return person.point == request.holder.point or person.id == request.owner_id


def owes_a_reason(request: Request) -> bool:
    """Whether somebody waits for an answer, who must be told why there is none."""
    somebody_waits = request.citizen_id is not None or request.practice
    return somebody_waits and request.is_open


def possible(person: Person, request: Request) -> frozenset[Did]:
    """What this person may do with this request now."""
    now = STAFF_ACTS & acts(request.state)
    mine = now if is_in_charge(person, request) else now & ANYBODYS
    if request.owner_id is None and Did.TAKEN in now:
        mine |= {Did.TAKEN}
    elif request.owner_id is not None:
        mine -= {Did.TAKEN}
    if request.kind is not RequestKind.DOCUMENT_DELIVERY:
        mine -= {Did.OFFERED}
    if is_in_charge(person, request) and request.is_absent and request.state in SAID_FOR_READER:
        mine |= {Did.REPLIED}
    if request.clock.extended:
        mine -= {Did.EXTENDED}
    return mine
