"""The library’s own card at the desk: refused with advice, looked at, published once."""

import re
from pathlib import Path

from bot.content.load import load
from bot.libraries.card import as_library
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, Librarian, ServedDesk

CARD = "/desk/library/card"
PUBLISH = f"{CARD}/publish"
WEEK = {f"hours-{day}": "9-18" for day in range(5)} | {f"lunch-{day}": "13-14" for day in range(5)}
HERS = {
    "library": CENTRAL, "address": "вул. Миру, 41", "phone": "(03856) 2-10-10, 067 123 45 67",
    "email": "derazhnia@example.org", "point": "49.2701 27.4318", "has-printing": "yes",
    "has-scanning": "no", "has-computers": "yes", "has-toilet": "yes",
    "has-resilience_point": "yes", "languages": "англійською, польська", **WEEK,
}  # fmt: skip


def version(one: Librarian) -> str:
    assert one.page
    found = re.search(r'name="version" value="(\w+)"', one.page.text)
    assert found
    return found.group(1)


async def test_published_with_source_and_date_and_every_other_byte_stays(
    desk: ServedDesk, own_content: Path
) -> None:
    file = own_content / "libraries" / "khmelnytskyi.yaml"
    before = file.read_text(encoding="utf-8")
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open("/desk/library")
    head.sees("картка бібліотеки")
    await head.open(CARD)
    head.sees("Деражнянська міська центральна бібліотека", "Перевірено 23 листопада 2026")
    assert head.page
    assert "<svg" in head.page.text
    read = version(head)
    wrong = {
        **HERS,
        "languages": "ельфійська",
        "phone": "2-10-10",
        "email": "derazhnia",
        "point": "десь біля школи",
        "hours-0": "9",
        "lunch-1": "опівдні",
        "hours-6": "коли як",
    }
    await head.post(PUBLISH, act="publish", version=read, **wrong)
    head.sees("«2-10-10» – не повний номер", "не адреса пошти", "Координати – це два числа")
    head.sees(
        "«ельфійська» – не знаємо такої мови", "пн: пишіть години так", "написане вами не зникло"
    )
    head.sees("вт: пишіть обід так", "нд: пишіть години так")
    for name, typed in (("phone", "2-10-10"), ("hours-6", "коли як"), ("lunch-1", "опівдні")):
        box = f'id="{name}" name="{name}"'
        (told,) = re.findall(rf"<input {box}[^>]*>", head.page.text)
        assert f'value="{typed}"' in told
        assert f'aria-describedby="{name}-wrong"' in told
        assert f'id="{name}-wrong"' in head.page.text
        assert f'href="#{name}"' in head.page.text
    assert 'value="вул. Миру, 41"' in head.page.text
    await head.post(PUBLISH, act="publish", version=read, **{**HERS, "point": "49.42, 26.98"})
    head.sees("км від середини населеного пункту Деражня")
    await head.post(PUBLISH, act="publish", version=read, **{**HERS, "point": "50.45, 30.52"})
    head.sees("Точка 50.45, 30.52 – поза нашою областю")
    await head.post(PUBLISH, act="preview", version=read, **HERS)
    head.sees("Так це побачать читачі", "Деражня, вул. Миру, 41.", "03856 2-10-10")
    head.sees("Зараз відчинено, до 13:00.", "Є: комп’ютери, друк, туалет, Пункт незламності.")
    head.sees("Крім української, там говорять: англійська, польська.")
    head.sees("пн–пт 09:00–18:00, обід 13:00–14:00; сб, нд вихідний", "Немає: сканування.")
    assert file.read_text(encoding="utf-8") == before
    await head.post(PUBLISH, act="publish", version=read, **HERS)
    head.sees("Оприлюднено.", "Галина, пн 23.11", "Джерело: Дані бібліотеки, 23.11.2026")
    head.misses("pvisti.info")
    after = file.read_text(encoding="utf-8")
    assert "hours: Mo-Fr 09:00-13:00,14:00-18:00; Sa-Su off" in after
    assert "source: Дані бібліотеки, 23.11.2026" in after
    for told in (
        "address: вул. Миру, 41",
        "languages: [en, pl]",
        "03856 2-10-10",
        "067 123-45-67",
        "lat: 49.2701",
    ):
        assert told in after
    await head.open(CARD)
    assert 'value="49.2701, 27.4318"' in head.page.text
    again = {**HERS, "point": "49.2701, 27.4318", "phone": "067 123-45-67"}
    await head.post(PUBLISH, act="preview", version=version(head), **again)
    head.sees("Так це побачать читачі", "067 123-45-67")
    id = f"id: {CENTRAL}\n"
    assert after.partition(id)[0] == before.partition(id)[0]
    assert after.partition("id: zahintsi-silska")[2] == before.partition("id: zahintsi-silska")[2]
    await head.post(PUBLISH, act="publish", version=read, **{**HERS, "address": "вул. Інша, 1"})
    head.sees("Поки ви писали, це змінив хтось інший", "Так записано зараз", "вул. Миру, 41")
    assert file.read_text(encoding="utf-8") == after


async def test_a_pin_in_another_village_is_doubted_until_it_is_confirmed(
    desk: ServedDesk, own_content: Path
) -> None:
    file = own_content / "libraries" / "khmelnytskyi.yaml"
    before = file.read_text(encoding="utf-8")
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open(CARD)
    read = version(head)
    far = {**HERS, "point": "49.2701, 27.3"}
    doubt = "Позначка – за 10 км від населеного пункту Деражня, а найближчий до неї"
    await head.post(PUBLISH, act="preview", version=read, **far)
    head.sees("Так це побачать читачі", doubt, "Це та бібліотека?", "бібліотека справді там")
    await head.post(PUBLISH, act="publish", version=read, **far)
    head.sees(doubt, "Ще нічого не оприлюднено")
    other = {**far, "point": "49.2701, 27.31"}
    await head.post(PUBLISH, act="publish", version=read, sure=far["point"], **other)
    head.sees("Це та бібліотека?")  # another point than was confirmed
    assert file.read_text(encoding="utf-8") == before
    await head.post(PUBLISH, act="publish", version=read, sure=far["point"], **far)
    head.sees("Оприлюднено.")
    head.misses("Це та бібліотека?")
    assert "lon: 27.3\n" in file.read_text(encoding="utf-8")


async def test_a_head_lets_a_librarian_keep_the_card_and_ends_it(
    desk: ServedDesk, own_content: Path
) -> None:
    file = own_content / "libraries" / "khmelnytskyi.yaml"
    head = await desk.librarian("Галина", role=Role.HEAD)
    oksana = await desk.librarian("Оксана")
    other = await desk.librarian("Ніна", point=OBLAST, role=Role.HEAD)
    assert oksana.person
    await other.open("/desk/people")
    await other.post("/desk/people/card", person=oksana.person.id, wanted="yes")
    await oksana.open(CARD)
    oksana.sees("Картку змінює завідувачка своєї бібліотеки")  # whom another’s head lets
    await head.open("/desk/people")
    await head.post("/desk/people/card", person=oksana.person.id, wanted="yes")
    head.sees("Оксана тепер може правити картку бібліотеки", "Картка бібліотеки: більше ні")
    await oksana.open("/desk/library")
    oksana.sees("картка бібліотеки")
    await oksana.open(CARD)
    await oksana.post(PUBLISH, act="publish", version=version(oksana), **HERS)
    oksana.sees("Оприлюднено.", "Оксана, пн 23.11")
    assert "03856 2-10-10" in file.read_text(encoding="utf-8")
    await oksana.open(f"{CARD}?library={OBLAST}")
    oksana.sees("Картку змінює завідувачка своєї бібліотеки")
    await head.post("/desk/people/card", person=oksana.person.id, wanted="no")
    head.sees("Оксана більше не править картки бібліотеки")
    await oksana.open(CARD)
    oksana.sees("Картку змінює завідувачка своєї бібліотеки")


async def test_only_its_head_and_coordinators_change_it(desk: ServedDesk) -> None:
    librarian = await desk.librarian()
    other = await desk.librarian("Ніна", point=OBLAST, role=Role.HEAD)
    olha = await desk.librarian("Ольга", point=OBLAST, role=Role.COORDINATOR)
    await librarian.open(CARD)
    assert librarian.page
    assert librarian.page.status_code == 403
    await other.open(f"{CARD}?library={CENTRAL}")
    other.sees("Картку змінює завідувачка своєї бібліотеки")
    await other.open(CARD)
    await other.post(PUBLISH, act="publish", **HERS)
    other.sees("Картку змінює завідувачка своєї бібліотеки")
    await olha.open(f"{CARD}?library={CENTRAL}")
    olha.sees("Деражнянська міська центральна бібліотека")


def seen(one: Librarian) -> str:
    """What the preview shows."""
    assert one.page
    found = re.search(r'id="preview".*?<p class="pre">(.*?)</p>', one.page.text, re.DOTALL)
    assert found
    return found.group(1)


async def test_the_preview_is_what_readers_see_after_publishing(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open(CARD)
    week = {
        "hours-5": "вихідний",
        "lunch-5": "13-14",
        "hours-6": "–",
        "hours-4": "9.00–17.00, обід 12–13",
    }
    typed = {**HERS, **week, "lunch-4": ""}
    read = version(head)
    await head.post(PUBLISH, act="preview", version=read, **typed)
    promised = seen(head)
    assert "пн–чт 09:00–18:00, обід 13:00–14:00; пт 09:00–17:00, обід 12:00–13:00" in promised
    before = next(one for one in load(own_content).content.access_points if one.id == CENTRAL)
    await head.post(PUBLISH, act="publish", version=read, **typed)
    after = next(one for one in load(own_content).content.access_points if one.id == CENTRAL)
    names = ("address", "phones", "email", "lat", "lon", "approximate", "hours", "hours_note",
             "capabilities", "lacks", "languages", "note", "seen", "checked")  # fmt: skip
    told = {"address": "вул. Миру, 41", "phone": ["03856 2-10-10", "067 123-45-67"],
            "email": "derazhnia@example.org", "lat": 49.2701, "lon": 27.4318, "hours": after.hours,
            "capabilities": sorted(after.capabilities), "lacks": ["scanning"],
            "languages": ["en", "pl"]}  # fmt: skip
    assert after.checked
    shown = as_library(before, told, after.checked)
    assert {name: getattr(shown, name) for name in names} == {
        name: getattr(after, name) for name in names
    }


async def test_a_phone_with_too_many_digits_is_called_so(desk: ServedDesk) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open(CARD)
    await head.post(PUBLISH, act="preview", version=version(head),
                    **{**HERS, "phone": "06711122341"})  # fmt: skip
    head.sees("«06711122341» – задовгий номер: 11 цифр замість 10")


async def test_the_preview_tells_what_holds_today(desk: ServedDesk, own_content: Path) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open("/desk/library")
    await head.post("/desk/library/tell", kind="no_power", term="3h", note="")
    await head.open(CARD)
    await head.post(PUBLISH, act="preview", version=version(head), **HERS)
    assert "світла" in seen(head)


async def test_the_editors_preview_promises_nothing_that_is_not_there_now(
    desk: ServedDesk,
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    page = f"/desk/content/libraries/{CENTRAL}"
    await editor.open(page)
    editor.sees("Є: комп’ютери")
    await head.open("/desk/library")
    await head.post("/desk/library/tell", kind="no_power", term="3h", note="")
    await editor.open(page)
    editor.sees("Немає світла")
    editor.misses("Є: комп’ютери")


async def test_only_the_card_may_ask_where_the_phone_is(desk: ServedDesk) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    for path, allowed in ((CARD, "(self)"), ("/desk/library", "()")):
        await head.open(path)
        assert head.page
        told = head.page.headers["permissions-policy"]
        assert told == f"geolocation={allowed}, camera=(), microphone=()"
    await head.open(CARD)
    assert head.page
    assert "//" not in re.sub(
        r"https://www\.openstreetmap\.org/",
        "",
        head.page.text.split("data-map")[1].partition("</script>")[0],
    )  # no picture from anybody else
