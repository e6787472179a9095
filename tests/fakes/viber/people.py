"""What people do in the fake, as commands: plain data in and out, also over HTTP."""

import base64
from collections.abc import Callable
from typing import Any

from tests.fakes.viber.state import Failing, FakePerson, FakeViber

Body = dict[str, Any]
COMMANDS: dict[str, Callable[[FakeViber, Body], Body]] = {}


def command(run: Callable[[FakeViber, Body], Body]) -> Callable[[FakeViber, Body], Body]:
    COMMANDS[run.__name__] = run
    return run


@command
def meet(fake: FakeViber, body: Body) -> Body:
    """A person with a Viber account."""
    user = {"name": "Оксана", "country": "UA", "language": "uk", "api_version": 10} | body["user"]
    fake.people.setdefault(user["id"], FakePerson(user)).user = user
    return {}


@command
def start(fake: FakeViber, body: Body) -> Body:
    """The chat is opened, perhaps by a deep link."""
    person = fake.people[body["id"]]
    context = {"context": body["context"]} if body.get("context") else {}
    token = fake.push(
        body["id"], "conversation_started", type="open", user=person.user,
        subscribed=person.subscribed, **context,
    )  # fmt: skip
    return {"message_token": str(token)}


@command
def write(fake: FakeViber, body: Body) -> Body:
    """A message with this content; the first one subscribes, and nothing tells of it."""
    person = fake.people[body["id"]]
    person.subscribed, person.unanswered = True, 0
    content = dict(body["content"])
    if person.tracking:
        content.setdefault("tracking_data", person.tracking)
    person.messages.append({"own": True, "body": content})
    token = fake.push(body["id"], "message", sender=person.user, message=content, silent=False)
    return {"message_token": str(token)}


@command
def subscribe(fake: FakeViber, body: Body) -> Body:
    """The person subscribes without a word."""
    person = fake.people[body["id"]]
    person.subscribed = True
    return {"message_token": str(fake.push(body["id"], "subscribed", user=person.user))}


@command
def leave(fake: FakeViber, body: Body) -> Body:
    """The person unsubscribes."""
    fake.people[body["id"]].subscribed = False
    return {"message_token": str(fake.push(body["id"], "unsubscribed", user_id=body["id"]))}


@command
def change(fake: FakeViber, body: Body) -> Body:
    """Something about the person is otherwise now: `registered`, `device`, `subscribed`."""
    person = fake.people[body["id"]]
    for name, value in body["now"].items():
        setattr(person, name, value)
    return {}


@command
def look(fake: FakeViber, body: Body) -> Body:
    """The chat as the person sees it."""
    person = fake.people[body["id"]]
    return {"messages": person.messages, "keyboard": person.keyboard, "tracking": person.tracking}


@command
def callback(fake: FakeViber, body: Body) -> Body:
    """Any callback."""
    return {"message_token": str(fake.push(body["id"], body["event"], **body.get("more", {})))}


@command
def add_media(fake: FakeViber, body: Body) -> Body:
    """A file on Viber's side; where it lies."""
    name = f"{len(fake.media)}-{body['name']}"
    fake.media[name] = base64.b64decode(body.get("content", ""))
    return {"path": f"/media/{name}"}


@command
def lead(fake: FakeViber, body: Body) -> Body:
    """What a proxy before the bot does: the public address leads to `url`."""
    fake.leads[body["public"]] = body["url"]
    fake.wake()
    return {}


@command
def account(fake: FakeViber, body: Body) -> Body:
    """Where callbacks go now; `now` changes it behind the bot's back."""
    for name, value in body.get("now", {}).items():
        setattr(fake, name, value)
    return {"webhook": fake.webhook, "events": fake.events}


@command
def fail(fake: FakeViber, body: Body) -> Body:
    """The next calls of a method are refused with this status."""
    fake.failing.append(Failing(**body))
    return {}


@command
def heal(fake: FakeViber, body: Body) -> Body:
    """All forced failures end."""
    fake.failing.clear()
    return {}


@command
def received(fake: FakeViber, body: Body) -> Body:
    """Calls of the bot so far, what was refused of them, callbacks not confirmed yet."""
    return {
        "calls": [list(one) for one in fake.calls],
        "refusals": fake.refusals,
        "pending": [one.body["event"] for one in fake.waiting],
    }


def run(fake: FakeViber, name: str, body: Body) -> Body:
    """One command of a test or a citizen."""
    return COMMANDS[name](fake, body)
