"""Files both ways over the fake Bot API: documents that go out, and what citizens sent."""

import json
from collections.abc import AsyncIterator, Mapping

import pytest

from bot.channels.contract import Document, Failure, FetchError, SendError
from bot.channels.telegram.calls import Call
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.render import render
from bot.engine.model import FileLink, Key, Message, Pin
from bot.engine.texts import Texts
from bot.engine.turn import Point, TurnKind
from tests.channels.telegram.common import UKRAINIAN
from tests.fakes.telegram.checks import check_caption, check_text, read_params
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.server import Running
from tests.fakes.telegram.state import TOKEN

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8
MEGABYTE = 1024 * 1024
FILE = FileLink(7, "Стаття «Місток».pdf", len(PDF), "https://library.example/file/abc")
LINE = f"{FILE.name} (2 КБ): {FILE.url}"
MORE = ((Key("Дякую", token="1:thanks"),),)
NO = "Bad Request: file must be non-empty"


class Shelf:
    """Stored files by their ids."""

    def __init__(self) -> None:
        self.files = {FILE.id: PDF}
        self.arrived: list[int] = []
        self.asked: list[int] = []
        self.failing = False
        self.failing_to_note = False

    async def __call__(self, id: int) -> Document | None:
        self.asked.append(id)
        if self.failing:
            raise OSError("the database is away")

        async def arrived() -> None:
            self.arrived.append(id)
            if self.failing_to_note:
                raise OSError("the database is away")

        body = self.files.get(id)
        return Document(FILE.name, body, arrived) if body is not None else None


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def channel(
    telegram: Running, texts: Mapping[str, Texts], shelf: Shelf
) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(token=TOKEN, texts=texts, api=telegram.api, read_file=shelf)
    yield channel
    await channel.close()


async def tell(channel: TelegramChannel, citizen: Citizen, message: Message) -> str:
    return await channel.send(str(citizen.id), message)


class TestADocument:
    async def test_arrives_whole_with_its_caption_and_buttons(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running, shelf: Shelf
    ) -> None:
        message = Message("Ось вона.", title="Ваша стаття", rows=MORE, file=FILE)
        reference = await tell(channel, citizen, message)
        (seen,) = await citizen.hears()
        assert (seen.file, seen.title, seen.text) == (FILE.name, "Ваша стаття", "Ось вона.")
        assert seen.buttons == ("Дякую",)
        assert await citizen.downloads(seen) == PDF
        assert reference == str(seen.id)
        assert shelf.arrived == [FILE.id]
        assert telegram.fake.refusals == []

    async def test_has_arrived_even_when_that_can_not_be_noted(
        self, channel: TelegramChannel, citizen: Citizen, shelf: Shelf
    ) -> None:
        shelf.failing_to_note = True
        await tell(channel, citizen, Message("Ось.", file=FILE))
        assert [seen.file for seen in citizen.sees] == [FILE.name]

    async def test_without_words_has_no_caption(
        self, channel: TelegramChannel, citizen: Citizen
    ) -> None:
        for text in ("", FILE.name):
            await tell(channel, citizen, Message(text, file=FILE))
            (seen,) = await citizen.hears()
            assert (seen.file, seen.whole) == (FILE.name, "")

    async def test_follows_words_too_long_for_a_caption(
        self, channel: TelegramChannel, citizen: Citizen
    ) -> None:
        text = " ".join(f"слово{number}" for number in range(700))
        await tell(channel, citizen, Message(text, rows=MORE, file=FILE))
        *before, last = citizen.sees
        assert " ".join(seen.text for seen in before) == text
        assert [seen.buttons for seen in before] == [()] * len(before)
        assert (last.file, last.whole, last.buttons) == (FILE.name, "", ("Дякую",))

    async def test_comes_after_the_question_and_before_a_place(
        self, channel: TelegramChannel, citizen: Citizen
    ) -> None:
        first = await tell(channel, citizen, Message("Надіслати?", rows=MORE))
        pin = Pin(Point(50.6, 26.2), "Бібліотека", "вул. Миру, 1")
        await tell(channel, citizen, Message("Ось.", file=FILE, pin=pin, replace=first))
        asked, sent, place = citizen.sees
        assert (asked.text, asked.buttons) == ("Надіслати?", ())
        assert (sent.file, sent.text) == (FILE.name, "Ось.")
        assert place.pin is not None

    async def test_closes_the_location_keyboard(
        self, channel: TelegramChannel, citizen: Citizen
    ) -> None:
        await tell(channel, citizen, Message("Де ви?", wants=("point",)))
        await tell(channel, citizen, Message("Ось.", rows=MORE, file=FILE))
        assert citizen.keyboard == []
        assert [seen.text for seen in citizen.sees] == ["Де ви?", "Ось."]

    async def test_can_be_answered_by_its_button_and_edited_away(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        sent = await tell(channel, citizen, Message("Ось.", rows=MORE, file=FILE))
        await tell(channel, citizen, Message("Прошу.", replace=sent))
        assert [seen.text for seen in citizen.sees] == ["Ось.", "Прошу."]
        telegram.fake.refusals.clear()


class TestALink:
    """When there are no bytes to send."""

    @pytest.mark.parametrize(
        "file",
        [
            FileLink(8, FILE.name, FILE.size, FILE.url),
            FileLink(7, FILE.name, 51 * MEGABYTE, FILE.url),
        ],
        ids=["gone", "too large"],
    )
    async def test_stands_in_the_text(
        self, channel: TelegramChannel, citizen: Citizen, shelf: Shelf, file: FileLink
    ) -> None:
        reference = await tell(channel, citizen, Message("Ось.", rows=MORE, file=file))
        (seen,) = citizen.sees
        words = "51 МБ" if file.size > len(PDF) else "2 КБ"
        assert seen.text == f"Ось.\n\n{FILE.name} ({words}): {FILE.url}"
        assert (seen.buttons, seen.file) == (("Дякую",), "")
        assert reference == str(seen.id)
        assert shelf.asked == ([] if file.size > len(PDF) else [8])

    async def test_is_sent_where_files_are_not_read_at_all(
        self, telegram: Running, texts: Mapping[str, Texts], citizen: Citizen
    ) -> None:
        channel = TelegramChannel(token=TOKEN, texts=texts, api=telegram.api)
        await tell(channel, citizen, Message(FILE.name, file=FILE))
        await channel.close()
        assert citizen.sees[0].text == LINE

    @pytest.mark.parametrize("code", [400, 413])
    @pytest.mark.parametrize("text", ["Ось.", "", "слово " * 300])
    async def test_replaces_a_document_that_is_refused_for_good(
        self,
        channel: TelegramChannel,
        citizen: Citizen,
        telegram: Running,
        shelf: Shelf,
        code: int,
        text: str,
    ) -> None:
        order = {"method": "sendDocument", "code": code, "description": NO}
        local(telegram.fake)("fail", order)
        reference = await tell(channel, citizen, Message(text, rows=MORE, file=FILE))
        last = citizen.sees[-1]
        assert last.text.endswith(LINE)
        assert last.text.startswith("Ось." if text == "Ось." else FILE.name)
        assert last.buttons == ("Дякую",)
        assert reference == ",".join(str(one.id) for one in citizen.sees)
        assert len(citizen.sees) == (2 if len(text) > 1024 else 1)
        assert shelf.arrived == []
        telegram.fake.refusals.clear()


class TestTroubles:
    @pytest.mark.parametrize(
        ("code", "failure"), [(500, Failure.RETRY), (429, Failure.RETRY), (403, Failure.GONE)]
    )
    async def test_of_telegram_are_told_as_for_a_text(
        self,
        channel: TelegramChannel,
        citizen: Citizen,
        telegram: Running,
        code: int,
        failure: Failure,
    ) -> None:
        description = "Forbidden: bot was blocked by the user" if code == 403 else "wait"
        order = {"method": "sendDocument", "code": code, "description": description}
        local(telegram.fake)("fail", order)
        with pytest.raises(SendError) as caught:
            await tell(channel, citizen, Message("Ось.", file=FILE))
        assert caught.value.failure is failure
        assert citizen.sees == []
        await tell(channel, citizen, Message("Ось.", file=FILE))
        assert [seen.file for seen in citizen.sees] == [FILE.name]

    async def test_of_our_own_shelf_pass(
        self, channel: TelegramChannel, citizen: Citizen, shelf: Shelf
    ) -> None:
        shelf.failing = True
        with pytest.raises(SendError) as caught:
            await tell(channel, citizen, Message("Ось.", file=FILE))
        assert caught.value.failure is Failure.RETRY
        assert citizen.sees == []

    async def test_a_file_longer_than_telegram_takes_goes_as_a_link(
        self, channel: TelegramChannel, citizen: Citizen, shelf: Shelf
    ) -> None:
        """Its size was told wrong."""
        shelf.files[7] = bytes(51 * MEGABYTE)
        await tell(channel, citizen, Message("", file=FILE))
        assert [(seen.file, seen.text) for seen in citizen.sees] == [("", LINE)]


class TestWhatACitizenSent:
    async def sent(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running, **what: object
    ) -> str:
        await citizen.sends_file("скан сторінки.pdf", caption="ось", **what)
        turn = channel.turn(telegram.fake.updates[-1])
        assert turn is not None
        assert (turn.kind, turn.text, turn.own) == (TurnKind.FILE, "ось", str(citizen.sees[-1].id))
        return turn.files[0].ref

    async def test_is_fetched(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        ref = await self.sent(channel, citizen, telegram, content=PDF)
        assert await channel.fetch(ref) == PDF

    async def test_keeps_its_name_for_the_conversation_when_edited(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        await citizen.says("перше")
        await citizen.corrects("друге")
        first, second = map(channel.turn, telegram.fake.updates)
        assert first is not None
        assert second is not None
        assert first.own == second.own != ""
        assert second.edited

    async def test_too_large_gone_or_away_is_told_clearly(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running
    ) -> None:
        large = await self.sent(channel, citizen, telegram, size=21 * MEGABYTE)
        small = await self.sent(channel, citizen, telegram, content=PDF)
        assert await self.failure(channel, large) is Failure.BAD
        assert await self.failure(channel, "a forged reference") is Failure.GONE
        local(telegram.fake)("fail", {"method": "getFile", "code": 502})
        assert await self.failure(channel, small) is Failure.RETRY
        path, size, _ = telegram.fake.files[small]
        telegram.fake.files[small] = (path, size, bytes(21 * MEGABYTE))
        assert await self.failure(channel, small) is Failure.BAD
        telegram.fake.token = "1:another"
        assert await self.failure(channel, small) is Failure.RETRY
        telegram.fake.refusals.clear()

    async def test_that_vanished_between_two_calls_is_gone(
        self, channel: TelegramChannel, citizen: Citizen, telegram: Running, monkeypatch
    ) -> None:
        ref = await self.sent(channel, citizen, telegram, content=PDF)
        client = channel._client
        asked = client.call

        async def vanishing(method: str, params: object) -> object:
            found = await asked(method, params)
            telegram.fake.files.clear()
            return found

        monkeypatch.setattr(client, "call", vanishing)
        assert await self.failure(channel, ref) is Failure.GONE

    async def failure(self, channel: TelegramChannel, ref: str) -> Failure:
        with pytest.raises(FetchError) as caught:
            await channel.fetch(ref)
        assert TOKEN not in repr(caught.value.__dict__)
        return caught.value.failure


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("title", ["", "Назва 🌉"])
def test_every_call_fits_the_bot_api(long: bool, title: str) -> None:
    text = "🙂" * (513 if long else 500)
    message = Message(text, title=title, rows=MORE, file=FILE)
    calls = render(
        message, chat="1", text=UKRAINIAN.__getitem__, document=(FILE.name, PDF), keyboard=True
    )
    for call in [*calls, *(call.instead for call in calls if call.instead)]:
        check(call)
    assert [call.method for call in calls] == [
        *(["sendMessage"] if long else []),
        "sendDocument",
        "sendMessage",  # takes the location keyboard away
    ]


def check(call: Call) -> None:
    given = json.loads(json.dumps(call.params)) | (
        {"document": call.document} if call.document else {}
    )
    params = read_params(call.method, given)
    check_caption(params)
    if "text" in params:
        check_text(params)


def test_a_call_shows_no_bytes() -> None:
    assert "PDF" not in repr(Call("sendDocument", {}, document=Document("a.pdf", PDF)))
