"""Signs by which a sentence of a card speaks to what was said; what its numbers count."""

from collections.abc import Sequence

import pytest

from bot.catalogue.sentences import Sentence, sentences_in
from bot.understanding.card_facts import CardFacts, counted, is_heading
from bot.understanding.card_facts_fit import fit, read_lines
from bot.understanding.follow_up import follow_up
from tests.benchmarks.card_facts import HIDDEN

AGES = Sentence("У 60 років треба 33 роки стажу.", "what", "У 60 років треба 33 роки стажу.")
PAPERS = Sentence("Паспорт і податковий номер.", "documents", "Паспорт і податковий номер.")


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("мені 62", {"years"}),
        ("сину вже 19 років", {"years"}),
        ("стажу 25 років", {"years", "service"}),
        ("пройшло сім місяців", {"time"}),
        ("8 робочих днів", {"time"}),
        ("ще в 2024", {"calendar"}),
        ("618 грн", set()),
        ("I am 62", {"years"}),
    ],
)
def test_numbers_count_something(said: str, counts: set[str]) -> None:
    assert counted(said) == counts


def by_words(*sentences: Sentence) -> CardFacts:
    return CardFacts(lambda: [one.text for one in sentences], lambda _said, _told: None)


def test_an_age_speaks_of_ages() -> None:
    said = "мені 62, стажу 25 років"
    found = by_words(AGES, PAPERS).speaking_to(said, follow_up(said), "Пенсія", (AGES, PAPERS))
    assert [one.sentence for one in found] == [AGES, PAPERS]
    assert found[0].chance > 2 * found[1].chance


def test_the_sentence_model_is_heard() -> None:
    def likeness(_said: str, told: Sequence[str]) -> list[float]:
        return [0.95 if one == PAPERS.text else 0.75 for one in told]

    facts = CardFacts(lambda: (), likeness)
    said = "що мати при собі"
    found = facts.speaking_to(said, follow_up(said), "Пенсія", (AGES, PAPERS))
    assert found[0].sentence == PAPERS


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Межі ділянки, паркан, розірвання договору.", True),
        ("Чим відрізняються заповіт і дарування.", True),
        ("Спадщину приймають за шість місяців.", False),
        ("50 000 гривень при народженні.", False),
    ],
)
def test_a_heading_only_names_the_matter(text: str, is_one: bool) -> None:
    assert is_heading(Sentence(text, "what", text)) is is_one
    assert not is_heading(Sentence(text, "note", text))


def test_a_number_of_a_law_ends_no_sentence() -> None:
    assert list(sentences_in("Вартість 5 грн. за день. Далі ні.")) == [
        "Вартість 5 грн. за день.",
        "Далі ні.",
    ]


def test_weights_are_fitted_to_what_speaks() -> None:
    from bot.understanding.card_facts import Told
    from bot.understanding.card_facts_fit import Line

    said = "мені 62 роки"
    told = Told(said, follow_up(said), "Пенсія", (AGES, PAPERS), lambda _word: 1.0)
    with_model, without = fit([Line(told, frozenset({0}))] * 4, lambda _told: [0.9, 0.8])
    assert with_model["alike"] > 0
    assert without["both years"] > 0
    assert "alike" not in without


def test_a_label_of_no_sentence_is_an_error() -> None:
    from bot.understanding.card_facts import Told

    def read(_card: str, said: str) -> Told:
        return Told(said, follow_up(said), "", (AGES,), lambda _word: 1.0)

    with pytest.raises(ValueError, match="no sentence begins with"):
        read_lines([HIDDEN], read)
