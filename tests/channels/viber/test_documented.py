"""Each callback as Viber's documentation shows it: what it becomes, and how it is answered."""

import json

import httpx
import pytest

from bot.channels.contract import ReceiptKind
from bot.channels.viber.inbound import read_event, read_receipt, read_turn, with_text_token
from bot.channels.viber.webhook import signature_of
from bot.engine.turn import TurnKind
from tests.channels.viber.common import post
from tests.channels.viber.test_inbound import NOW
from tests.fakes.viber.account import TOKEN
from tests.fakes.viber.hooks import signature

USER = (
    '{"id":"01234567890A=","name":"Їжак Оксана","avatar":"http://avatar.example.com",'
    '"country":"UA","language":"uk","api_version":1}'
)
HEAD = '"timestamp":1457764197627,"message_token":4912661846655238145'
SAID = f'{{"event":"message",{HEAD},"sender":{USER},"message":{{%s}}}}'
# As they come: raw text, by what they tell.
EVENTS = {
    "webhook": f'{{"event":"webhook",{HEAD}}}',
    "subscribed": f'{{"event":"subscribed",{HEAD},"user":{USER}}}',
    "unsubscribed": f'{{"event":"unsubscribed",{HEAD},"user_id":"01234567890A="}}',
    "conversation_started": f'{{"event":"conversation_started",{HEAD},"type":"open",'
    f'"context":"service__subsidy","user":{USER},"subscribed":false}}',
    "delivered": f'{{"event":"delivered",{HEAD},"user_id":"01234567890A="}}',
    "seen": f'{{"event":"seen",{HEAD},"user_id":"01234567890A="}}',
    "failed": f'{{"event":"failed",{HEAD},"user_id":"01234567890A=","desc":"failure description"}}',
    "client_status": f'{{"event":"client_status",{HEAD},"user":{USER}}}',
    "action": f'{{"event":"action",{HEAD},"user":{USER}}}',
}
MESSAGES = {
    "text": '"type":"text","text":"a message to the service","tracking_data":"tracking data"',
    "picture": '"type":"picture","text":"Що це?","media":"https://dl-media.viber.com/1.jpg",'
    '"thumbnail":"https://dl-media.viber.com/2.jpg","file_name":"1.jpg"',
    "video": '"type":"video","media":"https://dl-media.viber.com/1.mp4","size":10000,"duration":10',
    "file": '"type":"file","media":"https://dl-media.viber.com/1.pdf","size":10000,'
    '"file_name":"довідка.pdf"',
    "contact": '"type":"contact","contact":{"name":"Іван","phone_number":"380501234567"}',
    "contact of a computer": '"type":"contact","contact":{"name":"Іван"}',
    "location": '"type":"location","location":{"lat":49.42,"lon":26.98}',
    "url": '"type":"url","media":"https://example.org/a"',
    "sticker": '"type":"sticker","sticker_id":46105',
    "rich_media": '"type":"rich_media","rich_media":{"Buttons":[]}',
}
KINDS = {
    "text": TurnKind.TEXT, "picture": TurnKind.FILE, "video": TurnKind.FILE, "file": TurnKind.FILE,
    "contact": TurnKind.TEXT, "contact of a computer": TurnKind.OTHER, "location": TurnKind.POINT,
    "url": TurnKind.TEXT, "sticker": TurnKind.OTHER, "rich_media": TurnKind.OTHER,
}  # fmt: skip
TURNS = {
    "subscribed": TurnKind.BACK, "unsubscribed": TurnKind.LEFT,
    "conversation_started": TurnKind.START,
}  # fmt: skip
RECEIPTS = {
    "delivered": ReceiptKind.DELIVERED, "seen": ReceiptKind.READ, "failed": ReceiptKind.FAILED,
}  # fmt: skip
ALL = [*EVENTS.values(), *(SAID % one for one in MESSAGES.values())]


@pytest.mark.parametrize("name", MESSAGES)
def test_each_type_of_message(name: str) -> None:
    callback = with_text_token(json.loads(SAID % MESSAGES[name]))
    event, turn = read_event(callback), read_turn(callback, channel="viber", now=NOW)
    assert event is not None
    assert turn is not None
    assert (event.id, event.peer) == ("message:4912661846655238145", "01234567890A=")
    assert turn.kind is KINDS[name]


@pytest.mark.parametrize("name", EVENTS)
def test_each_event(name: str) -> None:
    callback = with_text_token(json.loads(EVENTS[name]))
    turn, receipt = read_turn(callback, channel="viber", now=NOW), read_receipt(callback)
    assert (turn.kind if turn else None) is TURNS.get(name)
    assert (receipt.kind if receipt else None) is RECEIPTS.get(name)
    assert (read_event(callback) is not None) == (name in TURNS)


@pytest.mark.parametrize("raw", ALL)
async def test_each_is_confirmed(http: httpx.AsyncClient, raw: str) -> None:
    assert (await post(http, raw.encode())).status_code == 200


@pytest.mark.parametrize("raw", ALL)
def test_each_is_signed_as_others_sign(raw: str) -> None:
    from viberbot import Api, BotConfiguration

    ours = signature_of(raw.encode(), TOKEN)
    assert ours == signature(raw.encode(), TOKEN)
    judge = Api(BotConfiguration(name="Місток", avatar="", auth_token=TOKEN))
    assert judge.verify_signature(raw.encode(), ours)
