"""What could not be delivered to a reader is seen on its request, by who wrote it, with advice."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from bot.channels.contract import Failure, SendError
from bot.problems.model import Problem
from bot.problems.service import Problems
from bot.requests.intake import NewRequest
from bot.requests.model import Holder, RoutingReason
from bot.requests.service import Requests
from bot.staff.model import Role
from bot.storage import citizens, inbox
from bot.storage.tables import citizens as citizens_table
from tests.console.served_desk import CENTRAL, Librarian, ServedDesk

WORDS = "Метрика лежить у фонді 315"


@pytest.fixture
def failures(served: ServedDesk, monkeypatch: pytest.MonkeyPatch) -> list[SendError]:
    """Raised one a letter, while there are any."""
    waiting: list[SendError] = []
    send = served.app.channels["web"].send

    async def perhaps(peer: str, message: object) -> str:
        if waiting:
            raise waiting.pop(0)
        return await send(peer, message)  # type: ignore[arg-type]

    monkeypatch.setattr(served.app.channels["web"], "send", perhaps)
    return waiting


async def taken(served: ServedDesk) -> tuple[Librarian, str, str]:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    return oksana, page, request.number


async def answered(served: ServedDesk, failures: list[SendError], error: SendError) -> tuple[
    Librarian, str, str
]:  # fmt: skip
    oksana, page, number = await taken(served)
    await served.app.rest()
    failures.append(error)
    await oksana.post(f"{page}/answer", words=WORDS)
    await served.app.rest()
    assert failures == []
    await oksana.open(page)
    return oksana, page, number


async def problems(served: ServedDesk) -> list[Problem]:
    async with served.app.database.reading() as unit:
        return await Problems(unit).newest()


async def test_the_one_who_wrote_it_sees_it_and_what_to_do(
    served: ServedDesk, failures: list[SendError]
) -> None:
    gone = SendError(Failure.GONE, "403: bot was blocked by the user")
    oksana, page, number = await answered(served, failures, gone)
    oksana.sees("Не дійшло", "Читач закрив чат із ботом", "Зателефонуйте читачеві", WORDS)
    oksana.sees("не дійшло до читача")  # the history
    await oksana.open(f"{page}?lang=en")
    oksana.sees("Not delivered", "Phone the reader")
    await oksana.open("/desk?list=mine&lang=uk")  # though it is answered
    oksana.sees(number, "Не дійшло")
    (problem,) = await problems(served)
    assert problem.request == number

    await oksana.open(page)
    await oksana.post(f"{page}/note", words="Зателефонувала, усе переказала")
    oksana.misses("Зателефонуйте читачеві")
    await oksana.open("/desk?list=mine")
    oksana.misses(number)
    await oksana.open("/desk?list=all")
    oksana.sees(number)
    oksana.misses("Не дійшло")


async def test_a_refused_one_is_advised_to_be_written_otherwise(
    served: ServedDesk, failures: list[SendError]
) -> None:
    oksana, page, _ = await answered(served, failures, SendError(Failure.BAD, "400: too long"))
    oksana.sees("Месенджер не взяв цього повідомлення", "Напишіть ще раз, коротше")
    await oksana.post(f"{page}/answer", words="Фонд 315")
    await served.app.rest()
    await oksana.open(page)
    oksana.misses("Напишіть ще раз, коротше")
    oksana.sees("Не дійшло")  # of the first answer it stays true


async def test_one_that_waits_for_its_reader_says_so(
    served: ServedDesk, failures: list[SendError]
) -> None:
    waits = SendError(Failure.LATER, "outside of the free session")
    oksana, page, _ = await answered(served, failures, waits)
    oksana.sees("Не дійшло", "Це піде саме, щойно читач напише ботові", "Зателефонуйте читачеві")
    await oksana.open(f"{page}?lang=en")
    oksana.sees("only for a day after they write", "Phone the reader")


async def test_sent_again_by_an_administrator_it_is_marked_no_longer(
    served: ServedDesk, failures: list[SendError]
) -> None:
    oksana, page, number = await answered(served, failures, SendError(Failure.BAD, "400: no"))
    (problem,) = await problems(served)
    admin = await served.librarian("Ніна", role=Role.ADMIN)
    await admin.open("/desk/problems")
    admin.sees(number)
    failures.append(SendError(Failure.BAD, "400: no"))
    await admin.post("/desk/problems/retry", problem=problem.ref)
    await oksana.open(page)
    oksana.misses("Не дійшло")
    oksana.sees("надіслано читачеві ще раз")
    await served.app.delivery.tidy()
    await served.app.rest()
    await oksana.open(page)
    oksana.sees("Не дійшло")  # it failed once more
    await admin.open("/desk/problems")
    await admin.post("/desk/problems/retry", problem=problem.ref)
    await served.app.delivery.tidy()
    await served.app.rest()
    await oksana.open(page)
    oksana.misses("Не дійшло")
    assert await problems(served) == []


async def test_what_is_written_to_a_reader_who_is_away_is_marked_at_once(
    served: ServedDesk,
) -> None:
    oksana, page, number = await taken(served)
    async with served.app.database.unit() as unit:
        citizens.mark_unreachable(unit, key=inbox.peer_key(unit, "web", "olena"))
    await oksana.open(page)
    await oksana.post(f"{page}/answer", words=WORDS)
    oksana.sees("Не дійшло", "Зателефонуйте читачеві")
    await oksana.open("/desk?list=mine")
    oksana.sees(number, "Не дійшло")


async def test_what_the_clock_says_marks_nothing(
    served: ServedDesk, failures: list[SendError]
) -> None:
    _, _, number = await taken(served)
    await served.app.rest()
    failures.append(SendError(Failure.GONE, "403: blocked"))
    served.clock.later(days=30)
    await served.app.housekeeping.tick(served.clock())
    await served.app.rest()
    assert not (await served.see(number)).undelivered


async def test_a_request_that_cannot_be_told_holds_up_no_letter(
    served: ServedDesk, failures: list[SendError], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_given: object) -> None:
        raise KeyError("таємниця")

    monkeypatch.setattr(served.app.delivery, "_lost", broken)
    await answered(served, failures, SendError(Failure.BAD, "400: no"))
    (problem,) = await problems(served)
    assert problem.reason == "400: no"


@pytest.mark.parametrize("scripts", [True, False])
async def test_whoever_ends_the_chat_on_the_site_is_known_to_read_there_no_more(
    served: ServedDesk, scripts: bool
) -> None:
    http = served.browser().http
    session = (await http.post("/chat/session")).json()["session"]
    mine = {"Authorization": f"Bearer {session}"}
    text = {"id": str(uuid4()), "text": "Доброго дня"}
    assert (await http.post("/chat/messages", json=text, headers=mine)).status_code == 202
    await served.app.rest()
    async with served.app.database.reading() as unit:
        (row,) = await unit.all(select(citizens_table))
    async with served.app.database.unit() as unit:
        request = await served.app.bind(unit)[Requests].intake.hand_in(
            NewRequest("Де метрика?"), citizen=row.id,
            holder=Holder(CENTRAL, RoutingReason.NEAREST, 4.2), now=served.clock(),
        )  # fmt: skip
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    oksana.misses("Читач закрив чат")
    if scripts:
        assert (await http.delete("/chat/session", headers=mine)).status_code == 200
    else:
        await http.post("/plain", data={"session": session, "do": "end"})
    await served.app.rest()
    await oksana.open(page)
    oksana.sees("Читач закрив чат. Написане чекатиме")
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words=WORDS)
    oksana.sees("Збережено, але до читача ще не дійшло", "Не дійшло")
    oksana.misses("Відповідь пішла до читача")
