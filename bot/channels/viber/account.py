"""The bot's account at Viber: where it posts callbacks to."""

from dataclasses import dataclass

from bot.channels.viber.calls import Status, operator_advice
from bot.channels.viber.client import Client

PATH = "/viber/webhook"
# Those that can be switched off; messages and (un)subscriptions always come.
EVENTS = ("delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started")
ADDRESS = (
    "Viber can’t use this address: it must be https with a certificate of a known authority, and "
    "the service must answer there while the webhook is set"
)


@dataclass(frozen=True, slots=True)
class Account:
    """What Viber says of the bot: its name, its webhook ("" for none), the callbacks it gets.

    `uri` is what opens its chat, "" for none.
    """

    name: str
    webhook: str
    events: frozenset[str]
    uri: str = ""

    @property
    def missing(self) -> list[str]:
        """Callbacks that should come and don't."""
        return sorted(set(EVENTS) - self.events)


async def account_of(client: Client) -> Account:
    """Ask Viber. Raises CallError."""
    found = await client.call("get_account_info", {})
    events = found.get("event_types")
    listed = events if isinstance(events, list) else []
    return Account(
        str(found.get("name") or ""),
        str(found.get("webhook") or ""),
        frozenset(map(str, listed)),
        str(found.get("uri") or ""),
    )


async def set_webhook(client: Client, url: str) -> None:
    """Have callbacks posted there; Viber posts one at once, and wants its 200. Raises CallError."""
    await client.call("set_webhook", {"url": url, "event_types": list(EVENTS), "send_name": False})


async def remove_webhook(client: Client) -> None:
    """No callbacks come any more. Raises CallError."""
    await client.call("set_webhook", {"url": ""})


def advice(status: int) -> str:
    """What the operator is to do about a refusal; "" when nothing is known."""
    return ADDRESS if status == Status.INVALID_URL else operator_advice(status)
