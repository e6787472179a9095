"""A person without scripts asks a librarian, over the whole bot."""

import re
from html import unescape

import pytest

from tests.talk import Talk

ASKED = "Чи є у вас підручник з історії для 7 класу?"


@pytest.fixture(autouse=True)
def _web_only(line_name: str) -> None:
    if line_name != "web":
        pytest.skip("pages are of the web chat")


async def test_who_can_be_phoned_is_named_once(talk: Talk) -> None:
    http = talk.line._visitor.http
    for path in ("/", "/plain"):
        page = (await http.get(path)).text
        listed = page[page.index('class="phones"') :]
        names = re.findall(r"<li>([^<:]+):", listed)
        assert len(names) >= 2, path
        assert len(set(names)) == len(names), path
        assert listed.count('href="tel:') > len(names), path  # the oblast library has two


async def test_a_question_reaches_a_librarian_by_forms_alone(talk: Talk) -> None:
    http = talk.line._visitor.http
    hidden = re.compile(r'name="(session|id|lang)" value="([^"]*)"')
    page = await http.get("/")
    assert "tel:" in page.text
    fields: dict[str, str] = {}
    answer = await http.post("/plain", data={**fields, "text": ASKED, "do": "librarian"})
    assert "З якого ви села чи міста?" in answer.text
    for label in ("Будь-яка бібліотека", "Надіслати"):
        press = re.search(f'name="press" value="([^"]+)">{label}[^<]*<', answer.text)
        assert press, answer.text
        fields = dict(hidden.findall(answer.text))
        answer = await http.post("/plain", data={**fields, "press": unescape(press[1])})
        assert "Відповідь – до" not in answer.text  # nobody is at any desk
    assert "Номер звернення" in answer.text
    assert "Бібліотекаря, який відповів би в цьому чаті, ще немає" in answer.text
    assert 'Швидше зателефонувати: <a href="tel:0' in answer.text
