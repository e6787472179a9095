"""Posts callbacks to the bot as Viber does: in order for each person, and again when unanswered."""

import asyncio
import hashlib
import hmac
import json
from typing import Any

import httpx

from tests.fakes.viber.checks import RefusedError, check_message
from tests.fakes.viber.state import Callback, FakeViber

Json = dict[str, Any]
TRIES = 60  # "several times for an hour"
HURRIED = 3  # quick ones, then one a minute


def signature(body: bytes, token: str) -> str:
    return hmac.new(token.encode(), msg=body, digestmod=hashlib.sha256).hexdigest()


class Poster:
    """Delivers callbacks while a webhook is set. `minute` scales Viber's pauses."""

    def __init__(self, fake: FakeViber, *, minute: float = 0.05) -> None:
        self._fake = fake
        self._minute = minute
        self._busy: dict[str, asyncio.Task[None]] = {}
        self.tries = TRIES
        self._http = httpx.AsyncClient(trust_env=False, timeout=60)

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                self._start()
                await self._fake.changed(3600)
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)
            await self._http.aclose()

    async def ring(self, address: str, body: Json) -> int:
        """Post one callback; the HTTP status, 0 without an answer."""
        status, _ = await self._post(address, body)
        return status

    def _start(self) -> None:
        if not self._fake.webhook:
            return
        for callback in self._fake.waiting:
            if callback.peer not in self._busy:
                self._busy[callback.peer] = asyncio.create_task(self._deliver(callback))

    async def _deliver(self, callback: Callback) -> None:
        try:
            for number in range(self.tries):
                if not self._fake.webhook or self._fake.closing:
                    return
                status, said = await self._post(self._fake.webhook, callback.body)
                self._fake.statuses.append((callback.body["event"], status))
                if status == 200:
                    self._welcome(callback, said)
                    break
                await asyncio.sleep(self._minute * (0.1 if number < HURRIED else 1.0))
            self._fake.waiting.remove(callback)
        finally:
            del self._busy[callback.peer]
            self._fake.wake()

    def _welcome(self, callback: Callback, said: bytes) -> None:
        """The response to an opened chat may hold one message."""
        if callback.body["event"] != "conversation_started" or not said.strip():
            return
        try:
            body = json.loads(said)
            check_message(body)
        except (ValueError, RefusedError) as error:
            self._fake.refusals.append(f"welcome: {error}")
            return
        self._fake.show(self._fake.people[callback.peer], body, self._fake.new_token())

    async def _post(self, address: str, body: Json) -> tuple[int, bytes]:
        raw = json.dumps(body, ensure_ascii=False).encode()
        headers = {
            "X-Viber-Content-Signature": signature(raw, self._fake.token),
            "Content-Type": "application/json",
        }
        try:
            answer = await self._http.post(
                self._fake.leading(address), content=raw, headers=headers
            )
        except httpx.HTTPError:
            return 0, b""
        return answer.status_code, answer.content
