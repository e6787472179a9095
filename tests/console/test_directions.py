"""Marks that turn letters round reach nobody: a name could read as another one."""

from typing import Any

import pytest

from bot.engine.model import FileLink, Key, Message, message_to_json
from bot.files.model import FileRef
from bot.staff.model import Role
from tests.console.served_desk import ServedDesk

MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def has_marks(text: str) -> bool:
    return any(mark in text for mark in MARKS)


async def test_the_desk_shows_names_and_words_without_them(served: ServedDesk) -> None:
    file = FileRef("фото\u202egpj.exe", 300, "image/jpeg", channel="web", ref="1")
    request = await served.ask("Хто \u2067такий\u2069?", name="Ол\u202eена", files=(file,))
    ihor = await served.librarian("Іг\u202eор", role=Role.ADMIN)
    for path in ("/desk", f"/desk/requests/{request.number}", "/desk/people", "/desk/audit"):
        await ihor.open(path)
        assert ihor.page
        assert not has_marks(ihor.page.text)
    await ihor.open("/desk/audit/file")
    assert ihor.page
    assert not has_marks(ihor.page.content.decode("utf-8-sig"))
    ihor.sees("Ігор")


async def test_an_answer_reaches_the_reader_without_them(served: ServedDesk) -> None:
    request = await served.ask()
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="Метрика \u202eтут")
    (answer,) = await served.told()
    assert "Метрика тут" in answer


@pytest.mark.parametrize("mark", MARKS)
def test_no_message_of_any_channel_carries_one(mark: str) -> None:
    bad = f"фото{mark}gpj"
    link = FileLink(1, bad, 10, "https://mistok.test/file/abc")
    body: dict[str, Any] = message_to_json(
        Message(bad, title=bad, rows=((Key(bad, token="a"), Key(bad, url="https://b")),), file=link)
    )
    shown = [
        body["text"],
        body["title"],
        *(str(one) for one in _labels(body)),
        body["file"]["name"],
    ]
    assert shown == ["фотоgpj"] * len(shown)


def _labels(body: dict[str, Any]) -> list[str]:
    return [key["label"] for row in body["rows"] for key in row]
