"""Ways of asking for a card: of people's questions, tried aside, then published in one step."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editing import EditError, Entry, Writer
from bot.content.editors import may_edit
from bot.content.examples import with_examples
from bot.content.pages.opened_entry import found_entry, not_yours
from bot.content.pages.saved import done_by
from bot.content.pages.shown import title
from bot.engine.texts import FALLBACK, N_
from bot.engine.wording import full_date, kyiv
from bot.learning.rules import scrub, scrub_lines
from bot.learning.service import Learning
from bot.requests.labels import RATINGS
from bot.requests.repository.poor_answers import poor_answers
from bot.understanding.evaluation.trial import Trial, Turned
from bot.understanding.evaluation.trials import ManyTrialsError, Trials, Tried

MOST_ASKED: Final = 20
LINES: Final = 30
LONGEST: Final = 400
LOOK_AGAIN: Final = {"Refresh": "3"}  # seconds; the page needs no script
NO_LINES = N_("Choose a question, or write one.")
BUSY = N_("Others try something now. Wait a minute and press once more.")
STEPS: Final = (
    N_("another trial has its turn, yours comes next"),
    N_("we read the content"),
    N_("we learn it as it is"),
    N_("we learn it with your lines"),
    N_("we ask the labelled questions"),
    N_("we learn it without a tenth of its own lines"),
    N_("we learn that with your lines"),
    N_("we ask the lines that were left out"),
)
ROUTES: Final[Mapping[str, str]] = {
    "access_point": N_("the nearest libraries"),
    "librarian": N_("a librarian"),
    "event": N_("an event"),
    "emergency": N_("emergency numbers"),
    "out_of_scope": N_("a polite refusal"),
    "greeting": N_("a greeting"),
    "document_delivery": N_("a copy of a document"),
    "legal_aid": N_("legal aid"),
    "service": N_("a card"),
}


async def beside(visit: Visit, found: Entry, *, may: bool) -> dict[str, Any]:
    """What people asked of a card and was not understood, and what answers about it lacked."""
    if found.key != "services" or not found.id or not may:
        return {"asked": [], "poor": [], "question": None}
    async with visit.console.database.reading() as unit:
        unclear = await visit.console.bind(unit)[Learning].newest()
        poor = await poor_answers(unit, found.id)
    question = whole_number(visit.asked("question"))  # told to be about this card
    told = [one for one in unclear if one.id == question]
    likely = [one for one in unclear if found.id in {one.chosen, *one.offered[:2]}]
    return {
        "question": question,
        "asked": [*told, *(one for one in likely if one.id != question)][:MOST_ASKED],
        "poor": [
            {
                "rating": visit._(RATINGS[one.rating]),
                "question": scrub_lines(one.question),
                "remark": scrub_lines(one.remark),
                "on": full_date(kyiv(one.at).date(), visit.lang),
            }
            for one in poor
        ],
    }


async def tries(visit: Visit) -> Response:
    """Begin to find out what the chosen lines would change."""
    found = await _may(visit)
    if isinstance(found, Response):
        return found
    numbers, lines = await _given(visit)
    if not lines:
        return visit.message(422, title(found, visit.lang), visit._(NO_LINES), to=_card(found))
    tried = Tried(visit.person.id, found.id, tuple(lines), tuple(numbers))
    try:
        name = visit.console.program[Trials].start(tried)
    except ManyTrialsError:
        told = "\n".join(lines)
        return visit.message(
            503, title(found, visit.lang), visit._(BUSY), kept=told, to=_card(found)
        )
    return visit.go(f"{_card(found)}/trial/{name}")


async def trial(visit: Visit) -> Response:
    """What it would change; while it is being found out the page looks again by itself."""
    found = await _may(visit)
    if isinstance(found, Response):
        return found
    name = str(visit.request.path_params["trial"])
    known = visit.console.program[Trials].get(name, visit.person.id)
    if known is None or known[0].card != found.id:
        more = visit._("It is not kept any more: press “See what it would change” once again.")
        return visit.message(404, visit._("There is no such trial"), more, to=_card(found))
    tried, task = known
    is_done = task.done() and not task.cancelled()
    told = task.result() if is_done else None
    going = visit.console.program[Trials].going(name)
    return visit.page(
        "content/trial.html", headers={} if is_done else LOOK_AGAIN, found=found,
        name=title(found, visit.lang), lines=tried.lines, asked=tried.asked, is_done=is_done,
        step=going.step, steps=len(STEPS) - 1, doing=visit._(STEPS[going.step]),
        time=f"{going.seconds // 60}:{going.seconds % 60:02}",
        personal=[one for one in tried.lines if scrub(one) != " ".join(one.split())],
        told=await _told(visit, told) if told is not None else None,
    )  # fmt: skip


async def asks(visit: Visit) -> Response:
    """Publish ways of asking; the questions they were taken from leave the list."""
    found = await _may(visit)
    if isinstance(found, Response):
        return found
    numbers, lines = await _given(visit)
    writer = visit.console.program[Writer]
    try:
        change, many = await asyncio.to_thread(with_examples, writer, found.id, lines)
        number = await asyncio.to_thread(
            lambda: writer.save(
                [change], by=visit.person.actor, why=f"Запитання людей: {title(found, FALLBACK)}"
            )
        )
    except EditError as error:
        kept = "\n".join(lines)
        return visit.message(422, title(found, visit.lang), str(error), kept=kept, to=_card(found))
    async with visit.console.database.unit() as unit:
        await visit.console.bind(unit)[Learning].take(numbers)
    done = await done_by(visit, number, "")
    return visit.go(f"{_card(found)}?added={many}&done={done}")


async def _may(visit: Visit) -> Entry | Response:
    found = await found_entry(visit)
    if isinstance(found, Response):
        return found
    if found.key != "services" or not may_edit(visit.person, found.key, found.id):
        return not_yours(visit)
    return found


async def _given(visit: Visit) -> tuple[list[int], list[str]]:
    """Numbers of the chosen questions, and the lines: theirs and those that were typed.

    «asked» are questions taken as they are, «seen» those whose words stand in the lines already.
    """
    asked, seen = ([one for one in map(whole_number, map(str, visit.form.getlist(name)))
                    if one is not None] for name in ("asked", "seen"))  # fmt: skip
    async with visit.console.database.reading() as unit:
        known = await visit.console.bind(unit)[Learning].newest()
    lines = [one.words for one in known if one.id in asked]
    lines += visit.text("lines").splitlines()[:LINES]
    tidy = (" ".join(line.split())[:LONGEST] for line in lines)
    return [*asked, *seen], list(dict.fromkeys(filter(None, tidy)))[:LINES]


async def _told(visit: Visit, trial: Trial) -> dict[str, Any]:
    """The trial in the visitor's language."""
    async with visit.console.database.reading() as unit:
        catalogue = visit.console.bind(unit)[Content].catalogue
    titles = {one.id: one.title.in_(visit.lang) for one in catalogue}

    def name(led: str) -> str:
        return titles.get(led) or visit._(ROUTES.get(led, led))

    def rows(turned: Sequence[Turned]) -> list[dict[str, Any]]:
        return [
            {
                "text": one.text, "before": name(one.before), "after": name(one.after),
                "expect": ", ".join(map(name, one.expect[:3])), "was_right": one.was_right,
                "is_right": one.is_right,
            }
            for one in turned
        ]  # fmt: skip

    return {
        "own": rows(trial.own),
        "better": rows([one for one in trial.turned if one.is_right]),
        "worse": rows([one for one in trial.turned if not one.is_right]),
        "asked": trial.asked, "before": trial.right_before, "after": trial.right_after,
    }  # fmt: skip


def _card(found: Entry) -> str:
    return f"/desk/content/services/{found.id}"
