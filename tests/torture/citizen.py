"""A citizen who asks a question every second and waits for each answer."""

import asyncio
import time
import uuid
from contextlib import suppress

import httpx2

from tests.torture.target import PATIENCE

QUESTIONS = (
    "Де найближча бібліотека?",
    "Мені потрібна довідка про несудимість",
    "Як оформити субсидію?",
    "Коли приймає юрист?",
)
# So many conversations take turns: one person may not write every second for long.
VOICES = 4


class Voice:
    """One conversation: what it asks and when it is answered."""

    def __init__(self, base: str, number: int) -> None:
        self.http = httpx2.AsyncClient(
            base_url=base,
            headers={"X-Forwarded-For": f"203.0.113.{number + 1}"},
            trust_env=False,
            timeout=PATIENCE,
            verify=False,
        )
        self._heard = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Voice":
        token = (await self.http.post("/chat/session")).json()["session"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._reading:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading
        await self.http.aclose()

    async def asks(self, question: str) -> float:
        """Seconds to the first line of the answer; PATIENCE when none came by then."""
        self._heard.clear()
        began = time.monotonic()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._post({"id": str(uuid.uuid4()), "text": question})
                await self._heard.wait()
        return time.monotonic() - began

    async def _post(self, body: dict[str, str]) -> None:
        """Until it is taken, as the page does."""
        while True:
            with suppress(httpx2.HTTPError):
                answer = await self.http.post("/chat/messages", json=body)
                if answer.status_code == 202:
                    return
            await asyncio.sleep(0.5)

    async def _read(self) -> None:
        """The stream, opened again when it breaks."""
        last = "0"
        while True:
            with suppress(httpx2.HTTPError):
                async with self.http.stream(
                    "GET", "/chat/stream", headers={"Last-Event-ID": last}, timeout=None
                ) as response:
                    async for line in response.aiter_lines():
                        if line.startswith("id: "):
                            last = line[4:]
                        if line.startswith("data: "):
                            self._heard.set()
            await asyncio.sleep(0.5)


async def talk(base: str, times: list[float], ended: asyncio.Event) -> None:
    """Ask until it is ended; `times` get the seconds of each answer."""
    async with asyncio.timeout(None):
        voices = [await Voice(base, number).__aenter__() for number in range(VOICES)]
    try:
        turn = 0
        while not ended.is_set():
            began = time.monotonic()
            times.append(await voices[turn % VOICES].asks(QUESTIONS[turn % len(QUESTIONS)]))
            turn += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.05, 1 - (time.monotonic() - began))):
                    await ended.wait()
    finally:
        for voice in voices:
            await voice.__aexit__()
