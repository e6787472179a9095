"""Callback -> event and turn."""

from datetime import UTC, datetime

import pytest

from bot.channels.viber.inbound import read_event, read_turn, with_text_token
from bot.engine.turn import Attachment, Label, Labelled, Point, Turn, TurnKind
from tests.channels.viber.common import MESSAGE_TOKEN, PERSON, Json, callback, message

NOW = datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2025, 11, 24, 8, tzinfo=UTC)


def turn(body: Json) -> Turn | None:
    return read_turn(with_text_token(body), channel="viber", now=NOW)


def read(body: Json) -> Turn:
    found = turn(body)
    assert found is not None
    return found


class TestEvents:
    def test_the_token_is_text_to_its_last_digit(self) -> None:
        event = read_event(with_text_token(message(text="а")))
        assert event is not None
        assert event.body["message_token"] == "5741311803571721087"
        assert (event.id, event.peer) == (f"message:{MESSAGE_TOKEN}", "01234567890A=")

    def test_one_message_and_what_becomes_of_it_are_several_events(self) -> None:
        ids = [
            read_event(with_text_token(body))
            for body in (
                callback("conversation_started", user=PERSON),
                callback("subscribed", user=PERSON),
                message(text="а"),
                callback("unsubscribed", user_id=PERSON["id"]),
            )
        ]
        assert len({one.id for one in ids if one}) == 4
        assert {one.peer for one in ids if one} == {PERSON["id"]}

    def test_without_a_token_the_moment_names_it(self) -> None:
        body = callback("unsubscribed", user_id="a=")
        del body["message_token"]
        event = read_event(with_text_token(body))
        assert event is not None
        assert event.id == "unsubscribed:1763971200000:a="

    @pytest.mark.parametrize(
        "name", ["webhook", "delivered", "seen", "failed", "action", "client_status", "ще щось"]
    )
    def test_of_others_the_conversation_does_not_hear(self, name: str) -> None:
        assert read_event(callback(name, user_id="a=")) is None


class TestWords:
    def test_a_text(self) -> None:
        found = read(message(text="Де бібліотека?"))
        assert (found.kind, found.text, found.peer, found.at, found.lang) == (
            TurnKind.TEXT, "Де бібліотека?", PERSON["id"], AT, "uk",
        )  # fmt: skip
        assert not found.unfinished

    def test_a_text_as_long_as_can_be_may_go_on(self) -> None:
        assert read(message(text="а" * 7000)).unfinished

    def test_a_tap_says_its_label_and_means_its_token(self) -> None:
        found = read(message(text="Так", tracking_data='{"Так":"1:yes","Ні":"1:no"}'))
        assert (found.kind, found.token, found.text) == (TurnKind.PRESS, "1:yes", "")

    @pytest.mark.parametrize(
        "tracking",
        ["", "{", "[]", "null", '{"Так":5}', '{"Ні":"1:no"}', "[" * 4000, "x" * 5000, 7, None],
    )
    def test_what_is_not_ours_leaves_it_a_text(self, tracking: object) -> None:
        found = read(message(text="Так", tracking_data=tracking))
        assert (found.kind, found.text) == (TurnKind.TEXT, "Так")

    def test_a_typed_start_opens(self) -> None:
        found = read(message(text="/start library__hounb"))
        assert (found.kind, found.token) == (TurnKind.START, "library__hounb")

    def test_an_address_is_text(self) -> None:
        found = read(message(type="url", media="https://example.org/a"))
        assert (found.kind, found.text) == (TurnKind.TEXT, "https://example.org/a")

    def test_a_contact_is_its_phone(self) -> None:
        contact = {"name": "Іван", "phone_number": "380501234567"}
        found = read(message(type="contact", contact=contact))
        assert (found.kind, found.text) == (TurnKind.TEXT, "+380501234567")
        assert found.labelled == (Labelled(Label.CONTACT, "Іван, +380501234567"),)

    def test_a_computer_shares_a_contact_without_a_phone(self) -> None:
        found = read(message(type="contact", contact={"name": "Іван"}))
        assert (found.kind, found.labelled) == (
            TurnKind.OTHER, (Labelled(Label.CONTACT, "Іван"),),
        )  # fmt: skip


class TestOthers:
    def test_a_place(self) -> None:
        place = {"lat": 49.42, "lon": 26.98, "address": "десь"}
        found = read(message(type="location", location=place))
        assert (found.kind, found.point) == (TurnKind.POINT, Point(49.42, 26.98))

    @pytest.mark.parametrize(
        "place", [None, {}, {"lat": 91, "lon": 0}, {"lat": True, "lon": 1}, {"lat": "4", "lon": 5}]
    )
    def test_no_place(self, place: object) -> None:
        assert read(message(type="location", location=place)).kind is TurnKind.OTHER

    def test_a_picture_with_words(self) -> None:
        found = read(message(type="picture", text="Що це?", media="https://dl.viber.com/1"))
        assert (found.kind, found.text) == (TurnKind.FILE, "Що це?")
        assert found.files == (Attachment("https://dl.viber.com/1", "photo.jpg", 0, "image/jpeg"),)

    def test_a_file(self) -> None:
        found = read(
            message(type="file", media="https://dl.viber.com/2", file_name="а.pdf", size=20)
        )
        assert found.files[0].name == "а.pdf"
        assert found.files[0].size == 20

    @pytest.mark.parametrize("kind", ["sticker", "rich_media", "poll", "", None, 5])
    def test_what_can_not_be_read_is_answered_all_the_same(self, kind: object) -> None:
        found = read(message(type=kind, sticker_id=46105))
        assert found.kind is TurnKind.OTHER
        assert found.labelled

    def test_opened_by_a_deep_link(self) -> None:
        found = read(callback("conversation_started", user=PERSON, context="service__subsidy"))
        assert (found.kind, found.token, found.lang) == (TurnKind.START, "service__subsidy", "uk")

    def test_came_back_and_left(self) -> None:
        assert read(callback("subscribed", user=PERSON)).kind is TurnKind.BACK
        assert read(callback("unsubscribed", user_id="a=")).kind is TurnKind.LEFT

    @pytest.mark.parametrize(
        "body",
        [
            {},
            callback("message"),
            callback("message", sender=5, message=[]),
            callback("conversation_started", user={"id": 7}),
            callback("delivered", user_id="a="),
        ],
    )
    def test_of_nobody_or_nothing_there_is_no_turn(self, body: Json) -> None:
        assert turn(body) is None

    @pytest.mark.parametrize("moment", [None, -5, 10**30, "soon", True])
    def test_a_moment_that_is_none_is_now(self, moment: object) -> None:
        assert read(message(text="а") | {"timestamp": moment}).at.year >= 1970
