"""Every text of the code is in the catalogues, translated, with its placeholders, well set."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.app.features import FEATURES
from bot.engine.catalogues import check_catalogues
from bot.engine.wording import clock, day, distance, full_date, kyiv, label, quoted, short_day
from tests.flows.conftest import ROOT
from tests.talk import MONDAY_NOON, plain

LOCALES = ROOT / "locales"
LANGUAGES = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def in_code() -> set[str]:
    pages = ("console/templates/**.html", "*/pages/templates/**.html")
    found = set()
    for folder in ("bot", "handlers"):
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            [("**.py", "python"), *((one, "jinja2") for one in pages)],
            options_map={one: {"trimmed": "true"} for one in pages},
            keywords=KEYWORDS,
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found


def ids(path: Path) -> set[str]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue(path)
        if message.id
    }


@pytest.mark.parametrize(
    "name", ["messages.pot", *(f"{lang}/LC_MESSAGES/messages.po" for lang in LANGUAGES)]
)
def test_the_catalogues_hold_what_the_code_says(name: str) -> None:
    assert ids(LOCALES / name) == in_code(), "run `make texts` and translate what is new"


def test_ukrainian_is_complete() -> None:
    assert check_catalogues(LOCALES) == []


def test_ukrainian_is_set_as_ukrainians_set_it() -> None:
    for message in catalogue(LOCALES / "uk/LC_MESSAGES/messages.po"):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in forms if message.id else ():
            bare = re.sub(r"%\(\w+\)s", "", text)
            assert not re.search(r"[а-яіїєґ]['`ʼ]", bare), f"the apostrophe is ’: {text}"
            assert '"' not in bare, f"quotation marks are «»: {text}"
            assert " - " not in bare, f"the dash is –: {text}"
            assert set("ыэъё").isdisjoint(bare.lower()), f"no Ukrainian letter: {text}"


def test_every_command_has_a_title_in_both_languages() -> None:
    known = ids(LOCALES / "uk/LC_MESSAGES/messages.po")
    for flow in FEATURES.flows:
        if flow.command and flow.name != "start":
            assert flow.title in known, flow.name


@pytest.mark.parametrize(
    ("km", "uk", "en"),
    [
        (0.0, "100 м", "100 m"),
        (0.04, "100 м", "100 m"),
        (0.63, "600 м", "600 m"),
        (0.94, "900 м", "900 m"),
        (0.96, "1 км", "1 km"),
        (4.0, "4 км", "4 km"),
        (4.23, "4,2 км", "4.2 km"),
        (9.97, "10 км", "10 km"),
        (34.6, "35 км", "35 km"),
    ],
)
def test_distances(km: float, uk: str, en: str) -> None:
    assert plain(distance(km, "uk")) == uk
    assert plain(distance(km, "en")) == en
    assert " " not in distance(km, "uk")


def test_days_and_times_are_those_of_kyiv() -> None:
    here = kyiv(MONDAY_NOON)
    assert plain(day(here.date(), "uk")) == "пн, 23 листопада"
    assert plain(day(here.date(), "en")) == "Mon 23 November"
    assert plain(full_date(here.date(), "uk")) == "23 листопада 2026"
    assert plain(short_day(here.date(), "uk")) == "пн 23.11"
    assert clock(here) == "12:00"


def test_long_names_are_cut_at_a_word_and_words_are_quoted() -> None:
    assert (
        label("Центральна бібліотека Полонської міської ради Шепетівського району")
        == "Центральна бібліотека Полонської міської ради Шепетівського…"
    )
    assert label("Коротка назва") == "Коротка назва"
    assert quoted("мої слова", "uk") == "«мої слова»"
    assert quoted("my words", "en") == "“my words”"
    assert len(quoted("щ" * 5000, "uk")) <= 303
