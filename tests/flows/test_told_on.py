"""What is told after a card goes on with it, unless it is surely another matter."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("мені відмовили в допомозі малозабезпеченим", "бо в нас машина", "малозабезпеченим"),
        ("не платять зарплату, що робити", "чи не пізно? минуло пів місяця", "Трудові спори"),
        ("на картці арешт, не можу зняти гроші", "за шо не знаю", "Виконавче провадження"),
        ("на картці арешт, не можу зняти гроші", "борг ми сплатили ще у 23 му", "Виконавче"),
        (
            "u nas vybukh buv, vikna povylitaly, kudy zvernutys",
            "vse spokijno vzhe, pytau pro groshi",
            "єВідновлення",
        ),
    ],
)
async def test_a_circumstance_stays_with_the_card(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    assert card in f"{talk_here.text} {talk_here.buttons}"
    talk_here.misses("Ви про щось із цього?", "Не зрозуміли")


async def test_another_matter_that_is_asked_is_no_circumstance(talk_here: Talk) -> None:
    await talk_here.say("як отримати субсидію")
    await talk_here.say("як отримати паспорт дитині")
    talk_here.misses("Житлова субсидія")
    talk_here.sees("Що з паспортом України?")


async def test_what_they_have_already_is_not_what_they_choose(talk_here: Talk) -> None:
    await talk_here.say("у нас народилась дівчинка!")
    assert "Не те" in talk_here.buttons
    await talk_here.say("нам тільки гроші, свідоцтво вже є")
    assert talk_here.text.startswith("Виплати при народженні дитини")


async def test_a_phone_of_somebody_is_no_answer_to_a_choice(talk_here: Talk) -> None:
    await talk_here.say("виплати на дитину")
    await talk_here.say("телефон юриста")
    talk_here.misses("Спершу виберіть")
    talk_here.sees("Безоплатна правнича допомога", "0 800 213 103")


async def test_who_called_a_library_in_vain_is_told_whom_else_to_call(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Летичеві")
    await talk_here.say("ніхто не бере трубку, дзвонила тричі")
    talk_here.sees("Поки що зателефонуйте сюди:")
    assert talk_here.buttons == ["Передати", "Не передавати", "Запитати бібліотекаря"]


async def test_a_matter_of_no_card_is_for_a_librarian(talk_here: Talk) -> None:
    await talk_here.say("хочу купити мисливську рушницю, як отримати дозвіл на зброю")
    talk_here.sees("Картки про це в нас немає", "Передати ваше запитання?")


async def test_a_doctor_is_no_appointment_of_ours(talk_here: Talk) -> None:
    await talk_here.say("записати на прийом")
    await talk_here.say("запис до окуліста")
    talk_here.sees("Запис на прийом до лікаря")


@pytest.mark.parametrize("said", ["я зараз у Дніпрі", "Вінниця", "я в Одесі"])
async def test_a_far_town_alone_is_told_whose_libraries_we_know(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.sees("Бібліотеки знаємо лише", "Напишіть, що потрібно.")
    talk_here.misses("Ви про щось із цього?")


@pytest.mark.parametrize(
    ("first", "then", "number"),
    [
        ("мені дзвонив дядько з банку, я йому сказала код", "гроші вернуть?", "102"),
        ("ми з дитиною втекли від чоловіка, б’є, ми в магазині", "де ночувати", "102"),
    ],
)
async def test_a_few_words_after_danger_name_no_other_matter(
    talk_here: Talk, first: str, then: str, number: str
) -> None:
    await talk_here.say(first)
    talk_here.sees(number)
    await talk_here.say(then)
    talk_here.sees("Нікого не викликано.", number)


@pytest.mark.parametrize("then", ["аліменти", "субсидія на газ"])
async def test_a_matter_that_is_named_after_danger_is_answered(talk_here: Talk, then: str) -> None:
    await talk_here.say("в сараї пожежа, солома горить")
    await talk_here.say(then)
    talk_here.misses("Нікого не викликано.")
