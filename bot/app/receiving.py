"""Channels receive: one that breaks is started again, one that polls does so in one process."""

import asyncio
import time
from collections.abc import Mapping

import structlog

from bot.app.channels import polling
from bot.channels.contract import Accept, Channel, Commanding, Commands
from bot.pacing.backoff import Backoff
from bot.storage.heartbeat import Heartbeat

log = structlog.get_logger(__name__)

AGAIN = Backoff(1.0, 60.0)  # a channel that broke


class Receiving:
    """A task for each channel. `accept` takes what they receive; `heartbeat` grants duties."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        accept: Accept,
        heartbeat: Heartbeat,
        commands: Commands,
    ) -> None:
        self._channels = channels
        self._accept = accept
        self._heartbeat = heartbeat
        self._commands = commands
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def begin_all(self) -> list[asyncio.Task[None]]:
        """Begin to receive; who cancels the tasks ends it."""
        for name, channel in self._channels.items():
            self._tasks[name] = asyncio.create_task(self._receive(channel))
        return list(self._tasks.values())

    async def ended(self, channel: str) -> None:
        """Wait until a channel has nothing more to receive (the terminal was closed)."""
        await self._tasks[channel]

    async def _receive(self, channel: Channel) -> None:
        """Keep a channel receiving; one that breaks harms no other."""
        if isinstance(channel, Commanding):
            await channel.set_commands(self._commands)
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await self._run(channel)
                return
            except Exception:
                # One that has received for a while begins anew.
                failures = 1 if time.monotonic() - began > AGAIN.longest else failures + 1
                pause = AGAIN.after(failures)
                log.exception("channel.broke", channel=channel.name, again_in=pause)
                await asyncio.sleep(pause)

    async def _run(self, channel: Channel) -> None:
        """Receive; where only one process at a time may, while that is this one."""
        if channel.name not in polling(self._channels):
            await channel.run(self._accept)
            return
        while True:
            await self._heartbeat.granted(channel.name)
            log.info("channel.receives", channel=channel.name)
            async with asyncio.TaskGroup() as group:
                work = group.create_task(channel.run(self._accept))
                await self._heartbeat.lost(channel.name)
                work.cancel()
            log.warning("channel.handed_over", channel=channel.name)
