"""The program stands as its plan says: these tests read the code itself."""

import re
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from bot.app.features import FEATURES
from bot.contracts.services import Services
from bot.engine.catalogues import check_catalogues
from bot.engine.chart import broken, diagram, unreachable
from bot.engine.flow import Flow
from bot.engine.model import StepRef
from bot.engine.registry import Registry
from bot.engine.texts import MSGIDS, load_texts
from bot.storage.migrate import MIGRATIONS
from bot.storage.schema import keep_of, metadata
from handlers import ENTRY_POINTS, PUBLISHED
from tests.contracts import book_club

ROOT = Path(__file__).parents[2]
ENTRY_STEPS = [
    one
    for one in (getattr(ENTRY_POINTS, field.name) for field in fields(ENTRY_POINTS))
    if isinstance(one, StepRef)
] + [*ENTRY_POINTS.replied, *(entry.to for entry in FEATURES.menu)]


MOST_LINES = 330  # of a module that one still knows whole; about 300 is the goal


def test_no_file_is_too_long_to_know() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("bot", "handlers")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".js", ".html"}
    }
    assert {name: many for name, many in lines.items() if many > MOST_LINES} == {}, (
        "split it where two things meet that can be told apart by name"
    )


def test_no_oblast_stands_in_the_program() -> None:
    named = re.compile(r"хмельни|поділл|khmeln|podill|\bua-?68|проскур", re.IGNORECASE)
    for folder in ("bot", "handlers", "locales"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".html", ".js", ".css", ".po", ".pot"}:
                found = named.search(path.read_text(encoding="utf-8"))
                assert found is None, f"{path.relative_to(ROOT)}: {found}"


def test_no_language_is_named_by_the_makefile() -> None:
    assert not re.search(r"\b(uk|en)\b", (ROOT / "Makefile").read_text(encoding="utf-8"))


def test_every_target_of_every_step_exists() -> None:
    assert broken(FEATURES.flows) == []


def test_every_flow_of_a_conversation_is_in_one_feature() -> None:
    """A module that no feature names would never be run, nor looked at by any test of flows."""
    written = {
        f"handlers.{folder}.{path.stem}": path
        for folder in ("citizen", "staff")
        for path in (ROOT / "handlers" / folder).glob("*.py")
        if re.search(r"^flow\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    flows = [import_module(name).flow for name in written]
    assert sorted(flow.name for flow in FEATURES.flows) == sorted(flow.name for flow in flows)
    assert all(flow in FEATURES.flows for flow in flows)


def test_every_step_can_be_reached() -> None:
    assert unreachable(FEATURES.flows, entry_points=ENTRY_STEPS) == set()


def test_the_entry_points_and_the_link_to_a_person_open() -> None:
    registry = Registry(FEATURES.flows, published=PUBLISHED)
    for step in ENTRY_STEPS:
        registry.step(step)
    assert registry.opened_by(ENTRY_POINTS.person)


@pytest.mark.parametrize("flow", FEATURES.flows, ids=lambda flow: flow.name)
def test_the_drawn_flow_is_fresh(flow: Flow[Services]) -> None:
    drawn = ROOT / "docs" / "flows" / f"{flow.name}.md"
    assert drawn.read_text(encoding="utf-8") == diagram(flow), "run `make diagrams`"


def test_a_flow_in_the_menu_has_a_title_in_every_language() -> None:
    titles = {
        flow.title for flow in FEATURES.flows
        if flow.command and flow.command != "start"  # /start is the apps’ own button
    }  # fmt: skip
    assert all(titles)
    for path in (ROOT / "locales").glob("*/LC_MESSAGES/messages.po"):
        if path.parts[-3] != MSGIDS:  # a title may be the same word in two languages
            with path.open("rb") as file:
                translated = {one.id for one in read_po(file) if one.string and not one.fuzzy}
            assert titles <= translated, path


def test_every_table_says_how_long_its_rows_stay() -> None:
    for table in metadata.tables.values():
        rule = keep_of(table)
        assert rule.column in table.c, table.name
        assert rule.days > 0
        assert rule.why


def holding_citizens(tables: MetaData) -> list[str]:
    """Foreign keys that would keep a citizen's row from going when its time is over."""
    return [
        f"{table.name}.{key.parent.name}"
        for table in tables.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "citizens.id" and key.ondelete not in {"CASCADE", "SET NULL"}
    ]


def test_no_foreign_key_keeps_a_citizen_from_going() -> None:
    with book_club.table():  # it is copied by whoever writes a feature
        assert holding_citizens(metadata) == []
    new = MetaData()
    Table("citizens", new, Column("id", Integer, primary_key=True))
    Table("club", new, Column("citizen_id", ForeignKey("citizens.id")))
    assert holding_citizens(new) == ["club.citizen_id"]


def test_migrations_are_numbered_without_gaps_and_have_one_head() -> None:
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:4] for name in files] == [f"{n:04}" for n in range(1, len(files) + 1)]


def test_migrated_tables_are_the_declared_ones(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from bot.storage.migrate import migrate

    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert migrate(url)
    assert not migrate(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_catalogues_are_complete() -> None:
    assert check_catalogues(ROOT / "locales") == []


def test_every_text_of_the_code_is_in_the_catalogue(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    command = "pybabel -q extract -F locales/babel.cfg -k N_ -k _ -k n_:1,2"
    subprocess.run(
        [str(Path(sys.executable).parent / "pybabel"), *command.split()[1:], "-o", str(fresh), "."],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with fresh.open("rb") as file:
        needed = {message.id for message in read_po(file) if message.id}
    for lang in load_texts(ROOT / "locales"):
        path = ROOT / "locales" / lang / "LC_MESSAGES" / "messages.po"
        with path.open("rb") as file:
            known = {message.id for message in read_po(file) if message.id}
        assert needed - known == set(), lang
        assert known - needed == set(), f"{lang}: no longer used"


def test_the_import_contracts_hold() -> None:
    command = str(Path(sys.executable).parent / "lint-imports")
    found = subprocess.run([command], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout[-2000:]
