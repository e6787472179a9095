"""What a file is by its bytes, and what it may be called."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.files.kinds import EXTENSIONS
from bot.files.rules import (
    CITIZEN_BYTES,
    NAME_LETTERS,
    FileRefusedError,
    safe_name,
)
from bot.files.words import size_in_words
from tests.unit.files.samples import REFUSED, TAKEN, media_type_of, office

PDF = "application/pdf"


def judged(body: bytes, name: str) -> str:
    """The media type, or the code of the refusal."""
    try:
        return media_type_of(body, name)
    except FileRefusedError as refused:
        return refused.code


@pytest.mark.parametrize(("media_type", "body"), TAKEN)
def test_allowed_files_are_known_by_their_bytes_whatever_their_name(media_type, body):
    for name in ("", "файл", "photo.exe", "a.pdf"):
        if not (media_type == "text/plain" and name == "photo.exe"):
            assert media_type_of(body, name) == media_type
    assert media_type in EXTENSIONS


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_run_or_is_unknown_is_refused_with_advice(case):
    body, name = REFUSED[case]
    with pytest.raises(FileRefusedError) as refused:
        media_type_of(body, name)
    assert refused.value.code == "type"
    assert "PDF" in refused.value.text


def test_empty_and_too_large_files_are_refused():
    for body, code in ((b"", "empty"), (b"%PDF-" + b" " * CITIZEN_BYTES, "large")):
        with pytest.raises(FileRefusedError) as refused:
            media_type_of(body, "a.pdf", most=CITIZEN_BYTES)
        assert refused.value.code == code


def test_a_picture_that_is_also_a_page_stays_a_picture():
    body = b"GIF89a/*" + b"\0" * 20 + b"*/=1;</script><script>alert(1)</script>"
    assert media_type_of(body, "a.html") == "image/gif"
    assert safe_name("a.html", "image/gif") == "a.gif"


@given(some.binary(max_size=300), some.text(max_size=20))
def test_no_bytes_break_the_judge(body, name):
    assert judged(body, name) in {*EXTENSIONS, "empty", "type"}


@given(some.binary(max_size=200), some.integers(0, 400))
def test_no_damaged_archive_breaks_the_judge(noise, at):
    whole = office("word/document.xml")
    body = whole[:at] + noise + whole[at + len(noise) :]
    assert judged(body, "a.docx") in {*EXTENSIONS, "type"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Довідка про доходи.pdf", "Довідка про доходи.pdf"),
        ("ДОВІДКА.PDF", "ДОВІДКА.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\Windows\\win.ini", "win.pdf"),
        ("C:\\Users\\Олена\\заява.pdf", "заява.pdf"),
        ("/", "файл.pdf"),
        ("", "файл.pdf"),
        (".pdf", "файл.pdf"),
        ("...", "файл.pdf"),
        (".bashrc", "bashrc.pdf"),
        ("   .  ", "файл.pdf"),
        ("рахунок\u202efdp.exe", "рахунокfdp.pdf"),
        ("рах\u200bунок.pdf.exe", "рахунок.pdf"),
        ("a\0b\r\nc\td.pdf", "a b c d.pdf"),
        ('x";filename="evil.exe.pdf', "x ;filename= evil.exe.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("заява:потік.pdf", "заява потік.pdf"),
        ("CON", "_CON.pdf"),
        ("con.txt.pdf", "_con.txt.pdf"),
        ("nul .pdf", "_nul.pdf"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("lpt9.html", "_lpt9.pdf"),
        ("console.pdf", "console.pdf"),
        ("звіт за 21.11", "звіт за 21.11.pdf"),
        ("крапка в кінці.pdf. . ", "крапка в кінці.pdf"),
        ("\ud83d половина.pdf", "половина.pdf"),
    ],
)
def test_nasty_names_become_plain_ones(name, safe):
    assert safe_name(name, PDF) == safe


def test_the_extension_is_the_type_s_own():
    assert safe_name("фото.JPEG", "image/jpeg") == "фото.jpeg"
    assert safe_name("фото.png", "image/jpeg") == "фото.jpg"
    assert safe_name("щось.html", "video/unknown") == "щось.bin"


def test_long_names_keep_their_extension():
    assert safe_name("я" * 300 + ".pdf", PDF) == "я" * (NAME_LETTERS - 4) + ".pdf"
    assert len(safe_name("🙂" * 300, PDF).encode()) <= 240


@given(some.text(max_size=120), some.sampled_from(sorted(EXTENSIONS)))
def test_any_name_becomes_one_that_any_computer_takes(name, media_type):
    safe = safe_name(name, media_type)
    assert 0 < len(safe) <= NAME_LETTERS
    assert safe.endswith(EXTENSIONS[media_type])
    assert not set(safe) & set('<>:"/\\|?*')
    assert not {unicodedata.category(letter) for letter in safe} & {"Cc", "Cf", "Cs"}
    assert safe == safe.strip(". ")
    assert safe_name(safe, media_type) == safe


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (340 * 1024, "340 KB"), (1024 * 1024 - 1, "1 MB"), (2411724, "2,3 MB")],
)
def test_sizes_are_words(size, words):
    assert size_in_words(size, str, lang="uk") == words
    assert size_in_words(size, str, lang="en") == words.replace(",", ".")
