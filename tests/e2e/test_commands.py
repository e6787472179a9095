"""`mistok ask`, `near`, `check`, `eval`, `migrate`: the contracts others rely on."""

import json
from pathlib import Path
from typing import Any

from tests.e2e.command import mistok, mistok_anew
from tests.unit.content.small import broken, small_content

ROUTES = {
    "service", "legal_aid", "access_point", "document_delivery", "librarian", "event",
    "out_of_scope", "greeting", "emergency",
}  # fmt: skip
DECISIONS = {"answer", "choose", "hand_over", "refuse"}


def jsonl(*lines: Any) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def test_ask_answers_each_line_by_the_contract(home: Path) -> None:
    texts = {
        "q1": "де взяти довідку про несудимість",
        "q2": "бібліотека в Деражні",
        "q3": "не хочу жити",
        "q4": "яка завтра погода",
        "q5": "how do I get a passport for travel abroad?",
        "q6": "",
        "q7": "\u202e\ud83d\x00",
    }
    asked = [{"id": name, "text": text} for name, text in texts.items()]
    typed = "\ufeff" + jsonl(*asked[:-1]) + json.dumps(asked[-1]) + "\n\n"
    done = mistok("ask", "--jsonl", cwd=home, typed=typed)
    assert (done.code, done.err) == (0, "")
    assert [line["id"] for line in done.lines] == list(texts)
    for line in done.lines:
        assert list(line) == ["id", "route", "decision", "hits", "place", "lang", "danger", "ask"]
        assert line["route"] in ROUTES
        assert line["decision"] in DECISIONS
        assert len(line["hits"]) <= 10
        scores = [hit["score"] for hit in line["hits"]]
        assert scores == sorted(scores, reverse=True)
        assert all(set(hit) == {"id", "score"} for hit in line["hits"])
    first, place, danger, weather, english = done.lines[:5]
    assert first["hits"][0]["id"] == "criminal-record"
    assert first["place"] is None
    assert place["place"] == {"codes": ["UA68040150010024820"]}
    assert danger["route"] == "emergency"
    assert (weather["route"], weather["decision"]) == ("out_of_scope", "refuse")
    assert english["lang"] == "en"


def test_a_wrong_line_gets_an_error_line_and_the_others_their_answers(home: Path) -> None:
    wrong = ["not json", "[]", "null", '{"text": "x"}', '{"id": "a"}', '{"id": "a", "text": 5}']
    typed = "\n".join([*wrong, "[" * 100_000, '{"id": 7, "text": "меню"}'])
    done = mistok("ask", "--jsonl", cwd=home, typed=typed)
    assert done.code == 1
    assert all(set(line) == {"id", "error"} for line in done.lines[:-1])
    assert len(done.lines) == len(wrong) + 2
    assert done.lines[-1]["id"] == 7
    assert "route" in done.lines[-1]


def test_near_answers_texts_and_points_by_the_contract(home: Path) -> None:
    monday, sunday = "2026-11-23T12:00:00+02:00", "2026-11-22T23:00:00+02:00"
    point = {"lat": 49.4216, "lon": 26.9965}
    lines = (
        {"id": "one", "text": "я з Деражні"},
        {"id": "several", "text": "Іванківці"},
        {"id": "none", "text": "як оформити субсидію"},
        {"id": "day", **point, "at": monday},
        {"id": "night", **point, "at": sunday},
        {"id": "need", **point, "at": monday, "need": ["internet"]},
        {"id": "sea", "lat": 44, "lon": 33},
    )
    done = mistok("near", "--jsonl", cwd=home, typed=jsonl(*lines))
    assert (done.code, done.err) == (0, "")
    found = {line["id"]: line for line in done.lines}
    assert list(found) == [line["id"] for line in lines]
    for line in done.lines:
        assert list(line) == ["id", "places", "points"]
        for place in line["places"]:
            assert list(place) == ["code", "name", "hromada", "raion"]
        for near in line["points"]:
            assert list(near) == ["id", "name", "distance_km", "open", "why"]
            assert near["open"] in (True, False, None)
        distances = [near["distance_km"] for near in line["points"]]
        assert distances == sorted(distances)
    assert found["one"]["places"][0]["name"] == "Деражня"
    assert found["one"]["points"][0]["id"] == "derazhnia-tsentralna"
    assert len(found["several"]["places"]) == 7
    assert found["several"]["points"] == []  # one must ask first
    assert found["none"] == {"id": "none", "places": [], "points": []}
    assert {near["open"] for near in found["night"]["points"]} <= {False, None}
    assert found["need"]["points"]
    assert found["sea"]["places"] == []


def test_near_tells_what_is_wrong_with_a_line(home: Path) -> None:
    lines = (
        {"id": 1, "lat": 91, "lon": 0},
        {"id": 2, "lat": "49", "lon": 26},
        {"id": 3, "lat": 49, "lon": 26, "at": "вчора"},
        {"id": 4, "lat": 49, "lon": 26, "need": "internet"},
        {"id": 5},
    )
    done = mistok("near", "--jsonl", cwd=home, typed=jsonl(*lines))
    assert done.code == 1
    assert [line["id"] for line in done.lines] == [1, 2, 3, 4, 5]
    assert all(len(line["error"]) > 20 for line in done.lines)


def test_a_single_question_needs_no_json_and_no_question_is_a_mistake(home: Path) -> None:
    done = mistok("ask", "де взяти довідку про несудимість", cwd=home)
    assert (done.code, done.lines[0]["hits"][0]["id"]) == (0, "criminal-record")
    for command in ("ask", "near"):
        done = mistok(command, cwd=home)
        assert (done.code, done.out) == (2, "")
        assert "--jsonl" in done.err


def test_check_passes_clean_content_and_names_what_is_broken(tmp_path: Path) -> None:
    content = small_content(tmp_path)
    clean = mistok("check", str(content), cwd=tmp_path)
    assert (clean.code, "Помилок: 0." in clean.err) == (0, True)
    small_content(
        tmp_path,
        **broken("services/identity.yaml", "kind: eservice", "kind: nonsense"),
        **broken("libraries/all.yaml", "hours: Mo-Fr", "hours: Mondays"),
    )
    done = mistok("check", str(content), cwd=tmp_path)
    assert done.code == 1
    assert "content/services/identity.yaml:4:11: помилка: " in done.out
    assert "content/libraries/all.yaml:7:12: помилка: " in done.out
    marked = ["помилка: " in line for line in done.out.splitlines()]
    assert marked == sorted(marked, reverse=True)
    # They scroll away above the remarks, so they stand below once more, with how many there are.
    *again, count = done.err.rpartition("Помилки ще раз:\n")[2].splitlines()
    assert again == [line for line in done.out.splitlines() if "помилка: " in line]
    assert count.startswith(f"Помилок: {sum(marked)}. Зауважень: {len(marked) - sum(marked)} ")
    assert "content/places/nicknames.csv:1:1: " in done.out  # not there at all
    missing = mistok("check", str(tmp_path / "nowhere"), cwd=tmp_path)
    assert (missing.code, missing.out) == (2, "")


def test_eval_measures_labelled_questions(home: Path) -> None:
    label = {"text": "де взяти довідку про несудимість", "route": "service"}
    labels = home / "labels.jsonl"
    labels.write_text(jsonl(label | {"expect": ["criminal-record"]}), encoding="utf-8")
    done = mistok("eval", str(labels), cwd=home)
    assert done.code == 0
    assert "top-1" in done.out
    assert "100.0" in done.out
    labels.write_text(jsonl(label), encoding="utf-8")
    done = mistok("eval", str(labels), cwd=home)
    assert (done.code, done.out) == (1, "")
    assert "labels.jsonl:1: not a label" in done.err
    labels.write_bytes("довідка".encode("cp1251"))
    assert "is not in UTF-8. Save it as UTF-8" in mistok("eval", str(labels), cwd=home).err
    assert mistok("eval", "nowhere.jsonl", cwd=home).code == 2


def test_migrate_makes_the_database_once(tmp_path: Path) -> None:
    first = mistok("migrate", cwd=tmp_path)
    assert (first.code, first.out) == (0, "The database is upgraded.\n")
    assert (tmp_path / "var" / "mistok.db").stat().st_mode & 0o077 == 0
    second = mistok("migrate", cwd=tmp_path)
    assert (second.code, second.out) == (0, "The database is up to date.\n")


def test_help_names_the_commands_and_an_unknown_one_is_a_mistake(tmp_path: Path) -> None:
    done = mistok_anew("--help", cwd=tmp_path)
    assert done == mistok("--help", cwd=tmp_path)
    assert done.code == 0
    for command in ("run", "chat", "ask", "near", "check", "eval", "migrate"):
        assert command in done.out
    wrong = mistok_anew("migrat", cwd=tmp_path)
    assert wrong == mistok("migrat", cwd=tmp_path)
    assert (wrong.code, wrong.out) == (2, "")
    assert "migrate" in wrong.err
    assert mistok("migrate", "--quickly", cwd=tmp_path).code == 2
