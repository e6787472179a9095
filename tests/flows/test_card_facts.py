"""What is told of a card is answered with the card's own sentences, each once."""

import pytest

from tests.talk import Talk

TOLD = "У картці є таке:"
NOT_TOLD = "Відповіді на це ми в картці не знайшли."


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        (
            "хочу оформити пенсію за віком",
            "та в мене стажу мабуть років 25, в колгоспі робила",
            "у 60 років за 33 роки стажу, у 63 – за 23, у 65 – за 15",
        ),
        ("потеряла паспорт что делать", "нічого нема крім довідки впо", "Немає нічого – свідоцтво"),
        ("як оформити спадщину", "вже сім місяців пройшло, до нотаріуса не ходили",
         "Спадщину приймають за шість місяців"),
        ("як отримати субсидію", "а якщо через пошту", "громаді або поштою"),
        ("як оформити пенсію по інвалідності", "стаж 12 років, мені 44", "Скільки стажу треба"),
    ],
)  # fmt: skip
async def test_a_fact_told_meets_the_sentence_that_speaks_to_it(
    talk_here: Talk, asked: str, said: str, told: str
) -> None:
    await talk_here.say(asked)
    card = talk_here.text.partition("\n")[0]
    await talk_here.say(said)
    assert talk_here.text.partition("\n")[0] == card
    talk_here.sees(told)
    talk_here.misses("Що зробити зараз:", "Ви про щось із цього?")
    assert "Уся картка" in talk_here.buttons


async def test_what_the_card_lacks_is_said_with_whom_to_ask_and_no_question(
    talk_here: Talk,
) -> None:
    await talk_here.say("мама лежача після інсульту, як встановити інвалідність")
    await talk_here.say("вона не ходить, як її везти на ту комісію")
    talk_here.sees(NOT_TOLD, "056 729-47-77")
    assert "?" not in talk_here.text


async def test_no_sentence_is_quoted_twice(talk_here: Talk) -> None:
    await talk_here.say("як оформити спадщину")
    await talk_here.say("вже сім місяців пройшло, до нотаріуса не ходили")
    talk_here.sees(TOLD, "Спадщину приймають за шість місяців")
    await talk_here.say("сім місяців уже, кажу ж вам")
    talk_here.misses("Спадщину приймають за шість місяців")
    talk_here.sees("0 800 213 103")


async def test_the_first_step_is_told_once_the_card_is_out_of_sight(talk_here: Talk) -> None:
    await talk_here.say("як оформити спадщину")
    step = "Подайте заяву про прийняття спадщини"
    await talk_here.say("я з ним прописана була в одній хаті")
    talk_here.sees("Зрозуміло.", "0 800 213 103")
    talk_here.misses(NOT_TOLD)  # she asked nothing
    talk_here.misses(step)
    await talk_here.say("а як сестра буде проти")
    talk_here.sees(step)
    await talk_here.say("і кіт у нас старий")
    talk_here.misses(step)


@pytest.mark.parametrize(
    "said", ["а якщо кіт у нас старий", "ні, про кота старого питаю", "чи кіт старий заважає"]
)
async def test_what_is_asked_and_lacking_is_said_to_be(talk_here: Talk, said: str) -> None:
    await talk_here.say("як оформити спадщину")
    await talk_here.say(said)
    talk_here.misses("Зрозуміло.")


async def test_the_price_is_printed_once(talk_here: Talk) -> None:
    await talk_here.say("потеряла паспорт что делать")
    await talk_here.say("а сколько ждать? мне пенсию на почте без паспорта не дадут")
    assert talk_here.text.count("618 грн, терміново – 988 грн") <= 1
    talk_here.sees("до 20 робочих днів")


async def test_how_much_is_given_is_told_before_that_it_is_free(talk_here: Talk) -> None:
    await talk_here.say("мені 65 а стажу тільки 9 років")
    await talk_here.say("а скільки грошей")
    talk_here.sees("Сума залежить від прожиткового мінімуму")


async def test_what_was_told_goes_to_the_librarian(talk_here: Talk) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say("в нас син прописаний але живе в Польщі")
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.say("Деражня")
    talk_here.sees("як отримати субсидію", "син прописаний але живе в Польщі")


async def test_in_english_the_card_is_quoted_in_english(talk_here: Talk) -> None:
    await talk_here.say("how do I apply for an old-age pension")
    await talk_here.say("I am 62 and I have 25 insured years")
    talk_here.sees("The card has this:", "33 insured years at 60, 23 at 63")


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        ("закордонний паспорт", "а дитині скільки коштує", "Вартість: 2026 року – 1147 грн"),
        ("аліменти", "а скільки чекати того рішення", "У картці цього немає."),
        ("соціальний догляд удома", "а це платно? пенсія в неї 3 тисячі", "У картці цього немає."),
    ],
)
async def test_what_is_asked_of_it_is_told_or_said_to_be_lacking(
    talk_here: Talk, asked: str, said: str, told: str
) -> None:
    await talk_here.say(asked)
    await talk_here.say(said)
    talk_here.sees(told)


async def test_the_head_of_the_card_is_no_answer_to_another_question(talk_here: Talk) -> None:
    await talk_here.start("service__property-register")
    await talk_here.say("з чого почати? в БТІ чи до нотаріуса")
    talk_here.misses("Що зробити зараз:")
    assert "Запитати бібліотекаря" in talk_here.buttons
