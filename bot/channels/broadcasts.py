"""What is the same for many gathers and goes out as one message, where a channel can do that."""

from collections.abc import Sequence

import structlog

from bot.channels.contract import Broadcasting, Failure, SendError
from bot.engine.model import Message
from bot.pacing.gathering import Gathering

log = structlog.get_logger(__name__)

MOST = 300  # people of one call: no messenger of ours takes more
PAUSE = 0.5  # seconds: letters to many are taken from the outbox one after another

Fate = str | SendError


class Broadcasts:
    """Of all channels of this process. Each letter keeps an end of its own."""

    def __init__(self) -> None:
        self._gathering: dict[Broadcasting, Gathering[tuple[str, Message], Fate]] = {}

    async def send(self, peer: str, message: Message, channel: Broadcasting) -> str:
        """Send it with the same messages that wait; its reference. Raises SendError."""
        if channel not in self._gathering:

            async def write(batch: Sequence[tuple[str, Message]]) -> Sequence[Fate]:
                return await _fates(batch, channel)

            self._gathering[channel] = Gathering(write, most=MOST, pause=PAUSE)
        fate = await self._gathering[channel].add((peer, message))
        if isinstance(fate, SendError):
            raise fate
        return fate


async def _fates(batch: Sequence[tuple[str, Message]], channel: Broadcasting) -> list[Fate]:
    """What became of each: one call for each message, in whichever order they came."""
    alike: dict[Message, list[int]] = {}
    for place, (_, message) in enumerate(batch):
        alike.setdefault(message, []).append(place)
    found: dict[int, Fate] = {}
    for message, places in alike.items():
        peers = [batch[place][0] for place in places]
        try:
            fates: Sequence[Fate] = await channel.broadcast(peers, message)
        except SendError as error:
            fates = [error] * len(peers)
        except Exception as error:
            # The others of the batch have reached their people: each must learn its own end.
            log.exception("send.broadcast_broke")
            fates = [SendError(Failure.BAD, type(error).__name__)] * len(peers)
        found |= dict(zip(places, fates, strict=True))
    return [found[place] for place in range(len(batch))]
