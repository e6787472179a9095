"""What a librarian is told of a reader's file before it is saved."""

import re

import pytest
from sqlalchemy import update

from bot.files.examiner import Examiner
from bot.files.file_store import FileStore
from bot.files.model import OURS, FileRef, StoredFile, files
from bot.files.scanner import Scan, Scanner, ScannerAddress
from tests.console.served_desk import Librarian, ServedDesk
from tests.unit.files.risky import with_relation
from tests.unit.files.samples import archive

PDF = b"%PDF-1.7\n" + bytes(300)
LAUNCHES = b"%PDF-1.7\n<</S /Launch /F (cmd.exe)>>"
TEMPLATE = with_relation("attachedTemplate", "https://a.example/t.dotm")
ASICE = archive(
    ("mimetype", "application/vnd.etsi.asic-e+zip"), ("a.pdf", "%PDF-1.7"),
    ("META-INF/signatures001.p7s", "x"),
)  # fmt: skip
BY_ITSELF = "Коли його відкрити, він може щось зробити сам"
FETCHES = "Коли його відкрити, він завантажує щось з інтернету"


class Scanning(Scanner):
    """A scanner that says what it is told to."""

    def __init__(self, says: Scan) -> None:
        super().__init__(ScannerAddress())
        self.says = says

    async def scan(self, body: bytes) -> Scan:
        return self.says


def has_scanner(served: ServedDesk, says: Scan) -> None:
    served.app.program[FileStore].examiner = Examiner(Scanning(says))


async def uploaded(served: ServedDesk, body: bytes, name: str) -> StoredFile:
    return await served.app.program[FileStore].upload(body, name=name, sender=("web", "olena"))


async def asked_with(served: ServedDesk, ref: str, name: str) -> tuple[Librarian, str]:
    """A librarian at the request with this file, and the file's address."""
    file = FileRef(name, 300, "", channel="web", ref=ref)
    request = await served.ask(files=(file,))
    oksana = await served.librarian()
    await oksana.open(f"/desk/requests/{request.number}")
    assert oksana.page is not None
    found = re.search(r'href="(/desk/requests/[^"]+/files/[^"]+)"', oksana.page.text)
    assert found
    return oksana, found[1]


@pytest.mark.parametrize(
    ("name", "body", "warning"),
    [("a.pdf", LAUNCHES, BY_ITSELF), ("a.docx", TEMPLATE, FETCHES),
     ("a.csv", b"=1+1", "починаються як формули"), ("a.pdf", PDF, "")],
)  # fmt: skip
async def test_a_warning_stands_beside_the_file(served, name, body, warning) -> None:
    kept = await uploaded(served, body, name)
    oksana, href = await asked_with(served, f"{OURS}{kept.id}", name)
    oksana.sees("на віруси не перевірено")
    if warning:
        oksana.sees("Обережно.", warning)
    else:
        oksana.misses("Обережно")
    await oksana.open(href)
    assert oksana.page.content == body
    assert "attachment" in oksana.page.headers["content-disposition"]


async def test_a_signed_document_is_told_without_alarm_and_passed_on(served, monkeypatch) -> None:
    kept = await uploaded(served, ASICE, "Витяг.asice")
    oksana, href = await asked_with(served, f"{OURS}{kept.id}", "Витяг.asice")
    oksana.sees("Витяг.asice", "електронним підписом", "czo.gov.ua/verify")
    oksana.misses("Обережно")
    await oksana.open(href)
    assert oksana.page is not None
    assert oksana.page.content == ASICE

    async def fetch(ref: str) -> bytes:
        return ASICE

    monkeypatch.setattr(served.app.channels["web"], "fetch", fetch)
    oksana, href = await asked_with(served, "messenger", "Витяг.asice")
    await oksana.open(href)
    oksana.sees("Про цей файл", "електронним підписом", "Зберегти")
    oksana.misses("Обережно", "Усе одно")
    await oksana.open(f"{href}?careful=1")
    assert oksana.page.content == ASICE


async def test_what_was_never_looked_into_is_before_it_is_given(served: ServedDesk) -> None:
    kept = await uploaded(served, LAUNCHES, "a.pdf")
    async with served.app.database.unit() as unit:  # as an earlier version left it
        await unit.run(update(files).values(risks=None, scanned_at=None))
    oksana, href = await asked_with(served, f"{OURS}{kept.id}", "a.pdf")
    oksana.sees("перевіримо, коли відкриєте")
    oksana.misses("Обережно")
    await oksana.open(href)
    oksana.sees("Обережно з цим файлом", BY_ITSELF, "на віруси не перевірено", "a.pdf")
    await oksana.open(f"{href}?careful=1")
    assert oksana.page is not None
    assert oksana.page.content == LAUNCHES
    await oksana.open(href.partition("/files")[0])
    oksana.sees("Обережно.", BY_ITSELF)  # and now it is known


async def test_a_messengers_file_is_looked_into_when_it_is_fetched(served, monkeypatch) -> None:
    sent = {"risky": LAUNCHES, "calm": PDF, "bad": b"MZ" + bytes(100)}

    async def fetch(ref: str) -> bytes:
        return sent[ref]

    monkeypatch.setattr(served.app.channels["web"], "fetch", fetch)
    oksana, href = await asked_with(served, "risky", "a.pdf")
    oksana.sees("перевіримо, коли відкриєте")
    await oksana.open(href)
    oksana.sees("Обережно з цим файлом", BY_ITSELF, "Усе одно зберегти")
    await oksana.open(f"{href}?careful=1")
    assert oksana.page.content == LAUNCHES
    oksana, href = await asked_with(served, "calm", "a.pdf")
    await oksana.open(href)
    assert oksana.page.content == PDF
    oksana, href = await asked_with(served, "bad", "a.pdf")
    for path in (href, f"{href}?careful=1"):
        await oksana.open(path)
        assert oksana.page.status_code == 415


async def test_with_a_scanner_it_is_said_what_it_found(served: ServedDesk) -> None:
    has_scanner(served, Scan.NONE)  # it is away
    kept = await uploaded(served, PDF, "a.pdf")
    has_scanner(served, Scan.INFECTED)
    oksana, href = await asked_with(served, f"{OURS}{kept.id}", "a.pdf")
    oksana.sees("на віруси не перевірено")
    await oksana.open(f"{href}?careful=1")
    assert oksana.page is not None
    assert oksana.page.status_code == 415
    oksana.sees("Антивірус знайшов у ньому щось шкідливе", "фото сторінки")
    has_scanner(served, Scan.CLEAN)
    await oksana.open(href)
    assert oksana.page.content == PDF
    await oksana.open(href.partition("/files")[0])
    oksana.sees("вірусів не знайдено")


async def test_an_infected_answer_is_not_sent_and_its_words_stay(served: ServedDesk) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    has_scanner(served, Scan.INFECTED)
    await oksana.post(
        f"{page}/answer", words="Довга відповідь.", files=[("files", ("a.pdf", PDF, "x/y"))]
    )
    assert oksana.page is not None
    assert oksana.page.status_code == 422
    oksana.sees("Антивірус знайшов у цьому файлі щось шкідливе", "Довга відповідь.")
    assert await served.told() == []


async def test_a_librarians_own_file_is_warned_of_as_a_readers(served: ServedDesk) -> None:
    request = await served.ask("Скільки в бібліотеці книжок?")
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    given = [("files", ("a.csv", b"name;sum\nOlena;=1+1", "text/csv"))]
    await oksana.post(f"{page}/answer", words="Ось таблиця.", files=given)
    oksana.sees("a.csv", "починаються як формули", "на віруси не перевірено")
    oksana.misses("Файл насправді")


async def test_a_file_that_is_of_another_kind_than_its_name_is_told(served: ServedDesk) -> None:
    request = await served.ask("Де метрика?")
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    given = [("files", ("fake.jpg", PDF, "image/jpeg"))]
    await oksana.post(f"{page}/answer", words="Ось фото.", files=given)
    oksana.sees("Файл насправді іншого виду", "fake.pdf")
