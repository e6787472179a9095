"""A third language is a folder: a catalogue and the words that people type.

Esperanto, for no library will write in it: the folder of a real language changes nothing here.
"""

import io
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.app.content_index import ContentIndex, learn
from bot.engine.texts import FALLBACK, MSGIDS, load_texts
from bot.storage.database import Database
from tests.flows.another_oblast import CHANGED
from tests.flows.conftest import ROOT, bare_line
from tests.talk import Talk
from tests.unit.content.small import broken, small_content

INVENTED = "eo"
TRANSLATED = {
    "How can we help? Write in your own words or choose.": "Kiel ni helpu?",
    "Find a library": "Trovi bibliotekon",
    "Language": "Lingvo",
    "Cancelled.": "Nuligita.",
    "From now on we write in English.": "De nun ni skribas Esperante.",
    "About": "Pri la roboto",
    "Good, nothing was deleted.": "Bone, nenio estas forigita.",
}


TYPED = """cancel: nuligu
language: esperante
yes: jes
no: ne
open.menu: menuo
open.forget: forgesu min
"""


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    folder = tmp_path / "locales"
    for lang in (FALLBACK, MSGIDS):
        shutil.copytree(ROOT / "locales" / lang, folder / lang)
    catalogue = Catalog(locale=INVENTED)
    for msgid, text in TRANSLATED.items():
        catalogue.add(msgid, text)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    path = folder / INVENTED / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(compiled.getvalue())
    (folder / INVENTED / "words.txt").write_text(TYPED, "utf-8")
    return folder


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> ContentIndex:
    folder = tmp_path_factory.mktemp("third")
    name = broken("service.yaml", "name: {uk: Місток}", "name: {uk: Місток, eo: Ponteto}")
    return learn(small_content(folder, **CHANGED, **name), cache=folder / "cache")


@pytest.fixture
async def talk(database: Database, another: ContentIndex, locales: Path) -> Talk:
    talk = Talk(bare_line(database, another, load_texts(locales)))
    await talk.start()
    return talk


async def test_the_menu_in_a_third_language(talk: Talk) -> None:
    await talk.tap("Мова")  # of three, the menu can't offer the other one
    assert talk.buttons == ["Українська", "English", "Esperanto"]
    await talk.tap("Esperanto")
    talk.sees("De nun ni skribas Esperante.", "Kiel ni helpu?")
    assert "Trovi bibliotekon" in talk.buttons
    await talk.tap("Trovi bibliotekon")
    await talk.say("nuligu")
    assert "Trovi bibliotekon" in talk.buttons
    await talk.tap("Pri la roboto")
    talk.sees("Ponteto")  # of the content; what nobody translated is said in Ukrainian
    talk.sees("Помічник")
    await talk.say("мова")
    await talk.say("українською")
    talk.sees("Чим допомогти?")


async def test_what_is_typed_in_a_third_language_opens_and_chooses(talk: Talk) -> None:
    await talk.tap("Мова")
    await talk.tap("Esperanto")
    await talk.say("menuo")
    talk.sees("Kiel ni helpu?")
    await talk.say("forgesu min")
    await talk.say("ne")
    talk.sees("Bone, nenio estas forigita.", "Kiel ni helpu?")
    await talk.say("forgesu min")
    await talk.say("Jes!")
    assert "Trovi bibliotekon" not in talk.buttons
    await talk.say("меню")  # a language added takes no word from another
    assert "Знайти бібліотеку" in talk.buttons


async def test_what_nobody_translated_is_said_in_ukrainian(talk: Talk) -> None:
    await talk.tap("Мова")
    await talk.tap("Esperanto")
    assert "Запитати бібліотекаря" in talk.buttons  # of the program itself, not of the content


def test_only_the_language_of_the_msgids_is_its_own_fallback(locales: Path) -> None:
    for catalogue in locales.glob("*/LC_MESSAGES/messages.mo"):
        if catalogue.parts[-3] != FALLBACK:
            catalogue.unlink()
    texts = load_texts(locales)
    assert texts[INVENTED].text("Find a library") == "Знайти бібліотеку"
    forms = "%(n)s try", "%(n)s tries"
    assert texts[INVENTED].plural(*forms, 3) == "3 спроби"
    assert texts[MSGIDS].text("Find a library") == "Find a library"


async def test_it_is_chosen_by_any_of_its_names(talk: Talk) -> None:
    for typed in ("есперанто", "Esperanto", "esperante", "eo"):
        await talk.say("мова")
        await talk.say(typed)
        talk.sees("Kiel ni helpu?")


async def test_who_was_answered_in_a_language_that_is_gone_is_answered(
    talk: Talk, database: Database, another: ContentIndex
) -> None:
    await talk.tap("Мова")
    await talk.tap("Esperanto")
    talk.line = bare_line(database, another)
    await talk.say("меню")
    talk.sees("Чим допомогти?")


def test_a_slip_is_no_language(tmp_path: Path) -> None:
    wrong = broken("service.yaml", "name: {uk: Місток}", "name: {uk: Місток, ua: Міст}")
    problems = learn(small_content(tmp_path, **wrong), cache=tmp_path / "cache").problems
    assert any("content/service.yaml:1:20: невідоме поле «ua»" in str(one) for one in problems)
