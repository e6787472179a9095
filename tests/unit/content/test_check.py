"""Warnings: nothing breaks, but an editor should look."""

from datetime import date

from bot.content.check import check, errors_of
from tests.unit.content.small import broken, small_content

SERVICES = "services/identity.yaml"
TODAY = date(2026, 11, 24)


def _warnings(tmp_path, *, today=TODAY, **changed):
    return [str(problem) for problem in check(small_content(tmp_path, **changed), today=today)]


def test_warnings_alone_are_no_errors(tmp_path):
    problems = check(small_content(tmp_path), today=TODAY)
    assert problems
    assert not errors_of(problems)


def test_an_error_is_an_error(tmp_path):
    changed = broken(SERVICES, "kind: eservice", "kind: nonsense")
    assert errors_of(check(small_content(tmp_path, **changed), today=TODAY))


def test_an_unchecked_service_is_named(tmp_path):
    assert (
        "content/services/identity.yaml:17:9: запис ніхто не перевіряв. "
        "Знайдіть джерело, впишіть source і checked."
    ) in _warnings(tmp_path)


def test_too_few_examples_are_named(tmp_path):
    assert (
        "content/services/identity.yaml:3:9: замало прикладів запитань: 2. "
        "Додайте до 15, щоб бот розумів різні слова."
    ) in _warnings(tmp_path)


def test_latin_letters_in_a_ukrainian_word_are_named(tmp_path):
    changed = broken(SERVICES, "uk: Паспорт громадянина.", "uk: Пacпорт громадянина.")
    assert (
        "content/services/identity.yaml:10:11: у слові «Пacпорт» є латинські букви. "
        "Наберіть його наново."
    ) in _warnings(tmp_path, **changed)


def test_a_question_under_two_entries_is_named(tmp_path):
    changed = {"examples/passport-lost.txt": "# ще\nДе зробити паспорт\n"}
    assert (
        "content/examples/passport-lost.txt:2:1: те саме запитання є в «id-card». Залиште в одному."
    ) in _warnings(tmp_path, **changed)


def test_an_old_check_is_named_after_180_days(tmp_path):
    named = (
        "content/services/identity.yaml:15:14: перевірено 181 днів тому. "
        "Звірте з джерелом і оновіть дату."
    )
    assert named in _warnings(tmp_path, today=date(2027, 5, 23))
    assert named not in _warnings(tmp_path, today=date(2027, 5, 22))
