"""A third language is a folder: a catalogue and the words that people type."""

import io
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.app.content_index import ContentIndex, learn
from bot.engine.texts import load_texts
from bot.storage.database import Database
from tests.flows.another_oblast import CHANGED
from tests.flows.conftest import ROOT, bare_line
from tests.talk import Talk
from tests.unit.content.small import broken, small_content

POLISH = {
    "How can we help? Write in your own words or choose.": "Jak możemy pomóc?",
    "Find a library": "Znajdź bibliotekę",
    "Language": "Język",
    "Cancelled.": "Anulowano.",
    "From now on we write in English.": "Od teraz piszemy po polsku.",
    "About": "O bocie",
}


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    folder = tmp_path / "locales"
    shutil.copytree(ROOT / "locales", folder)
    catalogue = Catalog(locale="pl")
    for msgid, text in POLISH.items():
        catalogue.add(msgid, text)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    path = folder / "pl" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled.getvalue())
    (folder / "pl" / "words.txt").write_text("cancel: anuluj\nlanguage: po polsku\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> ContentIndex:
    folder = tmp_path_factory.mktemp("polish")
    name = broken("service.yaml", "name: {uk: Місток}", "name: {uk: Місток, pl: Mostek}")
    return learn(small_content(folder, **CHANGED, **name), cache=folder / "cache")


@pytest.fixture
async def talk(database: Database, another: ContentIndex, locales: Path) -> Talk:
    talk = Talk(bare_line(database, another, load_texts(locales)))
    await talk.start()
    return talk


async def test_the_menu_in_a_third_language(talk: Talk) -> None:
    await talk.tap("Мова")  # of three, the menu can't offer the other one
    assert talk.buttons == ["Українська", "English", "Polski"]
    await talk.tap("Polski")
    talk.sees("Od teraz piszemy po polsku.", "Jak możemy pomóc?")
    assert "Znajdź bibliotekę" in talk.buttons
    await talk.tap("Znajdź bibliotekę")
    await talk.say("anuluj")
    assert "Znajdź bibliotekę" in talk.buttons
    await talk.tap("O bocie")
    talk.sees("Mostek")  # of the content; what nobody translated is said in Ukrainian
    talk.sees("Помічник")
    await talk.say("мова")
    await talk.say("українською")
    talk.sees("Чим допомогти?")


async def test_it_is_chosen_by_any_of_its_names(talk: Talk) -> None:
    for typed in ("польська", "Polish", "po polsku", "pl"):
        await talk.say("мова")
        await talk.say(typed)
        talk.sees("Jak możemy pomóc?")


async def test_who_was_answered_in_a_language_that_is_gone_is_answered(
    talk: Talk, database: Database, another: ContentIndex
) -> None:
    await talk.tap("Мова")
    await talk.tap("Polski")
    talk.line = bare_line(database, another)
    await talk.say("меню")
    talk.sees("Чим допомогти?")


def test_a_slip_is_no_language(tmp_path: Path) -> None:
    wrong = broken("service.yaml", "name: {uk: Місток}", "name: {uk: Місток, ua: Міст}")
    problems = learn(small_content(tmp_path, **wrong), cache=tmp_path / "cache").problems
    assert any("content/service.yaml:1:20: невідоме поле «ua»" in str(one) for one in problems)
