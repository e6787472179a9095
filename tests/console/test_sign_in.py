"""Who may open what: every route of the desk by every role, and by nobody at all."""

import re

import pytest
from starlette.routing import Route

from bot.console.routes import console_routes
from bot.staff.model import Role
from bot.staff.service import Staff
from bot.storage.retention import purge
from tests.console.served_desk import CENTRAL, CSRF, VILLAGE, Librarian, ServedDesk

OPEN = {
    "/desk/enter/{token}", "/desk/sign-in", "/desk/static/{version}/{name}",
    # These open by a secret of their own, and none is the desk's.
    "/appointment/{token}", "/appointment/{token}/appointment.ics",
    "/appointments/{token}/calendar.ics",
    "/admin",  # it only leads to the desk
}  # fmt: skip
LEADERS = "/desk/people"
# Editors and coordinators.
LISTS = ("/desk/libraries/import", "/desk/libraries/import/look", "/desk/content/unclear")
EDITORS = ("/desk/coverage",)  # coordinators
HEADS = ("/desk/library/card",)
REPORTS = ("/desk/reports", "/desk/proposals")  # editors
ADMINS = ("/desk/audit", "/desk/people/codes", "/desk/problems")
# Shown and posted at one address.
PAGES = {
    "/desk/announcements", "/desk/record", "/desk/appointments/book", "/desk/appointments/days",
}  # fmt: skip


def routes_of(served: ServedDesk) -> list[tuple[str, str]]:
    """Method and path of everything there is."""
    found = []
    for route in console_routes(served.app.console(), served.app.features.pages):
        assert isinstance(route, Route)
        found.append(("POST" if "POST" in (route.methods or ()) else "GET", route.path))
    return found


def address(path: str, number: str) -> str:
    path = path.replace("{key}", "services").replace("{id}", "criminal-record")
    return re.sub(r"\{entry:int\}|\{index:int\}", "1", path).replace("{number}", number)


async def asked(one: Librarian, method: str, path: str) -> int:
    one.http.follow_redirects = False
    if method == "GET":
        return (await one.http.get(path)).status_code
    return (await one.http.post(path, data={"csrf": "", "words": "слова"})).status_code


@pytest.mark.parametrize("who", ["nobody", "forged session", "expired session", "removed"])
async def test_nobody_gets_in_without_a_session(served: ServedDesk, who: str) -> None:
    request = await served.ask()
    one = served.browser()
    if who == "forged session":
        one.http.cookies.set("mistok_desk", "a" * 43, path="/desk")
    if who in {"expired session", "removed"}:
        one = await served.librarian()
    if who == "expired session":
        served.clock.later(days=15)
    if who == "removed":
        assert one.person
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[Staff].remove(one.person.id, now=served.clock(), by=None)
    for method, path in routes_of(served):
        if path in OPEN or "/stream" in path:
            continue
        status = await asked(one, method, address(path, request.number))
        assert status == (303 if method == "GET" else 401), (method, path)
    assert (await served.see(request.number)).owner_id is None


@pytest.mark.parametrize("role", list(Role))
async def test_every_route_by_every_role(served: ServedDesk, role: Role) -> None:
    request = await served.ask()
    one = await served.librarian(role=role)
    routes = routes_of(served)
    posted = {path for method, path in routes if method == "POST"} - PAGES
    for method, path in routes:
        if path in OPEN or "/stream" in path:
            continue
        status = await asked(one, method, address(path, request.number))
        works = role in (Role.LIBRARIAN, Role.EDITOR)
        closed = works and path.startswith((LEADERS, *HEADS))
        closed = closed or (role is Role.LIBRARIAN and path.startswith(REPORTS))
        closed = closed or ((works or role is Role.HEAD) and path.startswith(EDITORS))
        own = role in (Role.LIBRARIAN, Role.HEAD)
        closed = closed or (own and (path.endswith("/new") or "/trial/" in path or path in LISTS))
        closed = closed or (role is not Role.ADMIN and path.startswith(ADMINS))
        # Forms without their guard are refused to everybody; files here are none.
        unknown = "/files/" in path or "/trial/" in path
        unknown = unknown or path.startswith("/desk/appointments/{number}")
        expected = 403 if closed or method == "POST" else 404 if unknown else 200
        if expected == 200 and path.endswith("/look"):
            expected = 410  # of no list
        if method == "GET" and path in posted:
            expected = 303  # back to the page of the form
        assert status == expected, (method, path)


async def test_anothers_request_is_as_unknown_as_none(served: ServedDesk) -> None:
    request = await served.ask(point=CENTRAL)
    stranger = await served.librarian("Ірина", point=VILLAGE)
    page = f"/desk/requests/{request.number}"
    for path in (page, f"{page}/files/1/0", "/desk/requests/0000-0000"):
        await stranger.open(path)
        assert stranger.page
        assert stranger.page.status_code == 404
        stranger.sees("Такого звернення за вашим столом немає")
        stranger.misses("метрика")
    for act in ("take", "answer", "note", "close", "hand_over"):
        await stranger.open("/desk/record")
        await stranger.post(f"{page}/{act}", words="Моє", to=VILLAGE, reason="Бо")
        assert stranger.page
        assert stranger.page.status_code in {404, 409}
        stranger.misses("Де метрика")
    assert (await served.see(request.number)).owner_id is None
    await stranger.open("/desk?list=all&text=метрика")
    stranger.sees("Нічого не знайшли")


async def test_a_foreign_form_changes_nothing_and_loses_nothing(served: ServedDesk) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/note", csrf="0" * 64, words="Довга нотатка")
    oksana.sees("Ця форма – не з цього столу", "Довга нотатка")
    await oksana.open(page)
    oksana.http.headers["Origin"] = "https://evil.example"
    await oksana.post(f"{page}/take")
    oksana.sees("Ця форма – не з цього столу")
    assert (await served.see(request.number)).owner_id is None


async def test_a_link_enters_by_its_button_once_and_looking_does_not_use_it_up(
    served: ServedDesk,
) -> None:
    person = await served.staff("Оксана")
    link = await served.link(person)
    for looks in ({"User-Agent": "TelegramBot (like TwitterBot)"}, {"Sec-Purpose": "prefetch"}, {}):
        looker = served.browser()
        looker.http.headers.update(looks)
        await looker.open(link)
        looker.sees("Особисте посилання", "Відкрити стіл")
        looker.misses("Оксана")
        assert "mistok_desk" not in looker.http.cookies
    assert (await looker.http.head(link)).status_code == 200
    oksana = await served.browser(person).enter(link)
    oksana.sees("Нічого не чекає")
    await oksana.open(link)  # a reload in the same browser does no harm
    oksana.sees("Нічого не чекає")
    thief = await served.browser().open(link)
    thief.sees("Це посилання вже використане")
    assert thief.page
    assert thief.page.status_code == 410


async def test_an_old_link_says_that_it_was_used_or_is_over_and_what_to_do(
    served: ServedDesk,
) -> None:
    """Also after a password was set, a newer link was given, and the access has ended."""
    boss = await served.librarian("Ніна", role=Role.ADMIN)
    async with served.app.database.unit() as unit:
        staff = served.app.bind(unit)[Staff]
        now = served.clock()
        invited = await staff.invite(
            "Оксана", role=Role.LIBRARIAN, point="hounb", now=now, by=boss.person
        )
    first = f"/desk/enter/{invited.link}"

    async def link_again() -> str:
        async with served.app.database.unit() as unit:
            again = await served.app.bind(unit)[Staff].invite_again(
                invited.person.id, now=served.clock(), by=boss.person
            )
        return f"/desk/enter/{again.link}"

    async def says(link: str, *parts: str) -> None:
        looker = await served.browser().open(link)
        looker.sees(*parts)
        looker.misses("не знаємо")
        assert looker.page
        assert looker.page.status_code == 410

    second = await link_again()
    await says(first, "вам дали новіше посилання", "Відкрийте новіше")
    oksana = await served.browser(invited.person).enter(second)
    await says(first, "Строк цього посилання минув", "Увійдіть із паролем")
    await says(second, "Це посилання вже використане", "увійдіть із паролем")
    await oksana.open("/desk/account")
    await oksana.post(
        "/desk/account/password", login="oksana", password="чавунний рододендрон біжить"
    )
    await says(second, "Це посилання вже використане", "увійдіть із паролем")
    third = await link_again()
    served.clock.later(days=9)
    await purge(served.app.database, now=served.clock())
    await says(second, "Це посилання вже використане")
    await says(third, "Строк цього посилання минув")
    async with served.app.database.unit() as unit:
        await served.app.bind(unit)[Staff].remove(
            invited.person.id, now=served.clock(), by=boss.person
        )
    for link in (first, second, third):
        await says(link, "Доступ, для якого було це посилання, закрито", "запросити вас")


async def test_nobody_is_signed_in_by_anothers_form(served: ServedDesk) -> None:
    """A page elsewhere that posts its author's link or password changes nothing here."""
    link = await served.link(await served.staff("Зловмисник"))
    victim = served.browser()
    await victim.post(link, csrf="")
    victim.sees("Ця форма – не з цього столу")
    await (other := served.browser()).open(link)
    found = CSRF.search(other.page.text) if other.page else None
    assert found
    await victim.open("/desk/sign-in")
    await victim.post(link, csrf=found.group(1))
    victim.sees("Ця форма – не з цього столу")
    victim.http.headers["Sec-Fetch-Site"] = "cross-site"
    await victim.open(link)
    await victim.post(link)
    victim.sees("Ця форма – не з цього столу")
    assert "mistok_desk" not in victim.http.cookies
    assert "Відкрити стіл" in (await other.open(link)).text


async def test_a_link_that_two_have_open_enters_one(served: ServedDesk) -> None:
    link = await served.link(await served.staff("Оксана"))
    first, second = await served.browser().open(link), await served.browser().open(link)
    await first.post(link)
    await second.post(link)
    first.sees("Нічого не чекає")
    second.sees("Це посилання вже використане")


async def test_password_code_and_throttle(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open("/desk/account")
    await oksana.post("/desk/account/password", login="oksana", password="коротко")
    oksana.sees("Пароль закороткий")
    await oksana.post("/desk/account/password", login="oksana", password="три слова і крапка")
    oksana.sees("Збережено.")
    await oksana.post("/desk/sign-out")
    await oksana.post("/desk/sign-in", login="oksana", password="три слова і кома", next="/desk")
    oksana.sees("неправильний")
    await oksana.post(
        "/desk/sign-in", login=" OKSANA ", password="три слова і крапка",
        next="https://evil.example/desk",
    )  # fmt: skip
    oksana.sees("Звернення", "Нові")
    assert oksana.page
    assert str(oksana.page.url).startswith(served.address)
    thief = await served.browser().open("/desk/sign-in")
    for _ in range(11):
        await thief.post("/desk/sign-in", login="oksana", password="вгадую щоразу")
    thief.sees("Забагато спроб")
    assert thief.page
    assert thief.page.status_code == 429
