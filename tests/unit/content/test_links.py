"""Links are asked politely and in bounds, never inside our network; results have a day."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.content.links.asking import REST_SECONDS, check_links, links_in
from bot.content.links.fetching import NotOpenedError, opens
from bot.content.links.folder import links_of
from bot.content.links.kept import Checked, KeptLinks
from bot.content.links.whose import is_elsewhere
from tests.unit.content.small import small_content

TODAY = date(2026, 11, 30)


class Site(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []  # noqa: RUF012 -- of one test

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        self.asked.append((method, self.path))
        status = {"/gone": 404, "/loop": 302, "/moved": 301, "/inside": 302}.get(self.path, 200)
        if self.path == "/no-head" and method == "HEAD":
            status = 405
        self.send_response(status)
        to = {"/loop": "/loop", "/moved": "/fine", "/inside": "http://10.0.0.1/"}.get(self.path)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        pass


@contextmanager
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def why(url: str, **given: object) -> str:
    try:
        opens(url, **given)  # type: ignore[arg-type]
    except NotOpenedError as error:
        return str(error)
    return ""


def test_a_page_is_asked_by_head_and_by_get_where_that_fails() -> None:
    with site() as here:
        assert why(f"{here}/fine", may_be_ours=True) == ""
        assert Site.asked == [("HEAD", "/fine")]
        assert why(f"{here}/no-head", may_be_ours=True) == ""
        assert why(f"{here}/moved", may_be_ours=True) == ""
        assert why(f"{here}/пошук?що=тут", may_be_ours=True) == ""
        assert why(f"{here}/gone", may_be_ours=True) == "сторінка відповіла 404"
        assert Site.asked[-2:] == [("HEAD", "/gone"), ("GET", "/gone")]
        assert why(f"{here}/loop", may_be_ours=True) == "сторінка веде по колу"
    assert why(f"{here}/fine", may_be_ours=True) == "сайт не відповідає"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0",
     "100.64.0.1", "::ffff:127.0.0.1", "fe80::1%eth0"],
)  # fmt: skip
def test_nothing_inside_our_network_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", _must_not)
    for url in ("http://example.com/", "https://example.com/"):
        told = why(url, look_up=lambda _host, _port: ["93.184.215.14", address])
        assert told == "не відкриваємо: адреса всередині мережі"


def _must_not(*_given: object) -> None:
    raise AssertionError("it was asked")


def test_a_page_that_leads_inside_or_elsewhere_than_the_web_is_not_followed() -> None:
    def look_up(host: str, _port: int) -> list[str]:
        return ["10.0.0.1"] if host == "inside.example" else ["127.0.0.1"]

    for url in ("ftp://example.com/", "http://example.com:22/", "http:///", "http://[::1"):
        with pytest.raises((NotOpenedError, ValueError)):
            opens(url, look_up=look_up)
    with site() as here:
        port = here.rpartition(":")[2]
        assert why(f"http://127.0.0.1:{port}/inside") == "не вебадреса"
    assert Site.asked == []


def test_of_one_site_they_are_asked_with_rests_and_each_once() -> None:
    rests: list[float] = []
    asked: list[str] = []
    links = [
        "https://a.example/1",
        "https://a.example/2",
        "https://b.example/",
        "https://a.example/1",
    ]

    def one(url: str) -> None:
        asked.append(url)
        if url.endswith("2"):
            raise NotOpenedError("сторінка відповіла 404")

    found = check_links(links, {}, today=TODAY, opens=one, rest=rests.append)
    assert sorted(asked) == sorted(set(links))
    assert rests == [REST_SECONDS]
    assert found["https://a.example/2"] == Checked(TODAY, "сторінка відповіла 404", TODAY)
    later = TODAY + timedelta(days=7)
    again = check_links(links, found, today=later, opens=one, rest=rests.append)
    assert again["https://a.example/2"].since == TODAY
    assert again["https://a.example/1"] == Checked(later)
    mended = check_links(links, again, today=later, opens=lambda _url: None, rest=rests.append)
    assert mended["https://a.example/2"] == Checked(later)


def test_results_last_and_a_file_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    kept = KeptLinks(tmp_path / "kept")
    assert kept.read() == {}
    found = {"https://a.example/": Checked(TODAY, "сайт не відповідає", TODAY),
             "https://b.example/": Checked(TODAY)}  # fmt: skip
    kept.keep(found)
    assert kept.read() == found
    (tmp_path / "kept" / "links.json").write_text("[1]", encoding="utf-8")
    assert kept.read() == {}


def test_links_of_a_folder_are_each_once(tmp_path: Path) -> None:
    folder = small_content(tmp_path)
    (folder / "services" / "broken.yaml").write_text("services: [", encoding="utf-8")
    found = list(links_of(folder))
    assert "https://dmsu.gov.ua" in found
    assert len(found) == len(set(found))
    assert list(links_in({"a": ["https://x.example", "див. https://y.example тут"]})) == [
        "https://x.example"
    ]


def test_a_page_of_another_oblast_is_known_by_its_name() -> None:
    assert is_elsewhere("https://lc.vl.court.gov.ua/sud0308/", ["km"])
    assert is_elsewhere("https://zazbruchem.te.ua/a", ["km"])
    assert not is_elsewhere("https://km.court.gov.ua/vl/", ["km"])
    assert not is_elsewhere("https://sumy.km.ua/", ["km"])
    assert not is_elsewhere("https://kh.ridna.ua/2015/06/30/na-hmelnychchyni/", ["km"])
    assert is_elsewhere("https://online.kh.ua/a", ["km"])
    assert not is_elsewhere("https://zakon.rada.gov.ua/", ["km"])
    assert not is_elsewhere("https://te.example.com/", ["km"])
    assert not is_elsewhere("https://vl.court.gov.ua/", [])  # nobody said which are ours
    assert not is_elsewhere("http://[", ["km"])
