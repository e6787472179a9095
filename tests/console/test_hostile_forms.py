"""Whatever a form, an address or a body holds, the desk answers in words and never with 500."""

import asyncio
import itertools
import re
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from starlette.routing import Route

from bot.console.forms import BEFORE_SIGN_IN
from bot.console.routes import console_routes
from bot.requests.model import RequestKind
from bot.staff.model import Role
from tests.console.served_desk import CSRF, Librarian, ServedDesk
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2] / "bot"
FIELDS = {"answers-en"}.union(
    *(re.findall(r'name="([a-z_-]+)"', page.read_text(encoding="utf-8"))
      for page in ROOT.rglob("templates/**/*.html"))
)  # fmt: skip
ASKED = FIELDS.union(
    *(re.findall(r'(?:asked|text)\("([a-z_]+)"', code.read_text(encoding="utf-8"))
      for code in ROOT.rglob("pages/*.py"))
)  # fmt: skip
HOSTILE = (
    "\0",
    "a\0b",
    "9" * 400,
    "-1",
    "1e999",
    "﷽" * 300,
    "'\"<b>",
    "=1+1",
    "../../x",
    "\x1b[0m",
    "0001-01-01",
    "9999-12-31",
    "10:00Z-13:00",
    "lawyer@1",
)
# What a database could refuse; the rest is refused, or not, before there is a database.
OF_DATABASES = ("\0", "9" * 400, "-1", "1e999", "0001-01-01", "9999-12-31")
LONGEST_ADDRESS = 12_000
LONGEST_ASKED = 30  # letters; whole long values go through the names address by address
URLENCODED = {"Content-Type": "application/x-www-form-urlencoded"}
ENDS = {"/desk/sign-out", "/desk/people/remove"}  # they would end what is being tried


def batched(names: list[str], value: str) -> list[list[str]]:
    """An address is only so long."""
    many = max(12, LONGEST_ADDRESS // (len(urlencode({"settlement_name": value})) + 1))
    return [names[at : at + many] for at in range(0, len(names), many)]


def asking(value: str) -> list[tuple[list[str], str]]:
    """Addresses that ask for everything with this value: names, and what stands after «?»."""
    return [
        (asked, urlencode(dict.fromkeys(asked, value))) for asked in batched(sorted(ASKED), value)
    ]


def paths_of(served: ServedDesk, number: str) -> list[tuple[str, str]]:
    found = []
    for route in console_routes(served.app.console(), served.app.features.pages):
        assert isinstance(route, Route)
        path = route.path.replace("{token}", "a\0b").replace("{version}", "1")
        path = re.sub(r"\{entry:int\}|\{index:int\}", "9" * 30, path)
        path = path.replace("{name}", "a%00").replace("{number}", number)
        found.append(("POST" if "POST" in (route.methods or ()) else "GET", path))
    return [(method, path) for method, path in found if "/stream" not in path]


@pytest.mark.parametrize(
    ("database_kind", "hostile"),
    [("postgres", value) for value in HOSTILE] + [("sqlite", value) for value in OF_DATABASES],
    indirect=["database_kind"],
    ids=itertools.count(),
)
async def test_no_form_and_no_address_is_answered_with_500(
    served: ServedDesk, hostile: str
) -> None:
    request = await served.ask(kind=RequestKind.INFORMATION)
    admin = await served.librarian(role=Role.ADMIN)
    await admin.open("/desk/record")
    assert admin.page
    csrf = CSRF.search(admin.page.text)
    assert csrf
    admin.http.follow_redirects = False
    # Written once and by hand: the client reads each sign of a form and an address several times.
    form = urlencode({"csrf": csrf.group(1), **dict.fromkeys(FIELDS, hostile)}).encode()
    short, whole = asking(hostile[:LONGEST_ASKED]), itertools.cycle(asking(hostile))
    numbers = (request.number, "%00", "9" * 50)  # most paths have none: they are tried once
    for method, path in dict.fromkeys(one for n in numbers for one in paths_of(served, n)):
        where = path.replace("\0", "%00")
        if method == "GET":
            for asked, query in (*short, next(whole)):
                target = f"{where}?{query}".encode()
                answer = await admin.http.get(where, extensions={"target": target})
                assert answer.status_code < 500, (method, path, asked, answer.text[-300:])
        elif path in ENDS:
            continue
        else:
            answer = await admin.http.post(where, content=form, headers=URLENCODED)
            assert answer.status_code < 500, (method, path, answer.text[-300:])
    stranger = await served.browser().open("/desk/sign-in")
    await stranger.post(
        "/desk/sign-in", login=hostile, password=hostile, code=hostile, next=hostile
    )
    assert stranger.page
    assert stranger.page.status_code in {401, 413}


async def test_halves_of_letters_in_a_form_do_no_harm(served: ServedDesk) -> None:
    """UTF-7 can spell a lone surrogate, which no database takes."""
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    assert oksana.page
    csrf = CSRF.search(oksana.page.text)
    assert csrf
    fields = {"csrf": csrf.group(1).encode(), "words": b"+2AA-!"}
    parts = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (name.encode(), value)
        for name, value in fields.items()
    )
    for charset in ("utf-7", "utf-16", "unicode_escape", "no-such-charset"):
        kind = f"multipart/form-data; boundary=x; charset={charset}"
        answer = await oksana.http.post(
            f"{page}/answer", content=parts + b"--x--\r\n", headers={"Content-Type": kind}
        )
        assert answer.status_code < 500, charset


@pytest.mark.parametrize("bad", [b"%ED%A0%BD", b"%00", b"%FF%FE", b"\xff"])
async def test_what_has_no_letters_in_a_form_is_replaced(served: ServedDesk, bad: bytes) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    assert oksana.page
    csrf = CSRF.search(oksana.page.text)
    assert csrf
    form = f"csrf={csrf.group(1)}&words=спитати ".encode() + bad
    answer = await oksana.http.post(f"{page}/note", content=form, headers=URLENCODED)
    assert answer.status_code < 500
    await oksana.open(page)
    oksana.sees("спитати ")


async def test_nothing_large_is_read_before_sign_in(served: ServedDesk) -> None:
    """The answer comes while the body is still to be sent."""
    await (stranger := served.browser()).open("/desk/sign-in")
    for path, status in (
        ("/desk/sign-in", "413"), ("/desk/enter/x", "413"), ("/desk/record", "401"),
        ("/desk/requests/1234-5678/answer", "401"), ("/desk/account/password", "401"),
    ):  # fmt: skip
        assert await answered_early(served, path) == status, path
    await stranger.post("/desk/sign-in", login="a", password="&" * BEFORE_SIGN_IN)
    assert stranger.page
    assert stranger.page.status_code == 413


async def answered_early(served: ServedDesk, path: str) -> str:
    """The status that comes after the headers alone, of a body of 100 MB."""
    where = urlsplit(served.address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = f"POST {path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 104857600\r\n"
    writer.write(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
    async with asyncio.timeout(PATIENCE):
        line = await reader.readline()
    writer.transport.abort()
    return line.split()[1].decode()


async def test_many_fields_cost_nothing(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open("/desk/record")
    oksana.page = await oksana.http.post("/desk/record", content=b"&" * 500_000, headers=URLENCODED)
    assert oksana.page.status_code == 413
    oksana.sees("Забагато за один раз")


@pytest.mark.parametrize("over", ["idle", "ended", "another tab"])
async def test_words_of_a_session_that_is_over_are_kept(served: ServedDesk, over: str) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    if over == "idle":
        served.clock.later(hours=8)
    elif over == "another tab":
        oksana.http.cookies.clear()
    else:
        other: Librarian = await served.browser(oksana.person).enter(
            await served.link(oksana.person)
        )
        await other.open("/desk/account")
        await other.post("/desk/sign-out", everywhere="1")
    files = [("files", ("a.pdf", b"%PDF-1.4 " + b"x" * 2000, "application/pdf"))]
    await oksana.post(f"{page}/answer", words="Довга відповідь.", files=files)
    assert oksana.page
    assert oksana.page.status_code == 401
    oksana.sees("Довга відповідь.", "скопіюйте")


async def test_an_open_page_keeps_no_session_alive(served: ServedDesk) -> None:
    oksana = await served.librarian()
    for _ in range(9):
        served.clock.later(hours=1)
        await oksana.open("/desk?fragment=1")
    oksana.sees("Вхід до столу")
    oksana = await served.librarian("Ірина")
    for _ in range(9):
        served.clock.later(hours=1)
        await oksana.open("/desk")
    oksana.sees("Звернення")
