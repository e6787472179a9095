"""Several matters in one message."""

import pytest

from bot.catalogue.about import Thresholds
from bot.understanding import Corpus, Understanding, build_index
from bot.understanding.text.clauses import requests, that_ask


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("субсидія і паспорт", ["субсидія", "паспорт"]),
        (
            "як оформити субсидію, а ще чоловік не платить аліменти",
            ["як оформити субсидію", "чоловік не платить аліменти"],
        ),
        ("Де взяти довідку? Як подати позов?", ["Де взяти довідку?", "Як подати позов?"]),
        ("Живу сама. Діти далеко. Як оформити субсидію?", []),
        ("Чи є зустрічі з письменниками? Коли найближча?", []),
        ("паспорт", []),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_requests(said: str, parts: list[str]) -> None:
    assert requests(said) == parts


def test_each_matter_is_found(corpus: Corpus) -> None:
    understanding = Understanding(build_index(corpus), thresholds=Thresholds(answer=0.3))
    said = "як оформити субсидію на газ, а ще чоловік не платить аліменти на дитину"
    meaning = understanding.understand(said)
    assert meaning.needs == ("subsidy", "alimony")
    assert meaning.decision == "choose"
    assert [hit.id for hit in meaning.hits[:2]] == ["subsidy", "alimony"]


def test_one_matter_said_twice_is_one(understanding: Understanding) -> None:
    meaning = understanding.understand("як оформити субсидію? де оформити субсидію на газ?")
    assert meaning.needs == ()
    assert meaning.hits[0].id == "subsidy"


@pytest.mark.parametrize(
    ("said", "asking"),
    [
        ("їздив у район, стояв довго, а мені треба було субсидію переоформить бо жінка померла",
         ["а мені треба було субсидію переоформить"]),
        ("де зараз видають паспорти, бо той стіл коло базару закрили, там тепер аптека",
         ["де зараз видають паспорти"]),
        ("де видають паспорти, бо стіл закрили", []),
        ("жила собі тихо, нікого не чіпала, горе прийшло, нема спокою, плачу щодня і щоночі", []),
    ],
)  # fmt: skip
def test_the_clauses_of_a_story_that_ask(said: str, asking: list[str]) -> None:
    assert that_ask(said) == asking
