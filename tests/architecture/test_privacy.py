"""Every table says how each of its columns rests and whose its rows are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, Text

import bot.app.features  # noqa: F401 -- all tables
from bot.storage.schema import DIGEST, SEALED, Json, NotPersonal, OwnedBy, clear, metadata, whose_of

ROOMY = (String, Text, LargeBinary, Json)  # an Enum would be a String


def undeclared(tables: MetaData) -> list[str]:
    """Columns that could hold words and don't say how they rest, or say it wrongly."""
    return [
        f"{table.name}.{column.name}"
        for table in tables.tables.values()
        for column in table.c
        if isinstance(column.type, ROOMY) and not sound(column)
    ]


def sound(column: Column) -> bool:
    """Sealed cells are bytes; digests bytes or text; what rests readably says what it holds."""
    match column.info.get("rests"):
        case "sealed":
            return isinstance(column.type, LargeBinary)
        case "digest":
            return not isinstance(column.type, Json)
        case "clear":
            return bool(column.info["what"]) and not isinstance(column.type, LargeBinary)
    return False


def test_every_column_that_could_hold_words_says_how_it_rests() -> None:
    assert undeclared(metadata) == []


@pytest.mark.parametrize(
    "column",
    [
        Column("a", Text),
        Column("a", String(8)),
        Column("a", LargeBinary),
        Column("a", Json),
        Column("a", Text, info=SEALED),
        Column("a", Json, info=DIGEST),
        Column("a", LargeBinary, info=clear("nothing much")),
        Column("a", Text, info=clear("")),
    ],
)
def test_a_new_column_must_say_it(column: Column) -> None:
    tables = MetaData()
    Table("new", tables, column)
    assert undeclared(tables) == ["new.a"]


def unclaimed(tables: MetaData) -> list[str]:
    """What is wrong with what tables say of whose their rows are."""
    wrong = []
    for table in tables.tables.values():
        if "whose" not in table.info:
            wrong.append(f"{table.name} does not say whose its rows are")
            continue
        known_by = {rule.column for rule in whose_of(table)}
        wrong += [
            f"{table.name}.{column.name} leads to a citizen"
            for column in table.c
            if leads_to_citizen(column) and column.name not in known_by
        ]
        for rule in whose_of(table):
            wrong += [f"{table.name}: {what}" for what in left_of(table, rule)]
    return wrong


def leads_to_citizen(column: Column) -> bool:
    is_id = any(key.target_fullname == "citizens.id" for key in column.foreign_keys)
    return is_id or column.name in {"peer_key", "owner_key", "asker_key"}


def left_of(table: Table, rule: OwnedBy) -> list[str]:
    """What a rule leaves of the citizen in a row that stays."""
    if not rule.blank:
        return []
    kept = {name for name in table.c.keys() if name not in rule.blank}  # noqa: SIM118
    found = [
        f"{name} is left"
        for name in sorted(kept)
        if table.c[name].info == SEALED and not rule.left.startswith("the seat")
    ]
    if leads_to_citizen(table.c[rule.column]) and rule.column in kept:
        found.append(f"{rule.column} still leads to the citizen")
    return found if rule.left else [*found, "what is left is not told"]


def test_every_table_says_whose_its_rows_are() -> None:
    assert unclaimed(metadata) == []


def test_a_new_table_must_say_it() -> None:
    tables = MetaData()
    Table("silent", tables, Column("a", Text))
    key = Column("peer_key", LargeBinary, info=DIGEST)
    Table("wrong", tables, key, info={"whose": NotPersonal("-")})
    words = Column("words", LargeBinary, info=SEALED)
    columns = (Column("owner_key", LargeBinary, info=DIGEST), words)
    Table("half", tables, *columns, info={"whose": (OwnedBy("owner_key", blank={"at": None}),)})
    assert unclaimed(tables) == [
        "silent does not say whose its rows are",
        "wrong.peer_key leads to a citizen",
        "half: words is left",
        "half: owner_key still leads to the citizen",
        "half: what is left is not told",
    ]


# What of an exception a line of the log may hold besides `exc_info`: codes, and text of our own.
HARMLESS = {"code", "reason", "description", "strerror"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
CODE = Path(__file__).parents[2] / "bot"


def tattlers(source: str) -> list[int]:
    """Lines that log an exception otherwise than by `exc_info`, or log by `logging` itself."""
    tree = ast.parse(source)
    caught = {one.name for one in ast.walk(tree) if isinstance(one, ast.ExceptHandler)}
    caught |= {"error"}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        is_lib = owner == "logging" and node.func.attr in LEVELS
        if is_lib or (owner == "log" and caught.intersection(names_told(node))):
            found.append(node.lineno)
    return found


def names_told(call: ast.Call) -> Iterator[str]:
    given = [*call.args, *(one.value for one in call.keywords if one.arg != "exc_info")]
    waiting: list[ast.AST] = list(given)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Attribute) and node.attr in HARMLESS:
            continue
        if isinstance(node, ast.Name):
            yield node.id
        waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("path", sorted(CODE.rglob("*.py")), ids=lambda path: path.stem)
def test_an_exception_is_logged_without_its_text(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert tattlers(source) == []
    assert "import traceback" not in source
    logger = "logging.getLogger(__name__)"
    assert logger not in source, "log by structlog"


@pytest.mark.parametrize(
    "line",
    [
        'log.error("a", why=str(error))',
        'log.error(f"a {error}")',
        'log.warning("a", error=type(error).__name__)',
        'log.warning("a", more=error.args)',
        'logging.error("a")',
    ],
)
def test_a_new_line_of_the_log_must_do_so_too(line: str) -> None:
    assert tattlers(f"try:\n    do()\nexcept ValueError as error:\n    {line}\n") == [4]
