"""What was not understood is kept for the editors, without anything personal."""

import asyncio
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.learning.model import Why
from bot.learning.service import Learning
from bot.storage.database import Database
from bot.storage.vault import Vault
from tests.talk import MONDAY_NOON, BareLine, Talk

ROOT = Path(__file__).parents[2]


async def kept(database: Database) -> list[tuple[str, Why, str | None]]:
    async with database.reading() as unit:
        found = await Learning(unit, content_version="").newest()
    return [(one.words, one.why, one.chosen) for one in found]


async def test_the_third_offer_and_not_that_are_kept(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.say("хочу паспорт, мій номер 0671234567")
    await talk.tap(talk.buttons[2])
    await talk.say("хочу паспорт, 12.03.1961")
    await talk.tap("Не те")
    (none, why, nothing), (other, another, chosen) = await kept(database)
    assert (other, another) == ("хочу паспорт, мій номер …", Why.OTHER)
    assert chosen is not None
    assert (none, why, nothing) == ("хочу паспорт, …", Why.NONE, None)


async def test_the_first_offer_teaches_nothing(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.say("хочу паспорт")
    await talk.tap(talk.buttons[0])
    assert await kept(database) == []


async def test_what_nothing_fitted_is_kept(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.say("хлвпд шмурцкян брямкулоїд")
    assert [(words, why) for words, why, _ in await kept(database)] == [
        ("хлвпд шмурцкян брямкулоїд", Why.UNANSWERED)
    ]


async def _note(url: str, *texts: str) -> None:
    database = Database(url, vault=Vault(["a secret of the tests"]))
    await database.open()
    async with database.unit() as unit:
        for text in texts:
            Learning(unit, content_version="1").note(text, why=Why.NONE, now=MONDAY_NOON)
    await database.close()


def test_an_editor_sees_adds_and_drops_them(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MISTOK_DATABASE", database_url)
    monkeypatch.setenv("MISTOK_CONTENT", str(content))
    asyncio.run(_note(database_url, "паспорт утопив у ставку", "паспорт утопив", "де мій кіт"))

    def mistok(*words: str) -> tuple[int, str]:
        told = CliRunner().invoke(app, ["learn", *words])
        return told.exit_code, told.output

    code, listed = mistok("list")
    assert code == 0
    assert "× 2" in listed
    assert "1  паспорт утопив у ставку  («Не те»)" in listed
    assert mistok("add", "no-such-card", "1")[0] == 1
    code, told = mistok("add", "passport-lost", "1", "2")
    assert code == 0
    assert "Додано рядків: 2" in told
    written = (content / "examples" / "passport-lost.txt").read_text(encoding="utf-8")
    assert "паспорт утопив у ставку\n" in written
    assert mistok("drop", "3", "99") == (1, "Прибрано: 1.\nТаких номерів у списку немає: 99.\n")
    assert mistok("list") == (0, "Немає нових незрозумілих запитань.\n")
