"""What content says of the desk: promises, ready answers, practice, copies; and its mistakes."""

from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex
from bot.catalogue.desk import fill
from bot.content import load
from bot.requests.model import RequestKind
from tests.unit.content.small import broken, small_content

BACKWARDS = "workday: {opens: '18:00', closes: '09:00'}\nweekend"


def problems(folder: Path, **changed: str) -> list[str]:
    return [str(one) for one in load(small_content(folder, **changed)).problems]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rules = load(small_content(tmp_path)).content.desk
    promise = rules.promise("reference")
    assert (promise.answer_within.working_days, promise.idle_after.hours) == (2, 4)
    assert rules.of_kind("reference") == (promise,)
    assert rules.ready_answers[0].text.main.endswith("{day}.")
    assert rules.practice[0].replies == ("Зелена",)
    assert rules.delivery["central"].limits[0].main == "До 20 сторінок."


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "said"),
    [
        ("ready_answers.yaml", "{day}", "{dya}", "content/ready_answers.yaml:4:", "{dya}"),
        ("desk.yaml", "'09:00'", "'9 ранку'", "content/desk.yaml:8:", "09:00"),
        ("desk.yaml", "{working_days: 2}", "{working_days: 2, hours: 3}", "desk.yaml:5:", "рівно"),
        ("desk.yaml", "{working_days: 2}", "{working_days: 0}", "content/desk.yaml:5:", ""),
        ("desk.yaml", "{working_days: 2}", "{working_hours: 4}", "desk.yaml:5:", "working_hours"),
        ("calendar.yaml", "weekend", BACKWARDS, "calendar.yaml:1", "пізніше"),
        ("desk.yaml", "kind: reference", "kind: wish", "content/desk.yaml:3:", ""),
        ("document_delivery.yaml", "library: central", "library: nowhere", ":8:", "nowhere"),
        ("practice.yaml", "words: Де книжка", "слова: Де", "content/practice.yaml:4:", "слова"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, where: str, said: str
) -> None:
    found = problems(tmp_path, **broken(name, old, new))
    assert any(where in one and said in one for one in found), found


def test_a_broken_file_leaves_the_rest_working(tmp_path: Path) -> None:
    loaded = load(small_content(tmp_path, **broken("desk.yaml", "promises:", "promises: [")))
    assert loaded.problems
    assert loaded.content.desk.promises[0].answer_within.working_days == 2
    assert loaded.content.desk.ready_answers


def test_a_term_of_the_law_has_its_source(tmp_path: Path) -> None:
    law = broken("desk.yaml", "    remind_at", "    law: ст. 20\n    remind_at")
    assert any("source" in one for one in problems(tmp_path, **law))


def test_an_unknown_value_leaves_out_its_sentence() -> None:
    text = "Прийдіть до нас. {library} працює {hours}. Дякуємо!"
    assert fill(text, {"library": "Бібліотека", "hours": "з 9 до 18"}) == (
        "Прийдіть до нас. Бібліотека працює з 9 до 18. Дякуємо!"
    )
    assert fill(text, {"library": "Бібліотека"}) == "Прийдіть до нас. Дякуємо!"


def test_the_real_content_promises_something_for_every_kind(
    content_index: ContentIndex,
) -> None:
    rules = content_index.content.desk
    for kind in RequestKind:
        assert rules.of_kind(kind.value), kind
        assert rules.keep_days[kind.value] >= 30
    assert {one.kind for one in rules.practice} == set(RequestKind)
    assert len(rules.ready_answers) >= 15
    assert all(one.source and one.checked for one in rules.promises if one.is_law)
