"""A session's token: whose it is, when it was last used, and when it opens nothing more."""

import base64
import hashlib
import hmac
import secrets

import httpx2
import pytest

from bot.channels.web.session import OWN_SECONDS, SHARED_SECONDS, UNDATED_UNTIL, Sessions
from bot.channels.web.texts import ERRORS
from tests.channels.web.served_chat import Visitor, serving
from tests.waiting import PATIENCE

SECRET = b"a secret of the tests"  # as the server of these tests has it
DAY = 86400.0


class Time:
    """A clock on the wall, and one that only runs."""

    def __init__(self) -> None:
        self.date = 1_790_000_000.0
        self.steady = 5000.0

    def passes(self, seconds: float) -> None:
        self.date += seconds
        self.steady += seconds

    def sessions(self) -> Sessions:
        return Sessions(SECRET, clock=lambda: self.date, steady=lambda: self.steady)


def undated() -> str:
    """A token as it was before tokens had a time."""
    random = secrets.token_bytes(18)
    key = hashlib.sha256(b"mistok web chat session\0" + SECRET).digest()
    signed = random + hmac.digest(key, random, "sha256")[:16]
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


@pytest.mark.parametrize(("shared", "limit"), [(False, OWN_SECONDS), (True, SHARED_SECONDS)])
def test_a_session_in_use_goes_on_and_an_idle_one_ends(shared, limit):
    time = Time()
    sessions = time.sessions()
    token = first = sessions.issue(shared=shared)
    peer = sessions.peer(token)
    for _ in range(5):
        time.passes(0.9 * limit)
        token = sessions.renew(token)
        assert sessions.read(token).shared is shared
        assert sessions.peer(token) == peer
    assert sessions.peer(first) is None
    assert sessions.renew(first) is None
    assert sessions.read(first).over
    time.passes(1.1 * limit)
    assert sessions.peer(token) is None


def test_a_persons_own_thread_outlives_the_longest_wait_for_an_answer():
    assert OWN_SECONDS >= 60 * DAY


def test_a_token_from_before_opens_its_conversation_and_is_dated_on_the_next_visit():
    time = Time()
    sessions = time.sessions()
    old = undated()
    dated = sessions.renew(old)
    assert sessions.peer(dated) == sessions.peer(old) is not None
    time.passes(UNDATED_UNTIL - time.date + DAY)
    assert sessions.peer(old) is None


def test_a_date_that_jumps_ahead_ends_nobodys_conversation():
    time = Time()
    sessions = time.sessions()
    token = sessions.issue()
    time.date += 400 * DAY
    assert sessions.peer(token) is not None
    during = sessions.issue()
    time.date -= 400 * DAY
    time.passes(OWN_SECONDS + DAY)
    assert sessions.peer(during) is None


def test_no_letter_of_a_token_can_be_changed():
    time = Time()
    sessions = time.sessions()
    for token in (sessions.issue(), undated()):
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        for place in range(len(raw)):
            forged = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
            assert sessions.read(base64.urlsafe_b64encode(forged).decode().rstrip("=")) is None
    # What is signed for one length is worth nothing in the other.
    raw = base64.urlsafe_b64decode(sessions.issue())
    assert sessions.read(base64.urlsafe_b64encode(raw[:18] + raw[-16:]).decode()) is None


@pytest.mark.parametrize("lang", ["uk", "en"])
async def test_an_idle_session_is_refused_in_words(lang):
    async with serving() as served, Visitor(served, lang=lang) as visitor:
        time = Time()
        time.date = 0.0
        visitor.token = time.sessions().issue()
        for answer in (
            await visitor.post(text="це я"),
            await visitor.http.get("/chat/history", headers=visitor.key),
            await visitor.http.get("/chat/stream", headers=visitor.key),
            await visitor.upload(b"%PDF-1.7"),
            await visitor.http.post("/chat/session", headers=visitor.key),
        ):
            assert (answer.status_code, answer.json()["code"]) == (401, "session_old")
            if lang == "en":
                assert answer.json()["error"] == ERRORS["session_old"]
        assert served.memory.events == []


async def test_a_page_in_use_takes_a_newer_token_of_the_same_conversation():
    async with serving() as served, Visitor(served) as visitor:
        await visitor.post(text="перше")
        answer = await visitor.http.post("/chat/session", headers=visitor.key)
        visitor.token = answer.json()["session"]
        await visitor.post(text="друге")
        assert len(await visitor.history()) == 2
        assert answer.headers["cache-control"] == "no-store"


async def test_a_shared_computer_is_given_a_short_session():
    async with serving() as served:
        async with httpx2.AsyncClient(
            base_url=served.address, trust_env=False, timeout=PATIENCE
        ) as http:
            token = (await http.post("/chat/session?kiosk")).json()["session"]
        assert served.channel.sessions.read(token).shared


@pytest.mark.parametrize("asked", ["?kiosk", ""])
async def test_what_is_written_at_a_shared_computer_says_so(asked):
    async with serving() as served, Visitor(served) as visitor:
        visitor.token = (await visitor.http.post(f"/chat/session{asked}")).json()["session"]
        await visitor.post(text="людина")
        (event,) = served.memory.events
        turn = served.channel.turn(event.body)
        assert turn.shared is bool(asked)
