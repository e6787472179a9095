"""Cards that one is taken for another: one telling question stands in place of their titles."""

from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex
from bot.content import load
from tests.talk import Talk
from tests.unit.content.small import FILES

LABEL = 24


async def test_one_question_tells_the_likeliest_cards_apart(talk: Talk) -> None:
    await talk.say("хочу паспорт")
    talk.sees("Що з паспортом України?")
    talk.misses("Ви про щось із цього?")
    await talk.say("чи вже готовий")
    talk.sees("Чи готовий паспорт")


@pytest.mark.parametrize(
    ("asked", "question"),
    [("гроші на дитину", "Хто має платити на дитину?"), ("пенсія", "Що саме з пенсією?"),
     ("переселенець", "Що потрібно переселенцеві?")],
)  # fmt: skip
async def test_common_groups_are_told_apart(talk_here: Talk, asked: str, question: str) -> None:
    await talk_here.say(asked)
    talk_here.sees(question)
    assert talk_here.buttons[-1] == "Не те"


async def test_what_is_shown_first_is_still_the_likeliest(talk_here: Talk) -> None:
    await talk_here.say("гроші на дитину")
    await talk_here.say("перше")
    talk_here.sees("Виплати при народженні")


def test_answers_of_the_content_fit_a_button_and_lead_to_a_card(
    content_index: ContentIndex,
) -> None:
    content = content_index.content
    for one in content.siblings:
        for label, see in one.answers:
            assert content.catalogue.get(see) is not None
            assert all(len(text) <= LABEL + 4 for text in label.by_language.values()), label
            assert len(label.main) <= LABEL, label.main


def test_an_answer_that_leads_nowhere_is_told_to_the_editor(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "siblings.yaml").write_text(
        "siblings:\n- question: {uk: Що саме}\n  answers:\n"
        "  - {label: {uk: Перше}, see: nowhere}\n  - {label: {uk: Друге}, see: nowhere-else}\n",
        encoding="utf-8",
    )
    told = [str(one) for one in load(tmp_path).problems]
    assert any("siblings.yaml:4" in one and "nowhere" in one for one in told), told


@pytest.mark.parametrize("said", ["ні, інше", "ні, інша"])
async def test_none_of_a_choice_in_words_offers_a_librarian(talk_here: Talk, said: str) -> None:
    await talk_here.say("прийшов лист")
    talk_here.sees("Ви про щось із цього?")
    await talk_here.say(said)
    talk_here.sees("Тоді допоможе бібліотекар.", "«прийшов лист»")


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("пенсія", "мені по віку", "Як оформити пенсію за віком"),
        ("виплати на дитину", "про інвалідність", "Допомога дітям з інвалідністю"),
        ("прийшов лист", "друге", "Звернення громадян і урядова гаряча лінія"),
    ],
)
async def test_one_of_a_choice_is_called_in_words(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    assert talk_here.text.startswith(card)
