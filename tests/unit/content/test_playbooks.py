"""Playbooks: what is wrong in them is told to editors, and what ships is whole."""

import re
from pathlib import Path

import pytest

from bot.content import load
from bot.content.check import check, errors_of
from tests.unit.content.small import small_content

FOLDER = Path(__file__).parents[3] / "content"
TROUBLES = """\
troubles:
  - id: not-come
    words: [не прийш*]
"""
PLAYBOOKS = """\
playbooks:
  - id: passport-late
    troubles: [not-come]
    cards: [id-card]
    title: {uk: Паспорт не готовий}
    button: {uk: Не готовий}
    now: {uk: Спитайте.}
    question: {uk: Що сказали?}
    answers:
      - label: {uk: Готовий}
        say: {uk: 'Добрий день. Мій паспорт готовий?'}
      - label: {uk: Не готовий}
        steps: [{uk: Напишіть.}]
        letter: {uk: 'До [орган]. Прошу відповісти.'}
    source: {url: https://dmsu.gov.ua/x, supports: [now, steps]}
    checked: 2026-11-23
"""


def _errors(tmp_path, playbooks=PLAYBOOKS, troubles=TROUBLES):
    files = {"playbooks/all.yaml": playbooks, "troubles.yaml": troubles}
    return [str(one) for one in errors_of(check(small_content(tmp_path, **files)))]


def test_a_sound_playbook_is_read(tmp_path):
    files = {"playbooks/all.yaml": PLAYBOOKS, "troubles.yaml": TROUBLES}
    loaded = load(small_content(tmp_path, **files))
    assert [str(one) for one in loaded.problems] == []
    playbooks = loaded.content.playbooks
    (one,) = playbooks.about("id-card")
    assert playbooks.meant("id-card", "not-come") is one
    assert playbooks.meant("id-card", "refused") is None
    assert playbooks.meant("passport-lost", "not-come") is None
    assert [ending.label.main for ending in one.endings] == ["Готовий", "Не готовий"]


WRONG = {
    "cards: [id-card]": ("cards: [nothing]", "немає запису «nothing»"),
    "troubles: [not-come]": ("troubles: [late]", "немає біди «late»"),
    "    question: {uk: Що сказали?}\n": ("", "question пишуть тоді, коли"),
    "      - label: {uk: Готовий}\n        say": ("      - say", "label має кожна відповідь"),
    "        letter: {uk: 'До [орган]. Прошу відповісти.'}\n": ("", "лист (letter) або слова"),
    "button: {uk: Не готовий}": ("button: {uk: 'Паспорт ще не готовий, що робити?'}", "довша за"),
    "id: passport-late": ("id: passport-is-not-ready-yet", "довший за 20"),
    "    now: {uk: Спитайте.}\n": (
        "    now: {uk: Спитайте.}\n    call: [{phone: '1545', whom: {uk: лінія}}]\n", ""
    ),
}  # fmt: skip


@pytest.mark.parametrize("old", WRONG)
def test_what_is_wrong_is_named(tmp_path, old):
    new, told = WRONG[old]
    errors = _errors(tmp_path, PLAYBOOKS.replace(old, new, 1))
    assert [told in one for one in errors] == ([True] if told else [])


def test_a_call_needs_a_source(tmp_path):
    called = "    now: {uk: Спитайте.}\n    call: [{phone: '1545', whom: {uk: лінія}}]\n"
    unsourced = PLAYBOOKS.split("    source:")[0].replace("    now: {uk: Спитайте.}\n", called)
    (error,) = _errors(tmp_path, unsourced)
    assert "«call» без джерела" in error


def test_a_wrong_pattern_is_named(tmp_path):
    (error,) = _errors(tmp_path, troubles=TROUBLES.replace("не прийш*", "не при*йш"))
    assert "troubles.yaml:3" in error


def test_claims_that_no_page_is_said_to_tell_are_named(tmp_path):
    bare = PLAYBOOKS.replace("supports: [now, steps]", "supports: [now]")
    files = {"playbooks/all.yaml": bare, "troubles.yaml": TROUBLES}
    told = [str(one) for one in check(small_content(tmp_path, **files)) if "supports" in str(one)]
    assert ["playbooks/all.yaml" in one and "«steps»" in one for one in told] == [True]


def test_what_ships_is_whole():
    content = load(FOLDER).content
    shipped = {
        one.id: one for card in content.catalogue for one in content.playbooks.about(card.id)
    }
    money = {"pension-not-come", "subsidy-not-come", "subsidy-refused", "child-money-not-come"}
    rest = {
        "idp-payment-not-come", "alimony-not-paid", "salary-not-paid", "fund-refused",
        "registration-refused", "bill-wrong", "utility-cut-off", "appeal-unanswered",
    }  # fmt: skip
    assert money | rest <= shipped.keys()
    for one in shipped.values():
        assert one.checked, one.id
        assert len(one.now.main) <= 200, one.id
        for ending in one.endings:
            letter = ending.letter.main if ending.letter else ""
            if letter:
                assert re.match("До |Керівникові|Командирові", letter), one.id
                assert letter.rstrip().endswith("[підпис]"), one.id
                assert len(letter) <= 900, one.id
