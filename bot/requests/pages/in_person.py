"""What was asked in person or by phone, written down in ten seconds."""

from urllib.parse import urlencode

from starlette.responses import Response

from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.requests.intake import NewRequest
from bot.requests.labels import CAME, KINDS
from bot.requests.model import Came, RequestKind
from bot.requests.pages.lists import done_text
from bot.requests.service import Requests

NO_WORDS = N_("Write in a few words what was asked: it is not done yet, so somebody must know.")
LONGEST_NAME = 80


async def form(visit: Visit) -> Response:
    """The form."""
    return _form(visit)


async def record(visit: Visit) -> Response:
    """Write it down: answered already, or to be done."""
    given = visit.text
    came = Came(given("came")) if given("came") in {Came.IN_PERSON, Came.PHONE} else Came.IN_PERSON
    kind = (
        RequestKind(given("kind")) if given("kind") in set(RequestKind) else RequestKind.REFERENCE
    )
    done, words = given("done") != "no", given("words").strip()
    if not words and not done:
        return _form(visit, status=422, error=visit._(NO_WORDS))
    console = visit.console
    async with console.database.unit() as unit:
        request = await console.bind(unit)[Requests].intake.note_down(
            NewRequest(words, kind=kind, name=given("name").strip()[:LONGEST_NAME]),
            by=visit.person, came=came, done=done, now=console.clock(),
        )  # fmt: skip
    if done:
        return visit.go("/desk/record?" + urlencode({"number": request.number}))
    return visit.go(f"/desk/requests/{request.number}?done=recorded")


def _form(visit: Visit, *, status: int = 200, error: str = "") -> Response:
    number = visit.asked("number")
    return visit.page(
        "record.html", status=status, error=error,
        done=done_text(visit, "recorded", number) if number else "",
        kinds=[(one.value, visit._(name)) for one, name in KINDS.items()],
        ways=[(one.value, visit._(CAME[one])) for one in (Came.IN_PERSON, Came.PHONE)],
        words=visit.text("words"), name=visit.text("name"),
        kind=visit.text("kind") or RequestKind.REFERENCE.value,
        way=visit.text("came") or Came.IN_PERSON.value,
        undone=visit.text("done") == "no",
    )  # fmt: skip
