"""The server's disk is full: it is told in words, what was typed is kept, nothing is sent twice."""

import asyncio
import tempfile
from pathlib import Path

import pytest

from bot.requests.model import State
from tests.console.served_desk import Librarian, ServedDesk
from tests.small_disk import empty, fill, no_room_in, room_in, small_disk
from tests.waiting import PATIENCE

ANSWER = "Метричні книги Деражні за 1913 рік. " * 300
PDF = (
    b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog>>endobj\n" * 90_000 + b"trailer<</Root 1 0 R>>\n%%EOF"
)
FULL = "На диску сервера немає місця, тому нічого не надіслано."


async def taken(served: ServedDesk) -> tuple[Librarian, str, str]:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    return oksana, page, request.number


async def told_in_words(oksana: Librarian) -> None:
    assert oksana.page
    assert oksana.page.status_code == 503
    assert oksana.page.headers["retry-after"]
    oksana.sees(FULL, "знову додайте файли", ANSWER.strip())


async def sent_at_last(served: ServedDesk, oksana: Librarian, page: str, **given: object) -> None:
    """The same form goes through once there is room, and the reader has one answer."""
    async with asyncio.timeout(PATIENCE):
        while True:
            await oksana.open(page)
            assert oksana.page
            if oksana.page.status_code == 200:
                await oksana.post(f"{page}/answer", words=ANSWER, **given)
                if oksana.page.status_code == 200:
                    break
    oksana.sees("Відповідь пішла до читача.")
    answers = [one for one in await served.told() if "Метричні книги Деражні за" in one]
    assert len(answers) == 1


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_the_databases_disk_is_full(served: ServedDesk) -> None:
    oksana, page, number = await taken(served)
    await no_room_in(served.app.database)
    await oksana.post(f"{page}/answer", words=ANSWER, files={"files": ("a.pdf", PDF)})
    await told_in_words(oksana)
    for act in ("note", "ask", "refuse"):
        await oksana.post(f"{page}/{act}", words=ANSWER)
        await told_in_words(oksana)
    await oksana.open(page)  # each reading is written down, so it can't be read either
    if oksana.page and oksana.page.status_code == 503:
        oksana.sees("На диску сервера немає місця, а кожне читання звернення записується.")
    await room_in(served.app.database)
    await sent_at_last(served, oksana, page, files={"files": ("a.pdf", PDF)})
    request = await served.see(number)
    assert request.state is State.ANSWERED


async def test_the_disk_for_temporary_files_is_full(
    served: ServedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A larger file rests there while it is read; the database may be on another machine."""
    oksana, page, _ = await taken(served)
    with small_disk(tmp_path / "disk", size="1m") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        fill(disk / "other")
        await oksana.post(f"{page}/answer", words=ANSWER, files={"files": ("a.pdf", PDF)})
        await told_in_words(oksana)
        assert (await served.see(page.rpartition("/")[2])).state is State.TAKEN
        assert [one.name for one in disk.iterdir()] == ["other"]
        empty(disk / "other")
        monkeypatch.setattr(tempfile, "tempdir", None)
        await sent_at_last(served, oksana, page, files={"files": ("a.pdf", PDF)})
