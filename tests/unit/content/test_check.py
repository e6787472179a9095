"""Warnings: nothing breaks, but an editor should look."""

import re
from datetime import date

import pytest

from bot.content import load
from bot.content.check import check, errors_of, warnings_of
from tests.unit.content.small import FILES, SETTLEMENTS, broken, small_content

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


def test_a_third_language_asks_in_its_own_field(tmp_path):
    asked = broken(SERVICES, "    asks:\n", "    asks_pl: [gdzie zrobić paszport]\n    asks:\n")
    asked[SERVICES] += "    asks_pl: [Gdzie zrobić paszport]\n"
    folder = small_content(tmp_path, **asked)
    assert [str(one) for one in errors_of(check(folder, today=TODAY))] == []
    first, second = load(folder).content.catalogue
    assert first.asks == ("де зробити паспорт", "gdzie zrobić paszport")
    assert second.asks == ("Gdzie zrobić paszport",)
    twice = [str(one) for one in check(folder, today=TODAY) if "те саме запитання" in str(one)]
    assert len(twice) == 1
    assert "identity.yaml:23:15: те саме запитання є в «id-card»" in twice[0]


def test_an_unchecked_service_is_named(tmp_path):
    assert (
        "content/services/identity.yaml:17:9: запис ніхто не перевіряв. "
        "Знайдіть джерело, впишіть source і checked."
    ) in _warnings(tmp_path)


CLAIMED = "    who: {uk: Кожен.}\n    term: {uk: День.}\n    asks:\n"


def _claiming(*source: str) -> dict[str, str]:
    claimed = broken(SERVICES, "    asks:\n", CLAIMED)[SERVICES]
    sourced = claimed.replace("    source: https://dmsu.gov.ua\n", "".join(source), 1)
    return {SERVICES: sourced}


def test_a_claim_that_no_page_is_said_to_tell_is_named(tmp_path):
    named = (
        "не сказано, яка сторінка підтверджує «{}». Впишіть supports біля джерела або приберіть "
        "ці поля."
    )
    bare = _claiming("    source: https://dmsu.gov.ua\n")
    place = "content/services/identity.yaml"
    assert f"{place}:12:10: {named.format('who, term')}" in _warnings(tmp_path, **bare)
    page = ("    source:\n", "      url: https://dmsu.gov.ua\n", "      supports: [what, who]\n")
    assert f"{place}:13:11: {named.format('term')}" in _warnings(tmp_path, **_claiming(*page))
    more = "    sources_more: [{url: https://example.com/term, supports: [term]}]\n"
    assert not [one for one in _warnings(tmp_path, **_claiming(*page, more)) if "supports" in one]


def test_a_page_is_its_address_alone_or_with_what_it_tells(tmp_path):
    page = "    source: {url: https://dmsu.gov.ua, supports: [who, term], seen: 2026-01-20}\n"
    more = "    sources_more: [https://example.com, {url: https://example.com/more}]\n"
    folder = small_content(tmp_path, **_claiming(page, more))
    assert [str(one) for one in errors_of(check(folder, today=TODAY))] == []
    card = load(folder).content.catalogue.get("id-card")
    assert card is not None
    assert card.source == "https://dmsu.gov.ua"
    assert card.sources_more == ("https://example.com", "https://example.com/more")


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


def test_errors_stand_before_warnings(tmp_path):
    changed = broken("service.yaml", "source: https://example.com", "sourse: x")
    problems = check(small_content(tmp_path, **changed), today=TODAY)
    errors = errors_of(problems)
    assert errors
    assert problems == [*errors, *warnings_of(problems)]


@pytest.mark.parametrize(
    "row", ["", "UA68040150020011111,C,Божиківці,UA68040150000056044,Деражнянська,49.3,27.4\n"]
)
def test_a_place_at_a_code_that_the_table_lacks_is_an_error(tmp_path, row):
    office = """\
offices:
  - id: office
    kind: bureau
    name: {uk: Бюро}
    settlement: UA68040150010024820
    source: https://example.com/legal
"""
    changed = {
        "places/settlements.csv": SETTLEMENTS.splitlines()[0] + f"\n{row}",
        **broken("legal_aid.yaml", "offices: []\n", office),
    }
    told = [str(one) for one in errors_of(check(small_content(tmp_path, **changed), today=TODAY))]
    assert [one.partition(": ")[0] for one in told] == [
        "content/legal_aid.yaml:11:17",
        "content/libraries/all.yaml:5:17",
    ]
    assert all("немає населеного пункту з кодом «UA68040150010024820»" in one for one in told)


def test_a_settlement_whose_point_nobody_knows_is_no_error(tmp_path):
    changed = broken("places/settlements.csv", "49.26872,27.43352", ",")
    assert not errors_of(check(small_content(tmp_path, **changed), today=TODAY))


def test_a_service_run_by_another_than_the_oblasts_library_is_named(tmp_path):
    run_by = FILES["service.yaml"].replace("{uk: Бібліотека}", "{uk: Центральна бібліотека}")
    told = [one for one in _warnings(tmp_path, **{"service.yaml": run_by}) if "run_by" in one]
    assert told == []
    (told,) = (one for one in _warnings(tmp_path) if "run_by" in one)
    assert told.startswith("content/service.yaml:4:9: за Місток тут відповідає «Бібліотека»")
    assert "«Центральна бібліотека»" in told


def test_a_rule_of_hours_that_never_acts_is_named(tmp_path):
    where = next(one for one in FILES if one.startswith("libraries/"))
    text = FILES[where]
    assert "hours:" in text
    changed = re.sub(r"hours: .*", "hours: Mo-Fr 09:00-18:00; Mo-Fr 10:00-17:00", text, count=1)
    told = [
        str(one) for one in check(small_content(tmp_path, **{where: changed}), today=TODAY)
        if "ніколи не діє" in str(one)
    ]  # fmt: skip
    assert len(told) == 1
    assert "«Mo-Fr 09:00-18:00»" in told[0]
    assert f"{where}:" in told[0]


COMMONEST = {"commonest.yaml": "commonest: [id-card]\n"}
NOW = "    now: {uk: Прийдіть.}\n    asks:\n"


def test_one_of_the_commonest_must_say_what_to_do_now(tmp_path):
    (error,) = errors_of(check(small_content(tmp_path, **COMMONEST), today=TODAY))
    assert str(error).startswith("content/commonest.yaml:1:13: картка «id-card» – одна з найпотріб")
    sound = broken(SERVICES, "    asks:\n", NOW)
    folder = small_content(tmp_path / "sound", **COMMONEST, **sound)
    assert errors_of(check(folder, today=TODAY)) == []
    assert load(folder).content.commonest == ("id-card",)


def test_one_that_is_not_there_is_an_error(tmp_path):
    wrong = {"commonest.yaml": "commonest: [nothing]\n"}
    (error,) = errors_of(check(small_content(tmp_path, **wrong), today=TODAY))
    assert "немає запису «nothing»" in str(error)


def test_of_the_others_it_is_a_remark(tmp_path):
    told = [one for one in _warnings(tmp_path) if "не каже, що зробити зараз" in one]
    assert [one.partition(": ")[0] for one in told] == [
        "content/services/identity.yaml:3:9", "content/services/identity.yaml:17:9",
    ]  # fmt: skip


def test_a_button_to_a_home_page_is_named_where_the_page_is_known(tmp_path):
    page = "    source: https://dmsu.gov.ua/services/pasport\n"
    known = broken(SERVICES, "    source: https://dmsu.gov.ua\n", page)
    known[SERVICES] = known[SERVICES].replace(
        "    what:\n", "    official_url: https://dmsu.gov.ua\n    what:\n", 1
    )
    told = [one for one in _warnings(tmp_path, **known) if "головну сторінку" in one]
    assert len(told) == 1
    assert told[0].endswith("відома потрібна: https://dmsu.gov.ua/services/pasport")


def test_a_card_that_promises_for_all_libraries_is_named(tmp_path):
    promising = broken(SERVICES, "    kind: eservice\n", "    kind: library\n")
    told = [one for one in _warnings(tmp_path, **promising) if "за всі бібліотеки" in one]
    assert [one.partition(": ")[0] for one in told] == ["content/services/identity.yaml:3:9"]
    asking = {SERVICES: promising[SERVICES].replace("    asks:\n", f"{ASK}    asks:\n", 1)}
    told = [one for one in _warnings(tmp_path / "asks", **asking) if "за всі бібліотеки" in one]
    assert told == []


ASK = "    note: {uk: Спитайте у своїй бібліотеці.}\n"
