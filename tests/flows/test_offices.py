"""Where to go with a card: the office near the citizen, as far as anybody knows it."""

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
