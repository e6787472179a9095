"""What we say outside any flow: sorry, and that it is too much at once."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.channels.contract import Channel, RawEvent
from bot.engine.model import Message, message_to_json
from bot.engine.texts import FALLBACK, N_, Texts
from bot.storage import citizens, inbox, outbox
from bot.storage.database import Unit
from bot.storage.inbox import Waiting
from bot.storage.outbox import Letter

SORRY = N_(
    "Something went wrong on our side. Your message is kept and staff can see it. "
    "Please try again in a while or ask a librarian."
)

MANY = N_(
    "Too many messages at once: the last ones are not read. The earlier ones are kept. "
    "Please write again in a minute, in one message."
)


class SystemMessages:
    """Writes them into the outbox, in the citizen's language."""

    def __init__(
        self,
        texts: Mapping[str, Texts],
        channels: Mapping[str, Channel],
        *,
        clock: Callable[[], datetime],
        me: Callable[[], str],
    ) -> None:
        self._texts = texts
        self._channels = channels
        self._clock = clock
        self._me = me

    async def too_many(self, unit: Unit, channel: str, event: RawEvent) -> list[Letter]:
        """Say that this and what came with it is not read."""
        key = inbox.peer_key(unit, channel, event.peer)
        about = f"{inbox.event_key(unit, channel, event.id)}.many"
        if await outbox.is_known(unit, about):  # the event came again: it was said before
            return []
        return await self._tell(unit, MANY, channel, event.peer, key, about)

    async def sorry(self, unit: Unit, event: Waiting, key: bytes) -> list[Letter]:
        """Say sorry for an event that is parked, once."""
        peer = _sender(self._channels, event)
        if not peer:
            return []
        about = f"{event.id}.sorry"
        if await outbox.is_known(unit, about):  # somebody had it tried again: it was said before
            return []
        return await self._tell(unit, SORRY, event.channel, peer, key, about, inbox_id=event.id)

    async def _tell(
        self,
        unit: Unit,
        msgid: str,
        channel: str,
        peer: str,
        key: bytes,
        about: str,
        inbox_id: int | None = None,
    ) -> list[Letter]:
        """A text of our own, in the citizen's language."""
        citizens.lock(unit, key)
        row = await unit.first(citizens.known, {"peer_key": key})
        lang = row.lang if row else FALLBACK
        body = message_to_json(Message(text=self._texts[lang].text(msgid), lang=lang))
        letter_row = outbox.letter_row(
            unit,
            body,
            key=about,
            channel=channel,
            peer_key=key,
            inbox_id=inbox_id,
            owner=self._me(),
            now=self._clock(),
        )
        ((letter, owner),) = await outbox.queue(unit, [letter_row])
        return [Letter(letter, channel, peer, key, body, owner=owner)]


def _sender(channels: Mapping[str, Channel], event: Waiting) -> str:
    """Whom the event came from, "" when it can't be read at all."""
    try:
        turn = channels[event.channel].turn(event.body)
    except Exception:
        return ""
    return turn.peer if turn else ""
