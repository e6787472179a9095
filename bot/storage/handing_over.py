"""What one chat of a person holds goes over to another chat of theirs: every table's rows."""

from sqlalchemy import (
    Column,
    Executable,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    update,
)

from bot.storage.database import Unit
from bot.storage.schema import metadata, whose_of
from bot.storage.tables import citizens

# Of the chat itself; rights of the staff go to no other chat.
STAYS = frozenset({"dialogues", "link_codes", "staff"})


async def hand_over(unit: Unit, mine: int, to: int) -> None:
    """Give all rows of the citizen `mine` to the citizen `to`.

    Where both have the same, and only one may, theirs stays: see `OwnedBy.apart`.
    """
    for table in metadata.sorted_tables:
        for rule in whose_of(table):
            if rule.parent or table.name in STAYS or not _leads_to_citizens(table.c[rule.column]):
                continue
            for statement in _statements(table, table.c[rule.column], rule.apart):
                unit.put(statement, {"mine": mine, "to": to})


def _leads_to_citizens(column: Column[object]) -> bool:
    return any(key.column is citizens.c.id for key in column.foreign_keys)


def _statements(table: Table, column: Column[object], apart: str) -> list[Executable]:
    found: list[Executable] = []
    for constraint in table.constraints:
        if not isinstance(constraint, UniqueConstraint) or column.name not in constraint.columns:
            continue
        theirs = table.alias()
        others = [one for one in constraint.columns if one.name != column.name]
        same = (
            exists()
            .where(theirs.c[column.name] == bindparam("to"))
            .where(*(theirs.c[one.name] == one for one in others))
        )
        where = (column == bindparam("mine")) & same
        found.append(
            update(table).where(where).values({apart: None})
            if apart
            else delete(table).where(where)
        )
    found.append(
        update(table).where(column == bindparam("mine")).values({column.name: bindparam("to")})
    )
    return found
