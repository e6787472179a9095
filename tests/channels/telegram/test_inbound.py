"""Updates as they come -> turns; nothing raises."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.enums import ContentType
from aiogram.types import Update
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.inbound import peer_of, query_id, read_event, read_turn, typing_chat
from bot.channels.telegram.service import SERVICE
from bot.engine.turn import Attachment, Label, Labelled, Point, Turn, TurnKind
from tests.channels.telegram.samples import (
    BOT,
    CHAT,
    DATE,
    GROUP,
    PERSON,
    Json,
    file,
    membership,
    message,
    press,
    update,
)
from tests.fakes.telegram.checks import extras

NOW = datetime(2025, 11, 24, 9, 30, tzinfo=UTC)
AT = datetime(2025, 11, 24, 8, 0, tzinfo=UTC)
SMALL = file(width=90, height=90) | {"file_id": "small"}
LARGE = file(width=1280, height=960) | {"file_id": "large", "file_size": 99_000}


def turn(kind: TurnKind, **more: Any) -> Turn:
    own = "17" if kind in {TurnKind.TEXT, TurnKind.FILE} else ""
    given = {"kind": kind, "channel": "telegram", "peer": "380501", "at": AT, "own": own}
    return Turn(**(given | {"lang": "uk"} | more))


def said(**content: Any) -> Json:
    return update(message=message(**content))


def attached(name: str, media_type: str, ref: str = "BQAC1", size: int = 2048) -> Any:
    return (Attachment(ref, name, size, media_type),)


BARE = {"id": 380501, "is_bot": False, "first_name": "Оксана"}
POST = {"message_id": 1, "date": DATE, "chat": GROUP | {"type": "channel"}, "text": "x"}
LOCATION = {"latitude": 50.6199, "longitude": 26.2516}
STICKER = file(width=512, height=512, is_animated=False, is_video=False, type="regular")

VENUE = Labelled(Label.VENUE, "Дім, Рівне")
CONTACT = Labelled(Label.CONTACT, "О, +380501234567")
ORIGIN = {"date": DATE}
CHANNEL = {"id": -100500, "type": "channel", "title": "Вісті"}
POLL = {
    "id": "1", "question": "Коли?", "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    "allows_revoting": False, "members_only": False,
    "options": [{"text": one, "voter_count": 0, "persistent_id": one} for one in ("вт", "ср")],
}  # fmt: skip

TABLE: dict[str, tuple[Json, Turn | None]] = {
    "text": (said(text="де бібліотека?"), turn(TurnKind.TEXT, text="де бібліотека?")),
    "command": (said(text="/menu"), turn(TurnKind.TEXT, text="/menu")),
    "command to this bot": (
        said(text="/menu@mistok_bot"),
        turn(TurnKind.TEXT, text="/menu@mistok_bot"),
    ),
    "start": (said(text="/start"), turn(TurnKind.START)),
    "start by a deep link": (
        said(text="/start library__derazhne-1"),
        turn(TurnKind.START, token="library__derazhne-1"),
    ),
    "a word like start": (said(text="/starter x"), turn(TurnKind.TEXT, text="/starter x")),
    "edited": (
        update(edited_message=message(text="Клевань", edit_date=DATE + 60)),
        turn(TurnKind.TEXT, text="Клевань", edited=True, at=AT.replace(minute=1)),
    ),
    "location": (said(location=LOCATION), turn(TurnKind.POINT, point=Point(50.6199, 26.2516))),
    "venue": (
        said(location=LOCATION, venue={"location": LOCATION, "title": "Дім", "address": "Рівне"}),
        turn(TurnKind.POINT, point=Point(50.6199, 26.2516), labelled=(VENUE,)),
    ),
    "a live location that moves": (
        update(edited_message=message(location=LOCATION | {"live_period": 900}, edit_date=DATE)),
        None,
    ),
    "contact": (
        said(contact={"phone_number": "380501234567", "first_name": "О", "user_id": 380501}),
        turn(TurnKind.TEXT, text="+380501234567", labelled=(CONTACT,)),
    ),
    "forwarded by somebody": (
        said(text="Ходімо", forward_origin=ORIGIN | {"type": "user", "sender_user": PERSON}),
        turn(TurnKind.TEXT, text="Ходімо", labelled=(Labelled(Label.FORWARDED, "Оксана Коваль"),)),
    ),
    "forwarded by somebody who hides": (
        said(
            photo=[LARGE],
            forward_origin=ORIGIN | {"type": "hidden_user", "sender_user_name": "Тарас"},
        ),
        turn(
            TurnKind.FILE,
            files=attached("photo.jpg", "image/jpeg", "large", 99_000),
            labelled=(Labelled(Label.FORWARDED, "Тарас"),),
        ),
    ),
    "forwarded from a channel": (
        said(
            text="Новина",
            forward_origin=ORIGIN | {"type": "channel", "chat": CHANNEL, "message_id": 5},
        ),
        turn(TurnKind.TEXT, text="Новина", labelled=(Labelled(Label.FORWARDED, "Вісті"),)),
    ),
    "a reply to ours": (
        said(text="Так", reply_to_message=message(text="Звернення № 1234-5678") | {"from": BOT}),
        turn(
            TurnKind.TEXT,
            text="Так",
            about="Звернення № 1234-5678",
            labelled=(Labelled(Label.QUOTED, "Звернення № 1234-5678"),),
        ),
    ),
    "a quote of one's own": (
        said(
            text="ось про це",
            reply_to_message=message(text="перше і друге"),
            quote={"text": "друге", "position": 8},
        ),
        turn(TurnKind.TEXT, text="ось про це", labelled=(Labelled(Label.QUOTED, "друге"),)),
    ),
    "a part of an album": (
        said(photo=[LARGE], media_group_id="77"),
        turn(
            TurnKind.FILE,
            files=attached("photo.jpg", "image/jpeg", "large", 99_000),
            album="77",
        ),
    ),
    "a text as long as Telegram lets it be": (
        said(text="а" * 4096),
        turn(TurnKind.TEXT, text="а" * 4096, unfinished=True),
    ),
    "a poll": (
        said(poll=POLL),
        turn(TurnKind.OTHER, labelled=(Labelled(Label.POLL, "Коли? (вт / ср)"),)),
    ),
    "photo": (
        said(photo=[SMALL, LARGE], caption="довідка"),
        turn(
            TurnKind.FILE,
            text="довідка",
            files=attached("photo.jpg", "image/jpeg", "large", 99_000),
        ),
    ),
    "document": (
        said(document=file("заява.pdf", "application/pdf")),
        turn(TurnKind.FILE, files=attached("заява.pdf", "application/pdf")),
    ),
    "a document of 50 MB keeps its size": (
        said(document=file("скан.zip", "application/zip") | {"file_size": 52_428_800}),
        turn(TurnKind.FILE, files=attached("скан.zip", "application/zip", size=52_428_800)),
    ),
    "voice": (
        said(voice=file(duration=3) | {"mime_type": "audio/ogg"}),
        turn(TurnKind.FILE, files=attached("voice.ogg", "audio/ogg")),
    ),
    "video": (
        said(video=file(width=640, height=480, duration=3), caption="ось"),
        turn(TurnKind.FILE, text="ось", files=attached("video.mp4", "video/mp4")),
    ),
    "round video": (
        said(video_note=file(length=240, duration=3)),
        turn(TurnKind.FILE, files=attached("video.mp4", "video/mp4")),
    ),
    "sticker": (
        said(sticker=STICKER | {"emoji": "👍"}),
        turn(TurnKind.OTHER, labelled=(Labelled(Label.STICKER, "👍"),)),
    ),
    "dice": (
        said(dice={"emoji": "🎲", "value": 3}),
        turn(TurnKind.OTHER, labelled=(Labelled(Label.STICKER, "🎲"),)),
    ),
    "a pinned message": (said(pinned_message=message(text="це")), None),
    "press": (
        press(data="1:find"),
        turn(TurnKind.PRESS, token="1:find", message="12", at=NOW),
    ),
    "press on a message out of reach": (
        press(data="1:find", message={"chat": CHAT, "message_id": 3, "date": 0}),
        turn(TurnKind.PRESS, token="1:find", at=NOW),
    ),
    "press of a game": (press(game_short_name="chess"), turn(TurnKind.OTHER, message="12", at=NOW)),
    "blocked": (membership("member", "kicked"), turn(TurnKind.LEFT)),
    "came back": (membership("kicked", "member"), turn(TurnKind.BACK)),
    "no language": (
        update(message=message(text="hi") | {"from": BARE}),
        turn(TurnKind.TEXT, text="hi", lang=""),
    ),
    "language with a region": (
        update(message=message(text="hi") | {"from": PERSON | {"language_code": "en-US"}}),
        turn(TurnKind.TEXT, text="hi", lang="en"),
    ),
    "a group": (update(message=message(text="привіт") | {"chat": GROUP}), None),
    "a button in a group": (press(data="1:a", message=message(text="?") | {"chat": GROUP}), None),
    "a button of an inline message": (
        update(
            callback_query={
                "id": "1",
                "from": PERSON,
                "chat_instance": "1",
                "inline_message_id": "x",
                "data": "1:a",
            }
        ),
        None,
    ),
    "a channel's post": (
        update(channel_post=POST),
        None,
    ),
    "an inline query": (
        update(inline_query={"id": "1", "from": PERSON, "query": "диплом", "offset": ""}),
        None,
    ),
}


@pytest.mark.parametrize(("body", "expected"), TABLE.values(), ids=TABLE.keys())
def test_turns(body: Json, expected: Turn | None) -> None:
    assert not extras(Update.model_validate(body)), "the sample itself is no update"
    assert read_turn(body, channel="telegram", now=NOW) == expected
    event = read_event(body)
    assert event is not None
    assert event.id == "700000001"
    assert event.body is body
    assert event.peer == peer_of(body)


def test_groups_belong_to_nobody():
    assert peer_of(update(message=message(text="привіт") | {"chat": GROUP})) == ""


def test_notices():
    assert query_id(press(data="1:a")) == "q1"
    assert typing_chat(press(data="1:a")) == ""
    assert query_id(said(text="а")) == ""
    assert typing_chat(said(text="а")) == "380501"
    assert typing_chat(membership("member", "kicked")) == ""


def test_every_content_type_is_read_or_answered_or_a_known_note():
    """When the Bot API grows, aiogram's list tells which kinds nobody has thought about."""
    read = {"text", "location", "venue", "contact", "photo", "document", "voice", "video"}
    read |= {"video_note", "audio", "animation"}
    unreadable = {"sticker", "story", "dice", "game", "poll", "checklist", "invoice", "giveaway"}
    unreadable |= {"giveaway_winners", "paid_media", "live_photo", "rich_message"}
    known = {kind.value for kind in ContentType} - {"unknown", "any"}
    assert known == read | unreadable | SERVICE


MALFORMED: dict[str, Any] = {
    "empty": {},
    "a list": [],
    "text": "привіт",
    "nothing": None,
    "id is text": {"update_id": "7", "message": message(text="x")},
    "id is a flag": {"update_id": True},
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_no_update_is_no_event(body: Any) -> None:
    assert read_event(body) is None


BROKEN: dict[str, Json] = {
    "message is null": update(message=None),
    "message is a list": update(message=[1]),
    "no chat": update(message={"message_id": 1, "text": "x"}),
    "chat id is text": update(message=message(text="x") | {"chat": CHAT | {"id": "380501"}}),
    "callback without a message": update(callback_query={"id": "1", "from": PERSON, "data": "1"}),
    "no status": update(my_chat_member={"chat": CHAT, "from": PERSON}),
    "an unknown status": membership("member", "administrator"),
    "an update of the future": update(telepathy={"chat": CHAT}),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_broken_updates_are_ignored(body: Json) -> None:
    assert read_event(body) is not None
    assert read_turn(body, channel="telegram", now=NOW) is None


@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 91, "longitude": 0}},
        {"location": {"latitude": "50", "longitude": 26}},
        {"location": {"latitude": float("nan"), "longitude": 26}},
        {"location": None},
        {"photo": []},
        {"photo": [{"width": 5}]},
        {"document": {"file_name": "x"}},
        {"text": 5},
        {"contact": {"phone_number": None}},
    ],
)
def test_unreadable_content_is_answered(content: Json) -> None:
    read = read_turn(said(**content), channel="telegram", now=NOW)
    assert read is not None
    assert read.kind is TurnKind.OTHER


@pytest.mark.parametrize("date", [None, "x", -5, 0, 10**20, 1e300, True, []])
def test_a_wrong_date_is_now(date: Any) -> None:
    read = read_turn(update(message=message(text="x") | {"date": date}), channel="t", now=NOW)
    assert read is not None
    assert read.at in {NOW, datetime.fromtimestamp(1, UTC)}


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
NAMES = (
    "message edited_message callback_query my_chat_member chat from id type date edit_date text "
    "caption photo document location latitude longitude contact phone_number file_id file_size "
    "width data message_id new_chat_member status language_code update_id"
)
keys = st.sampled_from(NAMES.split())
shaped = st.recursive(
    PLAIN | st.sampled_from([CHAT, PERSON, BOT, "private"]),
    lambda inner: st.dictionaries(keys, inner, max_size=6) | st.lists(inner, max_size=2),
    max_leaves=25,
)


@given(
    content=st.dictionaries(keys, shaped, max_size=4),
    inner=st.dictionaries(keys, shaped, max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_random_json_never_raises(content: Json, inner: Json) -> None:
    for body in (content, update(message=message() | inner), press(**inner), {"message": inner}):
        read_event(body)
        query_id(body)
        typing_chat(body)
        read = read_turn(body, channel="telegram", now=NOW)
        assert read is None or read.at.tzinfo is UTC
