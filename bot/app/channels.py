"""All channels of the program, a line each."""

import hmac
from collections.abc import Callable, Mapping, Sequence

import structlog

from bot.app.settings import Settings
from bot.channels.channel_type import Surroundings
from bot.channels.contract import (
    Channel,
    Charging,
    FetchError,
    Fetching,
    Opening,
    TakeReceipt,
    Transcript,
)
from bot.channels.email.channel_type import CHANNEL as EMAIL
from bot.channels.tariff import Tariff
from bot.channels.telegram.channel_type import CHANNEL as TELEGRAM
from bot.channels.viber.channel_type import CHANNEL as VIBER
from bot.channels.web.channel_type import CHANNEL as WEB
from bot.contracts.entrances import Entrances
from bot.contracts.looks import Looks, Shown
from bot.contracts.services import Program
from bot.engine.texts import Texts

log = structlog.get_logger(__name__)

CHANNELS = [
    WEB,
    TELEGRAM,
    VIBER,
    EMAIL,
]


def polling(channels: Mapping[str, Channel]) -> tuple[str, ...]:
    """Names of the channels that one process at a time may ask for what was written."""
    return tuple(name for name, one in channels.items() if one.traits.polls)


def tariffs(channels: Mapping[str, Channel]) -> dict[str, Tariff]:
    """What messages cost, by channel; only of those that take money."""
    return {name: one.tariff for name, one in channels.items() if isinstance(one, Charging)}


def looks(settings: Settings) -> Looks:
    """How each channel shows messages, also of those that are not on here."""
    return Looks(
        tuple(
            Shown(one.name, one.is_on(settings), one.look)
            for one in CHANNELS
            if one.look is not None
        )
    )


def make_channels(
    settings: Settings,
    secrets: Sequence[str],
    texts: Mapping[str, Texts],
    program: Program,
    transcript: Transcript,
    name: Callable[[], str],
    phones: Callable[[str], Sequence[tuple[str, Sequence[str]]]],
    take_receipt: TakeReceipt,
) -> dict[str, Channel]:
    """The channels that the settings ask for; `secrets` are newest last."""

    def keys(purpose: str) -> list[bytes]:
        return [hmac.digest(one.encode(), purpose.encode(), "sha256") for one in secrets]

    given = Surroundings(settings, keys, texts, program, transcript, name, phones, take_receipt)
    made = {one.name: one.make(given) for one in CHANNELS if one.is_on(settings)}
    program[Entrances].ways = {
        name: one.address for name, one in made.items() if isinstance(one, Opening)
    }
    return made


async def fetched(channels: Mapping[str, Channel], channel: str, ref: str) -> bytes | None:
    """What a citizen sent through a channel; None when it can't be had."""
    found = channels.get(channel)
    if not isinstance(found, Fetching):
        return None
    try:
        return await found.fetch(ref)
    except FetchError as error:
        log.warning("file.not_fetched", channel=channel, reason=error.reason)
        return None
