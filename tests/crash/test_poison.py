"""An event that can't be handled is parked with its reason, and delays nobody."""

from sqlalchemy import Table, update

from bot.storage.tables import citizens, inbox
from tests.crash.scenario import Scenario, database_of


async def damage(scenario: Scenario, table: Table, column: str, key: bytes) -> bytes:
    """Break one sealed cell of a citizen's row; what it held."""
    async with database_of(scenario.url) as database, database.unit() as unit:
        where = table.c.peer_key == key
        (row,) = await unit.all(table.select().where(where))
        held = bytes(getattr(row, column))
        damaged = held[:-1] + bytes((held[-1] ^ 1,))
        await unit.run(update(table).where(where).values({column: damaged}))
        return held


async def test_an_unreadable_event_is_parked_and_nobody_waits(scenario: Scenario) -> None:
    olena, ivan = scenario.citizen("Олена"), scenario.citizen("Іван")
    await olena.says("як оформити субсидію")  # it is read, so stored first
    await scenario.opens(point="accepted")
    await scenario.dies()
    await damage(scenario, inbox, "body", await scenario.key(olena))
    await ivan.says("меню")
    await olena.says("меню")
    await scenario.opens()
    await scenario.until(lambda: scenario.told.to(ivan) and scenario.told.to(olena))
    await scenario.finishes()
    assert len(scenario.told.to(ivan)) == len(scenario.told.to(olena)) == 2, (
        scenario
    )  # notice and menu
    held = await scenario.held()
    assert held.events == {"done": 2, "parked": 1}, scenario
    (reason,) = held.errors
    assert reason.startswith("VaultError at "), scenario


async def test_a_turn_that_raises_is_parked_with_an_apology_and_nobody_waits(
    scenario: Scenario,
) -> None:
    olena, ivan = scenario.citizen("Олена"), scenario.citizen("Іван")
    await scenario.opens()
    await olena.says("меню")
    await scenario.finishes()
    before = len(scenario.told.to(olena))
    key = await scenario.key(olena)
    profile = await damage(scenario, citizens, "profile", key)
    await olena.says("моя таємниця")
    await ivan.says("меню")
    await scenario.opens()
    await scenario.until(lambda: len(scenario.told.to(olena)) > before)
    answered_first = len(scenario.told.to(ivan))
    await scenario.finishes()
    assert answered_first == 2, scenario  # while hers was tried three times
    assert scenario.told.to(olena)[before:] == [scenario.sorry("uk")], scenario
    held = await scenario.held()
    assert (held.events["parked"], held.events["new"]) == (1, 0), scenario
    (reason,) = held.errors
    assert reason.startswith("VaultError at "), scenario
    assert "таємниця" not in reason

    async with database_of(scenario.url) as database, database.unit() as unit:
        await unit.run(update(citizens).where(citizens.c.peer_key == key).values(profile=profile))
    await scenario.opens()
    await olena.says("меню")
    await scenario.until(lambda: len(scenario.told.to(olena)) == before + 2)
    await scenario.finishes()
    assert scenario.told.to(olena)[-1] == scenario.told.to(olena)[before - 1], scenario
