"""Every limit counts people behind a proxy one by one, and a network of IPv6 as one."""

import ast
import re
from pathlib import Path
from shutil import copyfile

import httpx2

from bot.app.content_index import ContentIndex
from bot.app.settings import ROOT
from tests.console.served_desk import LOCAL, ServedDesk, served_desk

NETWORK = "2001:db8:1:2::{:x}"
OTHER = "2001:db8:1:3::1"


def coming_from(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


async def statuses(
    http: httpx2.AsyncClient, method: str, path: str, many: int, **given: object
) -> list[int]:
    found = []
    for number in range(many):
        headers = coming_from(NETWORK.format(number + 1))
        found.append((await http.request(method, path, headers=headers, **given)).status_code)
    return found


async def test_each_limit_takes_a_64_network_for_one_client(site: ServedDesk) -> None:
    async with httpx2.AsyncClient(base_url=site.address, **LOCAL) as http:
        form = await http.get("/desk/sign-in")
        token = re.search(r'name="csrf" value="([^"]+)"', form.text)
        assert token
        typed = {"login": "", "password": "", "csrf": token[1]}
        asked: list[tuple[str, str, int, dict[str, object]]] = [
            ("POST", "/chat/session", 200, {}),
            ("POST", "/desk/sign-in", 401, {"data": typed}),
            ("GET", "/file/none", 404, {}),
        ]
        for method, path, usual, given in asked:
            found = await statuses(http, method, path, 70, **given)
            assert found[0] == usual, path
            assert found[-1] == 429, path
            if "data" in given:  # one login has a limit of its own
                given["data"] = typed | {"login": "other"}
            told = await http.request(method, path, headers=coming_from(OTHER), **given)
            assert told.status_code == usual, path


async def test_figures_are_for_who_shows_the_token(
    fresh_sqlite: Path, tmp_path: Path, content_index: ContentIndex
) -> None:
    token = "figures-0123456789abcdef"
    path = copyfile(fresh_sqlite, tmp_path / "site.db")
    async with (
        served_desk(f"sqlite:///{path}", content_index, metrics_token=token) as site,
        httpx2.AsyncClient(base_url=site.address, **LOCAL) as http,
    ):
        for shown in ("", "Bearer", "Bearer wrong", f"Basic {token}", f"Bearer {token}x", token):
            refused = await http.get("/metrics", headers={"Authorization": shown})
            assert refused.status_code == 401, shown
            assert "MISTOK_METRICS_TOKEN" in refused.text
        for headers in ({}, coming_from("203.0.113.9")):
            told = await http.get(
                "/metrics", headers={"Authorization": f"Bearer {token}"} | headers
            )
            assert told.status_code == 200
            assert "mistok_outbox_letters" in told.text


async def test_without_a_token_nobody_sees_figures_however_near(site: ServedDesk) -> None:
    async with httpx2.AsyncClient(base_url=site.address, **LOCAL) as http:
        for shown in ({}, {"Authorization": "Bearer x"}, coming_from("127.0.0.1")):
            refused = await http.get("/metrics", headers=shown)
            assert refused.status_code == 404
            assert "mistok_" not in refused.text
            assert "MISTOK_METRICS_TOKEN" in refused.text


def test_nobody_else_reads_addresses() -> None:
    """`request.client` without the proxies in mind counts a whole oblast as one client."""
    for path in Path(ROOT / "bot").rglob("*.py"):
        if path != ROOT / "bot" / "web" / "addresses.py":
            assert not reads_client(path), path


def reads_client(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "client":
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name == "request":
                return True
    return False
