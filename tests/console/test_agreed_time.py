"""Where no library has a schedule, a librarian sets the time in the request itself."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.app.content_index import ContentIndex
from bot.appointments.service import Appointments
from bot.requests.model import Request, RequestKind
from tests.console.served_desk import OBLAST, Librarian, ServedDesk, served_desk

LIST = "/desk/appointments"
TODAY, WEDNESDAY = "2026-11-23", "2026-11-25"
MATTER = "Прошу час на консультацію юриста. Розлучення."


@pytest.fixture
async def served(database_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """A desk of libraries that have no schedule, as the shipped content has none."""
    assert content_index.content.appointments.all == ()
    async with served_desk(database_url, content_index) as served:
        yield served


async def taken(served: ServedDesk, one: Librarian, **given: object) -> Request:
    """A request for a time that this librarian answers."""
    given.setdefault("kind", RequestKind.LEGAL_AID)
    request = await served.ask(MATTER, **given)  # type: ignore[arg-type]
    await one.open(f"/desk/requests/{request.number}")
    await one.post(f"/desk/requests/{request.number}/take")
    return request


async def set_time(one: Librarian, request: Request, day: str, at: str, **more: str) -> str:
    """Fill in the form; the appointment's number, "" when there is none."""
    await one.open(f"/desk/requests/{request.number}")
    one.sees("Призначити час")
    await one.post(f"/desk/requests/{request.number}/appointment", day=day, at=at, **more)
    found = re.search(r"№ (\d{3}-\d{3})\b", one.text)
    return found[1] if found and one.page and LIST in str(one.page.url) else ""


async def told(served: ServedDesk) -> list[str]:
    """What the reader was told, oldest first, with plain spaces."""
    return [one.replace("\u00a0", " ") for one in await served.told()]


async def minute(served: ServedDesk, *at: int) -> list[str]:
    """What the reader is told when this minute, by the clock in Greenwich, has come."""
    before = await told(served)
    served.clock.now = datetime(*at, tzinfo=UTC)  # type: ignore[misc]
    await served.app.housekeeping.tick(served.clock())
    return [one for one in (await told(served))[len(before) :] if "агадуємо" in one]


async def test_a_time_set_in_a_request_answers_it_and_is_reminded_of_twice(
    served: ServedDesk,
) -> None:
    oksana = await served.librarian()
    request = await taken(served, oksana)
    number = await set_time(oksana, request, WEDNESDAY, "10:00", words="Візьміть паспорт.")
    assert number, oksana.text
    oksana.sees("Час призначено", "ср, 25 листопада, 10:00", "Консультація юриста", "Особисто")
    assert (await served.see(request.number)).state == "answered"
    answer, booked = (await told(served))[-2:]
    if number in answer:
        answer, booked = booked, answer
    assert "Ваш час: ср, 25 листопада, 10:00" in answer
    assert "Візьміть паспорт." in answer
    assert "ср, 25 листопада, 10:00" in booked
    assert number in booked
    assert await minute(served, 2026, 11, 24, 7, 59) == []
    (day_before,) = await minute(served, 2026, 11, 24, 8, 0)
    (soon,) = await minute(served, 2026, 11, 25, 6, 0)
    for one in (day_before, soon):
        assert "ср, 25 листопада, 10:00" in one
        assert not re.search("юрист|озлучення|паспорт", one)  # others may see the screen
    assert await minute(served, 2026, 11, 25, 7, 30) == []
    buttons = [key["label"] for row in (await served.letters())[-1]["rows"] for key in row]
    assert buttons == ["Буду", "Перенести", "Скасувати запис"]


async def test_it_stands_in_the_days_list_and_is_noted_down_like_any_other(
    served: ServedDesk,
) -> None:
    oksana = await served.librarian()
    request = await taken(served, oksana, name="Олена", kind=RequestKind.SERVICE_HELP)
    number = await set_time(oksana, request, TODAY, "13:30", mode="phone")
    await oksana.open(f"{LIST}?day={TODAY}")
    oksana.sees("13:30–14:30", "Олена", number, "Година допомоги", "По телефону")
    served.clock.later(hours=2)
    await oksana.post(f"{LIST}/{number}/outcome", state="came")
    oksana.sees("Позначено: були")


async def test_another_time_in_the_request_or_at_the_appointment_moves_it_and_keeps_its_number(
    served: ServedDesk,
) -> None:
    oksana = await served.librarian()
    request = await taken(served, oksana)
    number = await set_time(oksana, request, WEDNESDAY, "10:00")
    assert await set_time(oksana, request, "2026-11-26", "12:00") == number
    assert "Був ср, 25 листопада, 10:00" in "\n".join(await told(served))
    await oksana.post(f"{LIST}/{number}/agree", day="2026-11-27", at="9:00")
    oksana.sees("Перенесено", "пт, 27 листопада, 09:00")
    assert await minute(served, 2026, 11, 25, 6, 0) == []  # of a time that is no more
    assert len(await minute(served, 2026, 11, 26, 7, 0)) == 1


async def test_no_reminder_comes_of_what_was_cancelled(served: ServedDesk) -> None:
    oksana = await served.librarian()
    number = await set_time(oksana, await taken(served, oksana), WEDNESDAY, "10:00")
    await oksana.post(f"{LIST}/{number}/cancel")
    oksana.sees("Скасовано")
    assert await minute(served, 2026, 11, 24, 8, 0) == []
    assert await minute(served, 2026, 11, 25, 6, 0) == []


@pytest.mark.parametrize(
    ("day", "at", "why"),
    [
        ("2026-11-22", "10:00", "Цей час минув"),
        ("2028-11-22", "10:00", "ще не записують"),
        ("завтра", "10:00", "«завтра» – не день"),
        (WEDNESDAY, "зранку", "«зранку» – не час"),
    ],
)
async def test_a_wrong_time_is_told_and_nothing_is_sent_or_lost(
    served: ServedDesk, day: str, at: str, why: str
) -> None:
    oksana = await served.librarian()
    request = await taken(served, oksana)
    before = await told(served)
    assert await set_time(oksana, request, day, at, words="Візьміть паспорт.") == ""
    oksana.sees(why, "Візьміть паспорт.")
    assert oksana.page
    assert oksana.page.status_code in {409, 422}
    assert await told(served) == before
    assert (await served.see(request.number)).state == "taken"
    async with served.app.database.reading() as unit:
        booking = served.app.bind(unit)[Appointments].booking
        assert await booking.of_citizen(await served.citizen(), now=served.clock()) == []


async def test_two_clicks_set_one_time(served: ServedDesk) -> None:
    oksana = await served.librarian()
    request = await taken(served, oksana)
    given = {"day": WEDNESDAY, "at": "10:00"}
    for _ in range(2):
        await oksana.open(f"/desk/requests/{request.number}")
        await oksana.post(f"/desk/requests/{request.number}/appointment", **given)
    said = "\n".join(await told(served))
    assert said.count("Ваш час: ср, 25 листопада, 10:00") == 1
    assert said.count("Вас записано") == 1


async def test_who_may_not_answer_may_set_no_time(served: ServedDesk) -> None:
    oksana, far = await served.librarian(), await served.librarian("Ігор", OBLAST)
    request = await taken(served, oksana)
    await far.open("/desk")
    await far.post(f"/desk/requests/{request.number}/appointment", day=WEDNESDAY, at="10:00")
    assert far.page
    assert far.page.status_code == 404
    question = await served.ask(peer="ivan")  # another kind of request has no such form
    await oksana.open(f"/desk/requests/{question.number}")
    await oksana.post(f"/desk/requests/{question.number}/take")
    oksana.misses("Призначити час")
    await oksana.post(f"/desk/requests/{question.number}/appointment", day=WEDNESDAY, at="10:00")
    assert oksana.page.status_code == 409


async def test_a_caller_without_a_chat_gets_a_slip(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open("/desk/record")
    await oksana.post(
        "/desk/record", came="phone", kind="legal_aid", done="no", words=MATTER, name="Ганна",
        contact="067 731 00 00",
    )  # fmt: skip
    found = re.search(r"№ (\d{4}-\d{4})", oksana.text)
    assert found, oksana.text
    request = await served.see(found[1])
    number = await set_time(oksana, request, WEDNESDAY, "10:00")
    oksana.sees("Ганна", "067 731 00 00", "Чату з нами немає")
    await oksana.open(f"{LIST}/{number}/slip")
    oksana.sees("ср, 25 листопада, 10:00", number)
    oksana.misses("юрист", "Ганна")
