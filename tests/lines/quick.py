"""What makes a real App as quick as a test wants it, with a clock of its own."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from bot.app.wiring import App
from bot.channels.web.limits import Limits
from bot.engine.model import Message, message_to_json
from bot.pacing.token_bucket import Rate
from bot.storage import inbox, outbox
from tests.talk import MONDAY_NOON

SECRET = "a-secret-of-the-tests-as-long-as-settings-want"
# Nobody writes as fast as a test.
ANY = Rate(100_000, 100_000)
FAST = Limits(
    messages_per_session=ANY,
    requests_per_address=ANY,
    sessions_per_address=ANY,
    files_per_session=ANY,
    files_per_address=ANY,
)

_begun = time.monotonic()


def clock() -> datetime:
    """Aware UTC; it runs on from Monday noon in Kyiv."""
    return MONDAY_NOON + timedelta(seconds=time.monotonic() - _begun)


@contextmanager
def hurried() -> Iterator[None]:
    """Apps made in the block neither pace themselves nor limit a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.wiring.PACED", False)
        patch.setattr("bot.app.wiring.RATES", None)
        patch.setattr("bot.channels.web.routes.Limits", lambda: FAST)
        yield


async def tell(app: App, channel: str, peer: str, message: Message) -> None:
    """Say this to somebody who was met already, unasked; returns when it is sent."""
    async with app.database.unit() as unit:
        row = outbox.letter_row(
            unit,
            message_to_json(message),
            key=str(uuid.uuid4()),
            channel=channel,
            peer_key=inbox.peer_key(unit, channel, peer),
            now=clock(),
        )
        await outbox.queue(unit, [row])
    await app.delivery.sweep()
    await app.rest()
