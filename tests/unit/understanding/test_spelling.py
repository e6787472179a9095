"""Misspelt words of what people read: what is found, and that nothing else is."""

import pytest

from bot.app.content_index import ContentIndex
from bot.app.settings import ROOT
from bot.content.check import shown_lines
from bot.content.pages.hinted import UsedWords
from bot.understanding.text.spelling import slips, words_of

USED = words_of(
    ["працює бібліотеки субсидія документи електронний питання комп’ютер зателефонуйте"]
)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("працюе", "працює"),
        ("бібліотекі", "бібліотеки"),
        ("Субсідія", "Субсидія"),
        ("докумунти", "документи"),
        ("електроний", "електронний"),
        ("питаня", "питання"),
        ("комп'ютери", ""),
        ("компютер", "комп’ютер"),
        ("зателефануйте", "зателефонуйте"),
    ],
)
def test_the_word_that_is_meant_is_named(wrong: str, right: str) -> None:
    assert dict(slips(f"Тут {wrong}.", "uk", USED)) == ({wrong: right} if right else {})


def test_what_is_a_word_a_name_or_of_no_dictionary_is_left_alone() -> None:
    assert [*slips("Працював у бібліотеці, небезпечних документів.", "uk", USED)] == []
    assert [*slips("Пилипи, Лотівська, ЦНАП, застосунок «Резерв+»", "uk", USED)] == []
    assert [*slips("бібліотекі", "en", USED)] == []


def test_of_all_that_is_published_no_word_is_told_and_of_what_the_program_says_none(
    content_index: ContentIndex,
) -> None:
    used = UsedWords().of(content_index.content, "uk")
    assert len(used) > 3000
    lines = [one.text for one in shown_lines(ROOT / "content")]
    said = (ROOT / "locales/uk/LC_MESSAGES/messages.po").read_text(encoding="utf-8").splitlines()
    found = {slip for text in (*lines, *said) for slip in slips(text, "uk", used)}
    assert found == set()
    assert len(lines) > 2000
