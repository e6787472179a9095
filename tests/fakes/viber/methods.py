"""Methods of the API, as Viber documents them."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.fakes.viber.account import NAME
from tests.fakes.viber.checks import RECEIVERS, RefusedError, check_message
from tests.fakes.viber.state import FakeViber

Json = dict[str, Any]
Ring = Callable[[str, Json], Awaitable[int]]  # posts one callback to an address; its HTTP status
HOST = "SN-CHAT-05_"


async def set_webhook(fake: FakeViber, body: Json, ring: Ring) -> Json:
    url = str(body.get("url", ""))
    if url:
        if not url.startswith("https://"):
            raise RefusedError(1, "webhook is not a valid https url")
        event = {"event": "webhook", "timestamp": 1457764197627, "message_token": fake.new_token()}
        if await ring(url, event) != 200:
            raise RefusedError(1, "Result code wrong for url")
    fake.webhook = url
    named = body.get("event_types", ["delivered", "seen", "failed", "conversation_started"])
    fake.events = list(named) if url else []
    fake.wake()
    return {"event_types": fake.events}


async def get_account_info(fake: FakeViber, body: Json, ring: Ring) -> Json:
    return {
        "id": "pa:75346594275468546724", "name": NAME, "uri": "mistok", "webhook": fake.webhook,
        "event_types": fake.events, "subscribers_count": len(fake.people),
    }  # fmt: skip


async def send_message(fake: FakeViber, body: Json, ring: Ring) -> Json:
    if not body.get("receiver"):
        raise RefusedError(4, "receiver is missing")
    check_message(body)
    person = fake.person(body["receiver"])
    if not fake.webhook:
        raise RefusedError(10)
    token = fake.new_token()
    person.unanswered += 1
    fake.show(person, body, token)
    _told_of(fake, person.user["id"], token)
    return {"message_token": token, "chat_hostname": HOST, "billing_status": 1}


async def broadcast_message(fake: FakeViber, body: Json, ring: Ring) -> Json:
    receivers = body.get("broadcast_list")
    if not isinstance(receivers, list) or not receivers:
        raise RefusedError(4, "broadcast_list is missing")
    if len(receivers) > RECEIVERS:
        raise RefusedError(3, "broadcast_list is too long")
    check_message(body)
    token, failed = fake.new_token(), []
    for receiver in receivers:
        try:
            person = fake.person(receiver)
        except RefusedError as refused:
            failed.append({"receiver": receiver, **refused.body()})
            continue
        person.unanswered += 1
        fake.show(person, body, token)
        _told_of(fake, receiver, token)
    return {"message_token": token, "failed_list": failed}


def _told_of(fake: FakeViber, receiver: str, token: int) -> None:
    """The app tells that it got and showed a message."""
    for event in ("delivered", "seen") if fake.receipts else ():
        fake.push(receiver, event, message_token=token, user_id=receiver)


METHODS = {
    one.__name__: one for one in (set_webhook, get_account_info, send_message, broadcast_message)
}
