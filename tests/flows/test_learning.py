"""What was not understood is kept for the editors, without anything personal."""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.app.content_index import ContentIndex
from bot.cli.command import app
from bot.learning.model import UnclearReason, unclear_questions
from bot.learning.service import Learning
from bot.storage.database import Database
from bot.storage.vault import Vault
from tests.lines.terminal import open_terminal_line
from tests.talk import MONDAY_NOON, BareLine, Talk

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-the-tests-as-long-as-settings-want"


async def kept(database: Database) -> list[tuple[str, UnclearReason, str | None]]:
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
    assert (other, another) == ("хочу паспорт, мій номер …", UnclearReason.OTHER)
    assert chosen is not None
    assert (none, why, nothing) == ("хочу паспорт, …", UnclearReason.NONE, None)


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
        ("хлвпд шмурцкян брямкулоїд", UnclearReason.UNANSWERED)
    ]


class Watched:
    """Passes everything on; `threads` are those where one of these methods was called."""

    def __init__(self, inner: Any, threads: set[str], *methods: str) -> None:
        self._inner, self._threads, self._methods = inner, threads, methods

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._inner, name)
        if name not in self._methods:
            return inner

        def called(*given: Any, **named: Any) -> Any:
            self._threads.add(threading.current_thread().name.partition("_")[0])
            return inner(*given, **named)

        return called


@pytest.mark.parametrize("typed", ["Не те", "2"])
async def test_earlier_words_too_are_understood_beside_the_turn(
    database_url: str, content_index: ContentIndex, typed: str
) -> None:
    threads: set[str] = set()
    watched = replace(
        content_index,
        understanding=Watched(content_index.understanding, threads, "look", "explain"),
        gazetteer=Watched(content_index.gazetteer, threads, "find"),
    )
    async with open_terminal_line(database_url, watched) as line:
        talk = Talk(line)
        await talk.start()
        await talk.say("хочу паспорт")
        await talk.say(typed)
        await talk.say("де найближча бібліотека в Красилові")
    assert threads == {"reading"}


async def _note(url: str, *texts: str) -> None:
    database = Database(url, vault=Vault([SECRET]))
    await database.open()
    async with database.unit() as unit:
        for text in texts:
            learning = Learning(unit, content_version="1")
            learning.note(text, asker=("web", "olena"), why=UnclearReason.NONE, now=MONDAY_NOON)
    await database.close()


def test_an_editor_sees_adds_and_drops_them(
    database_url: str, own_content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = own_content
    monkeypatch.setenv("MISTOK_DATABASE", database_url)
    monkeypatch.setenv("MISTOK_CONTENT", str(content))
    monkeypatch.setenv("MISTOK_SECRET", SECRET)
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
    assert mistok("cards") == (0, "Немає нових відповідей про те, чого бракує карткам.\n")
    assert mistok("drop", "3", "99") == (1, "Прибрано: 1.\nТаких номерів у списку немає: 99.\n")
    assert mistok("list") == (0, "Немає нових незрозумілих запитань.\n")


@pytest.mark.parametrize(
    "code",
    ["FQGE-K9PS", "fqge–k9ps", "код FQGEK9PS", "мій код: fqge k9ps.", "ФQGE-K9PS МРСТ-К9РН"],
)
async def test_a_code_of_an_invitation_is_never_kept(database: Database, code: str) -> None:
    async with database.unit() as unit:
        learning = Learning(unit, content_version="1")
        for text in (code, f"{code} не працює, бо яка різниця"):
            learning.note(text, asker=("web", "olena"), why=UnclearReason.NONE, now=MONDAY_NOON)
        learning.note(
            "яка різниця", asker=("web", "olena"), why=UnclearReason.NONE, now=MONDAY_NOON
        )
    assert [words for words, _, _ in await kept(database)] == ["яка різниця"]


async def test_the_words_rest_unreadable_and_are_their_askers(database: Database) -> None:
    words = "у ставку втопився паспорт"
    async with database.unit() as unit:
        for peer in ("olena", "ivan"):
            Learning(unit, content_version="1").note(
                words, asker=("web", peer), why=UnclearReason.NONE, now=MONDAY_NOON
            )
    async with database.reading() as unit:
        rows = await unit.all(select(unclear_questions))
    assert [words.encode() in row.words for row in rows] == [False, False]
    keys = [database.vault.lookup(f"web\0{peer}") for peer in ("olena", "ivan")]
    assert [row.asker_key for row in rows] == keys
