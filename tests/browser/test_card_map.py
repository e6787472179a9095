"""The map of a library's card: its pin by a press, by dragging, by keys, by the phone's place."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.app.content_index import ContentIndex
from bot.places.coordinates import read_point
from bot.places.distance import distance_km
from bot.staff.model import Role
from tests.browser.chat import violations
from tests.browser.test_desk import at_desk, fits
from tests.console.served_desk import ServedDesk, served_desk

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
MIDDLE = (49.26685, 27.43228)  # of Derazhnia, where the library of these tests is


@pytest_asyncio.fixture(loop_scope="session")
async def served(sqlite_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """The desk over SQLite."""
    async with served_desk(sqlite_url, content_index) as served:
        yield served


async def point(page: Page) -> tuple[float, float]:
    """What the field of coordinates has."""
    found = read_point(await page.locator("#point").input_value())
    assert found
    return found.lat, found.lon


async def press(page: Page, east: float, south: float) -> None:
    """Press the map, so many pixels from its middle."""
    box = await page.locator("[data-map] svg").bounding_box()
    assert box
    await page.mouse.click(box["x"] + box["width"] / 2 + east, box["y"] + box["height"] / 2 + south)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    return distance_km(one, other) * 1000


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_a_press_puts_the_pin_and_fills_the_field(
    browser: Browser, served: ServedDesk, results: Path, width: int, theme: str
) -> None:
    looks = {"viewport": {"width": width, "height": 800}, "color_scheme": theme}
    async with at_desk(browser, served, role=Role.HEAD, **looks) as page:
        await page.goto(f"{served.address}/desk/library/card")
        told = page.locator("#pin-told")
        await expect(told).to_have_text(
            "Точки ще немає. Натисніть на карті там, де стоїть бібліотека."
        )
        names = page.locator("[data-map] .names")
        await expect(names.get_by_text("Деражня", exact=True)).to_be_attached()
        await page.screenshot(path=results / f"card-map-far-{width}-{theme}.png", full_page=True)
        for _ in range(5):
            await page.get_by_role("button", name="Ближче").click()
        await press(page, 30, -40)  # the zoom has brought the settlement into the middle
        assert 10 < metres(await point(page), MIDDLE) < 2000
        lat, lon = await point(page)
        assert lat > MIDDLE[0]
        assert lon > MIDDLE[1]
        await expect(told).to_contain_text(
            f"{lat:.5f}, {lon:.5f}. Найближчий населений пункт – Деражня (Деражнянська громада)"
        )
        link = page.get_by_role("link", name="OpenStreetMap")
        where = f"mlat={lat:.5f}&mlon={lon:.5f}#map=18/{lat:.5f}/{lon:.5f}"
        await expect(link).to_have_attribute("href", f"https://www.openstreetmap.org/?{where}")
        await expect(link).to_have_attribute("rel", "noopener")
        assert await violations(page) == ""
        assert await fits(page)
        for one in await page.locator("[data-map] :is(button, a)").all():
            assert (await one.bounding_box() or {})["height"] >= 44
        await page.screenshot(path=results / f"card-map-{width}-{theme}.png", full_page=True)
        await page.get_by_role("button", name="Подивитися").click()
        await expect(page.get_by_text("Так це побачать читачі")).to_be_visible()
        assert await point(page) == (lat, lon)


async def test_keys_move_the_pin_and_zoom(browser: Browser, served: ServedDesk) -> None:
    async with at_desk(browser, served, role=Role.HEAD, viewport=PHONE) as page:
        await page.goto(f"{served.address}/desk/library/card")
        await page.fill("#point", "49,27012 27.4338")  # no point as it stands
        await page.fill("#point", "49.27012, 27.43380")
        await page.get_by_role("application", name="Карта").focus()
        for _ in range(4):
            await page.keyboard.press("+")
        before = await point(page)
        await page.keyboard.press("ArrowUp")
        after = await point(page)
        assert after[0] > before[0]
        assert after[1] == before[1]
        assert 5 < metres(before, after) < 500
        await page.keyboard.press("Shift+ArrowRight")
        fine = await point(page)
        assert fine[1] > after[1]
        assert metres(after, fine) < metres(before, after)
        for _ in range(60):  # out of the picture, which follows it
            await page.keyboard.press("ArrowRight")
        seen = await page.locator("[data-map] svg").bounding_box()
        pin = await page.locator("[data-map] .pin").bounding_box()
        assert seen
        assert pin
        assert seen["x"] < pin["x"] < seen["x"] + seen["width"]
        for _ in range(8):
            await page.keyboard.press("-")
        await press(page, 0, -90)  # far in the north of the oblast
        await expect(page.locator("#pin-told")).to_contain_text("так далеко бібліотека не може")
        assert await violations(page) == ""


async def test_the_pin_is_dragged(browser: Browser, served: ServedDesk) -> None:
    async with at_desk(browser, served, role=Role.HEAD) as page:
        await page.goto(f"{served.address}/desk/library/card")
        await page.fill("#point", "49.27012, 27.43380")
        await page.locator("[data-map]").scroll_into_view_if_needed()
        box = await page.locator("[data-map] .pin").bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x - 20, y - 10, steps=4)
        await page.mouse.up()
        lat, lon = await point(page)
        assert lat > 49.2705
        assert lon < 27.4335
        await page.mouse.move(x, y)  # let go: it stays
        assert await point(page) == (lat, lon)


async def test_what_is_copied_from_a_map_moves_the_pin(
    browser: Browser, served: ServedDesk
) -> None:
    async with at_desk(browser, served, role=Role.HEAD) as page:
        await page.goto(f"{served.address}/desk/library/card")
        link = "https://www.openstreetmap.org/?mlat=49.27000&mlon=27.43000#map=19/49.27100/27.43200"
        await page.fill("#point", link)
        await expect(page.locator("#pin-told")).to_contain_text("49.27100, 27.43200")


async def test_the_phones_own_place_is_taken_when_it_may_be(
    browser: Browser, served: ServedDesk
) -> None:
    here = {"latitude": 49.2702, "longitude": 27.4337, "accuracy": 24}
    phone = {"viewport": PHONE, "geolocation": here, "permissions": ["geolocation"]}
    async with at_desk(browser, served, role=Role.HEAD, **phone) as page:
        await page.goto(f"{served.address}/desk/library/card")
        await page.get_by_role("button", name="Взяти місце цього телефона").click()
        await expect(page.locator("#point")).to_have_value("49.27020, 27.43370")
        await expect(page.locator("#pin-told")).to_contain_text("з точністю до 24 м")
    async with at_desk(browser, served, name="Галина", role=Role.HEAD, viewport=PHONE) as page:
        await page.goto(f"{served.address}/desk/library/card")
        await page.get_by_role("button", name="Взяти місце цього телефона").click()
        await expect(page.locator("#pin-told")).to_contain_text("Браузер не дав місця.")
        assert await page.locator("#point").input_value() == ""


async def test_without_scripts_it_is_a_picture_and_the_field_works(
    browser: Browser, served: ServedDesk
) -> None:
    plain = {"java_script_enabled": False, "viewport": PHONE}
    async with at_desk(browser, served, role=Role.HEAD, **plain) as page:
        await page.goto(f"{served.address}/desk/library/card")
        await expect(page.get_by_role("button", name="Ближче")).to_be_hidden()
        await page.fill("#point", "49.27012, 27.43380")
        await page.get_by_role("button", name="Подивитися").click()
        await expect(page.locator("#point")).to_have_value("49.27012, 27.43380")
        await expect(page.locator("[data-map] .pin")).to_be_visible()
