"""What is asked at the counter, by phone or in a letter: when, how often, whom to call back."""

import logging
import re
from datetime import UTC, datetime

import pytest
import structlog.testing
from sqlalchemy import select

from bot.requests.contacts import link_to, problem_of
from bot.requests.model import (
    Came,
    RequestKind,
    State,
)
from bot.requests.tables import (
    requests,
)
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, Librarian, ServedDesk
from tests.privacy.traces import raw

PHONE = "067 731-90-54"
NAME = "Квазімодослава"
RECORD = "/desk/record"


async def written_down(one: Librarian, **given: str) -> str:
    """Its number, from the page that follows; what is to be done shows the request."""
    await one.open(RECORD)
    await one.post(RECORD, **{"came": "phone", "kind": "reference", "done": "no", **given})
    found = re.search(r"\d{4}-\d{4}", one.text)
    assert found, one.text
    return found.group()


async def test_whom_to_call_back_is_for_the_library_that_has_it(served: ServedDesk) -> None:
    oksana = await served.librarian()
    given = {"words": "Знайти статтю", "contact": PHONE, "name": NAME}
    number = await written_down(oksana, **given)
    oksana.sees("По телефону", NAME, f"Зв’язок: {PHONE}")
    assert oksana.page
    assert 'href="tel:0677319054"' in oksana.page.text
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    await boss.open(f"/desk/requests/{number}")
    boss.sees("Знайти статтю")
    boss.misses(PHONE)
    await oksana.open("/desk?list=mine")
    oksana.sees(number)
    oksana.misses(PHONE)
    page = f"/desk/requests/{number}"
    await oksana.open(page)
    oksana.sees("Чому: це прочитає бібліотека")  # no reader reads it
    oksana.misses("Чому: це прочитає читач Передати")
    await oksana.post(f"{page}/hand_over", to=OBLAST, reason="Стаття там")
    await boss.open(page)
    boss.sees(PHONE)
    stranger = await served.librarian("Олег", "zahintsi-silska")
    await stranger.open(page)
    stranger.misses(PHONE, "Знайти статтю")


async def test_whom_to_call_back_is_in_no_log_and_nowhere_readable(
    served: ServedDesk,
    database_url: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        oksana = await served.librarian()
        given = {"words": "Знайти статтю", "contact": PHONE, "name": NAME}
        number = await written_down(oksana, **given)
        await oksana.post(RECORD, **given, day="2031-01-01", done="no")
        assert oksana.page
        assert f'value="{PHONE}"' in oksana.page.text  # what was typed is kept
        await oksana.open(f"/desk/requests/{number}")
        await oksana.open("/desk?list=all")
    whole = caplog.text + repr(logged) + "".join(capsys.readouterr())
    bytes_at_rest = raw(database_url)
    for secret in (PHONE, "731-90-54", "0677319054", NAME):
        assert secret not in whole
        assert secret.encode() not in bytes_at_rest


async def test_what_is_done_keeps_nobody(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await written_down(oksana, done="yes", contact=PHONE, name=NAME)
    async with served.app.database.reading() as unit:
        row = await unit.first(select(requests))
    assert (row.contact, row.name) == (None, None)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("in_person", "Особисто"), ("phone", "По телефону"), ("email", "Електронною поштою"),
        ("letter", "Листом"),
    ],
)  # fmt: skip
async def test_every_way_it_came_is_kept_and_found(served: ServedDesk, way: str, told: str) -> None:
    oksana = await served.librarian()
    await served.ask()
    number = await written_down(oksana, came=way, words="Книга")
    oksana.sees(told)
    assert (await served.see(number)).came is Came(way)
    await oksana.open(f"/desk?list=all&came={way}")
    assert oksana.page
    assert set(re.findall(r"/desk/requests/(\d{4}-\d{4})", oksana.page.text)) == {number}


async def test_the_term_counts_from_the_day_it_was_asked(served: ServedDesk) -> None:
    """It is Monday, 23 November; a letter came on the Friday before."""
    oksana = await served.librarian()
    given = {"came": "letter", "kind": "information", "words": "Кошторис?", "day": "2026-11-20"}
    request = await served.see(await written_down(oksana, **given))
    assert request.created_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert request.clock.days[0].isoformat() == "2026-11-23"
    assert request.kind is RequestKind.INFORMATION
    await oksana.open("/desk?list=all&until=2026-11-20")
    oksana.sees(request.number)
    today = await served.see(await written_down(oksana, words="Книга", day="2026-11-23"))
    assert today.created_at == served.clock()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"day": "2026-11-24"}, "Цей день ще не настав."),
        ({"day": "2025-11-24"}, "Це було понад пів року тому."),
        ({"day": "31.02.2026"}, "«31.02.2026»"),
        ({"day": "2026-02-31"}, "«2026-02-31»"),
        ({"times": "0"}, "числом від 1 до 99"),
        ({"times": "-3"}, "числом від 1 до 99"),
        ({"times": "²"}, "числом від 1 до 99"),
        ({"times": "100"}, "числом від 1 до 99"),
        ({"times": "×5"}, "Одним телефоном не відповісти 5 читачам."),
    ],
)
async def test_what_can_not_be_is_told_and_nothing_is_lost(
    served: ServedDesk, given: dict[str, str], told: str
) -> None:
    oksana = await served.librarian()
    await oksana.open(RECORD)
    await oksana.post(RECORD, came="letter", done="no", words="Книга", contact=PHONE, **given)
    assert oksana.page
    assert oksana.page.status_code == 422
    oksana.sees(told, "Книга")
    assert f'value="{PHONE}"' in oksana.page.text
    assert re.search(r'value="letter" checked', oksana.page.text)
    async with served.app.database.reading() as unit:
        assert await unit.all(select(requests.c.id)) == []


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("0671", "Номер телефону неповний."), ("067 123 45", "неповний"),
        ("06712345678", "неповний"), ("0671 Оля", "неповний"), ("2-15", "неповний"),
        ("067 123 45 67, 2-15-33", "неповний"),
        ("olena@ukr", "Це не адреса пошти."), ("olena ukr@net.ua", "Це не адреса пошти."),
    ],
)  # fmt: skip
async def test_whom_nobody_can_reach_by_is_told(
    served: ServedDesk, contact: str, told: str
) -> None:
    oksana = await served.librarian()
    await oksana.open(RECORD)
    await oksana.post(RECORD, came="phone", done="no", words="Книга", contact=contact)
    assert oksana.page
    assert oksana.page.status_code == 422
    oksana.sees(told)
    assert f'value="{contact}"' in oksana.page.text
    await oksana.post(RECORD, came="phone", done="yes", words="Книга", contact=contact)
    assert oksana.page.status_code == 200  # answered on the spot: it is not kept


@pytest.mark.parametrize(
    "contact",
    ["067 123 45 67", "0385 62-15-33, Оля", "050 111 22 33 або 067 123 45 67", "зайде в четвер",
     "@olena_k", "olena@ukr.net", "Viber +380671234567", "067 123 45 67 (після 18, кв. 5)"],
)  # fmt: skip
def test_ways_to_reach_somebody(contact: str) -> None:
    assert problem_of(contact) == ""


async def test_the_village_is_asked_for_and_kept(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await written_down(oksana, words="Книга", place="загинці")
    oksana.sees("Загінці, Деражнянська")
    await oksana.open(RECORD)
    await oksana.post(RECORD, done="no", words="Книга", place="Хрюндиківка")
    oksana.sees("Не знаємо села «Хрюндиківка»")
    await oksana.post(RECORD, done="no", words="Книга", place="Іванківці")
    oksana.sees("Таких кілька:", "громада;")
    assert oksana.page
    listed = re.search(r"Таких кілька: ([^;]+);", oksana.text)
    assert listed
    await oksana.post(RECORD, done="no", words="Книга", place=listed.group(1))
    oksana.sees("№", "Іванківці")


async def test_how_to_reach_the_reader_stands_first(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await written_down(oksana, words="Книга", contact=PHONE)
    assert oksana.page
    page = oksana.page.text
    assert page.index("tel:0677319054") < page.index("<aside") < page.index('class="thread"')


@pytest.mark.parametrize("typed", ["5", "×5", "х5", " 05 "])
async def test_repeated_questions_are_counted(served: ServedDesk, typed: str) -> None:
    oksana = await served.librarian()
    number = await written_down(oksana, done="yes", came="in_person", times=typed)
    await written_down(oksana, done="yes", came="in_person")
    assert (await served.see(number)).times == 5
    await oksana.open("/desk?list=all")
    oksana.sees("Особисто ×5", "Звернень: 2, запитань у них: 6.")
    await oksana.open(f"/desk/requests/{number}")
    oksana.sees("Особисто ×5")


async def test_what_an_absent_reader_replies_lets_the_clock_go_on(served: ServedDesk) -> None:
    oksana = await served.librarian()
    number = await written_down(oksana, words="Метрика прадіда")
    page = f"/desk/requests/{number}"
    due = (await served.see(number)).due_at
    await oksana.post(f"{page}/ask", words="Яке село?")
    request = await served.see(number)
    assert (request.state, request.clock.is_resting) == (State.ASKING, True)
    oksana.sees("Читач сказав…")
    served.clock.later(days=2)
    assert oksana.person
    await oksana.enter(await served.link(oksana.person))
    await oksana.open(page)
    await oksana.post(f"{page}/said", words=" ")
    assert oksana.page
    assert oksana.page.status_code == 422
    await oksana.post(f"{page}/said", words="Загінці")
    oksana.sees("Слова читача записано", "Загінці", "У роботі")
    request = await served.see(number)
    assert (request.state, request.clock.is_resting) == (State.TAKEN, False)
    assert request.due_at > due  # by the days it stood
    await oksana.post(f"{page}/said", words="І рік 1913")
    assert (await served.see(number)).due_at == request.due_at
    oksana.sees("І рік 1913")
    await oksana.post(f"{page}/answer", words="Фонд 315")
    oksana.misses("Читач сказав…")


async def test_an_absent_reader_agrees_to_the_terms_of_a_copy(served: ServedDesk) -> None:
    oksana = await served.librarian()
    number = await written_down(oksana, words="Стаття", kind="document_delivery")
    page = f"/desk/requests/{number}"
    await oksana.post(f"{page}/offer", words="5 грн")
    oksana.sees("Це означає, що читач погоджується на умови.")
    await oksana.post(f"{page}/said", words="Так, робіть")
    oksana.sees("Так, робіть", "читач погодився на умови")
    assert (await served.see(number)).state is State.TAKEN


async def test_nobody_speaks_for_a_reader_who_has_a_chat(served: ServedDesk) -> None:
    request = await served.ask(point=CENTRAL)
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    oksana.misses("Читач сказав…")
    await oksana.post(f"{page}/said", words="Погоджуюся")
    assert oksana.page
    assert oksana.page.status_code == 409
    oksana.misses("Слова читача записано")


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("067 731-90-54", "tel:0677319054"), ("+38 (067) 731 90 54", "tel:+380677319054"),
        ("olena+lib@ukr.net", "mailto:olena+lib@ukr.net"), ("сусідка Галя", ""), ("@", ""),
        ("javascript:alert(1)", ""), ("067 731-90-54, після шостої", ""), ("103", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_can_be_called_is_a_link(contact: str, link: str) -> None:
    assert link_to(contact) == link


async def test_a_form_that_is_sent_twice_is_written_down_once(served: ServedDesk) -> None:
    oksana = await served.librarian()
    numbers = set()
    said = (("Де метрика?", 0), ("Де метрика?", 1), ("Де метрика?", 5), ("", 0), ("", 0))
    for words, minutes in said:
        served.clock.later(minutes=minutes)
        await oksana.open("/desk/record")
        form = {"words": words, "kind": "reference", "came": "in_person", "done": "yes"}
        await oksana.post("/desk/record", **form)
        assert oksana.page
        numbers.add(oksana.page.url.params["number"])
    assert len(numbers) == 4  # without words it may be the next reader
