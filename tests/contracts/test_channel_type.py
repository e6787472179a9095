"""What a channel declares is looked at before the program starts."""

import pytest

from bot.app.channels import CHANNELS
from bot.channels.channel_type import ChannelType
from bot.storage.tables import CHANNEL_LETTERS, inbox


def declared(name: str) -> ChannelType:
    return ChannelType(name, lambda _settings: True, CHANNELS[0].make)


@pytest.mark.parametrize("name", ["", "a" * (CHANNEL_LETTERS + 1)])
def test_a_name_that_the_database_can_not_hold_is_told_at_start(name: str) -> None:
    with pytest.raises(ValueError, match="a name has 1 to 16 letters"):
        declared(name)


def test_the_longest_name_fits_its_column() -> None:
    assert len(declared("a" * CHANNEL_LETTERS).name) == inbox.c.channel.type.length
