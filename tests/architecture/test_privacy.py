"""Every table says how each of its columns rests and whose its rows are."""

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, Text

import bot.storage.migrations.tables  # noqa: F401 -- all tables
from bot.storage.schema import DIGEST, SEALED, Json, Nobodys, Of, clear, metadata, whose_of

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


def left_of(table: Table, rule: Of) -> list[str]:
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
    Table("wrong", tables, key, info={"whose": Nobodys("-")})
    words = Column("words", LargeBinary, info=SEALED)
    columns = (Column("owner_key", LargeBinary, info=DIGEST), words)
    Table("half", tables, *columns, info={"whose": (Of("owner_key", blank={"at": None}),)})
    assert unclaimed(tables) == [
        "silent does not say whose its rows are",
        "wrong.peer_key leads to a citizen",
        "half: words is left",
        "half: owner_key still leads to the citizen",
        "half: what is left is not told",
    ]
