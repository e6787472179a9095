"""The stream of our messages to an open page (server-sent events)."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import suppress

from sse_starlette import ServerSentEvent
from sse_starlette.sse import AppStatus

from bot.channels.contract import Transcript, TranscriptEntry
from bot.channels.web.channel import WebChannel
from bot.engine.model import message_to_json
from bot.storage.database import Unavailable

# Its debug lines hold whole messages, and citizens' words belong in no log.
logging.getLogger("sse_starlette").setLevel(logging.INFO)

# It would cut open streams off as soon as a signal comes; the channel ends them whole.
AppStatus.enable_automatic_graceful_drain = False

HEARTBEAT = 15.0
POLL = 5.0
SETTLED = 60.0


# Line breaks to some readers of lines, though not to JSON.
ODD_BREAKS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "\x85\u2028\u2029"}


def entry_to_line(entry: TranscriptEntry) -> str:
    """One line of the conversation as the page takes it, JSON."""
    if entry.message is not None:
        line: dict[str, object] = {"id": entry.id, "message": message_to_json(entry.message)}
    else:
        own = entry.own or {}
        line = {"own": {name: value for name, value in own.items() if name != "peer"}}
    return json.dumps(line, ensure_ascii=False).translate(ODD_BREAKS)


async def frames(
    channel: WebChannel, transcript: Transcript, peer: str, *, since: int, poll: float = POLL
) -> AsyncIterator[ServerSentEvent]:
    """Our messages with outbox ids above `since`, then each new one as it comes.

    Also looks every `poll` seconds: another process may be the one that delivers. A message
    may be committed after one with a greater id, so the last minute's ids are read again.
    """
    sent: dict[int, float] = {}
    with channel.listening(peer) as woken:
        yield ServerSentEvent(comment="open", retry=2000)
        while not channel.closed:
            woken.clear()
            try:
                entries = await transcript.after(channel.name, peer, outbox_id=since)
            except Unavailable:  # what is there is told when it can be read
                entries = []
            for entry in entries:
                if entry.id not in sent:
                    line = entry_to_line(entry)
                    yield ServerSentEvent(line, event="message", id=str(entry.id))
                    sent[entry.id] = time.monotonic()
            settled = time.monotonic() - SETTLED
            since = max([since, *(number for number, at in sent.items() if at < settled)])
            sent = {number: at for number, at in sent.items() if number > since}
            with suppress(TimeoutError):
                async with asyncio.timeout(poll):
                    await woken.wait()


def heartbeat() -> ServerSentEvent:
    """A comment that keeps proxies and the page sure of the connection."""
    return ServerSentEvent(comment="")
