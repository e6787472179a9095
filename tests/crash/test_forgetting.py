"""A citizen who asks to be forgotten is told so and stays forgotten, whatever dies when."""

import pytest

from tests.crash.street import Street


async def writes_and_leaves(street: Street) -> None:
    olena = street.citizen("Олена")
    await street.opens()
    await olena.says("меню")
    await street.finishes()
    for text in ("як оформити закордонний паспорт", "забудь мене", "так"):
        await olena.says(text)


@pytest.mark.parametrize("point", ["turn committed", "before send", "sent, not marked"])
async def test_the_last_words_arrive_after_a_death(street: Street, point: str) -> None:
    """It dies in the turn that deletes the citizen, or while it sends what that turn said."""
    olena = street.citizen("Олена")
    await writes_and_leaves(street)
    await street.opens(point=point, nth=3)
    await street.dies()
    await street.opens()
    await street.finishes()
    told = list(dict.fromkeys(street.told.to(olena)))
    assert "усе про вас видалено" in told[-1], street
    assert len(told) == 5, street  # the notice, the menu, an answer, «Видалити все?», the last
    assert set((await street.held()).letters) == {"sent"}, street
    assert not await street.is_known(olena), street


async def test_events_that_come_again_do_not_bring_the_citizen_back(street: Street) -> None:
    """Telegram delivers again what was not confirmed before the bot died."""
    olena = street.citizen("Олена")
    await writes_and_leaves(street)
    street.fails("getUpdates", after=1)
    await street.opens()
    await street.until(lambda: "усе про вас видалено" in street.told.to(olena)[-1])
    await street.is_killed()
    assert len(street.fake.updates) == 3
    street.heals()
    told = len(street.told.to(olena))
    await street.opens()
    await street.finishes()
    assert len(street.told.to(olena)) <= told + 1, street  # the last words, at most once more
    assert not await street.is_known(olena), street
    assert set((await street.held()).events) == {"done"}, street
