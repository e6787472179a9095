"""What the page asks and posts: session, messages, history, stream."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps

import structlog
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.body import CutOffError, TooLargeError, read_body
from bot.channels.contract import Accept, RawEvent, TooManyError, Transcript, TranscriptEntry
from bot.channels.web.about import About
from bot.channels.web.channel import WebChannel
from bot.channels.web.incoming import (
    BODY_BYTES,
    RefusedError,
    left_event,
    read_event,
    read_ids,
    read_json,
    with_files,
)
from bot.channels.web.limits import Limits
from bot.channels.web.session import Session
from bot.channels.web.stream import HEARTBEAT, entry_to_line, frames, heartbeat
from bot.channels.web.uploads import Uploads
from bot.files.kinds import NOTES
from bot.files.rules import is_of_another_kind
from bot.files.words import SIGNED_FILE
from bot.pacing.token_bucket import Buckets
from bot.storage.database import Unavailable
from bot.web.addresses import client_key
from bot.web.plain_page import language_asked

log = structlog.get_logger(__name__)

HISTORY = 200
ANSWER_SECONDS = 10.0  # a page without scripts waits so long for its answer
ANSWER_LOOK_SECONDS = 0.5

Answering = Callable[["Api", Request], Awaitable[Response]]


def _answered(endpoint: Answering) -> Answering:
    """Refusals become JSON with a text for the person in their language."""

    @wraps(endpoint)
    async def answer(self: "Api", request: Request) -> Response:
        try:
            return await endpoint(self, request)
        except RefusedError as refusal:
            text = refusal.text(self.about.translate[self.lang_of(request)])
            headers = {"Cache-Control": "no-store"}
            if refusal.after:
                headers["Retry-After"] = str(refusal.after)
            body = {"error": text, "code": refusal.code}
            return JSONResponse(body, refusal.status, headers=headers)

    return answer


class Api:
    """The endpoints. Every request but the first carries its session in a header."""

    def __init__(
        self,
        channel: WebChannel,
        accept: Accept,
        transcript: Transcript,
        about: About,
        limits: Limits,
        poll: float,
    ) -> None:
        self.about = about
        self._channel = channel
        self._accept = accept
        self._transcript = transcript
        self._poll = poll
        self._streams = limits.streams_per_session
        self._by_session = Buckets(limits.messages_per_session)
        self._by_address = Buckets(limits.requests_per_address)
        self._new_by_address = Buckets(limits.sessions_per_address)
        self._uploads = Uploads(channel.shelf, limits)

    def lang_of(self, request: Request) -> str:
        """The page asks in its own language."""
        return language_asked(request.headers, self.about.translate)

    @_answered
    async def session(self, request: Request) -> Response:
        """A new session, `?kiosk` on a shared computer; the shown one with today's time."""
        if "authorization" in request.headers:
            _pace(self._by_address, client_key(request))
            self._peer(request)
            return _fresh({"session": self._channel.sessions.renew(_token(request))})
        _pace(self._new_by_address, client_key(request))
        shared = "kiosk" in request.query_params
        return _fresh({"session": self._channel.sessions.issue(shared=shared)})

    @_answered
    async def end(self, request: Request) -> Response:
        """The conversation ends there for good: nobody reads what is said in it any more."""
        _pace(self._by_address, client_key(request))
        await self.leave(_token(request), lang=self.lang_of(request))
        return _fresh({})

    @_answered
    async def messages(self, request: Request) -> Response:
        """Take one event; 202 means it is durable."""
        _pace(self._by_address, client_key(request))
        session = self._session(request)
        _pace(self._by_session, session.peer)
        data = read_json(await _body(request, BODY_BYTES, "body_large"))
        return _fresh({"id": await self._take(session, data, self.lang_of(request))}, status=202)

    async def _take(self, session: Session, data: object, lang: str) -> str:
        """Make one event durable; its id. Raises RefusedError."""
        event = read_event(
            data, peer=session.peer, lang=lang, at=datetime.now(UTC), shared=session.shared
        )
        if "files" in event.body:
            event = await self._with_files(event)
        await self._accepted(event)
        return str(event.body["id"])

    async def _accepted(self, event: RawEvent) -> None:
        try:
            await self._accept(self._channel.name, [event])
        except TooManyError as error:
            raise RefusedError(429, "too_many", after=error.after) from error
        except Unavailable as error:
            raise RefusedError(503, "not_saved", after=5) from error
        except Exception as error:
            log.exception("web.not_accepted")
            raise RefusedError(503, "not_saved", after=5) from error

    async def _with_files(self, event: RawEvent) -> RawEvent:
        """Only files this peer uploaded, and only while they are kept."""
        tokens = event.body["files"]
        assert isinstance(tokens, list)
        numbers = [self._channel.sessions.file_number(event.peer, token) for token in tokens]
        if None in numbers:
            raise RefusedError(422, "file_gone")
        known = await self._channel.shelf.claim([one for one in numbers if one is not None])
        if not all(number in known for number in numbers):
            raise RefusedError(422, "file_gone")
        return with_files(event, [known[one] for one in numbers if one is not None])

    @_answered
    async def files(self, request: Request) -> Response:
        """Keep one file, the whole body, called by `name`; what to show to send it."""
        address = client_key(request)
        self._uploads.pace(address)
        peer = self._peer(request)
        sender = (self._channel.name, peer)
        kept = await self._uploads.take(request, address=address, sender=sender)
        token = self._channel.sessions.file_token(peer, kept.id)
        told: dict[str, object] = {"file": token, "name": kept.name, "size": kept.size}
        named = request.query_params.get("name", "")
        if is_of_another_kind(named, kept.media_type):
            told["renamed"] = True
        if NOTES.intersection(kept.risks or ()):
            told["note"] = self.about.translate[self.lang_of(request)](SIGNED_FILE)
        return _fresh(told, status=201)

    @_answered
    async def history(self, request: Request) -> Response:
        """What was said, one JSON object a line, oldest first; our messages above `?after`."""
        _pace(self._by_address, client_key(request))
        peer = self._peer(request)
        if "after" in request.query_params:
            after = _number(request.query_params["after"])
            entries = await self._transcript.after(self._channel.name, peer, outbox_id=after)
        else:
            entries = await self._transcript.history(self._channel.name, peer, limit=HISTORY)
        return Response(
            "".join(f"{entry_to_line(entry)}\n" for entry in entries),
            media_type="application/x-ndjson",
            headers={"Cache-Control": "no-store"},
        )

    @_answered
    async def shown(self, request: Request) -> Response:
        """A person sees these messages of ours; a page that nobody looks at tells nothing."""
        _pace(self._by_address, client_key(request))
        peer = self._peer(request)
        ids = read_ids(read_json(await _body(request, BODY_BYTES, "body_large")))
        await self.note_shown(peer, ids[:HISTORY])
        return _fresh({})

    async def note_shown(self, peer: str, ids: Collection[int]) -> None:
        """Best effort: what can't be noted now is told again by the next page."""
        with suppress(Unavailable):
            await self._transcript.shown(self._channel.name, peer, ids)

    @_answered
    async def stream(self, request: Request) -> Response:
        """Our messages above Last-Event-ID, then each new one."""
        _pace(self._by_address, client_key(request))
        peer = self._peer(request)
        if self._channel.pages_of(peer) >= self._streams:
            raise RefusedError(429, "too_many", after=30)
        since = _number(request.headers.get("last-event-id") or "0")
        return EventSourceResponse(
            self._frames(peer, since),
            ping=HEARTBEAT,
            ping_message_factory=heartbeat,
            send_timeout=HEARTBEAT,
        )

    async def _frames(self, peer: str, since: int) -> AsyncIterator[object]:
        source = frames(self._channel, self._transcript, peer, since=since, poll=self._poll)
        try:
            async for frame in source:
                yield frame
        except Exception:
            # The page comes back by itself and resumes where it was.
            log.exception("web.stream_broke")

    # What the page without scripts needs of the same.

    def known(self, token: str) -> Session | None:
        """The conversation a token opens, None for none."""
        session = self._channel.sessions.read(token) if token else None
        return None if session is None or session.over else session

    def begin(self, request: Request, *, shared: bool) -> str:
        """The token of a new conversation. Raises RefusedError."""
        _pace(self._new_by_address, client_key(request))
        return self._channel.sessions.issue(shared=shared)

    async def leave(self, token: str, *, lang: str) -> None:
        """The conversation ends here for good: nobody reads what is said in it any more."""
        session = self.known(token)
        if session is not None:
            at = datetime.now(UTC)
            with suppress(RefusedError):
                await self._accepted(left_event(peer=session.peer, lang=lang, at=at))

    def pace(self, request: Request) -> None:
        """Raises RefusedError when too much comes from one address."""
        _pace(self._by_address, client_key(request))

    async def body(self, request: Request) -> bytes:
        """What was posted, within bounds. Raises RefusedError."""
        return await _body(request, BODY_BYTES, "body_large")

    async def said(self, peer: str, *, limit: int) -> list[TranscriptEntry]:
        """The last lines of a conversation, oldest first."""
        return await self._transcript.history(self._channel.name, peer, limit=limit)

    async def last_id(self, peer: str) -> int:
        """The number of our last message, 0 for none."""
        return max((entry.id for entry in await self.said(peer, limit=HISTORY)), default=0)

    async def take_and_wait(self, session: Session, data: object, *, lang: str) -> None:
        """Make one event durable and wait a while for its answer. Raises RefusedError.

        One that is here already, from a page loaded again, was answered before.
        """
        _pace(self._by_session, session.peer)
        earlier = await self.said(session.peer, limit=HISTORY)
        if isinstance(data, dict) and any(
            one.own and one.own.get("id") == data.get("id") for one in earlier
        ):
            return
        before = max((one.id for one in earlier), default=0)
        with self._channel.listening(session.peer) as woken, suppress(TimeoutError):
            await self._take(session, data, lang)
            async with asyncio.timeout(ANSWER_SECONDS):
                while not await self._answered(session.peer, before):
                    woken.clear()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(ANSWER_LOOK_SECONDS):
                            await woken.wait()

    async def _answered(self, peer: str, before: int) -> bool:
        return bool(await self._transcript.after(self._channel.name, peer, outbox_id=before))

    def _peer(self, request: Request) -> str:
        return self._session(request).peer

    def _session(self, request: Request) -> Session:
        session = self._channel.sessions.read(_token(request))
        if session is None:
            raise RefusedError(401, "session_forged")
        if session.over:
            raise RefusedError(401, "session_old")
        return session


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise RefusedError(401, "session_missing")
    return token.strip()


def _number(told: str) -> int:
    """The id of a message of ours. Raises RefusedError."""
    if not (told.isascii() and told.isdigit()) or len(told) > 18:
        raise RefusedError(400, "bad_message")
    return int(told)


def _pace(buckets: Buckets, key: str) -> None:
    if after := buckets.take(key):
        raise RefusedError(429, "too_many", after=after)


async def _body(request: Request, most: int, too_large: str) -> bytes:
    """The whole body, or what the page is told instead."""
    try:
        return await read_body(request, most=most)
    except TooLargeError:
        raise RefusedError(413, too_large) from None
    except CutOffError:
        raise RefusedError(400, "bad_json") from None


def _fresh(body: dict[str, object], *, status: int = 200) -> Response:
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})
