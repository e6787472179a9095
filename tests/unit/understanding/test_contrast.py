"""What tells alike documents apart is learnt from their own examples."""

from bot.understanding.ranking.contrast import learn_contrast
from bot.understanding.ranking.postings import Postings
from bot.understanding.ranking.signs import signs, weigh

# Two documents share nearly all words; one small word tells them apart.
LOST = ["загубив паспорт", "паспорт вкрали", "паспорт зник у поїзді", "загубив десь паспорт"]
NEW = ["зробити паспорт", "паспорт уперше", "паспорт дитині зробити", "замовити паспорт"]
PENSION = ["пенсія мала", "коли прийде пенсія", "мала пенсія в баби"]
DOCUMENTS = [[line.split() for line in lines] for lines in (LOST, NEW, PENSION)]


def scores(learnt: Postings, text: str) -> list[float]:
    sums = [0.0] * len(DOCUMENTS)
    learnt.add_to((sums,), {sign: (w,) for sign, w in weigh(signs(text.split())).items()})
    return sums


def test_the_telling_word_decides_between_alike_documents() -> None:
    learnt = learn_contrast(DOCUMENTS)
    lost, new, pension = scores(learnt, "загубив паспорт у поїзді")
    assert lost > new > pension
    lost, new, pension = scores(learnt, "паспорт зробити дитині")
    assert new > lost > pension


def test_a_shared_word_alone_decides_nothing() -> None:
    lost, new, pension = scores(learn_contrast(DOCUMENTS), "паспорт")
    assert abs(lost - new) < min(lost, new) - pension


def test_other_forms_of_a_word_count_too() -> None:
    lost, new, _ = scores(learn_contrast(DOCUMENTS), "загубили")
    assert lost > new


def test_the_same_lines_teach_the_same() -> None:
    first, second = learn_contrast(DOCUMENTS), learn_contrast(DOCUMENTS)
    assert first == second


def test_nothing_teaches_nothing() -> None:
    assert len(learn_contrast([])) == 0
    assert len(learn_contrast([[["слово"]]])) == 0
