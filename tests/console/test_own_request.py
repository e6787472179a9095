"""A request opened by its number and key: on the public page, and at any library's desk."""

import logging
import re

import pytest
import structlog.testing

from bot.requests.claims import MOST_HERE, MOST_OF_NUMBER
from bot.requests.model import Request
from bot.requests.reader_key import key_of
from bot.requests.service import Requests
from bot.staff.model import Role
from bot.storage import citizens, inbox
from tests.console.served_desk import OBLAST, VILLAGE, Librarian, ServedDesk

PAGE = "/request"
ASKED = "Де метричні книги Деражні за 1913 рік?"
ANSWER = "Фонд 315, опис 1, справа 7000"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
NOT_KNOWN = "Звернення з таким номером і ключем немає"


def key(served: ServedDesk, number: str) -> str:
    return key_of(served.app.database.vault, number)


async def answered(served: ServedDesk, **given: object) -> tuple[Librarian, Request]:
    request = await served.ask(ASKED)
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/note", words="Нотатка для колег")
    await oksana.post(f"{page}/answer", words=ANSWER, **given)
    return oksana, request


async def reads(served: ServedDesk, number: str, typed: str, one: Librarian | None = None) -> int:
    reader = one or served.browser()
    reader.page = await reader.http.post(PAGE, data={"number": number, "key": typed})
    return reader.page.status_code


async def test_the_reader_reads_it_without_a_chat(served: ServedDesk) -> None:
    oksana, request = await answered(served)
    reader = await served.browser().open(f"{PAGE}?number={request.number}")
    reader.sees("Моє звернення", "Номер, вісім цифр", "Ключ, шість цифр")
    assert await reads(served, request.number, key(served, request.number), reader) == 200
    reader.sees(ASKED, ANSWER, "Відповідь є.", "Відкрити в чаті")
    reader.misses("Нотатка для колег", "Оксана")
    assert reader.page
    assert reader.page.headers["cache-control"] == "no-store"
    assert reader.page.headers["referrer-policy"] == "same-origin"
    typed = key(served, request.number).replace("\u00a0", "-")
    assert await reads(served, request.number.replace("-", " "), typed) == 200
    await oksana.open(f"/desk/requests/{request.number}")
    oksana.sees("читач відкрив на сторінці за номером і ключем")


async def test_a_file_opens_there_and_its_receipt_is_seen(served: ServedDesk) -> None:
    oksana, request = await answered(served, files={"files": ("метрика.pdf", PDF)})
    reader = served.browser()
    given = {"number": request.number, "key": key(served, request.number)}
    await reads(served, *given.values(), reader)
    assert reader.page
    found = re.search(r'name="file" value="(\d+)"', reader.page.text)
    assert found
    got = await reader.http.post(f"{PAGE}/file", data={**given, "file": found[1]})
    assert got.content == PDF
    await oksana.open(f"/desk/requests/{request.number}")
    oksana.sees("отримано")
    for wrong in ({**given, "key": "111 111"}, {**given, "file": "999"}, {**given, "file": "x"}):
        got = await reader.http.post(f"{PAGE}/file", data={"file": found[1], **wrong})
        assert got.status_code in {404, 410}
        assert PDF not in got.content


async def test_number_and_key_of_others_open_nothing(served: ServedDesk) -> None:
    _, request = await answered(served)
    other = await served.ask("Інше", peer="petro")
    reader = served.browser()
    for number, typed in (
        (request.number, key(served, other.number)), ("0000-0000", "111 111"), ("", ""),
        (request.number, ""), ("<script>", "418 205"), (request.number, "418205" * 50),
    ):  # fmt: skip
        assert await reads(served, number, typed, reader) == 404
        reader.sees(NOT_KNOWN)
        reader.misses(ASKED, ANSWER)


async def test_guessing_is_bounded(served: ServedDesk) -> None:
    _, request = await answered(served)
    reader = served.browser()
    for wrong in range(MOST_HERE):
        assert await reads(served, request.number, str(100_000 + wrong), reader) == 404
    right = key(served, request.number)
    assert await reads(served, request.number, right, reader) == 429
    reader.sees("Забагато хибних ключів")
    reader.misses(ANSWER)
    served.clock.later(hours=1, minutes=1)
    assert await reads(served, request.number, right, reader) == 200


async def test_one_number_is_not_guessed_from_many_places(served: ServedDesk) -> None:
    _, request = await answered(served)
    async with served.app.database.unit() as unit:
        claims = served.app.bind(unit)[Requests].claims
        for wrong in range(MOST_OF_NUMBER):
            place = unit.vault.lookup(f"place {wrong}")
            with pytest.raises(Exception, match="unknown"):
                await claims.check(
                    request.number, str(100_000 + wrong), place=place, now=served.clock()
                )
    assert await reads(served, request.number, key(served, request.number)) == 429


async def test_what_had_not_arrived_has_found_its_reader(served: ServedDesk) -> None:
    request = await served.ask(ASKED)
    async with served.app.database.unit() as unit:
        citizens.mark_unreachable(unit, key=inbox.peer_key(unit, "web", "olena"))
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words=ANSWER)
    oksana.sees("Не дійшло")
    await reads(served, request.number, key(served, request.number))
    assert not (await served.see(request.number)).undelivered


async def test_any_library_gives_it_out_and_it_is_written_down(served: ServedDesk) -> None:
    oksana, request = await answered(served)
    maria = await served.librarian("Марія", VILLAGE)
    await maria.open("/desk/pick-up")
    maria.sees("Видати відповідь")
    given = {"number": request.number, "key": key(served, request.number)}
    await maria.post("/desk/pick-up/show", **{**given, "key": "111 111"})
    maria.sees(NOT_KNOWN)
    maria.misses(ASKED)
    await maria.post("/desk/pick-up/show", **given)
    maria.sees(ASKED, ANSWER)
    maria.misses("Нотатка для колег")
    await maria.open(f"/desk/requests/{request.number}")
    maria.misses(ASKED)  # the key has opened it to its reader, not to another library
    await oksana.open(f"/desk/requests/{request.number}")
    oksana.sees("Марія: показано читачеві, який прийшов із номером і ключем")
    boss = await served.librarian("Ніна", OBLAST, Role.ADMIN)
    await boss.open(f"/desk/audit?request={request.number}")
    boss.sees("Марія", "видано відповідь читачеві, який прийшов із ключем")


async def test_an_absent_reader_is_told_the_key_by_the_library(served: ServedDesk) -> None:
    oksana = await served.librarian("Оксана")
    await oksana.open("/desk/record")
    await oksana.post("/desk/record", came="phone", done="no", words=ASKED, contact="067 731-90-54")
    found = re.search(r"\d{4}-\d{4}", oksana.text)
    assert found
    number = found.group()
    oksana.sees(f"Ключ: {key(served, number)}".replace("\u00a0", " "))
    await oksana.post(f"/desk/requests/{number}/answer", words=ANSWER)
    reader = served.browser()
    assert await reads(served, number, key(served, number), reader) == 200
    reader.sees(ASKED, ANSWER)
    request = await served.ask("Інше")
    await oksana.open(f"/desk/requests/{request.number}")
    oksana.misses("Ключ:")  # the reader's own chat has told it


async def test_a_key_is_in_no_log_and_no_address(
    served: ServedDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        _, request = await answered(served)
        reader = served.browser()
        await reads(served, request.number, key(served, request.number), reader)
    digits = "".join(filter(str.isdigit, key(served, request.number)))
    whole = caplog.text + repr(logged)
    assert digits not in whole
    assert key(served, request.number) not in whole
    assert reader.page
    assert not re.search(rf'(?:href|action)="[^"]*{digits[:3]}.?{digits[3:]}', reader.page.text)
