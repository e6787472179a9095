"""One message to many people by one call: its answer names those it did not reach."""

import hashlib
from collections.abc import Sequence

from bot.channels.contract import SendError
from bot.channels.fields import Json, str_of
from bot.channels.refusals import without_values
from bot.channels.viber.calls import NO_BROADCAST, CallError, Status, send_error
from bot.channels.viber.client import Client


class BroadcastRefusedError(Exception):
    """Viber lets this bot write to one person at a time only."""


async def broadcast(client: Client, peers: Sequence[str], part: Json) -> list[str | SendError]:
    """Send it to up to 300 people; of each, in their order, its reference or why not.

    Raises CallError, BroadcastRefusedError.
    """
    try:
        answer = await client.call("broadcast_message", {"broadcast_list": list(peers), **part})
    except CallError as error:
        if error.status in NO_BROADCAST:
            raise BroadcastRefusedError from None
        raise
    token, failed = str(answer.get("message_token") or ""), _failed(answer)
    return [failed.get(peer) or shared_reference(token, peer) for peer in peers]


def shared_reference(token: str, peer: str) -> str:
    """What a message to many is called in one person's chat: receipts name its token and them.

    "" without a token. Nobody is known by it.
    """
    return hashlib.sha256(f"{token}\0{peer}".encode()).hexdigest()[:32] if token else ""


def _failed(answer: Json) -> dict[str, SendError]:
    """Whom it did not reach, and why."""
    listed = answer.get("failed_list")
    found = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and (peer := str_of(one, "receiver")):
            status = one.get("status")
            known = status if isinstance(status, int) else Status.MISSING_DATA
            found[peer] = send_error(
                CallError(known, without_values(str_of(one, "status_message")))
            )
    return found
