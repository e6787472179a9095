"""What libraries do of their own is told by its card at once; the librarian is one press away."""

import pytest

from tests.talk import BareLine, Talk


@pytest.mark.parametrize(
    ("asked", "card"),
    [
        ("хочу здати книжки дідові, багато радянських, візьмете?", "Подарувати книги бібліотеці"),
        ("дитині 4 роки чи є у вас якісь казки читання по суботах", "Дитячі послуги й гуртки"),
        ("хочу в бібліотеку записатись а я з села без прописки", "Запис до бібліотеки і правила"),
        ("бабушке тяжело ходить принесите книги", "Книжки додому (книгоношення)"),
        ("kak zapisatsa v biblioteku", "Запис до бібліотеки і правила"),
        ("можна продовжити книгу", "Каталог, наявність і продовження книг"),
    ],
)
async def test_its_card_comes_first_and_its_first_button_passes_the_words_on(
    talk_here: Talk, asked: str, card: str
) -> None:
    await talk_here.say(asked)
    talk_here.sees("Напишіть своє село чи місто – назвемо найближчу бібліотеку й телефон.")
    talk_here.misses("На це краще відповість бібліотекар.")
    assert talk_here.screen[-1].text.startswith(card)
    assert talk_here.buttons[0] == "Запитати бібліотекаря"
    await talk_here.tap("Запитати бібліотекаря")
    await talk_here.tap("Будь-яка бібліотека")
    talk_here.sees(f"«{asked}»")


async def test_yes_to_such_a_card_passes_the_words_on(talk: Talk) -> None:
    await talk.say("хочу подарувати книжки, Деражня")
    talk.sees("Подарувати книги бібліотеці", "Поруч (Деражня):")
    await talk.say("так")
    talk.sees("«хочу подарувати книжки, Деражня»")
    assert "Надіслати" in talk.buttons


async def test_the_library_near_the_named_place_is_told_with_a_phone(talk_here: Talk) -> None:
    await talk_here.say("babusi vazko hodyty, prynesit knyhy dodomu, my v Derazhni")
    talk_here.sees(
        "Книжки додому", "Поруч (Деражня): Деражнянська міська центральна", "0382 79-47-31"
    )


async def test_that_a_price_is_not_known_is_said_to_who_asks_for_it(talk_here: Talk) -> None:
    await talk_here.say("скільки коштує записатись у бібліотеку")
    talk_here.sees("Запис до бібліотеки і правила", "Ціни в картці немає: спитайте в бібліотеці.")
    await talk_here.say("як записатись у бібліотеку")
    talk_here.misses("Ціни в картці немає")


@pytest.mark.parametrize(
    "asked",
    [
        "чи є у вас Тигролови",
        "в якому році збудували церкву в Деражні",
        "дайте почитати щось про козаків",
        "найдите мне что-нибудь про прадеда из Меджибожа",
    ],
)
async def test_a_certain_book_or_fact_only_a_person_finds(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    talk_here.sees(
        f"«{asked}»",
        "Передати ваше запитання?",
        "Покажемо, яка бібліотека його отримає, і надішлемо, коли погодитеся.",
    )


async def test_a_short_link_of_a_map_is_no_place_and_is_told_so(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.say("де найближча бібліотека?")
    await talk.say("https://maps.app.goo.gl/Zx9RstaTv3rBBgeq6")
    talk.sees("посилань ми не відкриваємо. Напишіть своє село")
