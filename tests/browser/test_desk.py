"""The desk in a real browser: looks, axe, keys, drafts, freshness; and without JavaScript."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app.content_index import ContentIndex
from bot.requests.intake import NewRequest
from bot.requests.model import Came, RequestKind
from bot.requests.pages import stream
from bot.requests.service import Requests
from bot.staff import totp
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from tests.browser.chat import violations
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk
from tests.small_disk import no_room_in, room_in
from tests.waiting import until

pytestmark = pytest.mark.browser

# Colours don't depend on the width, nor places on the theme: each is seen once.
LOOKS = ((360, "light"), (1280, "dark"))
PAGES = ("/desk", "/desk?list=all", "/desk?list=rated", "/desk/record", "/desk/answers",
         "/desk/practice", "/desk/account", "/desk/people", "/desk/audit", "/desk/library",
         "/desk/library/card", "/desk/library/card/photo", "/desk/reports")  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def served(sqlite_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite."""
    async with served_desk(sqlite_url, content_index) as served:
        yield served


@asynccontextmanager
async def at_desk(
    browser: Browser, served: ServedDesk, *, name: str = "Оксана Мельник",
    role: Role = Role.LIBRARIAN, point: str = CENTRAL, but: str = "\0", **options: object,
) -> AsyncIterator[Page]:  # fmt: skip
    """A librarian's page, signed in; at the end its console must be silent, `but` for this."""
    context = await browser.new_context(
        **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
    )
    page = await context.new_page()
    heard: list[str] = []
    page.on("console", lambda one: heard.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    await page.goto(served.address + await served.link(await served.staff(name, point, role)))
    await page.get_by_role("button", name="Відкрити стіл").click()
    await page.wait_for_url(lambda url: "/enter/" not in url)  # and its scripts have run
    yield page
    assert [one for one in heard if but not in one] == []
    await context.close()


async def fits(page: Page) -> bool:
    """Nothing has to be scrolled sideways."""
    return await page.evaluate(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


async def several(served: ServedDesk) -> str:
    """Requests of all sorts; the number of one that has been talked about."""
    await served.ask("Шукаю книгу про козаків на Поділлі, автор десь на С", peer="ihor")
    await served.ask(
        "Не можу подати на субсидію через телефон, просить якийсь підпис, мені 74 роки, а сайт "
        "весь час пише помилку і нічого не відкривається",
        peer="maria", kind=RequestKind.SERVICE_HELP, name="Марія Степанівна",
    )  # fmt: skip
    late = await served.ask("Стаття з «Подільських вістей» за 1998 рік",
                           peer="petro", kind=RequestKind.DOCUMENT_DELIVERY)  # fmt: skip
    served.clock.later(days=12)
    await served.ask("Коли працює бібліотека в неділю?", peer="nadia")
    await poorly_rated(served)
    return late.number


async def poorly_rated(served: ServedDesk) -> None:
    """One that was answered and has not helped, and one that was asked at the counter."""
    oksana = await served.staff("Оксана Бойко", CENTRAL)
    request = await served.ask("Де метрика прадіда?", peer="ivan")
    async with served.app.database.unit() as unit:
        desk, now = served.app.bind(unit)[Requests], served.clock()
        await desk.work.take(request.number, by=oksana, now=now)
        await desk.work.answer(request.number, "Не знаю.", by=oksana, now=now)
        reader = await served.citizen_of(unit, "ivan")
        await desk.citizen.rate(request.number, 1, citizen=reader, now=now)
        await desk.citizen.comment(request.number, "Треба рік 1913", citizen=reader, now=now)
        asked = NewRequest("Роздрукувати довідку", times=5)
        await desk.intake.note_down(asked, by=oksana, came=Came.IN_PERSON, done=True, now=now)


async def test_filters_fit_every_width(browser: Browser, served: ServedDesk) -> None:
    async with at_desk(browser, served, role=Role.ADMIN) as page:
        for path in ("/desk?state=new", "/desk/audit"):
            await page.goto(served.address + path)
            for width in (360, 700, 820, 900, 1024, 1100, 1280):
                await page.set_viewport_size({"width": width, "height": 800})
                assert await fits(page), (path, width)


async def test_what_is_wrong_in_a_card_stands_beside_its_field(
    browser: Browser, served: ServedDesk
) -> None:
    size = {"width": 360, "height": 740}
    async with at_desk(browser, served, role=Role.HEAD, viewport=size, but="422") as page:
        await page.goto(f"{served.address}/desk/library/card")
        await page.get_by_label("Телефони").fill("2-10-10")
        await page.get_by_label("пн", exact=True).fill("коли як")
        await page.get_by_role("button", name="Подивитися, як бачать читачі").click()
        await page.get_by_role("alert").get_by_role("link", name="2-10-10").click()
        await expect(page.get_by_label("Телефони")).to_be_focused()
        hours = page.get_by_label("пн", exact=True)
        await expect(hours).to_have_accessible_description("пн: пишіть години так: 09:00–18:00, "
                                                           "або «вихідний».")  # fmt: skip
        assert await hours.input_value() == "коли як"
        assert await fits(page)
        assert await violations(page) == ""


async def test_a_long_name_takes_one_line(browser: Browser, served: ServedDesk) -> None:
    size = {"width": 360, "height": 740}
    name = "Оксана-Антуанетта Мельник-Старокостянтинівська Володимирівна"
    async with at_desk(browser, served, name=name, role=Role.ADMIN, viewport=size) as page:
        box = await page.locator(".top .name").bounding_box()
        assert box
        assert box["height"] <= 48
        await page.goto(f"{served.address}/desk/people")
        assert await fits(page)
        label = "getComputedStyle(document.querySelector('td[data-label]'), '::before').content"
        assert "Коди" in await page.evaluate(label)  # the head of the table is not seen here


async def test_on_a_phone_the_menu_takes_one_line_until_it_is_opened(
    browser: Browser, served: ServedDesk
) -> None:
    """An administrator has most links; it works without a script as well."""
    phone = {"viewport": {"width": 360, "height": 740}}
    async with at_desk(browser, served, role=Role.ADMIN, **phone) as page:
        head = page.locator("header.top")
        assert (await head.bounding_box() or {})["height"] <= 160
        await page.get_by_text("Меню столу").focus()
        await page.keyboard.press("Enter")
        assert await violations(page) == ""
        assert await fits(page)
        await page.get_by_role("link", name="Зміст", exact=True).click()
        await expect(page.locator("summary b").first).to_have_text("Зміст")
        await page.set_viewport_size({"width": 1280, "height": 800})
        await expect(page.get_by_role("navigation")).to_have_count(1)


@pytest.mark.parametrize(("width", "theme"), LOOKS)
async def test_axe_finds_nothing_and_all_fits(
    browser: Browser, served: ServedDesk, results: Path, width: int, theme: str
) -> None:
    number = await several(served)
    size = {"width": width, "height": 800}
    async with at_desk(browser, served, role=Role.ADMIN, viewport=size, color_scheme=theme) as page:
        await page.goto(f"{served.address}/desk/practice")
        await page.get_by_role("button", name="Почати").click()
        await page.goto(f"{served.address}/desk/requests/{number}")
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.get_by_text("Назвати умови копії").click()
        await page.fill("#offer-words", "До 10 сторінок безкоштовно, за два дні.")
        await page.get_by_role("button", name="Надіслати умови").click()
        for at, path in enumerate((*PAGES, f"/desk/requests/{number}", "/desk/requests/1")):
            await page.goto(served.address + path) if path != "/desk/requests/1" else None
            assert await fits(page), path
            assert await violations(page) == "", path
            name = f"desk-{at}-{width}-{theme}.png"
            await page.screenshot(path=results / name, full_page=True)
        served.clock.later(minutes=11)
        await page.goto(f"{served.address}/desk/account")
        await page.fill("#login", "oksana")
        await page.fill("#password", "три довгі слова")
        await page.get_by_role("button", name="Зберегти").click()
        for name in ("account", "spare-codes", "link", "confirm"):
            if name == "account":
                await page.goto(f"{served.address}/desk/account")
            elif name == "spare-codes":
                await page.locator("details", has=page.locator("#code")).locator("summary").click()
                secret = await page.locator("details code").inner_text()
                step = int(served.clock().timestamp()) // 30
                await page.fill("#code", totp.code(secret, step))
                await page.get_by_role("button", name="Увімкнути").click()
                await page.get_by_text("більше їх не побачите").wait_for()
            elif name == "link":
                await page.goto(served.address + await served.link(await served.staff("Ірина")))
            else:
                served.clock.later(minutes=11)
                await page.goto(f"{served.address}/desk/people")
                await page.get_by_role("button", name="Нове посилання").first.click()
                await page.get_by_text("Це ви?").first.wait_for()
            assert await fits(page), name
            assert await violations(page) == "", name
            await page.screenshot(path=results / f"desk-{name}-{width}-{theme}.png", full_page=True)


async def test_the_list_and_the_title_stay_fresh(
    browser: Browser, served: ServedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_SECONDS", 600)  # it is told, and finds nothing by looking
    async with at_desk(browser, served) as page:
        await expect(page.get_by_text("Нічого не чекає.")).to_be_visible()
        await page.fill("#text", "пишу пошук")
        await served.ask("Коли працює бібліотека?")
        await expect(page.get_by_text("Коли працює бібліотека?")).to_be_visible()
        assert (await page.title()).startswith("(1) ")
        assert await page.input_value("#text") == "пишу пошук"
        await expect(page.locator("#live")).to_have_text("Список оновився.")


HEARD = """() => {
  window.told = [];
  window.Notification = class {
    static permission = "granted";
    static requestPermission() { return Promise.resolve("granted"); }
    constructor(title, { body }) { window.told.push(body); }
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function () { window.told.push("sound"); start.call(this); };
}"""


async def test_who_asks_for_it_hears_and_sees_that_something_new_waits(
    browser: Browser, served: ServedDesk
) -> None:
    """And nobody else; it holds no word of a reader."""
    async with at_desk(browser, served) as page:
        await page.add_init_script(f"({HEARD})()")
        await page.reload()
        await served.ask("Де метрика прадіда?")
        await expect(page.get_by_text("Де метрика прадіда?")).to_be_visible()
        assert await page.evaluate("told") == []
        button = page.locator("#alerts")
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "true")
        assert await page.evaluate("told") == ["sound"]  # so that it is known
        await page.reload()  # it stays so in this browser
        await expect(button).to_have_text("Без звуку й сповіщень")
        await served.ask("І ще одне?", peer="petro")
        await expect(page.get_by_text("І ще одне?")).to_be_visible()
        await page.wait_for_function("told.length === 2")
        assert await page.evaluate("told") == ["sound", "За столом чекає нове звернення."]
        assert await violations(page) == ""
        await button.click()
        await served.ask("І третє?", peer="maria")
        await expect(page.get_by_text("І третє?")).to_be_visible()
        assert len(await page.evaluate("told")) == 2


async def test_a_portals_page_never_takes_the_lists_place(
    browser: Browser, served: ServedDesk
) -> None:
    async with at_desk(browser, served) as page:
        portal = {"status": 200, "content_type": "text/html", "body": "<h1>Увійти до Wi-Fi</h1>"}
        asked = []

        async def strange(route):
            asked.append(route.request.url)
            await (route.fulfill(**portal) if len(asked) == 1 else route.continue_())

        await page.route("**fragment=1**", strange)
        await served.ask("Коли працює бібліотека?")
        await until(lambda: bool(asked))
        await expect(page.get_by_text("Нічого не чекає.")).to_be_visible()
        await served.ask("І ще одне питання?", peer="petro")
        await expect(page.get_by_text("Коли працює бібліотека?")).to_be_visible()
        assert "Wi-Fi" not in await page.inner_text("body")


async def test_keys_take_and_answer(browser: Browser, served: ServedDesk) -> None:
    await served.ask("Коли працює бібліотека?")
    async with at_desk(browser, served) as page:
        await page.keyboard.press("?")
        await expect(page.locator("#shortcuts")).to_be_visible()
        await page.keyboard.press("Escape")
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/desk/requests/*")
        # On a Ukrainian keyboard the same key types another letter.
        await page.evaluate(
            "() => document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " { code: 'KeyT', key: 'е', bubbles: true }))"
        )
        await expect(page.get_by_text("Звернення ваше.")).to_be_visible()
        await page.keyboard.press("a")
        await page.keyboard.type("Щодня. Не пишіть t і n.")
        await page.get_by_role("button", name="Надіслати відповідь").click()
        await expect(page.get_by_text("Відповідь пішла до читача.")).to_be_visible()
        assert await page.input_value("#answer-words") == ""
        await page.keyboard.press("g")
        await page.keyboard.press("m")
        await page.wait_for_url("**/desk?list=mine")


@pytest.mark.parametrize("width", [360, 1280])
async def test_what_needs_somebody_is_seen_first(
    browser: Browser, served: ServedDesk, results: Path, width: int
) -> None:
    """That an answer did not help, or has not arrived, stands above all that was said."""
    await poorly_rated(served)
    size = {"width": width, "height": 800}
    async with at_desk(browser, served, role=Role.ADMIN, viewport=size) as page:
        await page.goto(f"{served.address}/desk?list=rated")
        await page.locator(".requests a").click()
        notice = page.get_by_text("Відповідь не допомогла читачеві")
        told, first = await notice.bounding_box(), await page.locator(".entry").first.bounding_box()
        assert told
        assert first
        assert told["y"] + told["height"] <= first["y"]
        assert told["y"] + told["height"] <= 800  # without scrolling
        assert await fits(page)
        await page.screenshot(path=results / f"desk-not-helped-{width}.png", full_page=True)


async def test_a_full_disk_loses_no_draft(browser: Browser, served: ServedDesk) -> None:
    request = await served.ask("Коли працює бібліотека?")
    words = "Щодня, крім неділі, з дев’ятої до шостої. " * 200
    async with at_desk(browser, served, but="503") as page:
        address = f"{served.address}/desk/requests/{request.number}"
        await page.goto(address)
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.fill("#answer-words", words)
        await no_room_in(served.app.database)
        async with page.expect_response(lambda one: one.status == 503):
            await page.get_by_role("button", name="Надіслати відповідь").click()
        await expect(page.get_by_text("На диску сервера немає місця")).to_be_visible()
        assert (await page.input_value("#kept")).strip() == words.strip()
        await room_in(served.app.database)
        await until(lambda: served.app.database.health.trouble is None)
        await page.goto(address)
        assert await page.input_value("#answer-words") == words
        await page.get_by_role("button", name="Надіслати відповідь").click()
        await expect(page.get_by_text("Відповідь пішла до читача.")).to_be_visible()


async def test_a_draft_outlives_a_reload_and_the_readers_words(
    browser: Browser, served: ServedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_SECONDS", 600)  # it is told, and finds nothing by looking
    request = await served.ask("Коли працює бібліотека?")
    async with at_desk(browser, served) as page:
        await page.goto(f"{served.address}/desk/requests/{request.number}")
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.fill("#answer-words", "Почала відповідь")
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[Requests].citizen.add(
                request.number, "І в суботу?", citizen=await served.citizen_of(unit),
                now=served.clock(),
            )  # fmt: skip
        await expect(page.get_by_text("І в суботу?")).to_be_visible()
        assert await page.input_value("#answer-words") == "Почала відповідь"
        await page.reload()
        assert await page.input_value("#answer-words") == "Почала відповідь"
        await page.get_by_text("Почати з готового тексту").click()
        await page.locator("li", has_text="Вітання").locator("[data-insert]").last.click()
        assert (await page.input_value("#answer-words")).startswith("Почала відповідь\n\nДобрий")


async def test_after_a_live_change_the_new_acts_are_there_and_the_draft_too(
    browser: Browser, served: ServedDesk
) -> None:
    request = await served.ask("Коли працює бібліотека?")
    async with at_desk(browser, served) as page:
        await page.goto(f"{served.address}/desk/requests/{request.number}")
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.get_by_text("Запитати читача").first.click()
        await page.fill("#ask-words", "Яка саме?")
        await page.get_by_role("button", name="Надіслати запитання").click()
        await expect(page.get_by_text("Передати іншій бібліотеці")).to_have_count(0)
        await page.fill("#answer-words", "Почала відповідь")
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[Requests].citizen.add(
                request.number, "Центральна", citizen=await served.citizen_of(unit),
                now=served.clock(),
            )  # fmt: skip
        await expect(page.locator("#renewed")).to_be_visible()
        await expect(page.get_by_text("Передати іншій бібліотеці")).to_be_visible()
        assert await page.input_value("#answer-words") == "Почала відповідь"
        assert await violations(page) == ""


async def test_all_of_it_works_without_scripts(browser: Browser, served: ServedDesk) -> None:
    await served.ask("Коли працює бібліотека?")
    async with at_desk(browser, served, java_script_enabled=False) as page:
        await page.get_by_text("Коли працює бібліотека?").click()
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.fill("#answer-words", "Щодня, крім неділі.")
        await page.get_by_role("button", name="Надіслати відповідь").click()
        await page.get_by_text("Відповідь пішла до читача.").wait_for()
        await page.get_by_role("button", name="Закрити").click()
        await page.get_by_text("закрито").first.wait_for()
    assert "Щодня, крім неділі." in " ".join(await served.told())


async def test_files_that_a_proxy_does_not_take_lose_nothing(
    browser: Browser, served: ServedDesk
) -> None:
    request = await served.ask()
    page_of = f"{served.address}/desk/requests/{request.number}"
    sent = {"name": "стаття.txt", "mimeType": "text/plain", "buffer": "Стаття".encode()}
    async with at_desk(browser, served, but="413") as page:
        await page.goto(page_of)
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.get_by_label("Читачеві").fill("Копія у файлі")
        await page.get_by_label("Файли").set_input_files([sent])
        bare = "<html><head><title>413 Request Entity Too Large</title></head></html>"
        await page.route("**/answer", lambda one: one.fulfill(status=413, body=bare))
        await page.get_by_role("button", name="Надіслати відповідь").click()
        await expect(page.get_by_role("alert")).to_contain_text("завеликі для проксі")
        await expect(page.get_by_label("Читачеві")).to_have_value("Копія у файлі")
        await page.unroute("**/answer")
        await page.get_by_role("button", name="Надіслати відповідь").click()
        await expect(page.locator(".notice.good")).to_contain_text("Відповідь пішла до читача")
        await expect(page.locator(".thread")).to_contain_text("стаття.txt")
        await expect(page.get_by_label("Читачеві")).to_have_value("")


async def test_a_file_that_we_do_not_take_is_told_as_without_scripts(
    browser: Browser, served: ServedDesk
) -> None:
    request = await served.ask()
    sent = {"name": "програма.exe", "mimeType": "text/plain", "buffer": b"MZ\x90\x00" * 99}
    async with at_desk(browser, served, but="422") as page:
        await page.goto(f"{served.address}/desk/requests/{request.number}")
        await page.get_by_role("button", name="Взяти звернення").click()
        await page.get_by_label("Читачеві").fill("Ось")
        await page.get_by_label("Файли").set_input_files([sent])
        await page.get_by_role("button", name="Надіслати відповідь").click()
        await expect(page.get_by_role("alert")).to_contain_text("програма.exe")
        await expect(page.get_by_label("Читачеві")).to_have_value("Ось")


async def test_on_a_phone_whom_to_call_is_seen_without_scrolling(
    browser: Browser, served: ServedDesk
) -> None:
    narrow = {"width": 360, "height": 640}
    async with at_desk(browser, served, viewport=narrow) as page:
        person = next(iter(await staff_of(served)))
        async with served.app.database.unit() as unit:
            request = await served.app.bind(unit)[Requests].intake.note_down(
                NewRequest("Довге запитання. " * 20, contact="067 123 45 67"), by=person,
                came=Came.PHONE, done=False, now=served.clock(),
            )  # fmt: skip
        await page.goto(f"{served.address}/desk/requests/{request.number}")
        await expect(page.get_by_role("link", name="067 123 45 67")).to_be_in_viewport()
        assert await fits(page)


async def staff_of(served: ServedDesk) -> list[Person]:
    async with served.app.database.reading() as unit:
        return list(await served.app.bind(unit)[Staff].active())
