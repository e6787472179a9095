"""What goes wrong at the desk is told in words, and nothing typed is lost."""

import asyncio
import re

import httpx2
import pytest
from sqlalchemy import select

from bot.requests.citizen_acts import CitizenSide
from bot.requests.model import RequestKind
from bot.requests.pages import stream
from bot.requests.service import Requests
from bot.staff.model import Role, staff_acts
from bot.staff.service import Staff
from tests.console.served_desk import CENTRAL, OBLAST, Librarian, ServedDesk
from tests.waiting import PATIENCE

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HARMFUL = {
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "program.pdf": b"MZ\x90\x00" + b"\0" * 200,
    "empty.pdf": b"",
}


async def taken(served: ServedDesk, **given: object) -> tuple[Librarian, str]:
    """A librarian at the page of a request they have taken."""
    request = await served.ask(**given)  # type: ignore[arg-type]
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    return oksana, page


async def test_fifty_take_at_once_and_one_has_it(served: ServedDesk) -> None:
    request = await served.ask()
    page = f"/desk/requests/{request.number}"
    everybody = [await served.librarian(f"Бібліотекар {n}") for n in range(50)]
    for one in everybody:
        await one.open("/desk/record")
    await asyncio.gather(*(one.post(f"{page}/take") for one in everybody))
    got = [one for one in everybody if "Звернення ваше." in one.text]
    assert len(got) == 1
    owner = got[0].person
    assert owner
    for one in everybody:
        if one is not got[0]:
            assert one.page
            assert one.page.status_code == 409
            one.sees(f"Це звернення веде {owner.name}")
    assert (await served.see(request.number)).owner_id == owner.id


async def test_a_file_goes_to_the_reader(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    files = [("files", ("../../Метрика 1913.pdf", PDF, "application/pdf"))]
    await oksana.post(f"{page}/answer", words="Ось копія.", files=files)
    oksana.sees("Відповідь пішла", "Метрика 1913.pdf")
    answer, file = await served.told()
    assert "Ось копія." in answer
    assert file == "Метрика 1913.pdf"
    assert oksana.page
    href = f"{page}/files/"
    path = oksana.page.text.partition(f'href="{href}')[2].partition('"')[0]
    sent = await oksana.http.get(href + path)
    assert sent.content == PDF
    assert sent.headers["content-disposition"].startswith("attachment")
    await oksana.open(page)
    oksana.sees("ще не відкрито; зберігаємо до")  # a colleague's look is no receipt
    async with served.browser().http as reader:
        await reader.get(await served.file_address())
    await oksana.open(page)
    oksana.sees("отримано пн 23.11, ")
    served.clock.later(days=31)
    await oksana.enter(await served.link(oksana.person))
    await oksana.open(page)
    oksana.sees("видалено за строком")


@pytest.mark.parametrize("name", HARMFUL)
async def test_a_harmful_file_is_refused_and_the_words_stay(served: ServedDesk, name: str) -> None:
    oksana, page = await taken(served)
    files = [("files", (name, HARMFUL[name], "application/pdf"))]
    await oksana.post(f"{page}/answer", words="Довга відповідь.", files=files)
    assert oksana.page
    assert oksana.page.status_code == 422
    oksana.sees(name, "не прийняли", "Довга відповідь.")
    assert await served.told() == []


async def test_an_answer_to_a_withdrawn_request_is_kept_on_the_page(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    number = page.rpartition("/")[2]
    citizen = await served.citizen()
    async with served.app.database.unit() as unit:
        side: CitizenSide = served.app.bind(unit)[Requests].citizen
        await side.withdraw(number, citizen=citizen, now=served.clock())
    await oksana.post(f"{page}/answer", words="Метрика – у держархіві.")
    assert oksana.page
    assert oksana.page.status_code == 409
    oksana.sees("звернення тим часом змінилося", "Відкликане")
    assert await served.told() == []


async def test_handed_over_told_and_out_of_sight(served: ServedDesk) -> None:
    head = await served.librarian("Галина", point=OBLAST, role=Role.HEAD)
    oksana, page = await taken(served)
    await oksana.post(f"{page}/hand_over", to=OBLAST, reason="")
    oksana.sees("Напишіть хоч слово")
    await oksana.post(f"{page}/hand_over", to=OBLAST, reason="Книга є лише в обласній")
    oksana.sees("передано.", "Нічого не чекає")
    (told,) = await served.told()
    assert "Книга є лише в обласній" in told
    await head.open("/desk")
    head.sees(page.rpartition("/")[2], "Де метрика 1913 року?")


async def test_asking_back_notes_and_closing(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    await oksana.post(f"{page}/note", words="Дзвонила двічі")
    await oksana.post(f"{page}/ask", words="Яке село?")
    oksana.sees(
        "Запитали читача", "строк зупинено", "Дзвонила двічі", "Нотатка, лише для працівників"
    )
    (told,) = await served.told()
    assert "Яке село?" in told
    await oksana.post(f"{page}/close")
    oksana.sees("Читач чекає відповіді. Напишіть, чому закриваєте без неї")
    await oksana.post(f"{page}/close", words="Читачка знайшла сама.")
    oksana.sees("закрито")
    assert "закрито без відповіді.\nЧому: Читачка знайшла сама." in (await served.told())[-1]
    await oksana.open(page)
    oksana.sees("Чому – так сказано читачеві", "Читачка знайшла сама.")
    await oksana.post(f"{page}/reopen")
    oksana.sees("Звернення знову відкрите.", "Чекає")
    assert "Дзвонила" not in " ".join(await served.told())


async def test_terms_of_a_copy_and_the_longer_term_of_the_law(served: ServedDesk) -> None:
    oksana, page = await taken(served, kind=RequestKind.DOCUMENT_DELIVERY)
    await oksana.post(f"{page}/offer", words="До 10 сторінок, безкоштовно")
    oksana.sees("Надіслали умови")
    oksana, page = await taken(served, kind=RequestKind.INFORMATION, peer="petro")
    oksana.sees("Подовжити строк за законом", "до пн 30.11")
    await oksana.post(f"{page}/extend", reason="Треба шукати в архіві")
    oksana.sees("Строк подовжено", "до пн 21.12")
    oksana.misses("Подовжити строк за законом")
    (told,) = await served.told("petro")
    assert "Треба шукати в архіві" in told


async def test_a_refusal_names_the_reason_after_the_question(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    await oksana.post(f"{page}/refuse", words="Метрики згоріли 1941 року.")
    oksana.sees("Відповіли: неможливо")
    (told,) = await served.told()
    assert "неможливо.\n«Де метрика 1913 року?»\n\nЧому:\nМетрики згоріли 1941 року." in told


async def test_what_is_looked_for_is_found_in_any_list(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    number = page.rpartition("/")[2]
    await oksana.post(f"{page}/answer", words="У держархіві.")
    for looked_for in (number, "метрику"):
        await oksana.open(f"/desk?list=new&text={looked_for}")
        oksana.sees(number)
    await oksana.open("/desk?list=new&state=answered")
    oksana.sees(number)


async def test_the_address_of_a_form_leads_back_to_its_page(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    await oksana.open(f"{page}/answer")
    assert oksana.page
    assert oksana.page.url.path == page


async def test_every_reading_is_in_the_log(served: ServedDesk) -> None:
    oksana, page = await taken(served)
    async with served.app.database.reading() as unit:
        rows = await unit.all(select(staff_acts).where(staff_acts.c.did == "read"))
    assert oksana.person
    assert {row.staff_id for row in rows} == {oksana.person.id}
    assert {row.request for row in rows} == {page.rpartition("/")[2]}
    head = await served.librarian("Галина", role=Role.HEAD)
    await head.open(page)
    head.sees("Хто читав Оксана")
    oksana.misses("Хто читав")


async def test_suggestions_are_inserted_without_a_script(served: ServedDesk) -> None:
    oksana, page = await taken(served, words="Як отримати субсидію на газ")
    oksana.sees("Почати з готового тексту", "Вітання")
    await oksana.open(f"{page}?insert=ready.hello")
    assert oksana.page
    assert ">Добрий день! Дякуємо за запитання.</textarea>" in oksana.page.text


async def test_an_answer_given_before_is_suggested(served: ServedDesk) -> None:
    oksana, page = await taken(served, words="Де шукати метричні книги за 1913 рік")
    await oksana.post(f"{page}/answer", words="У держархіві, фонд 315.")
    again = await served.ask("Метричні книги 1913 рік де шукати", peer="petro")
    await oksana.open(f"/desk/requests/{again.number}")
    await oksana.post(f"/desk/requests/{again.number}/take")
    oksana.sees("У держархіві, фонд 315.")


async def test_asked_in_person_and_practice_reach_nobody(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open("/desk/record")
    await oksana.post("/desk/record", came="phone", kind="service_help", done="yes")
    oksana.sees("Записано: №")
    await oksana.post("/desk/record", came="in_person", kind="reference", done="no")
    oksana.sees("Напишіть кількома словами")
    await oksana.post("/desk/record", came="in_person", kind="reference", done="no", words="Книга")
    oksana.sees("Записано: №", "Особисто", "Книга")
    await oksana.open("/desk/practice")
    await oksana.post("/desk/practice/begin")
    oksana.sees("Шукаю книжку, зелена така")
    assert oksana.page
    numbers = re.findall(r"/desk/requests/(\d{4}-\d{4})", oksana.page.text)
    page = f"/desk/requests/{numbers[0]}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="Ось вона")
    oksana.sees("Навчання: справжній читач це вже отримав би.")
    colleague = await served.librarian("Ірина", role=Role.ADMIN)
    await colleague.open("/desk?list=all")
    colleague.sees("Книга")
    colleague.misses("зелена така")


async def test_an_open_page_is_told(served: ServedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LOOK_SECONDS", 600)  # it is told, and finds nothing by looking
    oksana = await served.librarian()
    async with oksana.http.stream("GET", "/desk/stream") as answer:
        lines = answer.aiter_lines()
        async with asyncio.timeout(PATIENCE):
            while not (await anext(lines)).startswith("retry"):
                pass
        await served.ask()
        async with asyncio.timeout(PATIENCE):
            while not (await anext(lines)).startswith("event: changed"):
                pass


async def test_the_stream_ends_with_the_session(served: ServedDesk) -> None:
    oksana = await served.librarian()
    other = httpx2.AsyncClient(
        base_url=served.address, trust_env=False, verify=False, timeout=PATIENCE
    )
    other.cookies = oksana.http.cookies
    async with other, other.stream("GET", "/desk/stream") as answer:
        lines = answer.aiter_lines()
        async with asyncio.timeout(PATIENCE):
            while not (await anext(lines)).startswith("retry"):
                pass
        await oksana.post("/desk/sign-out")
        async with asyncio.timeout(PATIENCE):
            assert [one async for one in lines if one.startswith("event")] == []


async def test_people_are_invited_and_removed(served: ServedDesk) -> None:
    head = await served.librarian("Галина", role=Role.HEAD)
    await head.open("/desk/people")
    await head.post("/desk/people/invite", name="Тарас", role="admin", point=OBLAST)
    head.sees("Ваша роль цього не дозволяє")
    await head.post("/desk/people/invite", name="Тарас", role="librarian")
    head.sees("Запрошено: Тарас", "входу ще не було")
    assert head.page
    link = head.page.text.partition(served.address)[2].partition('"')[0]
    taras = await served.browser().enter(link)
    taras.sees("Нічого не чекає", "Тарас")
    async with served.app.database.reading() as unit:
        (one,) = [
            p for p in await served.app.bind(unit)[Staff].active([CENTRAL]) if p.name == "Тарас"
        ]
    await head.post("/desk/people/remove", person=str(one.id))
    head.sees("Тарас: доступ закрито.")
    await taras.open("/desk")
    taras.sees("Вхід до столу")


async def test_whoever_is_invited_may_answer_in_any_language_there_is(served: ServedDesk) -> None:
    head = await served.librarian("Галина", role=Role.HEAD)
    await head.open("/desk/people")
    head.sees("Ще якими мовами відповідає", "English")
    await head.post("/desk/people/invite", **{"answers-en": "1"}, name="Тарас", role="librarian")
    await head.post("/desk/people/invite", **{"answers-eo": "1"}, name="Олег", role="librarian")
    async with served.app.database.reading() as unit:
        staff = await served.app.bind(unit)[Staff].active([CENTRAL])
    langs = {one.name: one.langs for one in staff}
    assert (langs["Тарас"], langs["Олег"]) == (("uk", "en"), ("uk",))


async def test_who_only_sees_a_request_is_offered_no_act_of_its_owner(served: ServedDesk) -> None:
    _, page = await taken(served)
    colleague = await served.librarian("Петро")
    await colleague.open(page)
    assert colleague.page is not None
    offered = set(re.findall(rf'action="{page}/(\w+)"', colleague.page.text))
    assert offered == {"note"}
    head = await served.librarian("Галина", role=Role.HEAD)
    await head.open(page)
    assert head.page is not None
    assert {"answer", "hand_over", "note"} <= set(
        re.findall(rf'action="{page}/(\w+)"', head.page.text)
    )
