"""The transcript of a conversation, for the page of the web chat."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from bot.channels.contract import TranscriptEntry
from bot.engine.model import message_from_json
from bot.storage import receipts, transcript
from bot.storage.database import Database
from bot.storage.inbox import peer_key
from bot.storage.transcript import TranscriptLine


class Transcript:
    """Reads conversations from the database (channels.contract.Transcript)."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def history(self, channel: str, peer: str, *, limit: int) -> list[TranscriptEntry]:
        """The last `limit` lines in the order they were said."""
        async with self._database.reading() as unit:
            key = peer_key(unit, channel, peer)
            return _entries(await transcript.history(unit, peer_key=key, many=limit))

    async def after(self, channel: str, peer: str, *, outbox_id: int) -> list[TranscriptEntry]:
        """Our messages with a greater outbox id, oldest first."""
        async with self._database.reading() as unit:
            key = peer_key(unit, channel, peer)
            return _entries(await transcript.after(unit, peer_key=key, above=outbox_id))

    async def shown(self, channel: str, peer: str, ids: Collection[int]) -> None:
        """The page shows these of our messages to a person: they are read."""
        async with self._database.unit() as unit:
            receipts.shown(unit, peer_key(unit, channel, peer), ids, now=self._clock())


def _entries(lines: Iterable[TranscriptLine]) -> list[TranscriptEntry]:
    return [
        TranscriptEntry(line.letter, message_from_json(line.body), None, "")
        if line.letter
        else TranscriptEntry(0, None, line.body, line.event_id)
        for line in lines
    ]
