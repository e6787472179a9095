"""The conversation without scripts: what a form posts, what a page answers, what it keeps."""

import re
from html import unescape

import httpx2
import pytest

from bot.channels.web.limits import Limits
from bot.channels.web.plain import COOKIE
from bot.engine.model import Key, Message
from bot.engine.turn import Turn
from bot.pacing.token_bucket import Rate
from tests.browser import echo_bot
from tests.channels.web.served_chat import ServedChat, serving
from tests.waiting import PATIENCE

HIDDEN = re.compile(r'name="(session|id|lang|kiosk)" value="([^"]*)"')


class Plain:
    """A browser without scripts; `cookies` tells whether it keeps any."""

    def __init__(self, served: ServedChat, *, cookies: bool = True) -> None:
        self.http = httpx2.AsyncClient(
            base_url=served.address,
            headers={"Accept-Language": "uk"},
            trust_env=False,
            timeout=PATIENCE,
        )
        self.cookies = cookies
        self.answer: httpx2.Response | None = None

    async def __aenter__(self) -> "Plain":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    @property
    def hidden(self) -> dict[str, str]:
        return dict(HIDDEN.findall(self.answer.text)) if self.answer else {}

    @property
    def text(self) -> str:
        assert self.answer is not None
        return unescape(re.sub(r"<[^>]+>", " ", self.answer.text))

    async def open(self, path: str = "/plain") -> "Plain":
        self.answer = await self.http.get(path)
        return self

    async def send(self, **fields: str) -> httpx2.Response:
        if not self.cookies:
            self.http.cookies.clear()
        self.answer = await self.http.post("/plain", data={**self.hidden, **fields})
        return self.answer

    async def press(self, label: str) -> httpx2.Response:
        assert self.answer is not None
        found = re.search(f'name="press" value="([^"]+)">{label}<', self.answer.text)
        assert found, self.text
        return await self.send(press=unescape(found[1]))


async def test_a_form_asks_and_the_page_answers_with_buttons() -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        await browser.open("/")
        answer = await browser.send(text="довідка", do="ask")
        assert answer.status_code == 200
        assert "Що потрібно: паспорт" in browser.text
        assert 'id="answer"' in answer.text
        await browser.press("Не те")
        assert "Натиснуто: no" in browser.text
        assert "Не те" in browser.text  # what was pressed is seen as one's own words
        await browser.open()
        assert "Натиснуто: no" in browser.text


async def test_it_needs_no_cookies_and_a_reload_repeats_nothing() -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served, cookies=False) as browser:
        await browser.open()
        await browser.send(text="перше", do="ask")
        again = {**browser.hidden, "text": "друге", "do": "ask"}
        for _ in range(2):
            browser.answer = await browser.http.post("/plain", data=again)
        assert "Ви написали: друге" in browser.text
        said = [event.body["text"] for event in served.memory.events]
        assert said == ["перше", "друге"]
        assert len(served.memory.lines) == 1


async def test_a_question_to_a_librarian_opens_it_and_brings_the_words() -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        await browser.open()
        await browser.send(text="Де взяти підручник?", do="librarian")
        said = [event.body.get("start", event.body.get("text")) for event in served.memory.events]
        assert said == ["person", "Де взяти підручник?"]


async def test_later_answers_are_found_and_an_end_leaves_nothing() -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        await browser.open()
        await browser.send(text="питання", do="ask")
        await browser.send(do="look")
        assert "Нової відповіді ще немає" in browser.text
        await served.memory.say(served.only_peer, Message("Відповідь бібліотекаря"))
        await browser.send(do="look")
        assert "Відповідь бібліотекаря" in browser.text
        await browser.send(do="end")
        assert COOKIE not in browser.http.cookies
        await browser.open()
        assert "бібліотекаря" not in browser.text.replace("Запитати бібліотекаря", "")


async def test_a_shared_computer_keeps_no_cookie() -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        await browser.open("/?kiosk=1")
        answer = await browser.send(text="питання", do="ask")
        assert COOKIE not in browser.http.cookies
        assert answer.headers["cache-control"] == "no-store"
        assert served.memory.events[0].body["shared"] is True
        await browser.send(text="далі", do="ask")
        assert len(served.memory.lines) == 1


async def test_what_is_wrong_is_told_in_words_and_the_text_stays() -> None:
    limits = Limits(messages_per_session=Rate(1, 0.01))
    async with serving(answer=echo_bot.answer, limits=limits) as served, Plain(served) as browser:
        await browser.open()
        empty = await browser.send(text="  ", do="ask")
        assert (empty.status_code, "порожнє" in browser.text) == (422, True)
    async with serving(answer=echo_bot.answer, limits=limits) as served, Plain(served) as browser:
        await browser.open()
        await browser.send(text="раз", do="ask")
        many = await browser.send(text="довгі слова", do="ask")
        assert many.status_code == 429
        assert "довгі слова" in many.text
        assert "Зачекайте" in browser.text
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        served.memory.failing = True
        failed = await browser.send(text="слова", do="ask")
        assert failed.status_code == 503
        assert "слова" in failed.text


async def test_what_anybody_writes_stays_text_and_no_address_runs() -> None:
    def answer(turn):
        rows = ((Key("Зло", url="javascript:alert(1)"), Key("Сайт", url="https://a.example")),)
        return [Message("<b>не жирне</b>", rows=rows)]

    async with serving(answer=answer) as served, Plain(served) as browser:
        told = await browser.send(text="<script>alert(1)</script>", do="ask")
        assert "<script>alert" not in told.text
        assert "<b>" not in told.text
        assert "javascript:" not in told.text
        assert 'href="https://a.example"' in told.text
        policy = told.headers["content-security-policy"]
        assert "default-src 'self'" in policy


@pytest.mark.parametrize("bad", [b"%ED%A0%BD", b"%00", b"%FF%FE", b"\xff", b"%D0"])
async def test_what_has_no_letters_is_replaced_and_the_rest_is_read(bad: bytes) -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        said = "text=паспорт ".encode() + bad + b"&do=ask"
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await browser.http.post("/plain", content=said, headers=kind)
        assert answer.status_code == 200
        [event] = served.memory.events
        text = str(event.body["text"])
        assert text.startswith("паспорт ")
        assert "\ufffd" in text
        text.encode()


async def test_foreign_and_strange_forms_do_no_harm() -> None:
    async with serving(answer=echo_bot.answer) as served, Plain(served) as browser:
        for fields in (
            {"session": "forged", "text": "а", "do": "ask"},
            {"press": "x" * 300},
            {"press": "12:"},
            {"id": "not an id", "text": "б", "do": "ask"},
            {f"f{n}": "" for n in range(40)},
            {},
        ):
            told = await browser.http.post("/plain", data=fields)
            assert told.status_code in {200, 422}, fields
        big = await browser.http.post("/plain", content=b"text=" + b"a" * 100_000)
        assert big.status_code in {413, 422}
        for event in served.memory.events:
            assert event.body["peer"]


async def test_after_danger_one_press_leads_to_another_page_and_the_conversation_is_gone() -> None:
    numbers = Message("102 – поліція", danger="violence")

    def answer(turn: Turn) -> list[Message]:
        return [numbers] if "б’є" in turn.text else echo_bot.answer(turn)

    async with (
        serving(answer=answer, quick_exit="https://weather.example") as served,
        Plain(served) as browser,
    ):
        await browser.open()
        await browser.send(text="добрий день", do="ask")
        assert "Швидко вийти" not in browser.text
        await browser.send(text="мене б’є чоловік", do="ask")
        assert browser.text.index("Швидко вийти") < browser.text.index("поліція")
        gone = await browser.send(do="exit")
        # Not a redirect: the page may post its forms to this address alone.
        assert (gone.status_code, gone.headers["refresh"]) == (
            200,
            "0; url=https://weather.example",
        )
        assert gone.headers["cache-control"] == "no-store"
        assert gone.text == ""
        assert COOKIE not in browser.http.cookies
        assert "left" in served.memory.events[-1].body
        await browser.open()
        assert "б’є" not in browser.text
