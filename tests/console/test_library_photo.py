"""The photo of a library: sent at the desk, seen on its public page, taken away and back."""

import asyncio
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.content import load
from bot.libraries.pages import photo as page_of_photo
from bot.libraries.photo_child import MOST_PIXELS
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, Librarian, ServedDesk
from tests.console.test_content import WHY, sends
from tests.console.test_list_upload import applied, sent, texts
from tests.console.test_public_pages import Page
from tests.unit.libraries.photos import of_a_telephone, photo
from tests.unit.library_list.sheets import CENTRAL as CENTRAL_ROW
from tests.unit.library_list.sheets import HEAD, csv_file

CARD = "/desk/library/card"
PAGE = f"{CARD}/photo"
PUBLIC = f"/libraries/{CENTRAL}"
AGREED = {"library": CENTRAL, "alt": "Двері з боку парку", "ours": "yes", "people": "yes"}


async def send(one: Librarian, body: bytes, name: str = "IMG_1.jpg", **given: str) -> None:
    """Open the page and send a photo, as a browser does."""
    await one.open(PAGE)
    files = {"photo": (name, body, "image/jpeg")}
    await one.post(f"{PAGE}/send", files=files, **{**AGREED, **given})


async def public(one: Librarian) -> Page:
    return Page((await one.http.get(PUBLIC)).text)


async def shows(desk: ServedDesk, folder: Path, one: Librarian, how_many: int) -> Page:
    """The public page, which has so many pictures once the folder is taken."""
    taken = replace(desk.app._content.index, content=load(folder).content)
    desk.app._content._take(taken)  # what a running program does, which learns all of it
    page = await public(one)
    assert len(page.all("img")) == how_many
    return page


async def test_it_is_published_without_what_the_camera_knew_and_undone(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await head.open(CARD)
    head.sees("Додати фото")
    await send(head, of_a_telephone())
    head.sees("Фото опубліковано", "Двері з боку парку", "Фото від бібліотеки, 23 листопада 2026")
    assert head.page
    (shown,) = Page(head.page.text).all("img")
    first = await head.http.get(str(shown["src"]))  # at once: the page shows it
    assert first.status_code == 200

    anybody = desk.browser()
    page = await shows(desk, own_content, anybody, 1)
    (picture,) = page.all("img")
    assert picture["src"] == shown["src"]
    assert (picture["width"], picture["height"]) == ("960", "1280")
    assert (picture["loading"], picture["alt"]) == ("lazy", "Двері з боку парку")
    image = page.schema["image"]
    assert image["contentUrl"].endswith(str(picture["src"]))
    assert (image["width"], image["caption"]) == (960, "Двері з боку парку")
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    policy = (await anybody.http.get(PUBLIC)).headers["content-security-policy"]
    assert "img-src 'self'" in policy

    file = await anybody.http.get(str(picture["src"]))
    assert file.headers["content-type"] == "image/jpeg"
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    published = Image.open(io.BytesIO(file.content))
    assert published.size == (960, 1280)
    assert not published.getexif()
    assert b"Village Phone" not in file.content

    record = (own_content / "libraries" / "khmelnytskyi.yaml").read_text(encoding="utf-8")
    assert "uk: Двері з боку парку" in record
    assert "source: Дані бібліотеки, 23.11.2026" in record
    before = (await head.open(CARD)).text
    assert "Змінити фото" in before
    assert "pvisti.info" in before  # the other facts have the source and the day they had

    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    await editor.open("/desk/content/history")
    editor.sees("Галина", "Фото бібліотеки")
    await editor.post("/desk/content/undo", number="1")
    await shows(desk, own_content, anybody, 0)
    assert (await anybody.http.get(str(picture["src"]))).status_code == 404
    await editor.post("/desk/content/undo", number="2")
    await shows(desk, own_content, anybody, 1)
    assert (await anybody.http.get(str(picture["src"]))).content == file.content
    await head.open(PAGE)
    await head.post(f"{PAGE}/remove", library=CENTRAL)
    head.sees("Фото прибрано", "Фото ще немає")
    await shows(desk, own_content, anybody, 0)


async def test_the_words_that_stand_there_are_in_every_language(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await send(head, photo(), alt="Вхід до бібліотеки")
    anybody = desk.browser()
    await shows(desk, own_content, anybody, 1)
    english = Page((await anybody.http.get(f"{PUBLIC}?lang=en")).text)
    assert english.all("img")[0]["alt"] == "The entrance of the library"


async def test_what_can_not_be_published_is_told_and_nothing_is_kept(
    desk: ServedDesk, own_content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(own_content)
    head = await desk.librarian("Галина", role=Role.HEAD)
    heic = b"\0\0\0\x18ftypheic" + bytes(200)
    for given, told in (
        ({"body": heic, "name": "IMG_1.HEIC"}, "HEIC"),
        ({"body": b"%PDF-1.7"}, "Це не фото, або його не прочитати"),
        ({"body": photo((200, 100))}, "Фото замале"),
        ({"body": photo((MOST_PIXELS // 1000, 1200), format="PNG", mode="1")}, "забагато точок"),
        ({"body": photo(), "alt": "  "}, "Напишіть кількома словами, що на фото"),
        ({"body": photo(), "people": ""}, "Позначте обидва рядки"),
        ({"body": photo(), "ours": ""}, "Позначте обидва рядки"),
        ({"body": b"", "name": ""}, "Виберіть фото"),
    ):
        await send(head, **given)
        assert head.page
        assert head.page.status_code == 422, told
        head.sees(told, "Опублікувати фото")
    monkeypatch.setattr(page_of_photo, "MOST_SENT", 10_000)
    await send(head, of_a_telephone())
    head.sees("Фото більше за 0 МБ")
    assert not (own_content / "photos").exists()
    assert texts(own_content) == before


async def test_only_its_head_and_coordinators_put_one(desk: ServedDesk, own_content: Path) -> None:
    librarian = await desk.librarian()
    other = await desk.librarian("Ніна", point=OBLAST, role=Role.HEAD)
    for one in (librarian, other):
        await send(one, photo())
        one.sees("Картку змінює завідувачка своєї бібліотеки")
        await one.post(f"{PAGE}/remove", library=CENTRAL)
        one.sees("Картку змінює завідувачка своєї бібліотеки")
    olha = await desk.librarian("Ольга", point=OBLAST, role=Role.COORDINATOR)
    await send(olha, photo())
    olha.sees("Фото опубліковано")


async def test_no_other_file_of_the_server_is_served(desk: ServedDesk, own_content: Path) -> None:
    head = await desk.librarian("Галина", role=Role.HEAD)
    await send(head, photo())
    (stray,) = (own_content / "photos").glob("*.jpg")
    unnamed = stray.with_name(f"{CENTRAL}-00000000.jpg")
    unnamed.write_bytes(stray.read_bytes())
    (own_content / "photos" / "notes.txt").write_text("ні", encoding="utf-8")
    host, _, port = desk.address.removeprefix("http://").partition(":")
    for name in (unnamed.name, "notes.txt", "../service.yaml", "..%2fservice.yaml",
                 "%2e%2e/service.yaml", "..%5cservice.yaml", "/etc/passwd", "%2fetc%2fpasswd",
                 f"{stray.name}%00", f"./{stray.name}", ""):  # fmt: skip
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET /photos/{name} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
                     .encode())  # fmt: skip
        answer = await reader.read()
        writer.close()
        assert answer.split(b" ")[1] in {b"404", b"400", b"307"}, name
        assert b"run_by" not in answer
        assert b"root:" not in answer
    assert (await head.http.get(f"/photos/{stray.name}")).status_code == 200


async def test_a_list_and_an_editors_form_leave_it_as_it_is(
    desk: ServedDesk, own_content: Path, tmp_path: Path
) -> None:
    def record() -> str:
        text = (own_content / "libraries" / "khmelnytskyi.yaml").read_text(encoding="utf-8")
        return text.partition(f"id: {CENTRAL}\n")[2].partition("  - id:")[0]

    def stands() -> str:
        found = re.search(r"    photo:\n(?:      .*\n)+", record())
        assert found
        return found.group()

    head = await desk.librarian("Галина", role=Role.HEAD)
    await send(head, photo())
    before = stands()
    olha = await desk.librarian("Ольга", role=Role.COORDINATOR)
    await sent(olha, csv_file(tmp_path / "list.csv", (HEAD, CENTRAL_ROW)))
    await applied(olha)
    assert "03856 2-15-45" in record()
    assert stands() == before
    editor = await desk.librarian("Ніна", role=Role.EDITOR)
    path = f"/desk/content/libraries/{CENTRAL}"
    await editor.open(path)
    assert editor.page
    assert 'name="photo' not in editor.page.text
    await sends(editor, path, do="save", why=WHY, address="вул. Інша, 7")
    assert "вул. Інша, 7" in record()
    assert stands() == before


async def test_the_link_of_the_chat_opens_its_page(desk: ServedDesk, own_content: Path) -> None:
    halyna = await desk.staff("Галина", role=Role.HEAD)
    head = await desk.browser(halyna).enter(f"{await desk.link(halyna)}?next={PAGE}")
    head.sees("Фото бібліотеки", "Деражнянська міська центральна бібліотека")
