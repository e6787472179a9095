"""What every answer tells the browser, whoever made it."""

from pathlib import Path
from shutil import copyfile

import httpx2
import pytest

from bot.app.content_index import ContentIndex
from tests.console.served_desk import LOCAL, served_desk

PATHS = (
    "/", "/chat", "/widget.js", "/chat/history", "/chat/stream", "/desk", "/desk/sign-in",
    "/desk/stream", "/file/none", "/healthz", "/readyz", "/no-such", "/chat/static/0/none.js",
)  # fmt: skip


@pytest.mark.parametrize("public", ["", "https://bot.example.org"])
async def test_every_answer_is_safe_and_https_stays(
    public: str, fresh_sqlite: Path, tmp_path: Path, content_index: ContentIndex
) -> None:
    path = copyfile(fresh_sqlite, tmp_path / "site.db")
    async with (
        served_desk(f"sqlite:///{path}", content_index, public_url=public) as served,
        httpx2.AsyncClient(base_url=served.address, **LOCAL) as http,
    ):
        for one in PATHS:
            headers = (await http.get(one)).headers
            assert headers["x-content-type-options"] == "nosniff", one
            assert headers["referrer-policy"] in {"no-referrer", "same-origin"}, one
            assert "frame-ancestors" in headers["content-security-policy"], one
            assert headers["cross-origin-resource-policy"] in {"same-origin", "cross-origin"}, one
            assert "server" not in headers, one
            kept = headers.get("strict-transport-security", "")
            assert kept == ("max-age=31536000" if public else ""), one


@pytest.mark.parametrize(
    ("method", "path", "status", "link"),
    [
        ("GET", "/no-such", 404, "/"),
        ("GET", "/desk/no-such", 404, "/desk"),
        ("DELETE", "/desk", 405, "/desk"),
        ("POST", "/widget.js", 405, "/"),
    ],
)
@pytest.mark.parametrize(
    ("lang", "told"), [("uk", "Такої сторінки немає"), ("en", "There is no such page")]
)
async def test_an_address_that_is_none_is_told_and_leads_on(
    fresh_sqlite: Path, tmp_path: Path, content_index: ContentIndex,
    method: str, path: str, status: int, link: str, lang: str, told: str,
) -> None:  # fmt: skip
    file = copyfile(fresh_sqlite, tmp_path / "site.db")
    async with (
        served_desk(f"sqlite:///{file}", content_index) as served,
        httpx2.AsyncClient(base_url=served.address, **LOCAL) as http,
    ):
        asked = {"Accept-Language": lang, "Accept": "text/html"}
        answer = await http.request(method, path, headers=asked)
        assert answer.status_code == status
        assert told in answer.text
        assert f'href="{link}"' in answer.text
        plain = await http.request(method, path, headers={"Accept-Language": lang})
        assert plain.text.startswith(told)
