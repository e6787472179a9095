"""A third language added to the program as it is installed: one folder, no change in Python.

Esperanto, as in tests/flows/test_third_language.py; here words by which a question is understood
and places are named are added too.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.app.settings import ROOT
from tests.e2e.command import PATIENCE, environment
from tests.flows.another_oblast import CHANGED
from tests.unit.content.small import small_content

TEXTS = {
    "How can we help? Write in your own words or choose.": "Kiel ni helpu?",
    "From now on we write in English.": "De nun ni skribas Esperante.",
    "Where are you? Write your village or town, or share your location.": "Kie vi estas?",
    "Find a library": "Trovi bibliotekon",
    "Good, nothing was deleted.": "Bone, nenio estas forigita.",
}
WORDS = {
    "words.txt": """
open.menu: menuo
open.find_library: biblioteko
open.forget: forgesu min
no: ne
language: esperante
""",
    "understanding.txt": """
common: kie, kiel, estas, mi, la, pasporto, fari, povas, volas
stop_words: kie, kiel, mi
""",
    "places.txt": """
in: en
live: loĝas, logxas
street: strato
polite: saluton
""",
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one more folder in `locales`."""
    folder = tmp_path_factory.mktemp("program")
    for name in ("bot", "handlers", "locales"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = Catalog(locale="eo")
    for msgid, text in TEXTS.items():
        catalogue.add(msgid, text)
    path = folder / "locales" / "eo" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    for name, text in WORDS.items():
        (path.parents[1] / name).write_text(text, encoding="utf-8")
    small_content(folder, **CHANGED)
    return folder


def mistok(program: Path, *arguments: str, typed: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=program,
        env=environment({}) | {"PYTHONPATH": str(program)},
        input=typed.encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


def test_greeting_menu_and_a_typed_choice(program: Path) -> None:
    typed = "мова\nesperante\nmenuo\nbiblioteko\nforgesu min\nne\n"
    said = mistok(program, "chat", typed=typed)
    at = 0
    for text in (
        "Чим допомогти?",
        "De nun ni skribas Esperante.",
        "Kiel ni helpu?",
        "Trovi bibliotekon",
        "Kiel ni helpu?",
        "Kie vi estas?",
        "Bone, nenio estas forigita.",
    ):
        at = said.find(text, at)
        assert at >= 0, f"«{text}» is not said, or not in its turn\n{said}"
        at += len(text)


def test_its_questions_are_known_as_its_own(program: Path) -> None:
    told = json.loads(mistok(program, "ask", "kie mi povas fari la pasporto"))
    assert told["lang"] == "eo"
    assert json.loads(mistok(program, "ask", "where can i get a passport"))["lang"] == "en"


def test_its_words_round_a_name_tell_a_street_from_a_place(program: Path) -> None:
    def places(text: str) -> list[str]:
        return [one["name"] for one in json.loads(mistok(program, "near", text))["places"]]

    assert places("Zarichchia") == ["Зарічани"]
    assert places("strato Zarichchia") == []


def test_the_check_names_what_it_still_lacks(program: Path) -> None:
    said = mistok(program, "check")
    assert "locales/eo/words.txt:1:1: немає списку «yes»." in said
    assert "locales/eo/places.txt:1:1: немає списку «from»." in said
    assert "помилка" not in said
