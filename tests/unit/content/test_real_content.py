"""The content that ships: no errors, every entry sourced or shown as not checked."""

import re
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from bot.app.content_index import PARSED, ContentIndex, cache_folder
from bot.app.features import FEATURES
from bot.catalogue.model import EntryKind, Route
from bot.content import Loaded, load
from bot.content.check import check, errors_of
from bot.content.fields import CAPABILITIES, Capability
from bot.content.schema_export import schemas

FOLDER = Path(__file__).parents[3] / "content"


@pytest.fixture(scope="module")
def parsed(content_index: ContentIndex, prepared: Path) -> Path:
    """Its files as they were read already, once for all tests."""
    return prepared / cache_folder(FOLDER).name / PARSED


@pytest.fixture(scope="module")
def loaded(parsed: Path) -> Loaded:
    return load(FOLDER, cache=parsed)


@pytest.fixture(scope="module")
def content(loaded):
    return loaded.content


def test_no_errors(parsed: Path) -> None:
    problems = check(FOLDER, cache=parsed)
    assert not errors_of(problems), "\n".join(map(str, problems))


def test_the_oblast_is_told(content):
    region = content.region
    assert (region.library, region.iso) == ("hounb", "UA-68")
    assert region.name.in_("en") == "Khmelnytskyi oblast"
    assert {region.code[:4]} == {
        one.settlement[:4] for one in content.access_points if one.settlement
    }


def test_the_whole_catalogue_is_there(content):
    assert len(content.catalogue) == 194
    kinds = [service.kind for service in content.catalogue]
    assert {kind: kinds.count(kind) for kind in EntryKind} == {
        EntryKind.ESERVICE: 113,
        EntryKind.LEGAL: 33,
        EntryKind.INFO: 34,
        EntryKind.LIBRARY: 14,
    }


def test_every_entry_can_be_asked_about_in_two_languages(content):
    for service in content.catalogue:
        assert "en" in service.title.by_language, service.id
        assert "en" in service.what.by_language, service.id
        assert len(content.examples[service.id]) >= 12, service.id


def test_legal_topics_go_to_legal_aid(content):
    for service in content.catalogue:
        assert (service.route is Route.LEGAL_AID) >= (service.kind is EntryKind.LEGAL), service.id


def test_facts_have_a_source_or_are_not_checked(content):
    for service in content.catalogue:
        told = (service.who, service.steps, service.documents, service.cost, service.term)
        assert service.source or not any(told), service.id
        assert service.is_checked == (service.source is not None), service.id


def test_the_menu_fits_one_page_and_its_buttons(content):
    groups = content.catalogue.groups
    assert len(groups) <= 10
    for group in groups:
        assert len(group.title.main) <= 24
        assert content.catalogue.events_of(group.id)
    for event in content.life_events:
        assert len(event.title.main) <= 24, event.title.main
        assert content.catalogue.services_of(event.id), event.id


def test_texts_use_ukrainian_typography(content):
    shown = [
        text.main
        for service in content.catalogue
        for text in (service.title, service.what, *service.steps, *service.documents)
    ]
    for text in shown:
        assert not re.search(r"[а-яіїєґ]['`][а-яіїєґ]", text), text
        assert " - " not in text, text
        assert "—" not in text, text


def test_a_library_without_a_street_point_is_approximate(content):
    assert len(content.access_points) == 83
    for library in content.access_points:
        assert library.approximate == (library.lat is not None), library.id


def test_old_and_menu_only_records_are_not_offered(content):
    hidden = {library.id for library in content.access_points if not library.walk_in}
    assert hidden == {
        "tsbs-khmelnytskyi",
        "tsbs-khmelnytskyi-filiia-9",
        "stara-syniava-dytiacha",
        "teofipol-biblioteky",
        "hrytsiv-silska-moskvytianivka",
        "bilohiria-biblioteky",
        "slavuta-raionna",
        "slavuta-dytiacha",
        "starokostiantyniv-tsbs",
        "netishyn-miski",
    }


def test_every_danger_has_lines_with_sources(content):
    assert content.emergency.dangers[0].kind == "suicide"
    for danger in content.emergency.dangers:
        assert danger.lines, danger.kind
        assert all(line.source for line in danger.lines)


def test_schemas_are_fresh():
    for name, text in schemas(FEATURES.sections).items():
        assert (FOLDER / "schema" / name).read_text(encoding="utf-8") == text, name


def test_schema_lines_name_files_that_exist():
    for path in FOLDER.rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, path
        assert (path.parent / found.group(1)).is_file(), path


def test_capabilities_are_explained_to_editors():
    assert set(get_args(Capability)) == set(CAPABILITIES)
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for word, meaning in CAPABILITIES.items():
        assert f"| `{word}` | {meaning} |" in readme, word


def _read_by_citizens(value, key=""):
    """The texts of a file, but not the questions that only the bot learns from."""
    if isinstance(value, dict):
        return [one for at, item in value.items() for one in _read_by_citizens(item, at)]
    if isinstance(value, list):
        return [one for item in value for one in _read_by_citizens(item, key)]
    return [] if key in {"asks", "asks_en", "words"} else [str(value)]


def test_the_files_that_name_the_oblast_are_listed_for_another_one():
    named = re.compile("хмельни|подільськ|khmeln|ounb", re.IGNORECASE)
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    steps = readme.partition("## Інша область")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`([\w/-]+(?:\.yaml|\.csv|/))`", steps.partition("\n3. ")[0]))
    found = set()
    for path in FOLDER.rglob("*.yaml"):
        texts = _read_by_citizens(YAML(typ="safe").load(path))
        if any(named.search(one) for one in texts):
            name = path.relative_to(FOLDER).as_posix()
            found.add("libraries/" if name.startswith("libraries/") else name)
    assert found
    assert found <= listed


def test_hours_are_a_librarys_own_and_dated_as_its_page_dates_them(content):
    known = {one.id: one for one in content.access_points}
    # Its source speaks of "the city's libraries", and names no hours of this one.
    assert known["hounb"].hours is None
    # The date of an article says nothing of the hours in the page's frame.
    assert known["oblasna-biblioteka-dlia-molodi"].seen is None
    for one in known.values():
        note = one.hours_note.main if one.hours and one.hours_note else ""
        assert not re.search("загалом|бібліотеки міста|усі бібліотеки", note), one.id


def test_every_rule_of_hours_acts(parsed: Path) -> None:
    assert not [str(one) for one in check(FOLDER, cache=parsed) if "ніколи не діє" in str(one)]


def test_the_forty_commonest_needs_say_what_to_do_now(content):
    assert len(content.commonest) == 40
    for name in content.commonest:
        card = content.catalogue.get(name)
        assert card.now, name
        assert len(card.now.main) <= 190, name
        assert len(card.what.main) <= 130, name
        assert card.checked, name


def test_a_card_of_libraries_promises_nothing_for_all_of_them(loaded, parsed):
    told = [str(one) for one in check(FOLDER, cache=parsed) if "за всі бібліотеки" in str(one)]
    assert told == []
    library = [one for one in loaded.content.catalogue if one.kind is EntryKind.LIBRARY]
    unsourced = [one.id for one in library if one.source is None]
    assert unsourced == ["library-access-point"]  # it tells of Mistok itself
