"""Every table says of every column that could hold a person's words how it rests."""

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, Text

import bot.storage.migrations.tables  # noqa: F401 -- all tables
from bot.storage.schema import DIGEST, SEALED, Json, clear, metadata

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
