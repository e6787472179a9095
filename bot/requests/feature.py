"""Requests of citizens to librarians: asked in a chat, answered at the desk."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from starlette.routing import BaseRoute

from bot.content import Content
from bot.contracts.feature import (
    Ctx,
    Due,
    Feature,
    Leaving,
    Lost,
    MenuEntry,
    NavigationEntry,
    Notices,
    Page,
    Translate,
)
from bot.contracts.services import Program, Services, Site
from bot.conversation.other_chats import send_elsewhere
from bot.engine.model import Link, Say
from bot.engine.texts import N_
from bot.files.file_store import FileStore
from bot.requests import undelivered
from bot.requests.claims import is_alone, number_and_key
from bot.requests.context import DeskContext
from bot.requests.departures import stranded
from bot.requests.model import BOT
from bot.requests.notices import RequestNotice
from bot.requests.pages import (
    acts,
    attachments,
    handed_on,
    in_person,
    lists,
    one_request,
    pick_up,
    practice,
    proposals,
    ready_answers,
    stream,
)
from bot.requests.pages.own_request import OwnRequestPage, OwnRequests
from bot.requests.service import Requests
from bot.requests.sla_runner import waiting_for_the_clock
from bot.requests.tables import (
    request_entries,
    request_events,
    request_terms,
    requests,
)
from bot.staff.mailboxes import DigestDue, Mailboxes
from bot.staff.model import Role
from bot.staff.service import Staff
from bot.storage.database import Unit
from bot.storage.schema import keep_of
from bot.storage.unseen import unseen
from handlers.citizen import (
    ask_librarian,
    call_back,
    document_delivery,
    living_person,
    my_questions,
    one_question,
    own_request,
    rate_answer,
    reader_mail,
    tell_more,
)
from handlers.shared import links, mail, notices
from handlers.shared.profile import ASKED
from handlers.staff import agree_time, desk, record, reply, request, transfer

LETTERS = "desk."  # how the keys of what is told of requests begin
LONGEST_CLAIM = 200  # letters of a message that tells a number and a key
NUMBER = "/desk/requests/{number}"
# What these tables say of what is left, in plain words: bot.requests.tables, `left`.
STAYS = N_(
    "Of your questions stay only the number, kind, library, days and rating, to be counted: "
    "without your words, name and village."
)


def _requests(services: Services) -> Requests:
    content = services[Content]
    libraries = content.access_points
    return Requests(
        DeskContext(
            unit=services.unit,
            rules=content.desk,
            calendar=content.calendar,
            libraries={one.id: one for one in libraries},
            oblast=content.region.library,
            staff=services[Staff],
            mails=services[Site].mails,
        )
    )


def _opens(text: str) -> Link | None:
    """The number of a request with its key, or alone, opens it wherever it is typed."""
    number, key = number_and_key(text) if len(text) <= LONGEST_CLAIM else ("", "")
    if number and key:
        return links.OWN_OPENED(number, "".join(filter(str.isdecimal, key)))
    return links.OWN_NAMED(number) if number and is_alone(text) else None


def _routes(program: Program, translate: Mapping[str, Translate]) -> Sequence[BaseRoute]:
    return OwnRequestPage(program[OwnRequests], program[FileStore], translate).routes()


async def _to(services: Services, news: RequestNotice) -> Sequence[int]:
    """The reader's conversation, or those of staff who want to hear there."""
    if news.people is None:
        return [news.request.citizen_id] if news.request.citizen_id else []
    people = [await services[Staff].get(one) for one in news.people]
    return [one.citizen_id for one in people if one and one.citizen_id and one.notices]


def _say(ctx: Ctx, news: RequestNotice) -> Sequence[Say]:
    return (notices.to_citizen if news.people is None else notices.to_staff)(ctx, news)


async def _nobody(_services: Services, _due: DigestDue) -> Sequence[int]:
    return ()


async def _digests(unit: Unit, now: datetime) -> Sequence[int]:
    return await Mailboxes(unit).due(now)


async def _lost(services: Services, letter: Lost) -> None:
    await services[Requests].letters.lost(letter.key, why=letter.why, now=letter.at)


async def _sent_again(services: Services, key: str, at: datetime) -> None:
    await undelivered.sent_again(services.unit, key, actor=BOT, now=at)


async def _look(services: Services, request: int, now: datetime) -> None:
    await services[Requests].sla_runner.look(request, now)


async def _give_back(services: Services, request: int, now: datetime) -> None:
    await services[Requests].departures.give_back(request, now=now)


async def _stays(ctx: Ctx) -> Sequence[str]:
    return (STAYS,) if await ctx.services[Requests].citizen.mine(ctx.citizen.id, many=1) else ()


async def _leave(ctx: Ctx) -> Sequence[str]:
    left = await ctx.services[Requests].citizen.forget(ctx.citizen.id, now=ctx.now)
    return (STAYS,) if left else ()


def _kept(services: Services) -> Iterable[tuple[str, int]]:
    desk = services[Content].desk
    longest = max(desk.keep_days.values(), default=keep_of(requests).days)
    yield N_("questions to librarians with your files, after the answer, at most"), longest
    yield N_("files from librarians"), desk.file_days


async def _unseen(unit: Unit, now: datetime) -> Sequence[int]:
    return await unseen(unit, LETTERS, now=now)


async def _to_another_chat(services: Services, letter: int, now: datetime) -> None:
    """The page stays as it is: whoever opens it reads it there too."""
    await send_elsewhere(services.unit, letter, now=now)


FEATURE = Feature(
    name="requests",
    tables=(requests, request_entries, request_terms, request_events),
    services={Requests: _requests},
    opens=_opens,
    flows=(
        ask_librarian.flow,
        living_person.flow,
        call_back.flow,
        tell_more.flow,
        document_delivery.flow,
        my_questions.flow,
        one_question.flow,
        own_request.flow,
        rate_answer.flow,
        reader_mail.flow,
        desk.flow,
        request.flow,
        reply.flow,
        agree_time.flow,
        transfer.flow,
        record.flow,
    ),
    menu=(
        MenuEntry("person", N_("Ask a librarian"), to=ask_librarian.words),
        MenuEntry("asked", N_("My questions"), to=my_questions.list_, own=ASKED),
    ),
    notices=(
        Notices(
            RequestNotice,
            to=_to,
            say=_say,
            key=lambda news: news.key,
            keeps=lambda news: news.people is None,
            mailboxes=mail.mailboxes,
            mail=mail.letter,
        ),
        Notices(
            DigestDue,
            to=_nobody,
            say=lambda _ctx, _due: (),
            key=lambda due: f"digest.{due.person}.{due.day}",
            mailboxes=mail.digest_mailboxes,
            mail=mail.digest,
        ),
    ),
    due=(
        Due(
            "requests whose moment has come",
            lambda unit, now: waiting_for_the_clock(unit, now=now),
            _look,
        ),
        Due("daily letters to the staff", _digests, mail.digests_due),
        Due("requests whose owner works here no more", stranded, _give_back),
        Due("answers on a page that nobody looks at", _unseen, _to_another_chat),
    ),
    leaving=Leaving(_stays, _leave),
    lost=_lost,
    sent_again=_sent_again,
    kept=_kept,
    parts={OwnRequests: OwnRequests},
    routes=_routes,
    pages=(
        Page("/desk", lists.requests),
        Page("/desk/handed", handed_on.handed_on),
        Page("/desk/stream", stream.stream),
        Page("/desk/record", in_person.form),
        Page("/desk/record", in_person.record, post=True),
        Page("/desk/pick-up", pick_up.form),
        Page("/desk/pick-up/show", pick_up.show, post=True),
        Page("/desk/answers", ready_answers.ready_answers),
        Page("/desk/proposals", proposals.listed, role=Role.EDITOR),
        Page("/desk/practice", practice.practice),
        Page("/desk/practice/begin", practice.begin, post=True),
        Page("/desk/practice/end", practice.end, post=True),
        Page(NUMBER, one_request.one_request),
        Page(NUMBER + "/files/{entry:int}/{index:int}", attachments.attachment),
        Page(NUMBER + "/reply", practice.replies, post=True),
        Page(NUMBER + "/propose", proposals.put_forward, post=True),
        *(
            Page(f"{NUMBER}/{name}", acts.of(name), post=True, files=name == "answer")
            for name in acts.ACTS
        ),
    ),
    navigation=(
        NavigationEntry(N_("Requests"), "/desk"),
        NavigationEntry(N_("Write down"), "/desk/record"),
        NavigationEntry(N_("Give out"), "/desk/pick-up"),
        NavigationEntry(N_("Ready answers"), "/desk/answers"),
        NavigationEntry(N_("Practice"), "/desk/practice"),
        NavigationEntry(N_("For the cards"), "/desk/proposals", role=Role.EDITOR),
    ),
)
