"""Words after a question was sent: taken back, more of it, or something else."""

import pytest

from bot.understanding.after_sent import adds, takes_back


@pytest.mark.parametrize(
    "text",
    ["ні, передумала, не треба", "вже не треба, дякую", "відкличте звернення",
     "не надо уже спасибо", "ой, помилково надіслала", "never mind, I found it",
     "no need, thanks", "спасибо, нашла сама", "I changed my mind",
     "ой ні, не треба, знайшла вже"],
)  # fmt: skip
def test_few_words_take_it_back(text: str) -> None:
    assert takes_back(text)


@pytest.mark.parametrize(
    "text",
    ["не треба фото, тільки текст", "не треба паспорт?", "треба до завтра", "дякую",
     "скасували пільгу, куди звертатись щоб її повернули назад сьогодні"],
)  # fmt: skip
def test_others_do_not(text: str) -> None:
    assert not takes_back(text)


@pytest.mark.parametrize(
    "text",
    ["і ще спитайте чи треба паспорт брать", "допишіть що це терміново",
     "забула сказати, я з Деражні", "also ask if there is a lift", "додайте, що мені 80 років"],
)  # fmt: skip
def test_more_of_it_says_so(text: str) -> None:
    assert adds(text)


@pytest.mark.parametrize("text", ["ще питання: як оформити субсидію", "як додати дитину в дію"])
def test_another_question_does_not(text: str) -> None:
    assert not adds(text)
