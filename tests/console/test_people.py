"""The page of people: what goes with an access that ends."""

import re
from datetime import timedelta

from bot.staff import totp
from bot.staff.acts import Act, Wanted
from bot.staff.model import Role
from bot.staff.service import Staff
from tests.console.served_desk import OBLAST, Librarian, ServedDesk


async def test_her_requests_go_back_with_a_warning_before_and_a_count_after(
    served: ServedDesk,
) -> None:
    head = await served.librarian("Галина", role=Role.HEAD)
    oksana = await served.librarian("Оксана Мельник")
    for peer in ("olena", "ihor"):
        request = await served.ask(peer=peer)
        await oksana.open(f"/desk/requests/{request.number}")
        await oksana.post(f"/desk/requests/{request.number}/take")
    await oksana.post(f"/desk/requests/{request.number}/ask", words="Яке село?")
    ivan = await served.librarian("Іван")
    await head.open("/desk/people")
    head.sees("Веде 2 звернення: вони повернуться в чергу")
    assert oksana.person
    await head.post("/desk/people/remove", person=oksana.person.id)
    head.sees("Оксана Мельник: доступ закрито.", "2 звернення знову в черзі")
    head.misses("Веде 2 звернення")
    await ivan.open("/desk")
    ivan.sees(request.number, "Нові 2")
    await ivan.open(f"/desk/requests/{request.number}")
    ivan.sees("знову в черзі: Оксана Мельник більше не працює за столом", "Взяти звернення")


async def with_app(served: ServedDesk, one: Librarian) -> list[str]:
    """Turn the codes of an app on; the spare ones that are shown."""
    await one.open("/desk/account")
    await one.post("/desk/account/password", login="oksana", password="три довгі слова")
    assert one.page
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", one.page.text)
    sealed = re.search(r'name="secret" value="([^"]+)"', one.page.text)
    assert secret
    assert sealed
    code = totp.code(secret[1], int(served.clock().timestamp()) // 30)
    await one.post("/desk/account/code", secret=sealed[1], code=code)
    return re.findall(r"<code>(\d{5}-\d{5})</code>", one.page.text)


async def test_spare_codes_are_shown_once_and_sign_in(served: ServedDesk) -> None:
    oksana = await served.librarian("Оксана Мельник")
    codes = await with_app(served, oksana)
    assert len(codes) == 10
    oksana.sees("Запасні коди", "більше їх не побачите")
    await oksana.open("/desk/account")
    oksana.sees("Лишилося 10 кодів.")
    assert not any(code in oksana.text for code in codes)
    other = served.browser()
    await other.open("/desk/sign-in")
    given = {"login": "oksana", "password": "три довгі слова", "code": codes[0]}
    await other.post("/desk/sign-in", **given)
    other.sees("Звернення", "запасний код")
    again = served.browser()
    await again.open("/desk/sign-in")
    await again.post("/desk/sign-in", **given)
    assert again.page
    assert again.page.status_code == 401
    await other.open("/desk/account")
    other.sees("Лишилося 9 кодів.")
    await other.post("/desk/account/spare-codes")
    assert other.page
    made = re.findall(r"<code>(\d{5}-\d{5})</code>", other.page.text)
    assert len(set(made) | set(codes)) == 20
    await again.post("/desk/sign-in", **{**given, "code": codes[1]})
    assert again.page.status_code == 401


async def test_a_head_sees_who_has_codes_and_resets_them_and_it_is_in_the_log(
    served: ServedDesk,
) -> None:
    head = await served.librarian("Галина", role=Role.HEAD)
    oksana = await served.librarian("Оксана Мельник")
    await head.open("/desk/people")
    head.sees("не питають")
    head.misses("Загублено телефон")
    await with_app(served, oksana)
    await head.open("/desk/people")
    head.sees("питають; лишилося 10 запасних кодів", "Загублено телефон")
    assert oksana.person
    assert head.person
    await head.post("/desk/people/codes", person=oksana.person.id)
    head.sees("Оксана Мельник тепер входить без кодів")
    day = timedelta(days=1)
    wanted = Wanted(served.clock() - day, served.clock() + day, did=Act.CODES_RESET)
    async with served.app.database.reading() as unit:
        (line,) = await Staff(unit).acts.find(wanted, many=9)
    assert (line.by, line.about) == (head.person.id, oksana.person.id)
    await oksana.enter(await served.link(oksana.person))
    oksana.sees("Галина", "вимкнено коди")


async def test_the_form_is_empty_for_the_next_one_and_kept_when_it_is_wrong(
    served: ServedDesk,
) -> None:
    admin = await served.librarian("Адмін", OBLAST, Role.ADMIN)
    await admin.open("/desk/people")
    given = {"name": "Зеновій", "role": "coordinator", "answers-en": "1"}
    await admin.post("/desk/people/invite", **given, point="")
    admin.sees("Виберіть бібліотеку")
    await admin.post("/desk/people/invite", **given, point="Хмельницька обласна")
    admin.sees("Не зрозуміло, яка бібліотека «Хмельницька обласна»")
    assert admin.page
    form = admin.page.text.partition("/desk/people/invite")[2]
    assert 'value="Зеновій"' in form
    assert 'value="coordinator" selected' in form
    assert 'name="answers-en" value="1" checked' in form
    await admin.post("/desk/people/invite", **given, point=OBLAST)
    admin.sees("Запрошено: Зеновій")
    form = admin.page.text.partition('action="/desk/people/invite"')[2].partition("</form>")[0]
    assert re.findall(r'id="(?:name|point)" [^>]*value="([^"]*)"', form) == ["", ""]
    assert "Зеновій" not in form
    assert "selected" not in form
    assert "checked" not in form


async def test_who_may_not_invite_is_told_whom_to_ask(served: ServedDesk) -> None:
    head = await served.librarian("Галина", role=Role.HEAD)
    olha = await served.librarian("Ольга", role=Role.COORDINATOR)
    await olha.open("/desk/people")
    olha.sees("Хто запрошує колег", "ще ніхто з них не ввійшов", "У вашій бібліотеці: Галина.")
    admin = await served.librarian("Адам", role=Role.ADMIN)
    await olha.open("/desk/people")
    olha.sees("Адміністратори запрошують будь-кого: Адам.", "Завідувач запрошує бібліотекарів")
    olha.misses("Запросити людину")
    await head.open("/desk/people")
    head.sees("Хто запрошує інших", "Адміністратори запрошують будь-кого: Адам.")
    await admin.open("/desk/people")
    admin.misses("Хто запрошує")
