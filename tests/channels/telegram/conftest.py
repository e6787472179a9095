"""The channel against the fake server. Whole-bot tests take `telegram` and `citizen` too."""

import gettext
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import hypothesis.configuration
import pytest

from bot.channels.reception import Reception
from bot.channels.telegram.channel import TelegramChannel
from bot.engine.texts import Texts
from tests.channels.telegram.common import UKRAINIAN, Inbox, Pauses
from tests.fakes.telegram.fixtures import citizen, telegram
from tests.fakes.telegram.server import Running
from tests.fakes.telegram.state import TOKEN

# Not into the project's folder, which pytest walks.
hypothesis.configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "mistok-hypothesis")

__all__ = ["citizen", "telegram"]


class Catalogue(gettext.NullTranslations):
    """The channel's own texts, whatever state the catalogues are in."""

    def gettext(self, message: str) -> str:
        return UKRAINIAN[message]


@pytest.fixture
def texts() -> Mapping[str, Texts]:
    return {"uk": Texts("uk", Catalogue()), "en": Texts("en", gettext.NullTranslations())}


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def channel(
    telegram: Running, texts: Mapping[str, Texts], pauses: Pauses
) -> AsyncIterator[TelegramChannel]:
    """Our channel, polling the fake."""
    channel = TelegramChannel(token=TOKEN, texts=texts, api=telegram.api, wait=2, sleep=pauses)
    channel.reception = Reception()
    yield channel
    await channel.close()
    assert not telegram.fake.refusals, "the Bot API refused what we sent"
