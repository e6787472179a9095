"""What somebody says they do not mean is not searched for."""

import pytest

from bot.understanding import Understanding
from bot.understanding.text.negation import without_denied, without_words_denied


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("не субсидія, а пільга", "пільга"),
        ("не субсидия а льгота", "льгота"),
        ("не про пенсію, а про субсидію питаю", "про субсидію питаю"),
        ("мені не потрібна субсидія, хочу пільгу на газ", "мені хочу пільгу на газ"),
        ("не закордонний паспорт, а звичайний", "паспорт звичайний"),
        ("not a passport but an ID card", "an ID card"),
        ("та яка пенсія, мені 43 роки", "мені 43 роки"),
        ("ну какая субсидия, звільняють мене", "звільняють мене"),
        ("він нас не б’є, просто пішов", "просто пішов"),
        ("не від війни, проводка замкнула", "проводка замкнула"),
        ("хата згоріла не от войны, дадуть щось", "хата згоріла дадуть щось"),
        ("не для себе, для мами лежачої", "для мами лежачої"),
        ("not because of shelling, it was the wiring", "it was the wiring"),
    ],
)
def test_the_denied_is_left_out(said: str, meant: str) -> None:
    assert " ".join(without_denied(said).split()) == meant


@pytest.mark.parametrize(
    "said",
    [
        "не можу зайти в Дію, а треба пенсію",
        "не платять аліменти, а суд був",
        "чоловік не дає дитину, а я хочу",
        "лічильник не наш, а рахунок прийшов нам",
        "не брав грошей, а вимагають",
        "яка пенсія в мене буде",
        "не за що жити, допоможіть",
        "не через суд подати можна",
        "не для мене це",
        "та яка субсидія",
        "не субсидія",
        "",
    ],
)
def test_a_denial_that_is_the_matter_stays(said: str) -> None:
    assert without_denied(said) == said


def test_the_other_thing_is_found(understanding: Understanding) -> None:
    assert understanding.understand("не субсидія, а аліменти").hits[0].id == "alimony"
    assert understanding.understand("не аліменти, а субсидія").hits[0].id == "subsidy"


@pytest.mark.parametrize(
    ("said", "later", "left"),
    [
        ("як оформити інвалідність дитині", "ні, не дитині, а мамі", "як оформити інвалідність"),
        ("субсидія на газ", "не газ а дрова", "субсидія на"),
        ("виплати дитині", "не дитині", "виплати дитині"),
        ("паспорт", "не паспорт, а ID", "паспорт"),
    ],
)
def test_what_is_denied_later_was_not_asked(said: str, later: str, left: str) -> None:
    assert without_words_denied(said, later) == left
