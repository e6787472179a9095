"""/libraries, /services, /data: plain pages for readers and search engines, data for reuse."""

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import httpx2
import pytest

from bot.app.content_index import ContentIndex
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import NewState, Term, end_of
from bot.places.live import LiveKind, of_library
from bot.staff.model import Role
from tests.console.served_desk import LOCAL, served_desk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
ID = "derazhnia-tsentralna"
SITE = "https://mistok.example"


class Page(HTMLParser):
    """What a page holds that tests look at."""

    VOID = frozenset({"meta", "link", "img", "br", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    @property
    def schema(self) -> Any:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', self.text, re.S)
        assert found
        return json.loads(found[1])

    def all(self, tag: str, **attrs: str) -> list[dict[str, str | None]]:
        return [
            given for name, given in self.tags
            if name == tag and attrs.items() <= given.items()
        ]  # fmt: skip


@pytest.fixture
async def site(database_url: str, content_index: ContentIndex) -> Any:
    async with (
        served_desk(database_url, content_index, public_url=SITE) as served,
        httpx2.AsyncClient(base_url=served.address, **LOCAL) as http,
    ):
        yield http


async def test_what_a_library_tells_of_today_stands_on_its_page_at_once(
    database_url: str, content_index: ContentIndex
) -> None:
    async with (
        served_desk(database_url, content_index, public_url=SITE) as served,
        httpx2.AsyncClient(base_url=served.address, **LOCAL) as http,
    ):
        usual = await opened(http, f"/libraries/{ID}")
        assert "Зачинено" not in usual.text
        person = await served.staff("Ольга", role=Role.COORDINATOR)
        now = served.clock()
        new = NewState(of_library(ID), LiveKind.CLOSED, end_of(Term.TODAY, now), "Прорвало трубу")
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[LiveDesk].tell(new, by=person, now=now)
        told = await opened(http, f"/libraries/{ID}")
        assert "Зачинено сьогодні. Прорвало трубу." in told.text
        assert "Зачинено сьогодні. Прорвало трубу." in (await opened(http, "/libraries")).text
        assert "Closed today." in (await opened(http, f"/libraries/{ID}?lang=en")).text
        served.clock.later(days=1)
        assert "Прорвало" not in (await opened(http, f"/libraries/{ID}")).text


async def opened(http: httpx2.AsyncClient, path: str) -> Page:
    answer = await http.get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


async def test_a_library_has_a_page_that_search_engines_read(site: httpx2.AsyncClient) -> None:
    listed = await opened(site, "/libraries")
    assert f"/libraries/{ID}" in listed.links
    assert "Деражнянська громада" in listed.text
    answer = await site.get(f"/libraries/{ID}")
    page = Page(answer.text)
    assert page.all("html", lang="uk")
    assert page.all("link", rel="canonical", href=f"{SITE}/libraries/{ID}")
    assert page.all("link", hreflang="en", href=f"{SITE}/libraries/{ID}?lang=en")
    assert len(page.all("h1")) == 1
    assert page.all("meta", name="description")[0]["content"]
    assert f"/?start=library__{ID}" in page.links  # opens the chat there
    node = page.schema
    assert (node["@type"], node["@id"]) == ("Library", f"{SITE}/libraries/{ID}")
    assert "geo" not in node  # its point is the settlement's: none is made up
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert [one for one in page.all("script") if one.get("type") != "application/ld+json"] == []
    assert "style=" not in page.text
    english = await opened(site, f"/libraries/{ID}?lang=en")
    assert english.all("html", lang="en")
    assert english.all("link", rel="canonical", href=f"{SITE}/libraries/{ID}?lang=en")
    assert "Ask in the chat" in english.text


async def test_a_service_tells_what_its_card_tells(site: httpx2.AsyncClient) -> None:
    assert "/services/id-card" in (await opened(site, "/services")).links
    page = await opened(site, "/services/pension-payment")
    assert "/?start=service__pension-payment" in page.links
    assert page.schema["@type"] == "GovernmentService"
    assert "Перевірено" in page.text
    assert "Пенсійний фонд" in page.text
    assert "знаємо:" in page.text  # offices it sends to
    assert (await site.get("/services/no-such")).status_code == 404
    gone = await site.get("/libraries/<script>?lang=en")
    assert gone.status_code == 404
    assert "<script>" not in gone.text
    assert "no such page" in gone.text


async def test_they_are_kept_by_browsers_and_listed_for_robots(site: httpx2.AsyncClient) -> None:
    first = await site.get("/libraries")
    assert first.headers["cache-control"].startswith("public, max-age=")
    again = await site.get("/libraries", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    robots = (await site.get("/robots.txt")).text
    assert "Disallow: /desk" in robots
    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    listed = re.findall("<loc>(.*?)</loc>", (await site.get("/sitemap.xml")).text)
    assert f"{SITE}/libraries/{ID}?lang=en" in listed
    assert len(listed) == len(set(listed)) > 400
    for where in listed[:2] + listed[-2:]:
        await opened(site, where.removeprefix(SITE))


async def test_the_data_is_given_under_a_licence(site: httpx2.AsyncClient) -> None:
    page = await opened(site, "/data")
    assert "CC BY 4.0" in page.text
    answer = await site.get("/data/libraries.csv")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.content.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by this mark"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    ours = next(row for row in rows if row["id"] == ID)
    assert (ours["hromada"], ours["raion"]) == ("Деражнянська", "Хмельницький")
    assert all(row["raion"] for row in rows if row["katottg"])
    assert ours["page"] == f"{SITE}/libraries/{ID}"
    shapes = (await site.get("/data/libraries.geojson")).json()
    assert shapes["license"]["name"] == "CC BY 4.0"
    assert len(shapes["features"]) == len(rows)
    assert any("Держстат" in one for one in shapes["attribution"])
    found = (await site.get("/data/hsds.json")).json()
    assert found["total_items"] == len(found["contents"])
    assert all({"id", "name", "status"} <= one.keys() for one in found["contents"])
    ids = [one["id"] for one in found["contents"]]
    assert len(ids) == len(set(ids))
    assert found["contents"][0]["service_at_locations"]
    assert (await site.get("/data/libraries.xlsx")).content[:2] == b"PK"
    told = (await site.get("/data/offices.csv")).content.decode("utf-8-sig")
    offices = list(csv.DictReader(io.StringIO(told)))
    assert offices
    assert all(one["id"] and one["kind"] and one["source"] for one in offices)
    assert (await site.get("/data/staff.csv")).status_code == 404


async def test_a_poster_leads_to_the_library_in_the_chat(site: httpx2.AsyncClient) -> None:
    page = await opened(site, f"/libraries/{ID}/poster")
    assert page.all("img")[0]["src"].startswith("data:image/svg+xml")
    assert page.all("meta", name="robots", content="noindex")
    assert "mistok.example" in page.text
    assert 'role="alert"' not in page.text  # its code leads to an address of the network
    assert page.all("a", href=f"/libraries/{ID}/poster.pdf")
    file = await site.get(f"/libraries/{ID}/poster.pdf")
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["x-robots-tag"] == "noindex"
    assert file.content.startswith(b"%PDF-")
    english = await site.get(f"/libraries/{ID}/poster.pdf?lang=en")
    assert english.content != file.content
    assert (await site.get("/libraries/nobody/poster.pdf")).status_code == 404


async def test_without_a_licence_nothing_is_given_away(
    database_url: str, content_index: ContentIndex
) -> None:
    content = content_index.content
    bare = replace(content, region=replace(content.region, licence=None))
    async with (
        served_desk(database_url, replace(content_index, content=bare)) as served,
        httpx2.AsyncClient(base_url=served.address, **LOCAL) as http,
    ):
        assert (await http.get("/data/libraries.csv")).status_code == 404
        assert "libraries.csv" not in (await http.get("/data")).text
        poster = (await http.get(f"/libraries/{ID}/poster")).text
        assert 'role="alert"' in poster  # its code would lead to this computer


async def test_an_office_has_a_page_with_what_is_known_and_its_source(
    site: httpx2.AsyncClient,
) -> None:
    assert "/offices/cnap-khmelnytskyi" in (await opened(site, "/offices")).links
    page = await opened(site, "/offices/cnap-khmelnytskyi")
    node = page.schema
    assert (node["@type"], node["address"]["addressLocality"]) == (
        "GovernmentOffice",
        "Хмельницький",
    )
    assert "geo" not in node  # its point is the city's
    assert "openingHoursSpecification" not in node
    assert node["telephone"]
    assert "Вулиці ми не знаємо." in page.text
    assert "Години роботи не перевірені." in page.text
    assert "Джерело:" in page.text
    assert any(one.startswith("/services/") for one in page.links)
    fund = await opened(site, "/offices/pfu-khmelnytska-oblast")
    assert fund.schema["@type"] == "GovernmentOrganization"  # no building of its own
    assert "09:00–13:00, 14:00–18:00" in fund.text
    assert "/services/pension-payment" in fund.links
    old = await opened(site, "/offices/biuro-volochysk?lang=en")
    assert "Its source is of 6 September 2018." in old.text.replace("\u00a0", " ")
    assert (await site.get("/offices/nobody")).status_code == 404
    card = await opened(site, "/services/pension-payment")
    assert "/offices/pfu-khmelnytska-oblast" in card.links
    assert "пн–чт 09:00–18:00, обід 13:00–14:00" in card.text
    listed = (await site.get("/sitemap.xml")).text
    assert f"{SITE}/offices/cnap-khmelnytskyi" in listed


async def test_offices_are_locations_of_the_export(site: httpx2.AsyncClient) -> None:
    told = (await site.get("/data/hsds-locations.json")).json()
    assert told["license"]["name"] == "CC BY 4.0"
    assert told["total_items"] == len(told["contents"]) > 60
    ids = [one["id"] for one in told["contents"]]
    assert len(ids) == len(set(ids))
    (cnap,) = [one for one in told["contents"] if "ЦНАП" in one["name"]]
    assert cnap["url"] == f"{SITE}/offices/cnap-khmelnytskyi"
    assert (cnap["external_identifier_type"], cnap["description"]) == ("KATOTTG", "ЦНАП")
    assert not any("pfu-khmelnytska-oblast" in one["url"] for one in told["contents"])
    (library,) = [one for one in told["contents"] if one["url"].endswith(f"/libraries/{ID}")]
    services = (await site.get("/data/hsds.json")).json()
    places = services["contents"][0]["service_at_locations"]
    assert library["id"] in [one["location"]["id"] for one in places]
