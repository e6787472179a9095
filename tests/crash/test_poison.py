"""An event that can't be handled is parked with its reason, and delays nobody."""

from sqlalchemy import Table, update

from bot.storage.tables import citizens, inbox
from tests.crash.street import Street, database_of


async def damage(street: Street, table: Table, column: str, key: bytes) -> bytes:
    """Break one sealed cell of a citizen's row; what it held."""
    async with database_of(street.url) as database, database.unit() as unit:
        where = table.c.peer_key == key
        (row,) = await unit.all(table.select().where(where))
        held = bytes(getattr(row, column))
        damaged = held[:-1] + bytes((held[-1] ^ 1,))
        await unit.run(update(table).where(where).values({column: damaged}))
        return held


async def test_an_unreadable_event_is_parked_and_nobody_waits(street: Street) -> None:
    olena, ivan = street.citizen("Олена"), street.citizen("Іван")
    await olena.says("про бота")
    await street.opens(point="accepted")
    await street.dies()
    await damage(street, inbox, "body", await street.key(olena))
    await ivan.says("меню")
    await olena.says("меню")
    await street.opens()
    await street.until(lambda: street.told.to(ivan) and street.told.to(olena))
    await street.finishes()
    assert len(street.told.to(ivan)) == len(street.told.to(olena)) == 2, street  # notice and menu
    held = await street.held()
    assert held.events == {"done": 2, "parked": 1}, street
    (reason,) = held.errors
    assert reason.startswith("VaultError at "), street


async def test_a_turn_that_raises_is_parked_with_an_apology_and_nobody_waits(
    street: Street,
) -> None:
    olena, ivan = street.citizen("Олена"), street.citizen("Іван")
    await street.opens()
    await olena.says("меню")
    await street.finishes()
    before = len(street.told.to(olena))
    key = await street.key(olena)
    profile = await damage(street, citizens, "profile", key)
    await olena.says("моя таємниця")
    await ivan.says("меню")
    await street.opens()
    await street.until(lambda: len(street.told.to(olena)) > before)
    answered_first = len(street.told.to(ivan))
    await street.finishes()
    assert answered_first == 2, street  # while hers was tried three times
    assert street.told.to(olena)[before:] == [street.sorry("uk")], street
    held = await street.held()
    assert (held.events["parked"], held.events["new"]) == (1, 0), street
    (reason,) = held.errors
    assert reason.startswith("VaultError at "), street
    assert "таємниця" not in reason

    async with database_of(street.url) as database, database.unit() as unit:
        await unit.run(update(citizens).where(citizens.c.peer_key == key).values(profile=profile))
    await street.opens()
    await olena.says("меню")
    await street.until(lambda: len(street.told.to(olena)) == before + 2)
    await street.finishes()
    assert street.told.to(olena)[-1] == street.told.to(olena)[before - 1], street
