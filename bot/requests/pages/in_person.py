"""What was asked at the counter, by phone or in a letter, written down in ten seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from starlette.responses import Response

from bot.console.days import not_a_day, read_day
from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.engine.texts import N_
from bot.engine.wording import kyiv
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement
from bot.requests.contacts import LONGEST_CONTACT, problem_of
from bot.requests.deadlines import KYIV
from bot.requests.intake import NewRequest
from bot.requests.labels import CAME, KINDS, WRITTEN_DOWN
from bot.requests.model import Came, RequestKind
from bot.requests.pages.lists import done_text
from bot.requests.service import Requests

NO_WORDS = N_("Write in a few words what was asked: it is not done yet, so somebody must know.")
IN_FUTURE = N_("The day is still to come. Choose the day on which it was asked.")
LONG_AGO = N_("That was more than half a year ago. Choose a later day.")
NO_NUMBER = N_("Write how many times it was asked as a number from 1 to %(most)s.")
MANY_READERS = N_(
    "One phone can’t reach %(times)s readers. Write down each one who waits for an answer, with "
    "their own phone, and leave 1 here."
)
NO_PLACE = N_(
    "We don’t know the village “%(typed)s”. Write it again, write the nearest town, or leave it "
    "out."
)
SEVERAL_PLACES = N_("There are several: %(places)s. Write the name as it stands here.")
LONGEST_PLACE = 100
MOST_PLACES = 12
LONGEST_NAME = 80
MOST_TIMES = 99
OLDEST = timedelta(days=183)
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Given:
    """The form as it was filled in: `asked_at` None is now; `error` says what can't be taken."""

    new: NewRequest
    came: Came
    done: bool
    asked_at: datetime | None = None
    error: str = ""


async def form(visit: Visit) -> Response:
    """The form."""
    return _form(visit)


async def record(visit: Visit) -> Response:
    """Write it down: answered already, or to be done."""
    console = visit.console
    async with console.database.reading() as unit:
        gazetteer = console.bind(unit)[Gazetteer]
    given = _given(visit, gazetteer)
    if given.error:
        return _form(visit, status=422, error=given.error)
    async with console.database.unit() as unit:
        request = await console.bind(unit)[Requests].intake.note_down(
            given.new, by=visit.person, came=given.came, done=given.done, now=console.clock(),
            asked_at=given.asked_at,
        )  # fmt: skip
    if given.done:
        return visit.go("/desk/record?" + urlencode({"number": request.number}))
    return visit.go(f"/desk/requests/{request.number}?done=recorded")


def _given(visit: Visit, gazetteer: Gazetteer) -> Given:
    text, errors = visit.text, list[str]()
    came, kind, done = text("came"), text("kind"), text("done") != "no"
    words, times = text("words").strip(), _times(text("times"))
    if not words and not done:
        errors.append(visit._(NO_WORDS))
    if times is None:
        errors.append(visit._(NO_NUMBER, most=MOST_TIMES))
    asked_at = _asked_at(visit, text("day").strip(), errors.append)
    contact = " ".join(text("contact").split())[:LONGEST_CONTACT]
    if contact and not done and (times or 1) > 1:
        errors.append(visit._(MANY_READERS, times=times))
    if contact and not done and (wrong := problem_of(contact)):
        errors.append(visit._(wrong))
    place = _place(visit, gazetteer, errors.append)
    new = NewRequest(
        words,
        kind=RequestKind(kind) if kind in set(RequestKind) else RequestKind.REFERENCE,
        name=" ".join(text("name").split())[:LONGEST_NAME],
        contact=contact,
        settlement=place,
        times=times or 1,
    )
    way = Came(came) if came in set(WRITTEN_DOWN) else Came.IN_PERSON
    return Given(new, way, done, asked_at, " ".join(errors))


def _place(visit: Visit, gazetteer: Gazetteer, wrong: Callable[[str], None]) -> str | None:
    """The code of the village the reader is from, None when none is told; what is wrong is told."""
    typed = " ".join(visit.text("place").split())[:LONGEST_PLACE]
    if not typed:
        return None
    found = {one.code: one for one in gazetteer.find(typed).settlements}
    whole = [one for one in found.values() if _full_name(visit, one) == typed]
    listed = whole or [*found.values()]
    if len(listed) == 1:
        return listed[0].code
    if listed:
        names = "; ".join(_full_name(visit, one) for one in listed[:MOST_PLACES])
        wrong(visit._(SEVERAL_PLACES, places=names))
    else:
        wrong(visit._(NO_PLACE, typed=typed))
    return None


def _full_name(visit: Visit, one: Settlement) -> str:
    """By which it is told from others of its name."""
    if one.oblast:
        return visit._("%(place)s, %(oblast)s oblast", place=one.name, oblast=one.oblast)
    return visit._("%(place)s, %(hromada)s hromada", place=one.name, hromada=one.hromada)


def _times(typed: str) -> int | None:
    """How many times, also as «×5» with any letter for the sign; None for no such number."""
    text = typed.strip() or "1"
    digits = text[1:].strip() if text[0] == "×" or text[0].isalpha() else text
    return whole_number(digits, digits=len(str(MOST_TIMES))) or None


def _asked_at(visit: Visit, typed: str, wrong: Callable[[str], None]) -> datetime | None:
    """Noon of an earlier day, None for today; what is wrong with it is told."""
    if not typed:
        return None
    now = visit.console.clock()
    today, day = kyiv(now).date(), read_day(typed)
    if day is None:
        wrong(not_a_day(visit, typed))
    elif day > today:
        wrong(visit._(IN_FUTURE))
    elif day < _oldest(today):
        wrong(visit._(LONG_AGO))
    elif day < today:
        return datetime.combine(day, NOON, KYIV)
    return None


def _oldest(today: date) -> date:
    return today - OLDEST


def _form(visit: Visit, *, status: int = 200, error: str = "") -> Response:
    number, today = visit.asked("number"), kyiv(visit.console.clock()).date()
    return visit.page(
        "requests/record.html", status=status, error=error,
        done=done_text(visit, "recorded", number) if number else "",
        kinds=[(one.value, visit._(name)) for one, name in KINDS.items()],
        ways=[(one.value, visit._(CAME[one])) for one in WRITTEN_DOWN],
        words=visit.text("words"), name=visit.text("name"), contact=visit.text("contact"),
        place=visit.text("place"),
        kind=visit.text("kind") or RequestKind.REFERENCE.value,
        way=visit.text("came") or Came.IN_PERSON.value,
        day=visit.text("day") or today.isoformat(), oldest=_oldest(today).isoformat(),
        today=today.isoformat(), times=visit.text("times") or "1", most=MOST_TIMES,
        undone=visit.text("done") == "no",
    )  # fmt: skip
