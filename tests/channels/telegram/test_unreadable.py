"""One update that can't be read or stored doesn't stop Telegram for all others."""

import json

import httpx
import pytest

from bot.channels.payload import read_json
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.webhook import PATH
from bot.storage.vault import Vault
from tests.channels.telegram.common import Inbox, background
from tests.channels.telegram.samples import message, update
from tests.channels.telegram.test_webhook import SHOWN, hooked, http, listening
from tests.fakes.telegram.citizen import Citizen
from tests.fakes.telegram.server import Running
from tests.waiting import until

__all__ = ["hooked", "http", "listening"]

# Of a name or a text, as bytes of JSON.
BAD = {
    "half a pair": rb"\ud83d",
    "the other half": rb"a\uDC00b",
    "nothing": rb"a\u0000b",
    "no UTF-8": b"\xff\xfe\xd0",
    "cut in a letter": "слово".encode()[:-1],
}


class SealingInbox(Inbox):
    """Stores as the database does: what has no bytes can't be sealed."""

    async def __call__(self, channel: str, events: list) -> None:
        for event in events:
            Vault(["a secret of the tests"]).seal_json(event.body, column="c", row="r")
        await super().__call__(channel, events)


def raw(bad: bytes, number: int) -> bytes:
    good = json.dumps(update(message=message(text="NAME")) | {"update_id": number})
    return good.encode().replace(b"NAME", bad)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_has_no_bytes_is_replaced(bad: bytes) -> None:
    read = read_json(raw(bad, 5))
    text = read["message"]["text"]  # type: ignore[index]
    assert "\ufffd" in text
    assert "\0" not in text
    text.encode()


def test_whole_pairs_and_everything_else_stay() -> None:
    value = {"a": "ніж 🔪\n", "б": [1, 2.5, None, True, {"в": "\u2028"}]}
    assert read_json(json.dumps(value).encode()) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


def test_what_is_nested_without_end_is_cut() -> None:
    deep = b'{"update_id":1,"a":"\\ud800","d":' + b"[" * 500 + b"]" * 500 + b"}"
    read = read_json(deep)
    assert read["update_id"] == 1  # type: ignore[index]


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_the_webhook_takes_it(http: httpx.AsyncClient, inbox: Inbox, bad: bytes) -> None:
    for number in (1, 2):
        answer = await http.post(PATH, content=raw(bad, number), headers=SHOWN)
        assert answer.status_code == 200
    assert inbox.ids == [1, 2]


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_polling_goes_on(
    channel: TelegramChannel,
    citizen: Citizen,
    telegram: Running,
    bad: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The fake answers getUpdates with these very bytes in place of a word."""
    inbox = SealingInbox()
    telegram.fake.spoilt = {b"SPOILT": bad}
    sent = [await citizen.says("до"), await citizen.says("SPOILT"), await citizen.says("по")]
    async with background(channel.run(inbox)):
        await until(lambda: inbox.ids == sent)
        await until(lambda: not telegram.fake.updates)
    assert [event.body["message"]["text"] for event in inbox.events][::2] == ["до", "по"]


async def test_posts_that_nobody_can_read_are_told_to_the_operator(
    http: httpx.AsyncClient, hooked: TelegramChannel
) -> None:
    told = hooked.reception
    for _ in range(3):
        assert told.line() == ""
        assert (await http.post(PATH, content=b"[]", headers=SHOWN)).status_code == 400
    assert told.line().startswith("telegram: nothing it receives can be kept")


async def test_a_stranger_tells_nothing(http: httpx.AsyncClient, hooked: TelegramChannel) -> None:
    for _ in range(5):
        await http.post(PATH, content=b"[]")
    assert hooked.reception.line() == ""
