"""A citizen who asks to be forgotten is told so and stays forgotten, whatever dies when."""

import pytest

from tests.crash.scenario import Scenario


async def writes_and_leaves(scenario: Scenario) -> None:
    olena = scenario.citizen("Олена")
    await scenario.opens()
    await olena.says("меню")
    await scenario.finishes()
    for text in ("як оформити закордонний паспорт", "забудь мене", "так"):
        await olena.says(text)


@pytest.mark.parametrize("point", ["turn committed", "before send", "sent, not marked"])
async def test_the_last_words_arrive_after_a_death(scenario: Scenario, point: str) -> None:
    """It dies in the turn that deletes the citizen, or while it sends what that turn said."""
    olena = scenario.citizen("Олена")
    await writes_and_leaves(scenario)
    await scenario.opens(point=point, nth=3)
    await scenario.dies()
    await scenario.opens()
    await scenario.finishes()
    told = list(dict.fromkeys(scenario.told.to(olena)))
    assert "усе про вас видалено" in told[-1], scenario
    assert len(told) == 5, scenario  # the notice, the menu, an answer, «Видалити все?», the last
    assert set((await scenario.held()).letters) == {"sent"}, scenario
    assert not await scenario.is_known(olena), scenario


async def test_events_that_come_again_do_not_bring_the_citizen_back(scenario: Scenario) -> None:
    """Telegram delivers again what was not confirmed before the bot died."""
    olena = scenario.citizen("Олена")
    await writes_and_leaves(scenario)
    scenario.fails("getUpdates", after=1)
    await scenario.opens()
    await scenario.until(lambda: "усе про вас видалено" in scenario.told.to(olena)[-1])
    await scenario.is_killed()
    assert len(scenario.fake.updates) == 3
    scenario.heals()
    told = len(scenario.told.to(olena))
    await scenario.opens()
    await scenario.finishes()
    assert len(scenario.told.to(olena)) <= told + 1, scenario  # the last words, at most once more
    assert not await scenario.is_known(olena), scenario
    assert set((await scenario.held()).events) == {"done"}, scenario
