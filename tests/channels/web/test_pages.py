"""The page, its files and the widget: what a browser is told about them."""

import json
import re
from html import unescape

import httpx2
import pytest

from bot.channels.web.files import FOLDER
from bot.channels.web.texts import ERRORS, PAGE, WIDGET, page_texts
from bot.engine.texts import FALLBACK, load_texts
from bot.languages.folder import LOCALES
from tests.channels.web.served_chat import serving
from tests.waiting import PATIENCE


async def get(served, path, **headers):
    async with httpx2.AsyncClient(
        base_url=served.address, trust_env=False, timeout=PATIENCE
    ) as http:
        return await http.get(path, headers=headers)


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/chat?widget", "/?lang=en", "/?start=lib__1", "/chat?kiosk=1"]
)
async def test_every_page_is_guarded(path):
    async with serving() as served:
        answer = await get(served, path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers
    assert "<script>" not in answer.text
    assert not re.search(r"\s(style|on\w+)=", answer.text)


async def test_the_sites_that_may_show_the_chat_are_a_setting():
    sites = ("'self'", "https://library.example")
    async with serving(frame_ancestors=sites) as served:
        policy = (await get(served, "/chat")).headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://library.example")


@pytest.mark.parametrize("path", ["/?kiosk=1", "/chat?kiosk", "/chat?widget&kiosk=10&lang=en"])
async def test_a_shared_computer_may_not_store_the_page(path):
    async with serving() as served:
        answer = await get(served, path)
        usual = await get(served, path.replace("kiosk", "other"))
    assert answer.headers["cache-control"] == "no-store"
    assert 'id="warning"' in answer.text
    assert usual.headers["cache-control"] == "no-cache"
    assert 'id="warning"' not in usual.text


@pytest.mark.parametrize(
    ("query", "lang"), [("", "uk"), ("?lang=en", "en"), ("?lang=uk", "uk"), ("?lang=xx", "uk")]
)
async def test_the_page_speaks_the_language_it_is_asked_for(query, lang):
    async with serving() as served:
        answer = await get(served, f"/{query}")
    assert f'<html lang="{lang}"' in answer.text
    data = re.search(r'data-page="([^"]*)"', answer.text)
    page = json.loads(unescape(data.group(1)))
    assert page["lang"] == lang
    assert set(page["texts"]) == set(PAGE)


async def test_a_name_with_markup_stays_text():
    async with serving(name='<b>"Місток"</b>') as served:
        answer = await get(served, "/")
    assert "<b>" not in answer.text
    assert "&lt;b&gt;" in answer.text


async def test_static_files_are_kept_for_a_year_under_their_version():
    async with serving() as served:
        page = (await get(served, "/")).text
        for address in re.findall(r'(?:src|href)="(/chat/static/[^"]+)"', page):
            answer = await get(served, address)
            assert answer.status_code == 200, address
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers["x-content-type-options"] == "nosniff"
        old = await get(served, "/chat/static/000000000000/chat.js")
        assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")
        assert old.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("name", ["nothing.js", "..%2Froutes.py", "%2e%2e/routes.py", "chat.html"])
async def test_no_other_file_can_be_had(name):
    async with serving() as served:
        assert (await get(served, f"/chat/static/x/{name}")).status_code == 404


async def test_a_browser_that_asks_for_an_icon_gets_one():
    async with serving() as served:
        answer = await get(served, "/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


async def test_the_widget_is_one_script_with_its_texts():
    async with serving() as served:
        answer = await get(served, "/widget.js")
        again = await get(served, "/widget.js", **{"If-None-Match": answer.headers["etag"]})
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    texts = json.loads(re.search(r"const TEXTS = (\{.*\});", answer.text).group(1))
    assert set(texts) == set(load_texts(LOCALES))
    assert set(texts["en"]) == set(WIDGET)
    assert next(iter(texts)) == FALLBACK  # what the widget takes when it is asked for another
    assert again.status_code == 304
    assert again.content == b""


def test_the_scripts_stay_small():
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.js")}
    assert sizes.pop("widget.js") < 8_000
    assert sizes.pop("kiosk.js") < 4_000  # loaded on shared computers only
    assert sizes.pop("listening.js") < 6_000
    assert sizes.pop("older.js") < 3_000
    assert sizes.pop("shown.js") < 1_500
    assert sizes.pop("leaving.js") < 6_000
    assert sizes.pop("exit.js") < 2_000
    assert sum(sizes.values()) < 34_000


def test_no_script_needs_a_language_that_older_browsers_cannot_read():
    # Signs of ECMAScript 2021 and later, and interfaces that iOS 15.3 and Firefox 104 lack.
    newer = (
        "(?<!", "(?<=", "??=", "||=", "&&=", "static {", "TextDecoderStream", ".at(-",
        "requestSubmit", "AbortSignal.timeout", "randomUUID(", "structuredClone",
    )  # fmt: skip
    for path in FOLDER.glob("*.js"):
        script = path.read_text(encoding="utf-8")
        assert [one for one in newer if one in script] == [], path.name


def test_page_texts_are_translated_one_by_one():
    assert page_texts(str.upper)["send"] == "SEND"
    assert all(text.strip() for text in (*PAGE.values(), *ERRORS.values(), *WIDGET.values()))
