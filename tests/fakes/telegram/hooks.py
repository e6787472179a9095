"""Posts updates to the bot's webhook as Telegram does: one in flight per queue, with retries."""

import asyncio
from typing import Any

import httpx

from tests.fakes.telegram.state import FakeTelegram

LONGEST = 60.0


class Poster:
    """Delivers pending updates while a webhook is set. `second` scales Telegram's pauses."""

    def __init__(self, fake: FakeTelegram, *, second: float = 0.02) -> None:
        self._fake = fake
        self._second = second
        self._busy: dict[str, asyncio.Task[None]] = {}
        self.statuses: list[tuple[int, int]] = []  # (update id, status), 0 without an answer

    async def run(self) -> None:
        """Until cancelled."""
        async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
            try:
                while True:
                    self._start(http)
                    await self._fake.changed(3600)
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _start(self, http: httpx.AsyncClient) -> None:
        if not self._fake.webhook:
            return
        for update in self._fake.updates:
            queue = _queue(update)
            if queue not in self._busy:
                self._busy[queue] = asyncio.create_task(self._deliver(http, update, queue))

    async def _deliver(self, http: httpx.AsyncClient, update: dict[str, Any], queue: str) -> None:
        tries = 0
        try:
            while (hook := self._fake.webhook) and not self._fake.closing:
                status, asked = await self._notifier(http, hook, update)
                self.statuses.append((update["update_id"], status))
                if 200 <= status < 300:
                    self._fake.updates.remove(update)
                    return
                hook["error"] = f"Wrong response from the webhook: {status}"
                pause = asked or (0 if not tries else min(LONGEST, 2.0**tries))
                tries += 1
                await asyncio.sleep(pause * self._second)
        finally:
            del self._busy[queue]
            self._fake.wake()

    async def _notifier(
        self, http: httpx.AsyncClient, hook: dict[str, Any], update: dict[str, Any]
    ) -> tuple[int, float]:
        secret = hook.get("secret_token")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            answer = await http.post(hook["url"], json=update, headers=headers)
        except httpx.HTTPError:
            return 0, 0.0
        return answer.status_code, float(answer.headers.get("Retry-After", 0))


def _queue(update: dict[str, Any]) -> str:
    """Messages are ordered by chat; presses and membership have queues of their own."""
    for name in ("message", "edited_message"):
        if name in update:
            return f"chat {update[name]['chat']['id']}"
    for name in ("callback_query", "my_chat_member"):
        if name in update:
            return f"{name} {update[name]['from']['id']}"
    return "others"
