"""`mistok chat --jsonl`: dialogues as lines, the contract that checks rely on."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.command import mistok
from tests.lines.quick import SECRET


def jsonl(*lines: Any) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


def test_each_person_has_a_dialogue_and_each_line_its_answer(home: Path) -> None:
    said = [
        {"who": "Ганна", "say": "довідка про несудимість"},
        {"who": "\ud800 2", "say": "де бібліотека\ud83d"},
        {"who": "Ганна", "say": "а скільки коштує?"},
        {"who": "\ud800 2", "lat": 49.27, "lon": 27.43},
        {"who": "Ганна", "tap": "уся картка"},
        {"who": "\ud800 2", "say": "він стоїть з ножем, зараз вб'є мене"},
    ]
    done = mistok("chat", "--jsonl", cwd=home, typed="\ufeff" + jsonl(*said))
    assert (done.code, done.err) == (0, "")
    assert all(list(one) == ["who", "messages", "cards", "danger"] for one in done.lines)
    assert [one["who"] for one in done.lines] == [one["who"].replace("\ud800", "?") for one in said]
    card, where, cost, near, again, danger = done.lines
    assert card["cards"] == cost["cards"] == again["cards"] == ["criminal-record"]
    assert "Допоможіть із цим" in card["messages"][-1]["buttons"]
    assert len(cost["messages"]) == len(again["messages"]) == 1
    assert again["messages"][0]["text"] == card["messages"][-1]["text"]
    assert "Де ви?" in where["messages"][-1]["text"]
    assert near["cards"]
    assert [one["danger"] for one in done.lines[:-1]] == [None] * 5
    assert danger["danger"]
    assert "102" in danger["messages"][0]["text"]


def test_a_line_that_says_nothing_is_told_and_the_rest_goes_on(home: Path) -> None:
    wrong: list[Any] = [
        [],
        {"say": "меню"},
        {"who": "a"},
        {"who": "a", "say": 5},
        {"who": "a", "tap": "Немає такої"},
        {"who": "a", "lat": 91, "lon": 0},
        {"who": 5, "say": "меню"},
    ]
    typed = "не JSON\n\n" + jsonl(*wrong, {"who": "a", "say": "меню"})
    done = mistok("chat", "--jsonl", cwd=home, typed=typed)
    assert done.code == 1
    assert all(set(one) == {"who", "error"} for one in done.lines[:-1])
    assert len(done.lines) == len(wrong) + 2
    assert done.lines[-1]["messages"]


def test_dialogues_rest_only_where_the_database_is_named(home: Path) -> None:
    first = jsonl({"who": "Ганна", "say": "довідка про несудимість"})
    second = jsonl({"who": "Ганна", "say": "а скільки коштує?"})
    mistok("chat", "--jsonl", cwd=home, typed=first)
    assert not (home / "var" / "mistok.db").exists()
    named = {"database": f"sqlite:///{home}/own.db", "secret": SECRET}
    mistok("chat", "--jsonl", cwd=home, typed=first, **named)
    done = mistok("chat", "--jsonl", cwd=home, typed=second, **named)
    assert done.lines[0]["cards"] == ["criminal-record"]


def test_what_the_service_was_told_of_libraries_holds_in_dialogues_of_their_own(
    home: Path,
) -> None:
    said = jsonl({"who": "Ганна", "say": "бібліотека в Деражні"})
    (before,) = mistok("chat", "--jsonl", cwd=home, typed=said).lines
    assert before["cards"][0] == "derazhnia-tsentralna"
    told = "Сьогодні в бібліотеці\nЗачинено\nна 3 години\n"
    seat = ("--as", "head:Ольга", "--point", "derazhnia-tsentralna")
    assert "Читачі тепер бачать: Зачинено" in mistok("chat", *seat, cwd=home, typed=told).out
    (after,) = mistok("chat", "--jsonl", cwd=home, typed=said).lines
    assert "derazhnia-tsentralna" not in after["cards"]
