"""Forms of the desk behind a proxy that passes the address of the service on, or does not."""

import re

import httpx2
import pytest
import structlog

from bot.console import door
from tests.console.served_desk import LOCAL, ServedDesk

OUTSIDE = "https://chat.library.example"


@pytest.fixture(autouse=True)
def _nothing_told_yet() -> None:
    door._tell_of.cache_clear()


async def signs_in(served: ServedDesk, **headers: str) -> httpx2.Response:
    """A wrong password, from a page of the desk, through a proxy that adds these headers."""
    async with httpx2.AsyncClient(base_url=served.address, **LOCAL) as http:
        page = await http.get("/desk/sign-in")
        csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert csrf
        typed = {"login": "olena", "password": "not this one", "csrf": csrf[1]}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await http.post("/desk/sign-in", data=typed, headers=named)


WORKS = {
    "the browser says that it is our own page": {
        "Origin": OUTSIDE,
        "Sec_Fetch_Site": "same-origin",
    },
    "the proxy passes the host on": {"Origin": OUTSIDE, "Host": "chat.library.example"},
    "the proxy names the host": {"Origin": OUTSIDE, "X_Forwarded_Host": "chat.library.example"},
    "several proxies": {"Origin": OUTSIDE, "X_Forwarded_Host": "chat.library.example, inner"},
    "an old browser": {},
}
FOREIGN = {
    "another site": {"Origin": "https://evil.example", "Sec_Fetch_Site": "cross-site"},
    "a site beside ours": {"Origin": "https://evil.library.example", "Sec_Fetch_Site": "same-site"},
    "it hides where it is": {"Origin": "null"},
}


@pytest.mark.parametrize("case", WORKS)
async def test_forms_work_where_it_is_safe(served: ServedDesk, case: str) -> None:
    answer = await signs_in(served, **WORKS[case])
    assert answer.status_code == 401, answer.text  # the password alone is wrong


@pytest.mark.parametrize("case", FOREIGN)
async def test_foreign_forms_are_refused_as_before(served: ServedDesk, case: str) -> None:
    with structlog.testing.capture_logs() as logs:
        answer = await signs_in(served, **FOREIGN[case])
    assert answer.status_code == 403
    assert "не з цього столу" in answer.text
    assert "MISTOK_PUBLIC_URL" not in answer.text
    assert not [one for one in logs if one["event"] == "desk.strange_address"]


async def test_why_not_is_told_on_the_page_and_once_in_the_log(served: ServedDesk) -> None:
    with structlog.testing.capture_logs() as logs:
        for _ in range(3):
            answer = await signs_in(served, Origin=OUTSIDE)
            assert answer.status_code == 403
            assert "MISTOK_PUBLIC_URL" in answer.text
        for number in range(30):
            await signs_in(served, Origin=f"https://a{number}.example")
    told = [one for one in logs if one["event"] == "desk.strange_address"]
    assert len(told) <= 10
    first = told[0]
    assert first["origin"] == OUTSIDE
    assert first["host"] in served.address
    assert "MISTOK_PUBLIC_URL" in first["todo"]
    assert "Host" in first["todo"]
