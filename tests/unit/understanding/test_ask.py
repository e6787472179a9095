"""`mistok ask --jsonl`: the contract of one line."""

import json

import pytest

from bot.app.content_index import ContentIndex
from bot.understanding import Understanding
from bot.understanding.evaluation.ask import answer_line


def test_a_line_has_exactly_the_promised_fields(understanding: Understanding) -> None:
    line = answer_line({"id": "q1", "text": "бібліотека в Красилові"}, understanding)
    assert list(line) == ["id", "route", "decision", "hits", "place", "lang", "danger", "ask"]
    assert line["id"] == "q1"
    assert line["route"] == "access_point"
    assert line["place"] == {"codes": ["UA1"]}
    assert line["lang"] == "uk"
    json.dumps(line)


def test_no_place_is_null(understanding: Understanding) -> None:
    line = answer_line({"id": 7, "text": "субсидія"}, understanding)
    assert line["id"] == 7
    assert line["place"] is None
    assert line["hits"][0].keys() == {"id", "score"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("given", "id_"),
    [
        (None, None),
        ([], None),
        ("text", None),
        ({}, None),
        ({"text": "субсидія"}, None),
        ({"id": "a"}, "a"),
        ({"id": "a", "text": None}, "a"),
        ({"id": "a", "text": 5}, "a"),
        ({"id": ["a"], "text": "субсидія"}, None),
        ({"id": True, "text": "субсидія"}, None),
    ],
)
def test_a_bad_line_gets_an_error(
    understanding: Understanding, given: object, id_: str | None
) -> None:
    line = answer_line(given, understanding)
    assert line.keys() == {"id", "error"}
    assert line["id"] == id_
    assert line["error"]


def test_the_clause_that_asks_is_told_where_it_was_weighed(content_index: ContentIndex) -> None:
    known = content_index.understanding
    story = (
        "сусідка каже одне, на пошті друге, дощ ішов цілий день, а я хочу зрозуміти про ту бумагу, "
        "бо в хаті холодно"
    )
    assert answer_line({"id": 1, "text": story}, known)["ask"] == "а я хочу зрозуміти про ту бумагу"
    assert answer_line({"id": 2, "text": "як оформити субсидію"}, known)["ask"] is None
