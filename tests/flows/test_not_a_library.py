"""A place beside a question is only where it is asked; a library is named where one can help."""

import pytest

from tests.talk import Talk

LIST = "Найближчі бібліотеки:"


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("соціальний працівник додому", "ми з села Гуменці, скільки це коштує", "немає"),
        ("соціальний працівник додому", "а платно? мама в Ярмолинцях", "У картці цього немає"),
        ("як оформити субсидію", "я в Деражні, які документи треба", "Візьміть із собою"),
        ("загубила свідоцтво про шлюб", "а через інтернет можна? я в Кам'янці", "Повторне свід"),
        ("фахівець із супроводу ветеранів", "а в Деражні хто", "Спитайте фахівця із супроводу"),
        ("як приписатися до лікаря", "а в Красилові хто є вільний", "16-77"),
        ("кіт подряпав дитину", "найближча лікарня Зіньків", "до лікаря"),
        ("не пускають в маршрутку по пенсійному", "Дунаївці, на село", "спитайте в раді"),
        ("штраф за швидкість прийшов", "де там у Волочиську і скільки платити", "поліція"),
    ],
)
async def test_a_place_beside_a_question_asks_for_no_library(
    talk_here: Talk, first: str, then: str, told: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    talk_here.sees(told)
    talk_here.misses(LIST, "Бібліотек цієї громади")


@pytest.mark.parametrize(
    "said",
    [
        "мені не бібліотека а де заяву подати",
        "мені не треба бібліотека, мені пенсію",
        "пенсійний мені, а не бібліотеку",
        "нащо мені ваша бібліотека",
        "мне библиотека не нужна",
        "бібліотека тут до чого",
        "ne biblioteka, a pensiyniy",
    ],
)
async def test_who_wants_no_library_hears_of_none(talk_here: Talk, said: str) -> None:
    await talk_here.say("хочу оформити пенсію за віком")
    await talk_here.say("я з Летичева")
    await talk_here.say(said)
    talk_here.sees("Надає: Пенсійний фонд України.", "Телефонуйте: 0 800 503 753")
    talk_here.misses("ібліотека", "ібліотеці")


@pytest.mark.parametrize("said", ["а бібліотека де в Летичеві", "хто поможе в бібліотеці"])
async def test_who_asks_for_one_later_gets_it(talk_here: Talk, said: str) -> None:
    await talk_here.say("хочу оформити пенсію за віком")
    await talk_here.say("я з Летичева")
    await talk_here.say("мені не бібліотека треба")
    await talk_here.say(said)
    talk_here.sees("Летичівська бібліотека")


@pytest.mark.parametrize(
    "said", ["я глухий, не чую. куди піти в Летичеві", "мені 75, сама не вмію. куди йти, Летичів"]
)
async def test_where_is_asked_in_the_last_clause_of_a_story(talk_here: Talk, said: str) -> None:
    await talk_here.say("хочу оформити пенсію за віком")
    await talk_here.say(said)
    talk_here.sees("Надає: Пенсійний фонд України.", "Сервісні центри")
    talk_here.misses(LIST)


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("найближча лікарня Зіньків", "Запис на прийом до лікаря"),
        ("міліція найближча в Полонному", "Крадіжка, побої, зіпсоване майно: заява в поліцію"),
    ],
)
async def test_another_body_sought_somewhere_is_no_list_of_libraries(
    talk_here: Talk, said: str, card: str
) -> None:
    await talk_here.say(said)
    talk_here.misses(LIST, "Найближчі з тих")
    assert any(card.startswith(one.rstrip("…")) for one in talk_here.buttons)


@pytest.mark.parametrize(
    "said",
    [
        "найближча бібліотека Деражня",
        "де тут у Деражні поблизу",
        "де в Деражні роздрукувати",
        "Деражня",
    ],
)
async def test_a_library_sought_is_found(talk_here: Talk, said: str) -> None:
    await talk_here.say(said)
    talk_here.sees("Деражнянська")
