"""What is asked of libraries, whatever was talked about, and questions that name nothing yet."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize(
    "asked", ["сегодня вы работаете?", "а ви в суботу відкриті", "ви до котрої сьогодні?"]
)
async def test_hours_asked_of_us_are_the_librarys(talk_here: Talk, asked: str) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say(asked)
    talk_here.sees("Кожна бібліотека має свої години.", "Де ви?")
    await talk_here.say("Летичів")
    talk_here.sees("Летичівська бібліотека", "Години роботи не перевірені.")
    talk_here.misses("Житлова субсидія")


async def test_hours_are_asked_near_the_place_that_was_named(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію, я з Летичева")
    await talk_here.say("а ви сьогодні працюєте?")
    talk_here.sees("Летичівська бібліотека")
    talk_here.misses("Де ви?")


@pytest.mark.parametrize(
    ("asked", "card"),
    [
        ("а дитячі книжки там є", "Дитячі послуги й гуртки"),
        ("паспорт треба щоб записатись?", "Запис до бібліотеки і правила"),
        ("skilky koshtuye zapysatysya", "Запис до бібліотеки і правила"),
        ("а з собакою пустять", ""),
    ],
)
async def test_what_a_library_has_is_asked_of_the_one_on_screen(
    talk_here: Talk, asked: str, card: str
) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say(asked)
    talk_here.sees("Летичівська бібліотека", "Цього про бібліотеку ще не знаємо.", "0382 79-47-31")
    assert not card or any(card.startswith(one.rstrip("…")) for one in talk_here.buttons)


async def test_what_the_card_tells_of_all_libraries_is_told_of_one(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Хмельницькому")
    await talk_here.say("скільки коштує роздрукувати")
    talk_here.sees("деякі послуги платні", "Зателефонуйте й запитайте")


@pytest.mark.parametrize("asked", ["дайте номер пенсійного", "а як отримати субсидію"])
async def test_another_matter_is_not_asked_of_the_library(talk_here: Talk, asked: str) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say(asked)
    talk_here.misses("Цього про бібліотеку", "Її телефону не знаємо")


async def test_a_place_after_a_card_keeps_what_it_is_for(talk_here: Talk) -> None:
    await talk_here.say("як отримати матеріальну допомогу")
    await talk_here.say("ми живемо в Деражні")
    talk_here.sees("Одноразова матеріальна допомога", "Соціальний захист (Деражнянська громада)")
    talk_here.sees("Деражнянська міська центральна бібліотека")
    assert "Уся картка" in talk_here.buttons
    await talk_here.say("а що з собою")
    talk_here.sees("Одноразова матеріальна допомога")
    talk_here.misses("Показати дорогу")


@pytest.mark.parametrize("said", ["є книжки?", "маю питання", "добрий день, хочу спитати"])
async def test_a_question_that_names_nothing_is_asked_for_the_rest(
    talk_here: Talk, said: str
) -> None:
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say(said)
    talk_here.sees("Що саме вам потрібно?")
    await talk_here.say("про бджіл, для діда")
    await talk_here.say("Деражня")
    talk_here.sees("про бджіл, для діда")
    assert "Надіслати" in talk_here.buttons


async def test_it_may_be_passed_on_as_it_is(talk_here: Talk) -> None:
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say("є книжки?")
    await talk_here.tap("Передати так")
    talk_here.sees("З якого ви села чи міста?")


@pytest.mark.parametrize("said", ["є Тигролови?", "шукаю книжку про бджіл", "є газета за 1975?"])
async def test_a_question_that_names_something_goes_on(talk_here: Talk, said: str) -> None:
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say(said)
    talk_here.sees("З якого ви села чи міста?")


async def test_the_price_of_a_copy_is_no_title_to_copy(talk_here: Talk) -> None:
    await talk_here.say("замовити копію")
    await talk_here.say("стоп, а це платно?")
    talk_here.misses("Для чого копія?")
    talk_here.sees("Повертаємося", "Що скопіювати?")


async def test_when_we_are_open_is_no_question_to_a_librarian(talk_here: Talk) -> None:
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say("сегодня вы работаете?")
    talk_here.sees("Де ви?")
    await talk_here.say("Летичів")
    talk_here.sees("Летичівська бібліотека", "Напишіть запитання бібліотекарю")


async def test_when_the_library_that_can_be_called_is_open_is_no_question_to_it(
    talk_here: Talk,
) -> None:
    await talk_here.say("дайте людину")
    await talk_here.say("я з Полонного")
    talk_here.sees("Жива людина", "0382 79-47-31")
    await talk_here.say("а до котрої вони")
    talk_here.misses("«а до котрої вони»")
    talk_here.sees("Напишіть запитання бібліотекарю")


async def test_a_matter_named_where_a_place_is_asked_is_no_unknown_village(
    talk_here: Talk,
) -> None:
    await talk_here.say("де найближча бібліотека")
    talk_here.sees("Де ви?")
    await talk_here.say("пенсія мала")
    talk_here.misses("Не знаємо такого села")
    talk_here.sees("Що саме з пенсією?")
    await talk_here.say("Хтознащиці")
    talk_here.misses("в картці не сказано")


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("а паспорт", "Що з паспортом України?"),
        ("а пенсія", "Що саме з пенсією?"),
        ("а як субсидію оформити", "Житлова субсидія"),
        ("а довідка про несудимість", "Довідка про несудимість"),
    ],
)
async def test_a_new_matter_after_libraries_is_not_asked_of_them(
    talk_here: Talk, said: str, seen: str
) -> None:
    await talk_here.say("бібліотека в Деражні")
    await talk_here.say(said)
    talk_here.sees(seen)
    talk_here.misses("Цього про бібліотеку ще не знаємо.")


@pytest.mark.parametrize("said", ["а дитячі книжки там є", "а гуртки для дітей"])
async def test_what_libraries_have_is_asked_of_the_one_on_screen(
    talk_here: Talk, said: str
) -> None:
    await talk_here.say("бібліотека в Деражні")
    await talk_here.say(said)
    talk_here.sees(
        "Деражнянська міська центральна бібліотека", "Цього про бібліотеку ще не знаємо."
    )


@pytest.mark.parametrize(
    "said", ["Авратин, де надрукувати документ?", "Зайчики, де бібліотека", "де найближчий принтер"]
)
async def test_a_library_sought_while_a_choice_stands_is_found(talk_here: Talk, said: str) -> None:
    await talk_here.say("пенсійний")
    assert "Не те" in talk_here.buttons
    await talk_here.say(said)
    talk_here.misses("запам’ятали", "Пенсійний фонд України")
    assert not any("Пенсійного фонду" in one for one in talk_here.buttons)
