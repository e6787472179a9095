"""Where to go with a card: the office near the citizen, as far as anybody knows it."""

import pytest

from tests.talk import Talk


async def test_the_office_of_ones_hromada_is_named(talk_here: Talk) -> None:
    await talk_here.say("цнап у хмельницькому")
    talk_here.sees("Найближчий ЦНАП: ЦНАП Хмельницької міської ради, Хмельницький, 0382 76-58-61")
    talk_here.misses("ще не знаємо, де це")
    await talk_here.say("а куди йти?")
    talk_here.sees("Найближчий ЦНАП: ЦНАП Хмельницької міської ради")
    await talk_here.start("near__UA68040470250039440")  # a village of that hromada
    await talk_here.start("service__diia-center")
    talk_here.sees("Найближчий ЦНАП: ЦНАП Хмельницької міської ради")


async def test_where_nothing_is_known_one_is_told_whom_to_ask(talk_here: Talk) -> None:
    await talk_here.say("де цнап у Старокостянтинові")
    talk_here.sees("ЦНАП (Старокостянтинівська громада): ще не знаємо, де це")
    talk_here.sees("її центр – Старокостянтинів")
    talk_here.misses("Найближчий ЦНАП")  # 40 km away: nobody is sent there


async def test_hours_of_the_whole_oblast_are_told_with_what_limits_them(talk_here: Talk) -> None:
    await talk_here.say("субсидія, живу в Деражні")
    talk_here.sees("Сервісні центри Пенсійного фонду", "Сьогодні 09:00–13:00, 14:00–18:00.")
    talk_here.sees("Сторінка без дати.")


async def test_an_old_source_is_told_with_its_year(talk_here: Talk) -> None:
    await talk_here.say("мені треба безоплатний адвокат, я з Летичева")
    talk_here.sees("Найближче бюро правничої допомоги: Летичівське бюро", "За даними 2022 року")
    await talk_here.start("legal_offices")
    talk_here.sees("Найближче бюро правничої допомоги: Летичівське бюро")


async def test_without_a_place_no_office_is_named(talk_here: Talk) -> None:
    await talk_here.start("service__housing-subsidy")
    talk_here.misses("Сервісні центри", "Найближчий")


ASKED = {
    "пенсійний фонд Волочиськ адреса": "Пенсійний фонд (Волочиська громада): ще не знаємо, де це",
    "як доїхати до пенсійного фонду в Авратині": "Пенсійний фонд (Волочиська громада)",
    "а пенсійний у Волочиську де": "Пенсійний фонд (Волочиська громада)",
    "ПФУ Волочиськ": "Сервісні центри Пенсійного фонду",
    "де находится пенсионный фонд в Волочиске": "Пенсійний фонд (Волочиська громада)",
    "de pensiinyi fond u Derazhni": "Пенсійний фонд (Деражнянська громада)",
    "центр зайнятості Волочиськ телефон": "Центр зайнятості (Волочиська громада): ще не знаємо",
    "я в Деражні, де тут соцзахист": "Соціальний захист (Деражнянська громада): ще не знаємо",
    "коли працює цнап у Старокостянтинові": "її центр – Старокостянтинів",
    "безоплатна правнича допомога Летичів адреса": "Летичівське бюро правничої допомоги",
    "пенсійний фонд біля Зайчиків": "Пенсійний фонд: Зайчики",
    "адреса Хмельницькобленерго у Волочиську": "Обленерго (Волочиська громада): ще не знаємо",
    "де водоканал у Волочиську": "Водоканал (Волочиська громада): ще не знаємо, де це",
    "телефон водоканалу Хмельницький": "Водоканал міста Хмельницький, 0 800 508 067",
    "телефон облгазу Деражня": "Газові мережі (Деражнянська громада): ще не знаємо",
    "обленерго Волочиськ телефон": "Обленерго (Волочиська громада): ще не знаємо",
    "село Канівка, де пенсійний фонд": "Пенсійний фонд (Волочиська громада): ще не знаємо, де це",
    "адреса обленерго для села Авратин": "Обленерго (Волочиська громада): ще не знаємо, де це",
    "пинсионный фонд где в Авратине": "Пенсійний фонд: Авратин",
    "a de pensijnyj fond, selo Avratyn": "Пенсійний фонд: Авратин",
    "хочу попасти в соцзахист, ми з Летичева": "Соціальний захист: Летичів",
    "обленерга волочиськ де воно": "Обленерго: Волочиськ",
    "адрес пенсионного фонда для деревни Авратин": "Пенсійний фонд: Авратин",
    "куда ехать в пенсионный из Канивки": "Пенсійний фонд: Канівка",
    "центр надання адмінпослуг Летичів": "ЦНАП: Летичів",
    "мешкаю в Авратині, потрібен ЦНАП": "ЦНАП: Авратин",
    "до якого пенсійного фонду належить Авратин": "Пенсійний фонд: Авратин",
    "підкажіть будь ласка де центр занятості, живу в с. Зайчики": "Центр зайнятості: Зайчики",
    "oblenerho adresa Volochysk": "Обленерго: Волочиськ",
    "доброго дня, де знаходиться пенсійний фонд? смт Летичів": "Пенсійний фонд: Летичів",
    "собес в Деражне": "Соціальний захист: Деражня",
    "який ЦНАП обслуговує село Авратин": "ЦНАП: Авратин",
    "Волочиська міська рада телефон": "Рада громади (Волочиська) – у центрі: Волочиськ",
}


@pytest.mark.parametrize("before", ["", "бібліотека в Зайчиках", "де цнап у Хмельницькому"])
@pytest.mark.parametrize("asked", ASKED)
async def test_an_office_called_by_its_kind_is_told_near_the_place(
    talk_here: Talk, asked: str, before: str
) -> None:
    if before:
        await talk_here.say(before)
    await talk_here.say(asked)
    talk_here.sees(ASKED[asked])
    talk_here.misses("Ви про щось із цього", "ібліотека-філія", "в картці не сказано")


async def test_an_office_is_told_where_else_cards_would_be_listed(talk_here: Talk) -> None:
    await talk_here.say("а де обленерго, бо світла нема, Авратин")
    talk_here.sees("Обленерго: Авратин", "ще не знаємо, де це")


async def test_a_firm_called_by_its_name_is_told_beside_the_card_that_names_it(
    talk_here: Talk,
) -> None:
    await talk_here.say("адреса Хмельницькобленерго")
    talk_here.sees("Обленерго: з якого ви села чи міста?")
    await talk_here.say("Авратин")
    talk_here.sees("Обленерго (Волочиська громада): ще не знаємо, де це", "Волочиськ.")
    await talk_here.say("пенсійний фонд біля Зайчиків")  # the place that is named wins
    talk_here.sees("Пенсійний фонд: Зайчики")
    talk_here.misses("Авратин")
    await talk_here.say("а водоканал?")
    await talk_here.tap("Комунальні послуги: показники, рахунки, договори")
    talk_here.sees("Передати показники лічильника")


async def test_the_place_of_the_talk_is_that_of_the_office(talk_here: Talk) -> None:
    await talk_here.say("бібліотека в Зайчиках")
    await talk_here.say("а де пенсійний фонд найближчий?")
    talk_here.sees("Пенсійний фонд: Зайчики", "Пенсійний фонд (Волочиська громада)")
    await talk_here.say("а в Деражні?")
    talk_here.sees("Пенсійний фонд: Деражня")
    await talk_here.say("а цнап?")
    talk_here.sees("ЦНАП (Деражнянська громада): ще не знаємо, де це")
    await talk_here.say("бібліотека в Зайчиках коли відкрита в суботу")
    talk_here.sees("Зайчики. ")
    talk_here.misses("Пенсійн", "ЦНАП")


async def test_a_library_is_asked_for_after_the_card_of_an_office(talk_here: Talk) -> None:
    await talk_here.say("субсидія, живу в Деражні")
    await talk_here.say("бібліотека в Зайчиках коли відкрита в суботу")
    talk_here.sees("Зайчики. ")
    talk_here.misses("субсиді", "Пенсійн")


async def test_without_a_place_it_is_asked_where(talk_here: Talk) -> None:
    await talk_here.say("де найближчий пенсійний фонд")
    talk_here.sees("Пенсійний фонд: з якого ви села чи міста?")
    await talk_here.say("Бутівці")
    await talk_here.tap("Бутівці, Волочиська громада")
    talk_here.sees("Пенсійний фонд (Волочиська громада)")


@pytest.mark.parametrize(
    "asked",
    ["де пенсійне посвідчення у Деражні", "рішення міської ради Волочиськ", "сайт пенсійного фонду",
     "пенсійний", "рада", "цнап", "пфу", "безоплатна правнича допомога",
     "де пенсія моя у Деражні", "я рада", "подати на субсидію в цнап Деражня"],
)  # fmt: skip
async def test_a_matter_beside_an_office_is_asked_of_itself(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    talk_here.misses("Пенсійний фонд: ", "ЦНАП: ", "Рада громади: ")


@pytest.mark.parametrize(
    ("named", "kind"),
    [("пенсійний фонд", "Пенсійний фонд"), ("пенсіний фонд", "Пенсійний фонд"),
     ("обленерго", "Обленерго"), ("oblenergo", "Обленерго"), ("водоканал", "Водоканал"),
     ("сільрада", "Рада громади"), ("соцзахист", "Соціальний захист"),
     ("служба зайнятості", "Центр зайнятості"), ("dai adres tsnap", "ЦНАП"),
     ("де в нас пенсійний", "Пенсійний фонд")],
)  # fmt: skip
async def test_the_bare_name_of_an_office_asks_where_it_is(
    talk_here: Talk, named: str, kind: str
) -> None:
    await talk_here.say(named)
    talk_here.sees(f"{kind}: з якого ви села чи міста?")
    talk_here.misses("Ви про щось із цього", "Заповіт")
    await talk_here.say("Авратин")
    talk_here.sees(f"{kind}: Авратин")
    await talk_here.say("цнап у Деражні")
    await talk_here.say(named)
    talk_here.sees(f"{kind}: Деражня")


@pytest.mark.parametrize("place", ["Авратин", ""])
@pytest.mark.parametrize(
    ("then", "told"),
    [("Зайчики, де бібліотека", "Зайчики. "), ("цнап у Деражні", "ЦНАП: Деражня"),
     ("Деражня, де оформити субсидію", "Житлова субсидія"),
     ("нотаріус потрібен", "Про що йдеться?"),
     ("скільки коштує закордонний паспорт", "Закордонний паспорт"),
     ("де надрукувати документ", "ібліоте"), ("де найближчий принтер", "ібліоте")],
)  # fmt: skip
async def test_a_new_question_after_an_office_goes_on_as_ever(
    talk_here: Talk, then: str, told: str, place: str
) -> None:
    await talk_here.say("пенсійний фонд")
    if place:
        await talk_here.say(place)
    await talk_here.say(then)
    assert told in f"{talk_here.text} {talk_here.buttons}"
    talk_here.misses("Пенсійний фонд: Зайчики", "Пенсійний фонд: Деражня")
    talk_here.misses("Портал Пенсійного фонду: особистий кабінет\n")


async def test_a_slip_in_another_word_is_no_office(talk_here: Talk) -> None:
    await talk_here.say("субсідія на комуналку")
    await talk_here.say("а пнсіонерам")
    talk_here.misses("Пенсійний фонд: ")


async def test_who_is_asked_where_may_ask_on_of_the_card(talk_here: Talk) -> None:
    await talk_here.say("де найближчий ЦНАП")
    talk_here.sees("ЦНАП: з якого ви села чи міста?")
    assert "[ЦНАП / Центр Дія: адреси" in str(talk_here)
    await talk_here.say("а запис треба?")
    talk_here.sees("ЦНАП / Центр Дія: адреси та запис на прийом")
    await talk_here.say("а в суботу вони працюють?")
    talk_here.misses("ібліотека-філія")


async def test_an_office_without_a_phone_is_told_with_whom_to_call(talk_here: Talk) -> None:
    await talk_here.say("безоплатна правова допомога в Кам’янці-Подільському")
    talk_here.sees("За даними 2018 року: перед дорогою спитайте.", "Телефонуйте: 0 800 213 103")
    talk_here.misses("спершу зателефонуйте")
    assert "Подзвонити: 0 800 213 103" in [one.replace("\xa0", " ") for one in talk_here.buttons]
