"""A place said or changed later keeps the thread; a library without a phone leaves nobody alone."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("в селі Божиківці", "Божиківці"),
        ("передумала, в Деражні", "Деражня"),
        ("ой ні з шепетівки", "Шепетівка"),
        ("а, я з Маківа", "Маків"),
        ("ні, все ж таки у Волочиську", "Волочиськ"),
        ("помилилась, Полонне", "Полонне"),
        ("забула сказати, я з Ярмолинець", "Ярмолинці"),
        ("кстати, мы в Городке", "Городок"),
        ("ой, не в Зінькові, в Солобківцях", "Солобківці"),
        ("Кам'янець-Подільський район, село Маків", "Маків"),
        ("Хмельницький район, село Божиківці", "Божиківці"),
        ("ой, лучше в Летичеве", "Летичів"),
        ("мені в Ізяславі було б зручніше", "Ізяслав"),
    ],
)
async def test_a_place_named_or_changed_is_where_the_card_is_helped_with(
    talk_here: Talk, said: str, place: str
) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("я з Хмельницького")
    await talk_here.say(said)
    talk_here.sees(f"{place}. ", "ближчі", "Це можна зробити телефоном.")


async def test_an_english_place_is_changed_too(talk_here: Talk) -> None:
    await talk_here.say("how do I get a housing subsidy")
    await talk_here.say("I live in Letychiv")
    await talk_here.say("sorry, I meant Derazhnia")
    talk_here.sees("Деражня. The nearest libraries:", "This can be done by phone.")


async def test_whether_there_is_such_a_thing_in_a_place(talk_here: Talk) -> None:
    await talk_here.say("хочу навчитись користуватись інтернетом")
    await talk_here.say("а в Деражні таке є?")
    talk_here.sees("Деражня. Найближчі бібліотеки:")


@pytest.mark.parametrize(
    "said", ["шукаю бібліотеку", "мені треба до бібліотеки", "ищу библиотеку рядом",
             "shukayu biblioteku", "I am looking for a library"],
)  # fmt: skip
async def test_who_looks_for_a_library_is_asked_where_they_are(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    assert "Де ви?" in talk_here.text or "Where are you?" in talk_here.text


@pytest.mark.parametrize(
    "said", ["бібліотека Маків", "бібліотека маків", "Маків бібліотека", "biblioteka Makiv"]
)
async def test_a_library_beside_a_name_that_is_a_word_too(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.sees("Маків. Найближчі бібліотеки:", "1. Маківська сільська бібліотека")


@pytest.mark.parametrize("asked", ["а телефон який", "а в неділю працює?", "a yakyj telefon"])
async def test_a_library_without_a_phone_leaves_a_number_to_call(
    talk_here: Talk, asked: str
) -> None:
    await talk_here.say("бібліотека в Маківі")
    talk_here.sees("Їхніх телефонів не знаємо.", "0382 79-47-31")
    await talk_here.say(asked)
    talk_here.sees("Маківська сільська бібліотека", "Її телефону не знаємо.", "0382 79-47-31")
    assert "Запитати бібліотекаря" in talk_here.buttons
    await talk_here.tap("Маківська сільська бібліотека")
    talk_here.sees("Її телефону не знаємо.", "0382 79-47-31")


async def test_of_a_list_it_is_told_who_is_known_to_have_it(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say("в кого з них є комп'ютер?")
    talk_here.sees("Деражнянська міська центральна бібліотека – Є: комп’ютери.")
    await talk_here.say("а в суботу хто працює?")
    talk_here.sees("сб, ", "Іванковецька сільська бібліотека-філія – ")


@pytest.mark.parametrize(
    "asked", ["а інша?", "а яка ще близько", "а другая?", "а якщо ні, то яка ще близько"]
)
async def test_the_next_library_of_the_list(talk_here: Talk, asked: str) -> None:
    await talk_here.say("бібліотека в Летичеві")
    second = talk_here.buttons[1].rstrip("…")[:20]
    await talk_here.say(asked)
    assert talk_here.text.startswith(second)


async def test_what_there_is_in_the_library_on_screen(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say("а шо там є")
    talk_here.sees("Летичівська бібліотека", "Перевірено")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("which one is open on Saturday", "0382 79-47-31"),
        ("what is the phone number of the first one", "Phone: 0382 79-47-31"),
        ("does the second one have a printer", "No. 15"),
        ("and another one?", "No. 15"),
    ],
)
async def test_english_sequels_of_a_list_of_libraries(
    talk_here: Talk, asked: str, told: str
) -> None:
    await talk_here.say("Is there a library with computers in Khmelnytskyi?")
    await talk_here.say(asked)
    talk_here.sees(told)


@pytest.mark.parametrize(
    "asked", ["вони мають принтер?", "у них есть принтер", "дякую, а принтер є?"]
)
async def test_what_they_have_is_asked_of_the_library_on_screen(
    talk_here: Talk, asked: str
) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say(asked)
    talk_here.sees("Летичівська бібліотека", "0382 79-47-31")
    await talk_here.say("а коли приходити")
    talk_here.sees("Летичівська бібліотека", "0382 79-47-31")


async def test_who_helps_there_is_who_of_the_list_can(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("я з Летави")
    await talk_here.say("а хто там поможе заповнити")
    talk_here.sees("Маківська сільська бібліотека – Є: комп’ютери", "0382 79-47-31")
