"""A file on its way to a citizen, over every channel, as it really comes."""

import pytest

from bot.engine.model import FileLink, Key, Message
from bot.files.file_store import FileStore
from tests.talk import Talk, plain

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8
NAME = "Стаття «Поділля», 1995.pdf"


@pytest.fixture(autouse=True)
def channel(line_name: str) -> str:
    """The bare engine has no files: it ends where channels begin."""
    if line_name == "bare":
        pytest.skip("no channel, no files")
    return line_name


async def test_a_message_with_a_file_arrives(talk: Talk) -> None:
    file_store = talk.line.app.program[FileStore]
    kept, token = await in_its_thread(talk, file_store.keep(PDF, name=NAME))
    file = FileLink(kept.id, kept.name, kept.size, f"/file/{token}")
    rows = ((Key("Дякую", token="1:thanks"),),)
    (seen,) = await talk.line.told(Message("Ось ваша стаття.", rows=rows, file=file))
    assert (plain(seen.text), seen.file) == ("Ось ваша стаття.", NAME)
    assert [button.label for button in seen.buttons] == ["Дякую"]
    assert await talk.line.file_of(seen) == PDF


async def test_a_file_alone_says_its_name_once(talk: Talk) -> None:
    kept, token = await in_its_thread(talk, talk.line.app.program[FileStore].keep(PDF, name=NAME))
    file = FileLink(kept.id, kept.name, kept.size, f"/file/{token}")
    (seen,) = await talk.line.told(Message(NAME, file=file))
    assert seen.file == NAME
    assert await talk.line.file_of(seen) == PDF


async def in_its_thread(talk: Talk, work):
    """The bot of Telegram and the web lives in a thread of its own."""
    service = getattr(talk.line, "_service", None)
    return await (service.do(work) if service else work)
