"""/file/{token} over HTTP: for whoever has the address, as a thing to save."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from starlette.applications import Starlette

from bot.engine.texts import load_texts
from bot.files.file_store import FileStore
from bot.files.page import file_routes
from bot.files.sending import disposition
from bot.pacing.token_bucket import Rate
from tests.channels.web.served_chat import LOCALES
from tests.waiting import PATIENCE

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ANY = Rate(1000, 1000)
PDF = b"%PDF-1.7\n" + bytes(range(256))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file_store(database, clock) -> FileStore:
    return FileStore(database, clock=clock)


def visiting(file_store: FileStore, rate: Rate = ANY) -> httpx2.AsyncClient:
    translate = {lang: one.text for lang, one in load_texts(LOCALES).items()}
    app = Starlette(routes=file_routes(file_store, translate, rate=rate))
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app), base_url="http://mistok.test", timeout=PATIENCE
    )


async def test_the_file_is_saved_under_its_name_and_runs_nothing(file_store):
    _, token = await file_store.keep(PDF, name="../Заява «про довідку».pdf")
    async with visiting(file_store) as http:
        answer = await http.get(f"/file/{token}")
    assert (answer.status_code, answer.content) == (200, PDF)
    named = answer.headers["content-disposition"]
    assert named.startswith("attachment; filename=\"file.pdf\"; filename*=UTF-8''%D0%97")
    expected = {
        "content-type": "application/pdf",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "no-store",
        "x-robots-tag": "noindex, nofollow",
        "referrer-policy": "no-referrer",
        "content-length": str(len(PDF)),
    }
    assert {name: answer.headers[name] for name in expected} == expected


async def test_only_a_person_s_look_is_a_receipt(file_store):
    kept, token = await file_store.keep(PDF, name="a.pdf")
    async with visiting(file_store) as http:
        head = await http.head(f"/file/{token}")
        assert (head.status_code, head.headers["content-length"]) == (200, str(len(PDF)))
        await http.get(f"/file/{token}", headers={"Sec-Purpose": "prefetch;prerender"})
        assert (await file_store.about([kept.id]))[kept.id].opened_at is None
        await http.get(f"/file/{token}")
    assert (await file_store.about([kept.id]))[kept.id].opened_at == NOW


async def test_an_ended_or_wrong_address_says_what_to_do(file_store, clock):
    _, token = await file_store.keep(PDF, name="a.pdf")
    clock.now += timedelta(days=8)
    async with visiting(file_store) as http:
        for wrong in (token, "x", "%00", "%D1%8F" * 9, "x" * 5000, "..%2F..%2Fetc%2Fpasswd"):
            answer = await http.get(f"/file/{wrong}")
            assert answer.status_code == 404
            if wrong.startswith(".."):
                continue  # no address of a file at all
            assert 'lang="uk"' in answer.text
            assert 'href="/"' in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert "script" not in answer.headers["content-security-policy"]
        english = await http.get("/file/x", headers={"Accept-Language": "en-GB,en"})
    assert "This file is no longer here" in english.text


async def test_who_asks_too_often_waits(file_store):
    async with visiting(file_store, Rate(3, 0.01)) as http:
        answers = [await http.get("/file/x") for _ in range(4)]
    assert [one.status_code for one in answers] == [404, 404, 404, 429]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 100


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a b.pdf", "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf"),
        ("я.txt", "attachment; filename=\"file.txt\"; filename*=UTF-8''%D1%8F.txt"),
        ('a".pdf', "attachment; filename=\"a_.pdf\"; filename*=UTF-8''a%22.pdf"),
    ],
)
def test_names_travel_in_headers(name, header):
    assert disposition(name) == header
