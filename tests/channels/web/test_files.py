"""What a page uploads: kept once, used by its own conversation only, read by the desk."""

import asyncio
import json

import pytest

from bot.channels.contract import Failure, FetchError
from bot.channels.web.limits import Limits
from bot.engine.model import FileLink, Message
from bot.engine.turn import Attachment, TurnKind
from bot.files.rules import CITIZEN_BYTES
from bot.pacing.token_bucket import Rate
from tests.channels.web.served_chat import Visitor, serving
from tests.unit.files.samples import REFUSED, archive
from tests.waiting import until

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4


async def test_an_uploaded_file_becomes_a_turn_and_can_be_fetched():
    async with serving() as served, Visitor(served) as visitor:
        kept = await visitor.upload(PDF, "../Довідка <1>.exe")
        assert kept.status_code == 201
        assert kept.headers["cache-control"] == "no-store"
        told = kept.json()
        assert (told["name"], told["size"]) == ("Довідка 1.pdf", len(PDF))
        answer = await visitor.post(files=[told["file"]], text="ось довідка")
        assert answer.status_code == 202
        [event] = served.memory.events
        turn = served.channel.turn(json.loads(json.dumps(event.body)))
        assert (turn.kind, turn.text) == (TurnKind.FILE, "ось довідка")
        assert turn.own == event.body["id"]
        file = Attachment("file:1", "Довідка 1.pdf", len(PDF), "application/pdf")
        assert turn.files == (file,)
        assert await served.channel.fetch(file.ref) == PDF


async def test_a_signed_document_is_taken_and_its_sender_told():
    async with serving() as served, Visitor(served) as visitor:
        body = archive(("META-INF/signature.p7s", "x"), ("a.pdf", "%PDF-1.7"))
        told = (await visitor.upload(body, "Витяг.asice")).json()
        assert (told["name"], told.get("renamed")) == ("Витяг.asice", None)
        assert "електронним підписом" in told["note"]
        assert "note" not in (await visitor.upload(PDF, "a.pdf")).json()


async def test_several_files_need_no_words():
    async with serving() as served, Visitor(served) as visitor:
        tokens = [(await visitor.upload(PDF, f"{n}.pdf")).json()["file"] for n in (1, 2)]
        await visitor.post(files=[*tokens, tokens[0]])
        [event] = served.memory.events
        turn = served.channel.turn(event.body)
        assert [one.name for one in turn.files] == ["1.pdf", "2.pdf"]
        assert turn.text == ""
        [line] = await visitor.history()
        assert [one["name"] for one in line["own"]["files"]] == ["1.pdf", "2.pdf"]


async def test_a_file_belongs_to_its_own_conversation():
    async with serving() as served, Visitor(served) as visitor, Visitor(served) as other:
        token = (await visitor.upload(PDF)).json()["file"]
        number, _, signature = token.partition(".")
        for forged in (token, f"{int(number) + 1}.{signature}", f"0{number}.{signature}",
                       number, f"{number}.", f".{signature}", "١.x", "9" * 40 + ".x"):  # fmt: skip
            who = other if forged == token else visitor
            refused = await who.post(files=[forged])
            assert (refused.status_code, refused.json()["code"]) == (422, "file_gone"), forged
        assert served.memory.events == []


async def test_a_file_that_is_no_longer_kept_must_be_attached_again():
    async with serving() as served, Visitor(served) as visitor:
        token = (await visitor.upload(PDF)).json()["file"]
        served.channel.shelf.files.clear()
        refused = await visitor.post(files=[token], text="ось")
        assert refused.json()["code"] == "file_gone"
        for ref in ("file:1", "file:", "file:x", "1", "BQAC1"):
            with pytest.raises(FetchError) as caught:
                await served.channel.fetch(ref)
            assert caught.value.failure is Failure.GONE


@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_not_allowed_is_told_in_words(case):
    body, name = REFUSED[case]
    async with serving() as served, Visitor(served) as visitor:
        refused = await visitor.upload(body, name)
        assert (refused.status_code, refused.json()["code"]) == (415, "file_type")
        assert "PDF" in refused.json()["error"]
        assert served.channel.shelf.files == {}


async def test_an_empty_file_is_refused():
    async with serving() as served, Visitor(served) as visitor:
        refused = await visitor.upload(b"")
        assert (refused.status_code, refused.json()["code"]) == (422, "file_empty")


async def test_a_file_of_the_largest_size_passes_and_one_byte_more_does_not():
    async with serving() as served, Visitor(served) as visitor:
        body = PDF + bytes(CITIZEN_BYTES - len(PDF))
        assert (await visitor.upload(body)).status_code == 201
        refused = await visitor.upload(body + b"\0")
        assert (refused.status_code, refused.json()["code"]) == (413, "file_large")


async def test_a_body_that_does_not_tell_its_length_is_no_longer_read_at_the_limit():
    async def long():
        for _ in range(2 * CITIZEN_BYTES // 2**18):
            yield b"%PDF-" + bytes(2**18)

    async with serving() as served, Visitor(served) as visitor:
        refused = await visitor.upload(long())
        assert (refused.status_code, refused.json()["code"]) == (413, "file_large")


@pytest.mark.parametrize("authorization", [None, "Bearer forged"])
async def test_without_a_session_of_ours_nothing_is_kept(authorization):
    async with serving() as served, Visitor(served) as visitor:
        headers = {"Authorization": authorization} if authorization else {}
        refused = await visitor.http.post("/chat/files?name=a.pdf", content=PDF, headers=headers)
        assert refused.status_code == 401
        assert served.channel.shelf.files == {}


async def test_a_flood_of_files_waits():
    limits = Limits(files_per_session=Rate(2, 0.01), files_per_address=Rate(4, 0.01))
    async with (
        serving(limits=limits) as served,
        Visitor(served) as loud,
        Visitor(served) as calm,
        Visitor(served) as third,
    ):
        codes = [(await loud.upload(PDF)).status_code for _ in range(3)]
        assert codes == [201, 201, 429]
        assert (await calm.upload(PDF)).status_code == 201
        refused = await third.upload(PDF)
        assert int(refused.headers["retry-after"]) > 0


async def test_only_so_many_come_at_once():
    more = asyncio.Event()

    async def dripping():
        yield b"%PDF-"
        await more.wait()
        yield b"1.7"

    async with (
        serving(limits=Limits(files_at_once=1)) as served,
        Visitor(served) as slow,
        Visitor(served) as other,
    ):
        first = asyncio.create_task(slow.upload(dripping()))
        await until(lambda: served.channel.shelf.expected == 1)  # it has its place
        assert (await other.upload(PDF)).status_code == 429
        more.set()
        assert (await first).status_code == 201
        assert (await other.upload(PDF)).status_code == 201


async def test_our_file_reaches_the_page_and_a_reload():
    file = FileLink(5, "Стаття.pdf", 2048, "https://mistok.test/file/abc")
    sent = {"id": 5, "name": "Стаття.pdf", "size": 2048, "url": "https://mistok.test/file/abc"}
    async with serving() as served, Visitor(served) as visitor, visitor.stream() as stream:
        await visitor.post(text="надішліть")
        await served.memory.say(served.only_peer, Message("Ось вона.", file=file))
        _, message = await stream.next()
        assert message["file"] == sent
        assert (await visitor.history())[-1]["message"]["file"] == sent
